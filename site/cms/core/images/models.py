"""Pictures. A model of our own from the first day: swapping it in later is a painful migration."""

import io
import secrets
from pathlib import Path

from django.core.files import File
from django.db import models
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    Filter,
    get_rendition_storage,
    get_rendition_upload_to,
    get_upload_to,
)
from wagtail.images.models import Image as WagtailImage

from . import animation
from .fields import PictureField
from .metadata import without_metadata
from .presets import ANIMATED


class CustomImage(AbstractImage):
    file = PictureField(
        verbose_name=WagtailImage._meta.get_field("file").verbose_name,
        upload_to=get_upload_to,
        width_field="width",
        height_field="height",
    )

    admin_form_fields = WagtailImage.admin_form_fields
    # Renditions' files that were made before the upload was saved, in another process, by filter.
    ready_made: dict[str, bytes] = {}

    def get_upload_to(self, filename: str) -> str:
        """Renditions are public and named after the upload: no telephone's IMG_0001 to be guessed
        before the page that shows it is published."""
        return super().get_upload_to(f"{secrets.token_hex(8)}-{filename}")

    def generate_rendition_file(self, filter: Filter, *, source: File | None = None) -> File:
        """Wagtail's, which may move, and without what tells readers where the photo was taken."""
        if made := self.ready_made.get(filter.spec):
            name = f"{Path(self.filename).stem}.{filter.spec.replace('|', '.')}.jpg"
            return File(io.BytesIO(made), name=name)
        if filter == ANIMATED:
            name = f"{Path(self.filename).stem}.motion.webp"
            return File(io.BytesIO(animation.animated(self)), name=name)
        file = super().generate_rendition_file(filter, source=source)
        file.seek(0)
        return File(io.BytesIO(without_metadata(file.read())), name=file.name)

    @property
    def default_alt_text(self) -> str:
        """Wagtail's would be the title, which is at first the name of the file."""
        return self.description

    class Meta(AbstractImage.Meta):
        verbose_name = WagtailImage._meta.verbose_name
        verbose_name_plural = WagtailImage._meta.verbose_name_plural


class CustomRendition(AbstractRendition):
    image = models.ForeignKey(CustomImage, on_delete=models.CASCADE, related_name="renditions")
    file = PictureField(
        upload_to=get_rendition_upload_to,
        storage=get_rendition_storage,
        width_field="width",
        height_field="height",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="unique_rendition"
            )
        ]
