from typing import Any

from django.core.management.base import BaseCommand

from cms.content_api import previews


class Command(BaseCommand):
    help = "Delete the unsaved drafts that nobody can open in a frontend any more."

    def handle(self, **options: Any) -> None:
        previews.clear_expired()
