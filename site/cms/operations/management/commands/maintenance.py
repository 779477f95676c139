from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _


class Command(BaseCommand):
    help = "Turn the maintenance page on or off."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("state", choices=["on", "off"])

    def handle(self, *, state: str, **options: Any) -> None:
        file = Path(settings.MAINTENANCE_FILE)
        if state == "on":
            file.touch()
            self.stdout.write(self.style.WARNING(_("The maintenance page is on.")))
        else:
            file.unlink(missing_ok=True)
            self.stdout.write(self.style.SUCCESS(_("The maintenance page is off.")))
