"""The body of a saved HTML page, made into blocks: what it says is kept, how it was styled is not."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

from bs4.element import NavigableString, PageElement, Tag
from django.utils.html import escape
from django.utils.translation import gettext as _

from cms.core import video

from .article import Block, Heading, Picture, PictureGroup, Quotation, Table, Text, Video
from .html_tree import HEADINGS, is_block, plain

MAX_HEADING = 120
MAX_CAPTION = 60
MAX_GROUP = 30
MAX_SPAN = 50
_BOLD = re.compile(r"font-weight:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_ITALIC = re.compile(r"font-style:\s*italic", re.IGNORECASE)
_CENTRED = re.compile(r"text-align:\s*center", re.IGNORECASE)
_SENTENCE_END = tuple("。！？；…”")
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")
_AROUND = " \u3000\u200b\ufeff"


@dataclass(frozen=True)
class Style:
    bold: bool = False
    italic: bool = False
    href: str = ""
    centred: bool = False


@dataclass(frozen=True)
class Run:
    """Text of one style within a paragraph."""

    text: str
    style: Style


class Break:
    """<br>"""


Token = Run | Picture | Break
"""What a paragraph is made of."""


def blocks(nodes: list[PageElement], address: str) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """The body's blocks, and remarks on what could not be taken along.

    Links are resolved against `address`, where the page stood; without it, relative ones are text.
    """
    body = _Body(nodes, address)
    body.flow(nodes, Style())
    return tuple(body.finished()), tuple(body.remarks)


def marks(hint: re.Pattern[str], tag: Tag) -> bool:
    """Whether one of the names that a page's author gave to `tag` matches."""
    names = [tag.get("id"), tag.get("itemprop"), *(tag.get("class") or []), *(tag.get("rel") or [])]
    return any(hint.search(name) for name in names if isinstance(name, str))


def is_data_table(part: PageElement) -> bool:
    """A table of words and figures, not one that only places pictures or whole texts."""
    if not isinstance(part, Tag) or part.name != "table":
        return False
    cells = part.find_all(["td", "th"])
    return (
        len(cells) > 1
        and part.find(["table", "img", "ul", "ol", "blockquote", "iframe", *HEADINGS]) is None
        and all(len(plain(cell.get_text())) <= 200 for cell in cells)
    )


