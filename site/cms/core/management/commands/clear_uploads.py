import logging
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from wagtail.models import UploadedFile

logger = logging.getLogger(__name__)

KEPT = timedelta(days=7)


class Command(BaseCommand):
    help = "Delete files of multiple uploads that were refused a week ago and never corrected."

    def handle(self, **options: Any) -> None:
        for upload in UploadedFile.objects.all():
            try:
                if _is_old(upload):
                    upload.file.delete(save=False)
                    upload.delete()
            except OSError:
                logger.exception("%s cannot be deleted", upload.file.name)


def _is_old(upload: UploadedFile) -> bool:
    """By the file: Wagtail's row has no time."""
    storage, name = upload.file.storage, upload.file.name
    return not storage.exists(name) or (storage.get_modified_time(name) < timezone.now() - KEPT)
