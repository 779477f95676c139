from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from search.index.consistency import drifts


class Command(BaseCommand):
    help = "Report where the search index differs from the content; exits with 1 if it does."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--repair", action="store_true", help="Rebuild the index if it differs; ends with 0."
        )

    def handle(self, *, repair: bool, **options: Any) -> None:
        wrong = [drift for drift in drifts() if drift]
        for drift in wrong:
            for text, keys in (
                (_("missing: %s"), drift.missing),
                (_("outdated: %s"), drift.outdated),
                (_("no longer there: %s"), drift.stale),
            ):
                if keys:
                    name = drift.model._meta.verbose_name_plural
                    self.stdout.write(f"{name} ({len(keys)}) {text % ', '.join(keys[:20])}")
        if wrong and repair:
            call_command("update_index", verbosity=0)
        elif wrong:
            raise CommandError(_("The search index is not up to date. Run: manage.py update_index"))
        self.stdout.write(self.style.SUCCESS(_("The search index is up to date.")))
