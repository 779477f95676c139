"""Responsive pictures from renditions that exist. Reading never makes one (`renditions.py`)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import Model, Prefetch, QuerySet, prefetch_related_objects
from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.fields import StreamField
from wagtail.images.models import AbstractImage, Filter

from cms.core import visibility
from cms.core.db.prepared_queries import prepared

from .alt_texts import is_file_name
from .models import CustomImage, CustomRendition
from .presets import ANIMATED, FALLBACK, FULL_SIZE, PRESETS, Preset, shape

# What it takes to show a picture of which only rows were read.
RENDITION_FIELDS = ("file", "width", "height", "filter_spec", "focal_point_key")
IMAGE_FIELDS = (
    "id", "title", "description", "width", "height", "focal_point_x", "focal_point_y",
    "focal_point_width", "focal_point_height", "collection_id",
)  # fmt: skip
WIDE_HEIGHT = 20  # rem; of a panorama in body.css
OF_IMAGE = {f"image__{name}": name for name in IMAGE_FIELDS}


@dataclass(frozen=True)
class Source:
    mime_type: str
    srcset: str


@dataclass(frozen=True)
class Picture:
    """A picture for one use, ready for `<picture>`: `width` and `height` in pixels.

    `image_id`, `original_width` and `original_height` are the upload's.
    `position` is CSS's `object-position` where a stand-in has to be cut by the browser, else "".
    `focal_point` is what an editor marked, as fractions of width and height of the upload.
    `shape` says how a body shows it (`presets.shape`); then `full_size` is the address of all of
    it, "" until that is made. `animated` is the address of an animated WebP, for readers who do
    not mind motion; "" for what does not move.
    """

    src: str
    width: int
    height: int
    alt: str
    sources: tuple[Source, ...] = ()
    sizes: str = ""
    position: str = ""
    focal_point: tuple[float, float] | None = None
    shape: str = ""
    full_size: str = ""
    animated: str = ""
    image_id: int = 0
    original_width: int = 0
    original_height: int = 0


class Rendition(Protocol):
    """The attributes of Wagtail's renditions that are shown."""

    @property
    def url(self) -> str: ...
    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...


def existing(*presets: str) -> QuerySet:
    """The renditions that the `presets` show, and the stand-ins; none of private collections."""
    filters = {each for name in presets for each in _shown(PRESETS[name])}
    renditions = CustomRendition.objects.filter(filter_spec__in=[each.spec for each in filters])
    return visibility.outside_private_collections(renditions, "image__collection__path")


def prefetch(path: str, *presets: str) -> Prefetch:
    """For the pictures at `path` of a query (`cover`), what a list needs to show them."""
    return Prefetch(f"{path}__renditions" if path else "renditions", existing(*presets))


@dataclass(frozen=True)
class Loaded:
    """A picture and those of its renditions that exist, without a query for either."""

    image: AbstractImage
    found: dict[str, Rendition]  # by filter spec and focal point

    def picture(self, name: str, alt: str | None = None) -> Picture | None:
        preset = PRESETS[name]
        keys = {each: f"{each.spec} {each.get_cache_key(self.image)}" for each in _shown(preset)}
        found = {each: self.found[key] for each, key in keys.items() if key in self.found}
        return from_renditions(self.image, preset, found, alt)


@dataclass(frozen=True)
class RenditionRow:
    url: str
    width: int
    height: int


def load_renditions(wanted: Iterable[tuple[int, str]]) -> dict[int, Loaded]:
    """The pictures with these keys, each to be shown in a preset, in one query over rows.

    One that has no rendition yet is left out: there is nothing to show of it.
    """
    pks, presets = zip(*wanted, strict=True)
    rows = _renditions(*sorted(set(presets)), images=sorted(set(pks)))
    loaded: dict[int, Loaded] = {}
    url = CustomRendition._meta.get_field("file").storage.url
    for row in rows:
        pk = row["image__id"]
        if pk not in loaded:
            image = CustomImage(**{name: row[key] for key, name in OF_IMAGE.items()})
            loaded[pk] = Loaded(image, {})
        key = f"{row['filter_spec']} {row['focal_point_key']}"
        loaded[pk].found[key] = RenditionRow(url(row["file"]), row["width"], row["height"])
    return loaded


