"""The body of a saved page, made into blocks: what it says is kept, how it was styled is not."""

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import cast

from bs4.element import NavigableString, PageElement, Tag
from django.utils.translation import gettext as _

from cms.core.blocks import video
from cms.core.images.alt_texts import is_file_name

from ..article import Block, Heading, LegacyPicture, PictureGroup, Quotation, Table, Text, Video
from . import tables
from .inline import (
    Break,
    Run,
    Style,
    Token,
    as_html,
    as_plain,
    is_caption,
    lines_apart,
    may_be_caption,
    pictures_after_sentences,
    split,
    styled,
)
from .targets import Targets
from .tree import HEADINGS, PLAYERS, is_block, visible_text

MAX_HEADING = 120
MAX_GROUP = 30
SMALL_DIGITS = {
    "sup": str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻"),
    "sub": str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋"),
}


def blocks(nodes: list[PageElement], targets: Targets) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """The body's blocks, and remarks on players that could not be taken along."""
    body = _Body(nodes, targets)
    body.flow(nodes, Style())
    return tuple(body.finished()), tuple(body.remarks)


class _Body:
    def __init__(self, nodes: list[PageElement], targets: Targets) -> None:
        self.targets = targets
        self.remarks: list[str] = []
        self._blocks: list[Block] = []
        self._html: list[str] = []
        self._box_of_picture: Tag | None = None  # of the last block, while its caption may follow
        tags = [
            tag for node in nodes if isinstance(node, Tag) for tag in [node, *node.find_all(True)]
        ]
        names = {tag.name for tag in tags if tag.name in HEADINGS and visible_text(tag.get_text())}
        self._section = min(names, default="h2")  # the body's own highest heading

    def finished(self) -> list[Block]:
        self._end_text()
        return self._blocks

    def _add(self, block: Block) -> None:
        self._end_text()
        self._blocks.append(block)
        self._box_of_picture = None

    def _end_text(self) -> None:
        if self._html:
            self._blocks.append(Text("".join(self._html)))
            self._html = []

    # --- Boxes --------------------------------------------------------------------------------

    def flow(self, nodes: Iterable[PageElement], style: Style) -> None:
        """What stands in a box: blocks, and between them bare text, a paragraph a line."""
        tokens: list[Token] = []
        box = None
        for node in nodes:
            if is_block(node) or self._holds_blocks(node):
                self._paragraphs(tokens, style, every_break=True, box=node.parent)
                tokens = []
                self._block(node, style)  # type: ignore[arg-type]
            else:
                tokens += self._inline(node, style)
                box = node.parent
        self._paragraphs(tokens, style, every_break=True, box=box)

    @staticmethod
    def _holds_blocks(node: PageElement) -> bool:
        return isinstance(node, Tag) and (
            node.name in PLAYERS
            or node.find(lambda tag: is_block(tag) or tag.name in PLAYERS) is not None
        )

    def _block(self, tag: Tag, style: Style) -> None:
        style = styled(tag, style, self.targets.href(tag))
        match tag.name:
            case "p" | "dt" | "dd" | "figcaption" | "caption" | "summary" | "pre":
                if self._holds_blocks(tag):
                    self.flow(tag.children, style)
                else:
                    tokens = [each for child in tag.children for each in self._inline(child, style)]
                    if tag.name == "pre":
                        tokens = [each for token in tokens for each in lines_apart(token)]
                    self._paragraphs(tokens, style, every_break=tag.name == "pre", box=tag)
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                self._heading(tag, style)
            case "ul" | "ol":
                self._list(tag, style)
            case "blockquote":
                self._quotation(tag, style)
            case "table":
                self._table(tag, style)
            case "figure":
                self._figure(tag, style)
            case "hr":
                if self._html:
                    self._html.append("<hr/>")
            case _ if tag.name in PLAYERS:
                self._player(tag)
            case _ if caption := _caption_within(tag):
                self._captioned(tag, caption, style)
            case _:
                self.flow(tag.children, style)

    # --- Paragraphs ---------------------------------------------------------------------------

    def _inline(self, node: PageElement, style: Style) -> Iterator[Token]:
        if isinstance(node, NavigableString):
            yield Run(str(node), style)
        elif isinstance(node, Tag) and node.name == "svg":
            return  # drawn, not written: `account` names what words are in it
        elif isinstance(node, Tag) and node.name in SMALL_DIGITS:
            # Rich text has no small digits, but characters are: m² and H₂O.
            yield Run(node.get_text().translate(SMALL_DIGITS[node.name]), style)
        elif isinstance(node, Tag):
            if node.name == "br":
                yield Break()
            elif node.name == "img":
                if source := self.targets.source(node):
                    alt = visible_text(str(node.get("alt") or node.get("title") or ""))
                    yield LegacyPicture(source, "" if _is_file_name(alt) else alt[:250])
            else:
                style = styled(node, style, self.targets.href(node))
                for child in node.children:
                    yield from self._inline(child, style)

    def _paragraphs(
        self, tokens: list[Token], style: Style, *, every_break: bool, box: Tag | None = None
    ) -> None:
        """Text as paragraphs and pictures as pictures, in their order.

        Two breaks end a paragraph; in bare text each one does.
        """
        parts = list(split(pictures_after_sentences(tokens), every_break))
        match parts:
            # A picture and, below it in the same paragraph, what it shows.
            case [[LegacyPicture() as picture], [Run(), *_] as words] if is_caption(words):
                self._add(replace(picture, caption=as_plain(words)))
                return
        for part in parts:
            if isinstance(part[0], LegacyPicture):
                self._pictures([each for each in part if isinstance(each, LegacyPicture)], box)
            elif self._takes_caption(box) and style.centred and is_caption(part):
                picture = cast(LegacyPicture, self._blocks[-1])
                self._blocks[-1] = replace(picture, caption=as_plain(part))
                self._box_of_picture = None
            elif html := as_html(part):
                self._html.append(f"<p>{html}</p>")

    def _takes_caption(self, box: Tag | None) -> bool:
        """Whether text in `box` stands right below a picture that has no caption yet."""
        if self._html or self._box_of_picture is None:
            return False
        words = box and visible_text(box.get_text())
        while box is not None and visible_text(box.get_text()) == words:
            if self._box_of_picture is box or _holds_alone(
                box.find_previous_sibling(), self._box_of_picture
            ):
                return True
            box = box.parent
        return False

    def _pictures(self, pictures: list[LegacyPicture], box: Tag | None = None) -> None:
        while len(pictures) > 1:
            group, pictures = pictures[:MAX_GROUP], pictures[MAX_GROUP:]
            self._add(PictureGroup(tuple(group)))
        for picture in pictures:
            self._add(picture)
            self._box_of_picture = box

    # --- Other blocks -------------------------------------------------------------------------

    def _heading(self, tag: Tag, style: Style) -> None:
        tokens = [each for child in tag.children for each in self._inline(child, style)]
        text = as_plain(tokens)
        if len(text) > MAX_HEADING:
            bold = [Run(text, replace(style, bold=True))]
            self._paragraphs([*bold], style, every_break=False)
        elif text:
            self._add(Heading(text, "h2" if tag.name == self._section else "h3"))
        self._pictures([each for each in tokens if isinstance(each, LegacyPicture)])

    def _list(self, tag: Tag, style: Style) -> None:
        if tag.find(["table", "blockquote", "figure", *HEADINGS]):  # a list in name only
            self.flow(tag.children, style)
            return
        pictures: list[LegacyPicture] = []
        if html := self._list_html(tag, style, pictures):
            self._html.append(html)
        self._pictures(pictures)

    def _list_html(self, tag: Tag, style: Style, pictures: list[LegacyPicture]) -> str:
        items = []
        for child in tag.children:
            if isinstance(child, Tag) and child.name in ("ul", "ol"):
                # A list in a list without an item around it: its items are of this one.
                items.append(self._list_html(child, style, pictures)[4:-5])
                continue
            item = child if isinstance(child, Tag) and child.name == "li" else None
            tokens = list(self._item(item, style) if item else self._inline(child, style))
            pictures += [each for each in tokens if isinstance(each, LegacyPicture)]
            html = as_html([each for each in tokens if not isinstance(each, LegacyPicture)])
            html += "".join(
                self._list_html(inner, style, pictures)
                for inner in (item.find_all(["ul", "ol"]) if item else [])
                if inner.find_parent("li") is item
            )
            if html:
                items.append(f"<li>{html}</li>")
        return f"<{tag.name}>{''.join(items)}</{tag.name}>" if any(items) else ""

    def _item(self, node: Tag, style: Style) -> Iterator[Token]:
        """A list item's own content, the paragraphs in it a line each, without inner lists."""
        for child in node.children:
            if isinstance(child, Tag) and child.name in ("ul", "ol"):
                continue
            if isinstance(child, Tag) and (is_block(child) or self._holds_blocks(child)):
                yield Break()
                yield from self._item(child, styled(child, style, self.targets.href(child)))
                yield Break()
            else:
                yield from self._inline(child, style)

    def _quotation(self, tag: Tag, style: Style) -> None:
        if tag.find(["img", "table", "ul", "ol", "a", "blockquote", *HEADINGS]):
            self.flow(tag.children, style)  # more than words: nothing of it is lost
            return
        source = tag.find(["cite", "footer"])
        if isinstance(source, Tag):
            source.extract()
        tokens = list(self._item(tag, style))
        lines = [line for part in split(tokens, every_break=True) if (line := as_plain(part))]
        attribution = visible_text(source.get_text()) if isinstance(source, Tag) else ""
        if not attribution and len(lines) > 1 and re.match("[—-]{2}", lines[-1]):
            attribution = lines.pop()
        if lines:
            self._add(Quotation("\n".join(lines), attribution.lstrip("—- ")[:100]))
        elif attribution:
            self._paragraphs([Run(attribution, style)], style, every_break=False)

    def _table(self, tag: Tag, style: Style) -> None:
        if not tables.is_data_table(tag):
            self._layout_table(tag, style)
            return
        rows = [row for row in tag.find_all("tr") if row.find(["td", "th"])]
        # Cells hold no pictures here: they follow, each with what its row tells.
        pictures = [
            replace(picture, caption=tables.words_of(row))
            for row in rows for picture in self._pictures_in(row)
        ]  # fmt: skip
        cells, merged = tables.grid(rows, self._cell)
        if not any(any(row) for row in cells):
            self._pictures(pictures)
            return
        title = tag.find("caption")
        self._add(
            Table(
                rows=tuple(tuple(row) for row in cells),
                caption=visible_text(title.get_text()) if isinstance(title, Tag) else "",
                header_row=tables.is_header(rows[0]) and not all(map(tables.is_header, rows[1:2])),
                header_column=all(cast(Tag, row.find(["td", "th"])).name == "th" for row in rows),
                merged=merged,
            )
        )
        self._pictures(pictures)

    def _layout_table(self, tag: Tag, style: Style) -> None:
        """Cell by cell; but words below pictures, column by column, are their captions."""
        rows = [row for row in tag.find_all("tr") if row.find_parent("table") is tag]
        captions: list[str] = []
        for row, below in zip(rows, [*rows[1:], None], strict=True):
            cells = row.find_all(["td", "th"], recursive=False)
            if captions:
                captions = []
                continue
            pictures = [picture for cell in cells for picture in self._picture_alone(cell)]
            words = (
                [visible_text(cell.get_text()) for cell in below.find_all(["td", "th"])]
                if below
                else []
            )
            if (
                len(pictures) == len(cells) == len(words)
                and all(map(may_be_caption, words))
                and below.find(["img", "a"]) is None  # type: ignore[union-attr]
            ):
                captions = words
                captioned = zip(pictures, captions, strict=True)
                self._pictures([replace(each, caption=text) for each, text in captioned])
                continue
            for cell in cells:
                self.flow(cell.children, styled(cell, style, ""))

    def _picture_alone(self, cell: Tag) -> list[LegacyPicture]:
        return [] if visible_text(cell.get_text()) else self._pictures_in(cell)

    def _pictures_in(self, tag: Tag) -> list[LegacyPicture]:
        tokens = [token for image in tag.find_all("img") for token in self._inline(image, Style())]
        return [token for token in tokens if isinstance(token, LegacyPicture)]

    def _cell(self, tag: Tag) -> str:
        """A cell's words. Cells hold no links here: their addresses are written out."""
        for link in tag.find_all("a"):
            href = self.targets.href(link)
            if href and href not in link.get_text() and visible_text(link.get_text()):
                link.append(f" ({href})")
        for line_break in tag.find_all("br"):
            line_break.replace_with(" ")
        return visible_text(tag.get_text(" " if tag.find(is_block) else ""))

    def _figure(self, tag: Tag, style: Style) -> None:
        caption = tag.find("figcaption")
        words = visible_text(caption.get_text()) if isinstance(caption, Tag) else ""
        more = visible_text(tag.get_text()) != words
        if len(tag.find_all("img")) != 1 or len(words) > 200 or more:
            self.flow(tag.children, style)
        else:
            self._captioned(tag, words, style)

    def _captioned(self, tag: Tag, caption: str, style: Style) -> None:
        """The one picture in `tag`."""
        for token in self._inline(tag.find("img"), style):  # type: ignore[arg-type]
            if isinstance(token, LegacyPicture):
                self._add(replace(token, caption=caption))

    def _player(self, tag: Tag) -> None:
        url = self.targets.of_player(tag)
        if page := video.page_url(url):
            self._add(Video(page))
        else:
            self.remarks.append(
                _("a video or sound could not be taken along: %s") % (url or _("no address"))[:200]
            )


def _holds_alone(box: PageElement | None, inner: Tag) -> bool:
    """Whether `box` is `inner` or holds it and no words."""
    return isinstance(box, Tag) and (
        box is inner
        or (not visible_text(box.get_text()) and any(box is each for each in inner.parents))
    )


def _caption_within(box: Tag) -> str:
    """What stands below the picture in a box that holds one picture and a few words, else ""."""
    images, text = box.find_all("img"), visible_text(box.get_text())
    if len(images) != 1 or not may_be_caption(text):
        return ""
    if box.find([*HEADINGS, "ul", "ol", "table", "blockquote", "b", "strong"]):
        return ""
    if any(visible_text(link.get_text()) for link in box.find_all("a")):
        return ""
    above = any(isinstance(each, str) and each.strip() for each in _before(images[0], box))
    return "" if above else text


def _before(tag: Tag, box: Tag) -> Iterator[PageElement]:
    """What stands in `box` before `tag`."""
    return itertools.takewhile(lambda each: each is not tag, box.descendants)


def _is_file_name(text: str) -> bool:
    return is_file_name(text) or bool(re.fullmatch(r"[\w\-]{0,3}", text, re.ASCII))
