"""Helpers for the `api_fields` of page models, for Wagtail's APIs."""

from typing import Any

from rest_framework.fields import Field
from wagtail.api import APIField
from wagtail.api.utils import get_full_url
from wagtail.images.models import AbstractImage

from cms.core.images import responsive


def writable(*names: str) -> list[APIField]:
    """Fields that everybody reads and that the management API lets editors write."""
    return [APIField(name, writable=True) for name in names]


class RenditionField(Field):
    """A picture in a preset, from what of it exists: reading never makes one.

    The keys are those of Wagtail's `ImageRenditionField`, and those of the content API's `Picture`.
    """

    def __init__(self, preset: str, **kwargs: Any) -> None:
        self.preset = preset
        super().__init__(read_only=True, **kwargs)

    def to_representation(self, image: AbstractImage) -> dict | None:
        found = responsive.picture(image, self.preset)
        if found is None:
            return None
        request = self.context.get("request")
        return {
            "url": found.src,
            "full_url": get_full_url(request, found.src),
            "width": found.width,
            "height": found.height,
            "alt": found.alt,
            "sources": [vars(source) for source in found.sources],
            "sizes": found.sizes,
            "full_size_url": get_full_url(request, found.full_size) if found.full_size else None,
            "animated_url": get_full_url(request, found.animated) if found.animated else None,
        }


def picture_field(name: str, source: str, preset: str) -> APIField:
    """The picture that the field `source` names, as it is shown in `preset`."""
    return APIField(name, serializer=RenditionField(preset, source=source))
