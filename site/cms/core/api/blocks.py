"""The blocks of a body, one shape each: made from what is stored, without Wagtail's block values.

Those would look up every picture, page and document on their own: here the context has them.
"""

from collections.abc import Callable, Iterable
from typing import Annotated, Any, Literal

import strawberry
from pydantic import Field
from strawberry import Private

from ..blocks import video
from ..blocks.body import cell_text
from .context import APIContext
from .rich_text import rich_text_field
from .schema import api_field, api_schema, discriminator
from .schemas import PATH, PictureSchema


@api_schema
class RichTextBlockSchema:
    """Paragraphs and lists."""

    type: Private[Literal["rich_text"]] = discriminator("rich_text")
    id: strawberry.ID
    text: str = rich_text_field("With resolved links.")


@api_schema
class HeadingBlockSchema:
    """A heading within the body."""

    type: Private[Literal["heading"]] = discriminator("heading")
    id: strawberry.ID
    text: str
    level: int = api_field("2 for a section, 3 for a subsection.")


@api_schema
class PictureBlockSchema:
    """One picture."""

    type: Private[Literal["picture"]] = discriminator("picture")
    id: strawberry.ID
    picture: PictureSchema
    caption: str = api_field("May be empty.")


@api_schema
class CaptionedPicture:
    """One of the pictures of a group."""

    picture: PictureSchema
    caption: str = api_field("May be empty.")


@api_schema
class PictureGroupBlockSchema:
    """Several pictures that belong together."""

    type: Private[Literal["picture_group"]] = discriminator("picture_group")
    id: strawberry.ID
    pictures: list[CaptionedPicture]


@api_schema
class QuotationBlockSchema:
    """A quotation."""

    type: Private[Literal["quotation"]] = discriminator("quotation")
    id: strawberry.ID
    text: str
    attribution: str = api_field("The speaker or source; may be empty.")


@api_schema
class VideoBlockSchema:
    """A video: an uploaded file or the page of an external player."""

    type: Private[Literal["video"]] = discriminator("video")
    id: strawberry.ID
    url: str = api_field("The file, or the page that shows the video.")
    path: str | None = api_field(PATH)
    player_url: str | None = api_field("For an iframe; null for an uploaded file.")
    caption: str = api_field("May be empty.")


@api_schema
class AttachmentBlockSchema:
    """A file to download."""

    type: Private[Literal["attachment"]] = discriminator("attachment")
    id: strawberry.ID
    url: str
    path: str | None = api_field(PATH)
    title: str
    extension: str = api_field("In lower case, without a dot.")
    size: int | None = api_field("In bytes.")


@api_schema
class MergedCells:
    """A merged table cell; the cells that it covers are empty."""

    row: int = api_field("From 0.")
    column: int = api_field("From 0.")
    rowspan: int
    colspan: int


@api_schema
class TableBlockSchema:
    """A table of plain texts."""

    type: Private[Literal["table"]] = discriminator("table")
    id: strawberry.ID
    caption: str = api_field("May be empty.")
    rows: list[list[str]]
    header_row: bool = api_field("Whether the first row contains headings.")
    header_column: bool = api_field("Whether the first column contains headings.")
    merged: list[MergedCells]


Block = Annotated[
    RichTextBlockSchema
    | HeadingBlockSchema
    | PictureBlockSchema
    | PictureGroupBlockSchema
    | QuotationBlockSchema
    | VideoBlockSchema
    | AttachmentBlockSchema
    | TableBlockSchema,
    strawberry.union("Block", description="A part of a body."),
    Field(discriminator="type"),
]


def body(stored: Iterable[dict], page: str, context: APIContext) -> list[Block]:
    """A draft may be unfinished: any value may be missing.

    The blocks of a stream field's `raw_data`. What the public may not see of them, as a picture
    that was deleted or made private, is left out, and with it a block that has nothing else. Copies
    and translations of a page keep the ids of its blocks: `page` makes them different."""
    made = (
        MAKE[each["type"]](
            strawberry.ID(f"{page}.{each.get('id') or number}"), each["value"], context
        )
        for number, each in enumerate(stored)
        if each["type"] in MAKE
    )
    return [block for block in made if block is not None]


def _rich_text(pk: strawberry.ID, value: str, context: APIContext) -> RichTextBlockSchema:
    return RichTextBlockSchema(id=pk, text=context.text(value))


def _heading(pk: strawberry.ID, value: dict, context: APIContext) -> HeadingBlockSchema:
    return HeadingBlockSchema(
        id=pk, text=value.get("text") or "", level=3 if value.get("level") == "h3" else 2
    )


def _picture(pk: strawberry.ID, value: dict, context: APIContext) -> PictureBlockSchema | None:
    picture = shown(value, "inline", context)
    if picture is None:
        return None
    return PictureBlockSchema(id=pk, picture=picture, caption=value.get("caption") or "")


def _picture_group(
    pk: strawberry.ID, value: dict, context: APIContext
) -> PictureGroupBlockSchema | None:
    items = [item["value"] for item in value.get("pictures") or []]
    pictures = [
        CaptionedPicture(picture=picture, caption=item.get("caption") or "")
        for item in items
        if (picture := shown(item, "group", context))
    ]
    return PictureGroupBlockSchema(id=pk, pictures=pictures) if pictures else None


def shown(value: dict, preset: str, context: APIContext) -> PictureSchema | None:
    """The picture of a stored struct block with an `ImageBlock` that is called `image`."""
    image = value.get("image") or {}
    alt = "" if image.get("decorative") else image.get("alt_text") or None
    return context.picture(image.get("image"), preset, alt)


def _quotation(pk: strawberry.ID, value: dict, context: APIContext) -> QuotationBlockSchema:
    return QuotationBlockSchema(
        id=pk, text=value.get("text") or "", attribution=value.get("attribution") or ""
    )


def _video(pk: strawberry.ID, value: dict, context: APIContext) -> VideoBlockSchema | None:
    document = context.references.documents.get(value.get("file") or 0)
    page = value.get("url") or ""
    player = video.player_url(page)
    if document is None and player is None:
        return None
    url = context.absolute(document.url if document else page)
    return VideoBlockSchema(
        id=pk,
        url=url,
        path=context.path(url),
        player_url=None if document else player,
        caption=value.get("caption") or "",
    )


def _attachment(
    pk: strawberry.ID, value: int | None, context: APIContext
) -> AttachmentBlockSchema | None:
    document = context.references.documents.get(value or 0)
    if document is None:
        return None
    url = context.absolute(document.url)
    return AttachmentBlockSchema(
        id=pk,
        url=url,
        path=context.path(url),
        title=document.title,
        extension=document.file_extension.lower(),
        size=document.file_size,
    )


def _table(pk: strawberry.ID, value: dict | None, context: APIContext) -> TableBlockSchema | None:
    if not value:
        return None
    return TableBlockSchema(
        id=pk,
        caption=value.get("table_caption") or "",
        rows=[[cell_text(cell) for cell in row] for row in value["data"]],
        header_row=bool(value.get("first_row_is_table_header")),
        header_column=bool(value.get("first_col_is_header")),
        merged=[
            MergedCells(
                row=each["row"],
                column=each["col"],
                rowspan=each["rowspan"],
                colspan=each["colspan"],
            )
            for each in value.get("mergeCells") or []
        ],
    )


MAKE: dict[str, Callable[[strawberry.ID, Any, APIContext], Any]] = {
    "rich_text": _rich_text,
    "heading": _heading,
    "picture": _picture,
    "picture_group": _picture_group,
    "quotation": _quotation,
    "video": _video,
    "attachment": _attachment,
    "table": _table,
}
