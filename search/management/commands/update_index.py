from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from modelsearch.management.commands import rebuild_modelsearch_index

from search.index.consistency import AT_ONCE, parts


class Command(rebuild_modelsearch_index.Command):
    """Wagtail's, with a progress bar, and without holding the site up: it writes few at once."""

    help = "Rebuild the search index; searching keeps working meanwhile."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(chunk_size=AT_ONCE)

    def queryset_chunks(self, qs: QuerySet, chunk_size: int = AT_ONCE) -> Iterator[list]:
        return parts(qs, chunk_size)

    def print_iter_progress(self, iterable: Any) -> Any:
        return iterable  # `parts` shows it
