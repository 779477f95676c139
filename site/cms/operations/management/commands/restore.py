from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cms.operations.backup import BackupError, backup, free_path, restore


class Command(BaseCommand):
    help = "Restore database and media from a backup. The current state is backed up first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *, file: Path, **options: Any) -> None:
        before = free_path("before-restore")
        try:
            backup(before)
            restore(file)
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        call_command("migrate", interactive=False, verbosity=0)
        self.stdout.write(
            self.style.SUCCESS(
                _("Restored %(file)s. What was there before is in %(before)s.")
                % {"file": file, "before": before}
            )
        )
