import logging

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.images.models import AbstractImage
from wagtail.images.shortcuts import get_rendition_or_not_found

from ..presets import PRESETS

logger = logging.getLogger(__name__)
register = template.Library()


@register.simple_tag
def picture(
    image: AbstractImage | None, preset: str, alt: str | None = None, eager: bool = False
) -> SafeString | str:
    """`image` in a named preset of `cms.core.presets`, with its size, so that nothing jumps.

    `alt` overrules the picture's own text; "" says that it is decoration. Empty without an image.
    """
    if image is None:
        return ""
    try:
        rendition = get_rendition_or_not_found(image, PRESETS[preset])
    except (OSError, ValueError):
        # Pillow opened the upload but cannot turn it into this form: the page goes on without it.
        logger.exception("No rendition %s of picture %s", preset, image.pk)
        return ""
    return format_html(
        '<img src="{}" width="{}" height="{}" alt="{}" loading="{}">',
        rendition.url,
        rendition.width,
        rendition.height,
        rendition.alt if alt is None else alt,
        "eager" if eager else "lazy",
    )
