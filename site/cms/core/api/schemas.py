"""Shapes that several apps give."""

from enum import Enum
from urllib.parse import urljoin

import strawberry
from django.utils.encoding import iri_to_uri

from ..images import responsive
from .schema import described, shape


@strawberry.enum(description="How rich text is written.")
class RichTextFormat(Enum):
    HTML = "html"
    MARKDOWN = "markdown"


@shape
class FocalPoint:
    """What matters in a picture: its place as fractions of width and height, from the top left."""

    x: float = described("From 0 to 1.")
    y: float = described("From 0 to 1.")


@shape
class PictureSource:
    """A picture in one format, as for `<source>`."""

    mime_type: str = described("For example image/webp.")
    srcset: str = described("Addresses with their widths, as in HTML's srcset.")


@shape
class Picture:
    """A picture in the preset that its place asks for, ready for `<picture>`."""

    url: str = described("Absolute; a format that every browser reads.")
    width: int = described("In pixels.")
    height: int = described("In pixels.")
    alt: str = described("What it shows; empty for decoration.")
    focal_point: FocalPoint | None = described(
        "Of the uncut upload; null where no editor has set one."
    )
    sizes: str = described("HTML's sizes, as the city sites use it.")
    sources: list[PictureSource] = described("Better formats, best first.")
    full_size_url: str | None = described(
        "Absolute; all of a very long or very wide picture in a body; null for others."
    )
    animated_url: str | None = described(
        "Absolute; an animated WebP of what moves in a body, for readers who do not prefer reduced "
        "motion; null for what does not move."
    )


@shape
class Link:
    """A link to a page."""

    id: int
    title: str
    url: str = described("Absolute.")
    path: str = described("Begins with /; on the page's own host.")


def picture(shown: responsive.Picture | None, media_root: str) -> Picture | None:
    """`media_root` is put before addresses that have no host."""
    if shown is None:
        return None
    focus = shown.focal_point
    return Picture(
        url=absolute(shown.src, media_root),
        width=shown.width,
        height=shown.height,
        alt=shown.alt,
        focal_point=FocalPoint(x=focus[0], y=focus[1]) if focus else None,
        sizes=shown.sizes,
        sources=[
            PictureSource(
                mime_type=source.mime_type,
                srcset=_absolute_srcset(source.srcset, media_root),
            )
            for source in shown.sources
        ],
        full_size_url=absolute(shown.full_size, media_root) or None,
        animated_url=absolute(shown.animated, media_root) or None,
    )


def _absolute_srcset(srcset: str, root: str) -> str:
    candidates = (each.split(" ") for each in srcset.split(", "))
    return ", ".join(f"{absolute(url, root)} {width}" for url, width in candidates)


def absolute(url: str, root: str) -> str:
    """`url` as a redirect or a link can have it: percent-encoded, on the host of `root` if it names
    none. What leads to a place on the page (`#…`) stays."""
    return iri_to_uri(urljoin(root, url) if url.startswith("/") else url)
