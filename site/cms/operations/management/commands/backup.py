from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cms.operations.backup import BackupError, backup, free_path


class Command(BaseCommand):
    help = "Back up database and media to one file; the server can keep running."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, metavar="FILE")

    def handle(self, *, file: Path | None, **options: Any) -> None:
        target = file or free_path()
        try:
            backup(target)
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        size = target.stat().st_size / 1024**2
        self.stdout.write(
            self.style.SUCCESS(
                _("Backup written: %(file)s (%(size).1f MB)") % {"file": target, "size": size}
            )
        )