class _Body:
    def __init__(self, nodes: list[PageElement], address: str) -> None:
        self.address = address
        self.remarks: list[str] = []
        self._blocks: list[Block] = []
        self._html: list[str] = []
        self._box_of_picture: Tag | None = None  # of the last block, while its caption may follow
        tags = [tag for node in nodes if isinstance(node, Tag) for tag in [node, *node.find_all(True)]]
        names = {tag.name for tag in tags if tag.name in HEADINGS and plain(tag.get_text())}
        self._lazy: dict[str, set[str]] = defaultdict(set)  # what each source stands in for
        for tag in tags:
            if tag.name == "img" and (lazy := _lazy_source(tag)):
                self._lazy[str(tag.get("src") or "")].add(lazy)
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
            node.find(is_block) is not None or node.name in ("iframe", "video", "embed")
        )

    def _block(self, tag: Tag, style: Style) -> None:
        style = _styled(tag, style, self._href(tag))
        match tag.name:
            case "p" | "dt" | "dd" | "figcaption" | "caption" | "summary" | "pre":
                if self._holds_blocks(tag):
                    self.flow(tag.children, style)
                else:
                    tokens = [each for child in tag.children for each in self._inline(child, style)]
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
            case "iframe" | "video" | "embed":
                self._video(tag)
            case _ if caption := _caption_within(tag):
                self._captioned(tag, caption, style)
            case _:
                self.flow(tag.children, style)

    # --- Paragraphs ---------------------------------------------------------------------------

    def _inline(self, node: PageElement, style: Style) -> Iterator[Token]:
        if isinstance(node, NavigableString):
            yield Run(str(node), style)
        elif isinstance(node, Tag):
            if node.name == "br":
                yield Break()
            elif node.name == "img":
                if source := self._source(node):
                    alt = plain(str(node.get("alt") or node.get("title") or ""))
                    yield Picture(source, "" if _is_file_name(alt) else alt[:250])
            else:
                style = _styled(node, style, self._href(node))
                for child in node.children:
                    yield from self._inline(child, style)

    def _source(self, image: Tag) -> str:
        """The saved file if the page was saved with it, else the address that a script would have
        loaded in the place of a stand-in."""
        saved, lazy = str(image.get("src") or ""), _lazy_source(image)
        stand_in = not saved or saved.startswith("data:") or len(self._lazy[saved]) > 1
        return (lazy if lazy and (stand_in or "//" in saved) else saved).strip()

    def _paragraphs(
        self, tokens: list[Token], style: Style, *, every_break: bool, box: Tag | None = None
    ) -> None:
        """Text as paragraphs and pictures as pictures, in their order.

        Two breaks end a paragraph; in bare text each one does.
        """
        parts = list(_split(_pictures_after_sentences(tokens), every_break))
        match parts:
            # A picture and, below it in the same paragraph, what it shows.
            case [[Picture() as picture], [Run(), *_] as words] if _is_caption(words):
                self._add(replace(picture, caption=_plain(words)))
                return
        for part in parts:
            if isinstance(part[0], Picture):
                self._pictures([each for each in part if isinstance(each, Picture)], box)
            elif self._takes_caption(box) and style.centred and _is_caption(part):
                self._blocks[-1] = replace(self._blocks[-1], caption=_plain(part))  # type: ignore[call-arg]
                self._box_of_picture = None
            elif html := _html(part):
                self._html.append(f"<p>{html}</p>")

    def _takes_caption(self, box: Tag | None) -> bool:
        """Whether text in `box` stands right below a picture that has no caption yet."""
        if self._html or self._box_of_picture is None:
            return False
        words = box and plain(box.get_text())
        while box is not None and plain(box.get_text()) == words:
            if self._box_of_picture in (box, box.find_previous_sibling()):
                return True
            box = box.parent
        return False

    def _pictures(self, pictures: list[Picture], box: Tag | None = None) -> None:
        while len(pictures) > 1:
            group, pictures = pictures[:MAX_GROUP], pictures[MAX_GROUP:]
            self._add(PictureGroup(tuple(group)))
        for picture in pictures:
            self._add(picture)
            self._box_of_picture = box

    def _href(self, tag: Tag) -> str:
        """Where a link leads, as an absolute address; "" if nowhere that can be said."""
        href = str(tag.get("href") or "").strip() if tag.name == "a" else ""
        if not href or href.startswith("#"):
            return ""
        try:
            href = urljoin(self.address, href)
            parts = urlsplit(href)
        except ValueError:
            return ""
        known = parts.scheme in ("mailto", "tel") or (
            parts.scheme in ("http", "https") and parts.netloc
        )
        return href if known else ""

    # --- Other blocks -------------------------------------------------------------------------

    def _heading(self, tag: Tag, style: Style) -> None:
        tokens = [each for child in tag.children for each in self._inline(child, style)]
        text = _plain(tokens)
        if len(text) > MAX_HEADING:
            bold = [Run(text, replace(style, bold=True))]
            self._paragraphs([*bold], style, every_break=False)
        elif text:
            self._add(Heading(text, "h2" if tag.name == self._section else "h3"))
        self._pictures([each for each in tokens if isinstance(each, Picture)])

    def _list(self, tag: Tag, style: Style) -> None:
        if tag.find(["table", "blockquote", "figure", *HEADINGS]):  # a list in name only
            self.flow(tag.children, style)
            return
        pictures: list[Picture] = []
        if html := self._list_html(tag, style, pictures):
            self._html.append(html)
        self._pictures(pictures)

    def _list_html(self, tag: Tag, style: Style, pictures: list[Picture]) -> str:
        items = []
        for item in tag.find_all("li", recursive=False):
            tokens = list(self._item(item, style))
            pictures += [each for each in tokens if isinstance(each, Picture)]
            html = _html([each for each in tokens if not isinstance(each, Picture)])
            html += "".join(
                self._list_html(inner, style, pictures)
                for inner in item.find_all(["ul", "ol"])
                if inner.find_parent("li") is item
            )
            if html:
                items.append(f"<li>{html}</li>")
        # A list may stand in a list without an item around it; its items are of this one.
        for inner in tag.find_all(["ul", "ol"], recursive=False):
            items.append(self._list_html(inner, style, pictures)[4:-5])
        return f"<{tag.name}>{''.join(items)}</{tag.name}>" if any(items) else ""

    def _item(self, node: Tag, style: Style) -> Iterator[Token]:
        """A list item's own content, the paragraphs in it a line each, without inner lists."""
        for child in node.children:
            if isinstance(child, Tag) and child.name in ("ul", "ol"):
                continue
            if isinstance(child, Tag) and (is_block(child) or self._holds_blocks(child)):
                yield Break()
                yield from self._item(child, _styled(child, style, self._href(child)))
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
        lines = [line for part in _split(tokens, every_break=True) if (line := _plain(part))]
        attribution = plain(source.get_text()) if isinstance(source, Tag) else ""
        if not attribution and len(lines) > 1 and re.match("[—-]{2}", lines[-1]):
            attribution = lines.pop()
        if lines:
            self._add(Quotation("\n".join(lines), attribution.lstrip("—- ")[:100]))
        elif attribution:
            self._paragraphs([Run(attribution, style)], style, every_break=False)

    def _table(self, tag: Tag, style: Style) -> None:
        if not is_data_table(tag):
            self._layout_table(tag, style)
            return
        rows = [row for row in tag.find_all("tr") if row.find(["td", "th"])]
        cells = self._grid(rows)
        if not any(any(row) for row in cells):
            return
        title = tag.find("caption")
        self._add(
            Table(
                rows=tuple(tuple(row) for row in cells),
                caption=plain(title.get_text()) if isinstance(title, Tag) else "",
                header_row=all(cell.name == "th" for cell in rows[0].find_all(["td", "th"])),
                header_column=all(row.find(["td", "th"]).name == "th" for row in rows),
            )
        )

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
            words = [plain(cell.get_text()) for cell in below.find_all(["td", "th"])] if below else []
            if (
                len(pictures) == len(cells) == len(words)
                and all(len(each) <= MAX_CAPTION for each in words)
                and below.find("img") is None  # type: ignore[union-attr]
            ):
                captions = words
                captioned = zip(pictures, captions, strict=True)
                self._pictures([replace(each, caption=text) for each, text in captioned])
                continue
            for cell in cells:
                self.flow(cell.children, _styled(cell, style, ""))

    def _picture_alone(self, cell: Tag) -> list[Picture]:
        tokens = list(self._item(cell, Style())) if not plain(cell.get_text()) else []
        return [token for token in tokens if isinstance(token, Picture)]

    def _grid(self, rows: list[Tag]) -> list[list[str]]:
        """The cells' words in rows of one length; what a cell spans beyond itself is empty."""
        grid: dict[tuple[int, int], str] = {}
        for y, row in enumerate(rows):
            x = 0
            for cell in row.find_all(["td", "th"]):
                while (y, x) in grid:
                    x += 1
                across, down = _span(cell, "colspan"), _span(cell, "rowspan")
                for dy in range(min(down, len(rows) - y)):
                    for dx in range(across):
                        grid[y + dy, x + dx] = ""
                grid[y, x] = self._cell(cell)
        width = max((x for _y, x in grid), default=-1) + 1
        return [[grid.get((y, x), "") for x in range(width)] for y in range(len(rows))]

    def _cell(self, tag: Tag) -> str:
        """A cell's words; a table's cells hold no links, so that their addresses are written out."""
        for link in tag.find_all("a"):
            href = self._href(link)
            if href.startswith("http") and href not in link.get_text():
                link.append(f" ({href})")
        return plain(tag.get_text(" " if tag.find(is_block) else ""))

    def _figure(self, tag: Tag, style: Style) -> None:
        caption = tag.find("figcaption")
        words = plain(caption.get_text()) if isinstance(caption, Tag) else ""
        if len(tag.find_all("img")) != 1 or len(words) > 200 or tag.find("table"):
            self.flow(tag.children, style)
        else:
            self._captioned(tag, words, style)

    def _captioned(self, tag: Tag, caption: str, style: Style) -> None:
        """The one picture in `tag`."""
        for token in self._inline(tag.find("img"), style):  # type: ignore[arg-type]
            if isinstance(token, Picture):
                self._add(replace(token, caption=caption))

    def _video(self, tag: Tag) -> None:
        sources = [tag, *tag.find_all("source")]
        url = next(
            (str(each.get("data-src") or each.get("src")) for each in sources
             if each.get("data-src") or each.get("src")), "",
        )  # fmt: skip
        url = urljoin(self.address or "https://localhost", url) if url else ""
        page = video.page_url(url)
        if page:
            self._add(Video(page))
        elif url:
            self.remarks.append(_("a video could not be taken along: %s") % url[:200])


