from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from wagtail.models import UploadedFile

KEPT = timedelta(days=7)


class Command(BaseCommand):
    help = "Delete files of multiple uploads that were refused a week ago and never corrected."

    def handle(self, **options: Any) -> None:
        for upload in UploadedFile.objects.all():
            if _is_old(upload):
                upload.file.delete(save=False)
                upload.delete()


def _is_old(upload: UploadedFile) -> bool:
    """By the file: Wagtail's row has no time."""
    storage, name = upload.file.storage, upload.file.name
    return not storage.exists(name) or (storage.get_modified_time(name) < timezone.now() - KEPT)
