from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.operations.legacy.importer import CannotImport, import_article
from cms.operations.legacy.parser import NotALegacyPage, decode, parse


class Command(BaseCommand):
    help = "Import saved pages of the old site as published articles."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")

    def handle(self, *, files: list[Path], **options: Any) -> None:
        failures = 0
        for file in files:
            try:
                page, is_new = import_article(parse(decode(file.read_bytes())))
            except OSError as error:
                reason = error.strerror or str(error)
            except (NotALegacyPage, CannotImport) as error:
                reason = str(error)
            except ValidationError as error:
                reason = "; ".join(
                    f"{field}: {' '.join(messages)}"
                    for field, messages in error.message_dict.items()
                )
            else:
                outcome = _("imported") if is_new else _("unchanged")
                self.stdout.write(f"{file}: {outcome}, {page.branch.title}, {page.title}")
                continue
            failures += 1
            self.stderr.write(self.style.ERROR(f"{file}: {reason}"))
        if failures:
            raise CommandError(
                ngettext("%d file was not imported.", "%d files were not imported.", failures)
                % failures
            )