def _lazy_source(image: Tag) -> str:
    return str(image.get("data-src") or image.get("data-original") or "")


def _span(cell: Tag, name: str) -> int:
    number = str(cell.get(name) or "1")
    return min(int(number), MAX_SPAN) if number.isdecimal() and int(number) else 1


def _styled(tag: Tag, style: Style, href: str) -> Style:
    css = str(tag.get("style") or "")
    return Style(
        bold=style.bold or tag.name in ("b", "strong") or bool(_BOLD.search(css)),
        italic=style.italic or tag.name in ("i", "em") or bool(_ITALIC.search(css)),
        href=href or style.href,
        centred=tag.name == "center"
        or tag.get("align") == "center"
        or bool(_CENTRED.search(css))
        or (style.centred and "text-align" not in css and not tag.get("align")),
    )


def _pictures_after_sentences(tokens: list[Token]) -> list[Token]:
    """A picture amid a sentence, with no break beside it, comes after the sentence's end."""
    result: list[Token] = []
    waiting: list[Token] = []
    for token in tokens:
        words = isinstance(token, Run) and bool(plain(token.text))
        before = next((each for each in reversed(result) if not _is_space(each)), None)
        if isinstance(token, Picture) and isinstance(before, Run):
            waiting.append(token)
            continue
        if isinstance(token, Break):
            result += waiting
            waiting = []
        elif words and waiting and _plain([before] if before else []).endswith(_SENTENCE_END):
            result += waiting
            waiting = []
        result.append(token)
    return result + waiting


