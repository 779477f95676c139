"""Shapes that several apps give."""

from urllib.parse import urljoin

import strawberry
from django.utils.encoding import iri_to_uri

from ..images import responsive
from .schema import api_field, api_schema, interface

PATH = "Of `url`: begins with /; null where that is on none of the organisation's hosts."


@interface
class Node:
    """What clients keep by its id."""

    node_id: strawberry.ID = api_field(
        "Opaque; another for each thing, and for each draft of a page. GraphQL's `id`, by which "
        "`node` finds it again.",
        graphql_name="id",
    )


@api_schema
class FocalPoint:
    """What matters in a picture: its place as fractions of width and height, from the top left."""

    x: float = api_field("From 0 to 1.")
    y: float = api_field("From 0 to 1.")


@api_schema
class PictureSource:
    """A picture in one format, as for `<source>`."""

    mime_type: str = api_field("For example image/webp.")
    srcset: str = api_field("Addresses with their widths, as in HTML's srcset.")


@api_schema
class PictureSchema:
    """A picture in the preset that its place asks for, ready for `<picture>`."""

    image_id: int = api_field("For images/.")
    url: str = api_field("Absolute; a format that every browser reads.")
    path: str | None = api_field(PATH)
    width: int = api_field("In pixels.")
    height: int = api_field("In pixels.")
    alt: str = api_field("What it shows; empty for decoration.")
    original_width: int = api_field("Of the upload, in pixels.")
    original_height: int = api_field("Of the upload, in pixels.")
    focal_point: FocalPoint | None = api_field(
        "Of the uncut upload; null where no editor has set one."
    )
    sizes: str = api_field("HTML's sizes, as the city sites use it.")
    sources: list[PictureSource] = api_field("Better formats, best first.")
    full_size_url: str | None = api_field(
        "Absolute; all of a very long or very wide picture in a body; null for others."
    )
    animated_url: str | None = api_field(
        "Absolute; an animated WebP of what moves in a body, for readers who do not prefer reduced "
        "motion; null for what does not move."
    )


@api_schema
class Link:
    """A link to a page."""

    page_id: int = api_field("The page's `id`; in GraphQL its `databaseId`.")
    title: str
    url: str = api_field("Absolute.")
    path: str = api_field("Begins with /; on the page's own host.")


def picture_schema(shown: responsive.Picture | None, media_root: str) -> PictureSchema | None:
    """`media_root` is put before addresses that have no host."""
    if shown is None:
        return None
    focus = shown.focal_point
    return PictureSchema(
        image_id=shown.image_id,
        original_width=shown.original_width,
        original_height=shown.original_height,
        url=absolute(shown.src, media_root),
        path=iri_to_uri(shown.src) if shown.src.startswith("/") else None,
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
