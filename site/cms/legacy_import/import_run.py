"""An import of many pages: prepared ahead, written some at a time, reported one by one."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cms.core import task_backends
from cms.core.validation_errors import reasons
from home.models import BranchPage

from .files import SavedFile
from .importer import CannotImport, Outcome, import_article
from .joining import joined
from .pictures import all_or_nothing
from .reading import Prepared, Refused, prepare
from .worker_pool import Workers

logger = logging.getLogger(__name__)

TOGETHER = 20  # pages a transaction; on SQLite editors wait that long


@dataclass(frozen=True)
class Options:
    branch: BranchPage | None = None
    overwrite: bool = False
    strict: bool = False  # nothing is imported of which something would be left out
    dry_run: bool = False


@dataclass(frozen=True)
class FileResult:
    """What became of one file."""

    file: SavedFile
    outcome: Outcome
    remarks: tuple[str, ...] = ()
    branch: str = ""
    title: str = ""
    address: str = ""


class _DryRun(Exception):
    """Takes everything back."""


def import_files(
    found: Iterable[SavedFile], options: Options, workers: Workers, workspace: Path
) -> Iterator[FileResult]:
    """Import saved pages, in their order. Each is whole or not there at all, whenever it ends."""
    wholes = joined(workers.map(prepare, found, workspace))
    seen: set[str] = set()  # the articles that are settled
    while some := list(islice(wholes, TOGETHER)):
        results: list[FileResult] = []
        with suppress(_DryRun), all_or_nothing(), task_backends.deferred_indexing():
            for its_files, each in some:
                result = _import(each, options, seen)
                results += [replace(result, file=file) for file in its_files]
            if options.dry_run:
                raise _DryRun
        yield from results


def _import(each: Prepared | Refused, options: Options, seen: set[str]) -> FileResult:
    if isinstance(each, Refused):
        outcome = Outcome.REFUSED if each.file.is_page else Outcome.NO_PAGE
        return FileResult(each.file, outcome, (each.reason,))
    article = each.article
    facts = {"title": article.title, "address": article.address}
    if options.strict and article.remarks:
        return FileResult(each.file, Outcome.REFUSED, article.remarks, **facts)
    try:
        result = import_article(
            article,
            each.pictures,
            branch=options.branch,
            overwrite=options.overwrite,
            settled=article.key in seen,
        )
    except CannotImport as error:
        return FileResult(each.file, Outcome.REFUSED, (str(error),), **facts)
    except ValidationError as error:
        return FileResult(each.file, Outcome.REFUSED, tuple(reasons(error)), **facts)
    except Exception as error:  # of this page alone: said in the report, traced in the log
        logger.exception("Cannot import %s", each.file.name)
        return FileResult(
            each.file, Outcome.REFUSED, (_("could not be written: %r") % error,), **facts
        )
    outcome = result.outcome
    if options.dry_run and outcome is Outcome.IMPORTED:
        # What an earlier page of this run would have brought is not there to be found.
        outcome = Outcome.UNCHANGED if article.key in seen else outcome
    seen.add(article.key)
    branch = result.page.branch.title if result.page else ""
    return FileResult(each.file, outcome, result.remarks, branch, **facts)