def _is_space(token: Token) -> bool:
    return isinstance(token, Run) and not plain(token.text)


def _split(tokens: list[Token], every_break: bool) -> Iterator[list[Token]]:
    """Into paragraphs and runs of pictures; none is empty."""
    part: list[Token] = []
    breaks = 0
    for token in tokens:
        if _is_space(token) and (not part or breaks or isinstance(part[0], Picture)):
            continue  # white space beside what is not text
        if isinstance(token, Break):
            breaks += 1
            continue
        pictures = bool(part) and isinstance(part[0], Picture)
        ends = pictures != isinstance(token, Picture) or (
            not pictures and breaks > (0 if every_break else 1)
        )
        if part and ends:
            yield part
            part = []
        elif part and breaks and not pictures:
            part.append(Break())
        part.append(token)
        breaks = 0
    if part:
        yield part


def _html(tokens: Iterable[Token]) -> str:
    """Text as rich text stores it, runs of one style together."""
    pieces: list[tuple[str, Style]] = []
    at_space = True
    for token in tokens:
        if isinstance(token, Break):
            if pieces and pieces[-1][0] != "\n":
                pieces.append(("\n", Style()))
            at_space = True
        elif isinstance(token, Run):
            text = _SPACE.sub(" ", _visible(token.text))
            text = text.lstrip() if at_space else text
            at_space = text.endswith(" ") if text else at_space
            style = replace(token.style, centred=False)
            if pieces and pieces[-1][1] == style and pieces[-1][0] != "\n":
                pieces[-1] = (pieces[-1][0] + text, style)
            elif text:
                pieces.append((text, style))
    while pieces and not pieces[-1][0].rstrip(_AROUND + "\n"):
        pieces.pop()
    while pieces and not pieces[0][0].strip(_AROUND + "\n"):
        pieces.pop(0)
    if not pieces:
        return ""
    pieces[0] = (pieces[0][0].lstrip(_AROUND), pieces[0][1])
    pieces[-1] = (pieces[-1][0].rstrip(_AROUND), pieces[-1][1])
    return "".join("<br/>" if text == "\n" else _marked_up(text, style) for text, style in pieces)


def _marked_up(text: str, style: Style) -> str:
    html = escape(text)
    if not text.strip():
        return html
    if style.italic:
        html = f"<i>{html}</i>"
    if style.bold:
        html = f"<b>{html}</b>"
    if style.href:
        html = f'<a href="{escape(style.href)}">{html}</a>'
    return html


def _visible(text: str) -> str:
    return re.sub("[\u200b-\u200f\u2060\ufeff\u00ad]", "", text)


def _plain(tokens: Iterable[Token]) -> str:
    return plain("".join(
        token.text if isinstance(token, Run) else " "
        for token in tokens if not isinstance(token, Picture)
    ))  # fmt: skip


def _is_caption(tokens: list[Token]) -> bool:
    text = _plain(tokens)
    bold = all(run.style.bold for run in tokens if isinstance(run, Run) and plain(run.text))
    return 0 < len(text) <= MAX_CAPTION and not bold and not text.endswith(_SENTENCE_END)


def _caption_within(box: Tag) -> str:
    """What stands below the picture in a box that holds one picture and a few words, else ""."""
    images, text = box.find_all("img"), plain(box.get_text())
    if len(images) != 1 or not 0 < len(text) <= MAX_CAPTION or text.endswith(_SENTENCE_END):
        return ""
    if box.find([*HEADINGS, "ul", "ol", "table", "blockquote", "b", "strong"]):
        return ""
    return "" if box.find(string=lambda each: bool(each.strip())) in images[0].previous_elements else text


def _is_file_name(text: str) -> bool:
    return bool(re.fullmatch(r"[\w.\-() ]*\.(?:jpe?g|png|gif|webp|bmp)|[\w\-]{0,3}|\d+", text, re.ASCII))
