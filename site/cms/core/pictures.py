"""What of a picture is shown: renditions that exist. Reading never makes one (`renditions.py`)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Prefetch, prefetch_related_objects
from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.fields import StreamField
from wagtail.images.models import AbstractImage, AbstractRendition, Filter

from .models import CustomRendition
from .presets import FALLBACK, PRESETS, Preset


@dataclass(frozen=True)
class Source:
    mime_type: str
    srcset: str


@dataclass(frozen=True)
class Picture:
    """A picture for one use, ready for `<picture>`: `width` and `height` in pixels.

    `position` is CSS's `object-position` where a stand-in has to be cut by the browser, else "".
    """

    src: str
    width: int
    height: int
    alt: str
    sources: tuple[Source, ...] = ()
    sizes: str = ""
    position: str = ""


def prefetch(path: str, *presets: str) -> Prefetch:
    """For the pictures at `path` of a query (`cover`), what a list needs to show them."""
    specs = {each.spec for name in presets for each in PRESETS[name].filters} | {FALLBACK.spec}
    lookup = f"{path}__renditions" if path else "renditions"
    return Prefetch(lookup, CustomRendition.objects.filter(filter_spec__in=specs))


def prefetch_within(value: StreamValue) -> None:
    """Fetch what all pictures of a body or of banners need, in one query."""
    pictures = [
        (image, preset)
        for image, preset in used_in(value)
        if image and image._get_prefetched_renditions() is None
    ]
    if pictures:
        images, presets = zip(*pictures, strict=True)
        prefetch_related_objects(images, prefetch("", *presets))


def used_by(instance: Model) -> Iterator[tuple[AbstractImage, str]]:
    """The pictures that a page shows, each with the preset that it is shown in.

    From the blocks of its stream fields, and from the fields that its class names in
    `picture_presets`, e.g. `{"cover": ("card", "cover")}`.
    """
    for field, presets in getattr(instance, "picture_presets", {}).items():
        if image := getattr(instance, field):
            yield from ((image, preset) for preset in presets)
    for field in instance._meta.get_fields():
        if isinstance(field, StreamField):
            yield from (pair for pair in used_in(getattr(instance, field.name)) if pair[0])


def used_in(value: Any) -> Iterator[tuple[AbstractImage | None, str]]:
    """The pictures in a block's value: those of struct blocks whose `Meta` names a `preset`."""
    children: Iterable[Any] = ()
    if isinstance(value, StructValue):
        if preset := getattr(value.block.meta, "preset", None):
            yield value.get("image"), preset
        children = value.values()
    elif isinstance(value, StreamValue):
        children = (child.value for child in value)
    elif isinstance(value, ListValue):
        children = value
    for child in children:
        yield from used_in(child)


def picture(image: AbstractImage | None, name: str, alt: str | None = None) -> Picture | None:
    """`image` in the preset `name`, from what of it exists; None if that is nothing.

    `alt` overrules the picture's own text.
    """
    if image is None:
        return None
    preset = PRESETS[name]
    found = _existing(image, preset)
    base = found.get(preset.base) or found.get(FALLBACK)
    if base is None:
        return None
    sources = [
        Source(f"image/{name}", srcset)
        for name, filters in preset.alternatives.items()
        if (srcset := _srcset(found[each] for each in filters if each in found))
    ]
    stands_in = preset.base not in found and preset.crops
    width = min(base.width, round(base.height * preset.ratio)) if stands_in else base.width
    return Picture(
        src=base.url,
        width=width,
        height=round(width / preset.ratio) if stands_in else base.height,
        alt=_alt(image) if alt is None else alt,
        sources=() if stands_in else tuple(sources),
        sizes=preset.sizes,
        position=_focus(image) if stands_in else "",
    )


def _existing(image: AbstractImage, preset: Preset) -> dict[Filter, AbstractRendition]:
    if image._get_prefetched_renditions() is None:
        prefetch_related_objects([image], prefetch("", *PRESETS))
    return image.find_existing_renditions(*preset.filters, FALLBACK)


def _srcset(renditions: Iterable[AbstractRendition]) -> str:
    # A small original comes out in the same size for several widths.
    by_width = {each.width: each.url for each in renditions}
    return ", ".join(f"{url} {width}w" for width, url in by_width.items())


def _alt(image: AbstractImage) -> str:
    # Not the rendition's: several uses of a picture, each with its text, share one rendition.
    if image.decorative:
        return ""
    return image.contextual_alt_text or image.default_alt_text


def _focus(image: AbstractImage) -> str:
    x, y = image.width / 2, image.height / 2
    if point := image.get_focal_point():
        x, y = point.centroid
    return f"{x / image.width:.0%} {y / image.height:.0%}"
