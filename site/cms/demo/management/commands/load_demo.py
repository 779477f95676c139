from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from tqdm import tqdm

from cms.demo.loader import load_demo


class Command(BaseCommand):
    help = "Fill the organisation with demo content. Existing content is left alone."

    def handle(self, **options: Any) -> None:
        outcomes = [new for _title, new in tqdm(load_demo(), _("Demo content"), disable=None)]
        self.stdout.write(
            self.style.SUCCESS(
                _("%(new)d pages were created, %(known)d existed already")
                % {"new": sum(outcomes), "known": len(outcomes) - sum(outcomes)}
            )
        )