@prepared
def _renditions(*presets: str, images: Any) -> QuerySet:
    renditions = existing(*presets).filter(image__pk__in=images).order_by()
    return renditions.values(*OF_IMAGE, *RENDITION_FIELDS)


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
    return from_renditions(image, preset, _existing(image, preset), alt)


def from_renditions(
    image: AbstractImage,
    preset: Preset,
    found: Mapping[Filter, Rendition],
    alt: str | None = None,
) -> Picture | None:
    """`image` in `preset`, from those of its renditions that were `found`."""
    base = found.get(preset.base) or found.get(FALLBACK)
    if base is None:
        return None
    sources = [
        Source(f"image/{name}", _srcset(renditions))
        for name, filters in preset.alternatives.items()
        if (renditions := [found[each] for each in filters if each in found])
        # Not what a format's limits or an interrupted worker have left too small to read.
        and renditions[-1].width >= base.width
    ]
    stands_in = preset.base not in found and preset.crops
    odd = shape(image.width, image.height) if preset.in_body else ""
    full_size = base if (base.width, base.height) == (image.width, image.height) else None
    full_size = found.get(FULL_SIZE, full_size) if odd else None
    animated = found.get(ANIMATED) if preset.in_body else None
    width = min(base.width, round(base.height * preset.ratio)) if stands_in else base.width
    return Picture(
        src=base.url,
        width=width,
        height=round(width / preset.ratio) if stands_in else base.height,
        alt=_alt(image, alt),
        sources=() if stands_in else tuple(sources),
        sizes=_wide_sizes(image) if odd == "wide" else preset.sizes,
        position=_position(image) if stands_in else "",
        focal_point=_focal_point(image),
        shape=odd,
        full_size=full_size.url if full_size else "",
        animated=animated.url if animated else "",
        image_id=image.pk,
        original_width=image.width,
        original_height=image.height,
    )


def _shown(preset: Preset) -> tuple[Filter, ...]:
    """All that may be shown of a picture in `preset`."""
    return (*preset.filters, *preset.extras, FALLBACK)


def _existing(image: AbstractImage, preset: Preset) -> dict[Filter, Rendition]:
    if image._get_prefetched_renditions() is None:
        prefetch_related_objects([image], prefetch("", *PRESETS))
    return image.find_existing_renditions(*_shown(preset))


def _srcset(renditions: Iterable[Rendition]) -> str:
    # A small original comes out in the same size for several widths.
    by_width = {each.width: each.url for each in renditions}
    return ", ".join(f"{url} {width}w" for width, url in by_width.items())


def _wide_sizes(image: AbstractImage) -> str:
    return f"{round(WIDE_HEIGHT * image.width / image.height)}rem"


def _alt(image: AbstractImage, alt: str | None) -> str:
    # Not the rendition's: several uses of a picture, each with its text, share one rendition.
    if alt is None:
        own = image.contextual_alt_text or image.default_alt_text
        alt = "" if image.decorative else own
    # Which Wagtail filled in before it was asked for; texts of then are stored in many bodies.
    return "" if is_file_name(alt) else alt


def _focal_point(image: AbstractImage) -> tuple[float, float] | None:
    if not image.has_focal_point():
        return None
    return (
        min(image.focal_point_x / image.width, 1.0),
        min(image.focal_point_y / image.height, 1.0),
    )


def _position(image: AbstractImage) -> str:
    x, y = _focal_point(image) or (0.5, 0.5)
    return f"{x:.0%} {y:.0%}"
