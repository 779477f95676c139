from typing import Any

from django.db.models import ProtectedError
from django.db.models.signals import pre_delete
from wagtail.management.commands.purge_revisions import Command as WagtailCommand
from wagtail.models import Page, Revision


class Command(WagtailCommand):
    """Wagtail's, which deletes published versions of pages that have a newer draft: a page without
    one goes offline when a change of it is scheduled."""

    def handle(self, *args: Any, **options: Any) -> None:
        pre_delete.connect(_keep_if_published, sender=Revision)
        try:
            super().handle(*args, **options)
        finally:
            pre_delete.disconnect(_keep_if_published, sender=Revision)


def _keep_if_published(instance: Revision, **kwargs: Any) -> None:
    pages = Page.objects.filter(live_revision=instance)
    if pages.exists():
        raise ProtectedError("The published version is kept.", set(pages))
