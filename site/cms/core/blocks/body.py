"""The blocks of the body of an article or page.

What wagtail-localize does with each block is part of its definition: text is translated; pictures,
files, links and players are synchronised and can be overridden in a translation; structure
(heading level, table shape) is synchronised. `tests/project/test_contracts.py` holds every
block to that.
"""

import json
from typing import Any

from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.table_block.blocks import TableBlock as WagtailTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock as WagtailImageBlock
from wagtail.images.blocks import ImageBlockComparison as WagtailImageBlockComparison
from wagtail.images.models import AbstractImage
from wagtail_localize.segments import StringSegmentValue

from cms.core.images import responsive
from cms.core.images.alt_texts import is_file_name
from cms.core.languages import active_language
from cms.core.pages.references import resolve_texts
from cms.core.text.cleaning import clean_within

from . import video

RICH_TEXT_FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul", "hr"]
VIDEO_EXTENSIONS = {"mp4", "webm"}


class StreamBlock(blocks.StreamBlock):
    """For every stream field: its texts are cleaned as they come from a form, for previews, and as
    they are stored, in pages and revisions."""

    def clean(self, value: blocks.StreamValue, *args: Any, **kwargs: Any) -> blocks.StreamValue:
        value = super().clean(value, *args, **kwargs)
        content = super().get_prep_value(value)
        cleaned = clean_within(content)
        return value if cleaned == content else self.to_python(cleaned)

    def get_prep_value(self, value: blocks.StreamValue) -> list[dict]:
        return clean_within(super().get_prep_value(value))


class HalfTypedAddress(blocks.StructBlock):
    """A draft keeps an address of which the beginning is typed; Wagtail would save none of it."""

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        try:
            return super().clean(value)
        except StructBlockValidationError as error:
            if self.is_deferred_validation and set(error.block_errors) == {"url"}:
                return value
            raise


class HeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Text"), max_length=120)
    level = blocks.ChoiceBlock(
        label=_("Level"),
        choices=[("h2", _("Section")), ("h3", _("Subsection"))],
        default="h2",
        search_index=False,
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        label_format = "{text}"
        template = "core/blocks/heading.html"


class ImageBlockComparison(WagtailImageBlockComparison):
    def htmlvalue(self, val: Any) -> str:
        return "" if val is None else super().htmlvalue(val)  # nothing was chosen yet


class ImageBlock(WagtailImageBlock):
    """Wagtail's, which asks for an alt text or a word that the picture is decoration; and no file's
    name will do."""

    def get_comparison_class(self) -> type[ImageBlockComparison]:
        return ImageBlockComparison

    def clean(self, value: AbstractImage | None) -> AbstractImage | None:
        value = super().clean(value)
        alt = value.contextual_alt_text if value and not value.decorative else None
        if alt and not self.is_deferred_validation and is_file_name(alt):
            raise StructBlockValidationError(
                block_errors={
                    "alt_text": ValidationError(
                        _("This is the name of a file. Say what the picture shows.")
                    )
                }
            )
        return value


class PictureBlock(blocks.StructBlock):
    image = ImageBlock(
        label=_("Picture"),
        help_text=_("Say what the picture shows, for people who cannot see it."),
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=200)

    class Meta:
        icon = "image"
        label = _("Picture")
        label_format = "{caption}"
        template = "core/blocks/picture.html"
        preset = "inline"

    def get_context(self, value: blocks.StructValue, parent_context: dict | None = None) -> dict:
        context = super().get_context(value, parent_context=parent_context)
        picture = responsive.picture(value.get("image"), self.meta.preset)
        return {**context, "picture": picture}


class GroupPictureBlock(PictureBlock):
    class Meta:
        preset = "group"


class PictureGroupBlock(blocks.StructBlock):
    pictures = blocks.ListBlock(GroupPictureBlock(), label=_("Picture"), min_num=2, max_num=30)

    class Meta:
        icon = "copy"
        label = _("Picture group")
        template = "core/blocks/picture_group.html"


class QuotationBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Quotation"))
    attribution = blocks.CharBlock(label=_("Attribution"), required=False, max_length=100)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "core/blocks/quotation.html"


class VideoBlock(HalfTypedAddress):
    """An uploaded file or an outside player, never both."""

    file = DocumentChooserBlock(
        label=_("Video file"), required=False, help_text=_("An uploaded MP4 or WebM file.")
    )
    url = blocks.URLBlock(
        label=_("Address of the video page"),
        required=False,
        help_text=_("From bilibili.com, v.qq.com or v.youku.com. Loads when the reader clicks it."),
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=200)

    class Meta:
        icon = "media"
        label = _("Video")
        label_format = "{caption}"
        template = "core/blocks/video.html"

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        result = super().clean(value)
        if self.is_deferred_validation:  # a draft may be unfinished
            return result
        file, url = result.get("file"), result.get("url")
        errors = {}
        if bool(file) == bool(url):
            errors["file"] = ValidationError(
                _("Choose an uploaded file or give an address: one of the two.")
            )
        elif file and file.file_extension.lower() not in VIDEO_EXTENSIONS:
            errors["file"] = ValidationError(_("A video must be an MP4 or WebM file."))
        elif url and video.player_url(url) is None:
            errors["url"] = ValidationError(
                _("Not the address of a video on one of the allowed hosts: %(hosts)s.")
                % {"hosts": ", ".join(video.HOSTS)}
            )
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return result

    def get_context(self, value: blocks.StructValue, parent_context: dict | None = None) -> dict:
        context = super().get_context(value, parent_context=parent_context)
        context["player_url"] = video.player_url(value.get("url") or "")
        return context


class AttachmentBlock(DocumentChooserBlock):
    class Meta:
        icon = "doc-full"
        label = _("Attachment")
        template = "core/blocks/attachment.html"


class TableBlock(WagtailTableBlock):
    """Wagtail's table, which takes cells pasted from a spreadsheet; translated cell by cell."""

    class Meta:
        icon = "table"
        label = _("Table")
        template = "core/blocks/table.html"

    def to_python(self, value: Any) -> Any:
        """Cells as text: through the API, or from a spreadsheet, they may be numbers."""
        if not _is_table(value):
            return value  # which `clean` refuses
        return super().to_python(_with_texts(value))

    def clean(self, value: Any) -> Any:
        if value and not _is_table(value):
            raise ValidationError(
                _("A table is made of “data”: a list of rows, each a list of texts or numbers.")
            )
        # Not as `to_python` has it, which chooses for an editor what she has not chosen.
        value = super().clean(_with_texts(value) if value else value)
        if not self.is_deferred_validation and not any(map(any, (value or {}).get("data", []))):
            raise ValidationError(_("The table is empty: fill it in, or take it away."))
        return value

    def get_translatable_segments(self, value: dict | None) -> list[StringSegmentValue]:
        """One segment a cell, its path `row-column`, and one for the caption."""
        if not value:
            return []
        cells = [
            StringSegmentValue(f"{row}-{column}", cell)
            for row, cells in enumerate(value["data"])
            for column, cell in enumerate(cells)
            if cell
        ]
        if caption := value.get("table_caption"):
            cells.append(StringSegmentValue("caption", caption))
        return cells

    def restore_translated_segments(self, value: dict, segments: list[StringSegmentValue]) -> dict:
        for segment in segments:
            if segment.path == "caption":
                value["table_caption"] = segment.render_text()
            else:
                row, column = map(int, segment.path.split("-"))
                value["data"][row][column] = segment.render_text()
        return value


def _is_table(value: Any) -> bool:
    """Whether readers' pages and the API can read the JSON `value`."""
    if not isinstance(value, dict):
        return False
    rows, merged, cells = (value.get(key) or [] for key in ("data", "mergeCells", "cell"))
    return (
        bool(rows)
        and all(isinstance(each, list) for each in (rows, merged, cells))
        and all(isinstance(row, list) for row in rows)
        and not any(isinstance(cell, dict | list) for row in rows for cell in row)
        and all(_has_numbers(each, "row", "col", "rowspan", "colspan") for each in merged)
        and all(_has_numbers(each, "row", "col") for each in cells)
        and isinstance(value.get("table_caption") or "", str)
    )


def _with_texts(value: dict) -> dict:
    return {**value, "data": [[cell_text(cell) for cell in row] for row in value["data"]]}


def _has_numbers(value: Any, *keys: str) -> bool:
    return isinstance(value, dict) and all(isinstance(value.get(key), int) for key in keys)


def cell_text(cell: Any) -> str:
    """A cell as it is read: any of JSON's simple values."""
    if cell is None:
        return ""
    return cell if isinstance(cell, str) else json.dumps(cell)


class BodyBlock(StreamBlock):
    """The body of articles and pages."""

    rich_text = blocks.RichTextBlock(
        label=_("Text"),
        icon="pilcrow",
        features=RICH_TEXT_FEATURES,
        template="core/blocks/rich_text.html",
    )
    heading = HeadingBlock()
    picture = PictureBlock()
    picture_group = PictureGroupBlock()
    quotation = QuotationBlock()
    video = VideoBlock()
    attachment = AttachmentBlock()
    # The table editor ships no Chinese; a language that it lacks is an error in its console.
    table = TableBlock(table_options={"language": "en-US"})

    class Meta:
        template = "core/blocks/body.html"

    def get_context(self, value: blocks.StreamValue, parent_context: dict | None = None) -> dict:
        """`blocks`: each with whether its picture is among the first things that a reader sees, and
        with the level of its heading: a subsection that no section precedes is one.

        A template that shows a picture above the body passes `under_picture`.
        """
        responsive.prefetch_within(value)
        context = super().get_context(value, parent_context=parent_context)
        texts = (child.value.source for child in value if child.block_type == "rich_text")
        related = resolve_texts(texts, active_language())
        eager = None if context.get("under_picture") else _first_picture(value)
        section_seen, parts = False, []
        for child in value:
            level = child.value["level"] if child.block_type == "heading" else None
            parts.append((child, child is eager, level if section_seen else level and "h2"))
            section_seen = section_seen or level == "h2"
        return {**context, "blocks": parts, "related": related}


def _first_picture(body: blocks.StreamValue) -> blocks.StreamValue.StreamChild | None:
    """A picture in one of the first two blocks; below them it is out of sight at first."""
    return next((child for child in list(body)[:2] if child.block_type == "picture"), None)


def first_paragraph(body: blocks.StreamValue) -> str:
    """The text of the body's first paragraph of prose, without markup; "" if there is none."""
    for block in body:
        if block.block_type == "rich_text":
            soup = BeautifulSoup(block.value.source, "html.parser")
            for element in soup.find_all(["p", "li"]):
                if text := " ".join(element.get_text().split()):
                    return text
    return ""
