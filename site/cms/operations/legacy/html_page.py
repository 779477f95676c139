"""A page of the old site saved as HTML, taken apart by its structure.

Such a page is a tree: somewhere in it a title, below it what `labels` knows (when, by whom, how
often read), and after these the body, in a box of its own or as a run of paragraphs. Everything
else is chrome and left out for where it stands and how it is built, never for its words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from bs4.element import NavigableString, PageElement, Tag
from django.utils.translation import gettext as _

from . import html_body, labels
from .article import Article, NotALegacyPage
from .html_tree import HEADINGS, Head, is_block, plain, tidy

MAX_TITLE_DISTANCE = 6  # lines between the title and what stands below it
SHORT = 60  # characters: less may be a tool bar as well as a body

_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->", re.IGNORECASE)
_CHROME_TAGS = {"nav", "footer", "aside", "form", "button"}
_PARAGRAPHS = {"p", "ul", "ol", "dl", "blockquote", "pre", "figure", "hr", *HEADINGS}
_LISTS_OF_PAGES = {"li", "nav", "aside", "footer"}
_BODY_HINT = re.compile(
    r"\b(?:article-?body|js_content|(?:entry|post|article|news|main|detail|show|arc)[-_]?"
    r"(?:content|con|detail|text|body)|content|detail|zoom)\b",
    re.IGNORECASE,
)
_CHROME_HINT = re.compile(
    r"(?:^|[-_])(?:bdshare|comments?|copyright|jiathis|pager|prevnext|recommend|related\w*|share\w*)"
    r"(?:$|[-_])|^sharedaddy$|^(?:jp-)?related",
    re.IGNORECASE,
)
_AUTHOR_HINT = re.compile(r"(?:^|[-_])author(?:$|[-_])", re.IGNORECASE)
_ACCOUNT_HINT = re.compile(r"^js_name$")  # the account, on a saved page of WeChat
_NEIGHBOUR = re.compile(r"[【\[(（<«‹←]?\s*[上下]\s*一\s*[篇条页则]")


@dataclass(frozen=True)
class Line:
    """What a reader sees as one line: text between two breaks or ends of boxes."""

    text: str
    last: NavigableString

    @property
    def box(self) -> Tag:
        return next(parent for parent in self.last.parents if is_block(parent))


def parse(html: str) -> Article:
    """Take a saved page apart. Raises `NotALegacyPage` saying which part is missing."""
    head = Head.of(html)
    root = tidy(html)
    lines = list(lines_of(root))
    title, below = _find_title(lines, head)
    header = labels.read("\n".join(line.text for line in below))
    time = _moment(header.time or _bare_moment(below), _datetime(below) or head.time)
    saved_from = _SAVED_FROM.search(html[:4096])
    address = saved_from[1] if saved_from else head.address
    if urlsplit(address).scheme not in ("http", "https"):
        address = ""

    anchor = below[-1] if below else title
    _cut_off_share_card(lines[lines.index(anchor) + 1 :], anchor, title.text)
    author = (
        header.signed_by
        or _marked(_AUTHOR_HINT, title, anchor)
        or head.author
        or _marked(_ACCOUNT_HINT, title, anchor)
        or labels.name_beside("\n".join(line.text for line in below))
    )
    blocks, remarks = html_body.blocks(_find_body(anchor.last, title), address)
    if not blocks:
        raise NotALegacyPage(_("no body below the title"))
    return Article(
        title=title.text,
        published_at=time,
        author=author,
        views=labels.views(header.views),
        blocks=blocks,
        address=address,
        remarks=remarks,
    )


def lines_of(root: Tag) -> Iterator[Line]:
    text: list[str] = []
    last: NavigableString | None = None
    box: Tag | None = None
    for node in root.descendants:
        if isinstance(node, Tag):
            broken = node.name in ("br", "hr") or is_block(node)
        else:
            # Leaving a box breaks the line as entering one does.
            own = next(parent for parent in node.parents if is_block(parent) or parent is root)
            broken, box = own is not box, own
        if broken and last is not None and (whole := plain("".join(text))):
            yield Line(whole, last)
        if broken:
            text, last = [], None
        if isinstance(node, NavigableString):
            text.append(node)
            last = node if node.strip() or last is None else last
    if last is not None and (whole := plain("".join(text))):
        yield Line(whole, last)


# --- Title and what stands below it ------------------------------------------------------------


def _find_title(lines: list[Line], head: Head) -> tuple[Line, list[Line]]:
    """The title, and the lines below it that say when, by whom and how often read.

    The page's own `<title>` and headings bear witness, so that a list of other articles with their
    dates is not taken for it.
    """
    best: tuple[int, Line, list[Line]] | None = None
    for start, line in enumerate(lines):
        below = _header_at(lines, start)
        if not below:
            continue
        title, credit = _title_above(lines[max(0, start - MAX_TITLE_DISTANCE) : start], head)
        if title is None:
            continue
        header = labels.read("\n".join(each.text for each in below))
        credit += header.kinds + 2 * bool(header.time or _bare_moment(below))
        if any(parent.name in _LISTS_OF_PAGES for parent in line.last.parents):
            credit -= 4
        credit -= start - 1 - lines.index(title)
        if best is None or credit > best[0]:
            best = credit, title, below
    if best and best[0] >= 4:
        return best[1], best[2]
    title, credit = _title_above(lines, head)
    if title is not None and credit >= 2:
        return title, []
    raise NotALegacyPage(_("no title with 发表时间, 作者 and 浏览 below it"))


def _header_at(lines: list[Line], start: int) -> list[Line]:
    """The lines from `start` that carry labels, each label once, or a bare date."""
    kinds: set[str | None] = set()
    found: list[Line] = []
    for line in lines[start:]:
        here = {label.lastgroup for label in labels.LABEL.finditer(line.text)}
        if "time" not in here | kinds and _is_bare_moment(line.text, labelled=bool(here)):
            here.add("time")
        too_long = len(line.text) > 200 or (len(line.text) > 80 and len(here) < 2)
        if not here or here & kinds or too_long:
            break
        kinds |= here
        found.append(line)
    return found


def _is_bare_moment(text: str, labelled: bool) -> bool:
    rest, moments = labels.MOMENT.subn("", text)
    return moments > 0 and (labelled or len(rest.strip()) <= 30)


def _bare_moment(lines: list[Line]) -> str | None:
    return next((found[0] for line in lines if (found := labels.MOMENT.search(line.text))), None)


def _datetime(lines: list[Line]) -> str:
    tags = [line.box.find("time", datetime=True) for line in lines]
    return next((str(tag["datetime"]) for tag in tags if isinstance(tag, Tag)), "")


def _moment(text: str | None, machine_readable: str) -> datetime:
    """What readers see; where that is only a day, the hour from what machines read."""
    try:
        exact = datetime.fromisoformat(machine_readable).astimezone(labels.TIME_ZONE)
    except (ValueError, OverflowError):
        exact = None
    if not text:
        return labels.moment(exact.isoformat() if exact else machine_readable)
    shown = labels.moment(text)
    only_a_day = (shown.hour, shown.minute) == (0, 0)
    return exact if exact and only_a_day and exact.date() == shown.date() else shown


def _title_above(lines: list[Line], head: Head) -> tuple[Line | None, int]:
    """The line that is most likely a title, the nearest of equals, and how much speaks for it."""
    best: Line | None = None
    most = -1
    for line in reversed(lines):
        if len(line.text) > 250 or labels.LABEL.match(line.text):
            continue
        credit = 2 * (line.box.name in HEADINGS[:3])
        if len(line.text) > 1:
            credit += 5 * any(title.startswith(line.text) for title in head.titles)
            credit += 3 * (credit < 5 and any(line.text in title for title in head.titles))
        if credit > most:
            best, most = line, credit
    return best, most


def _marked(hint: re.Pattern[str], title: Line, anchor: Line) -> str:
    """Who a tag's name says is the author, from the title to the end of what stands below it."""
    last = anchor.last.parent
    for element in title.last.find_all_next(True, limit=50):
        text = plain(element.get_text())
        if html_body.marks(hint, element) and len(text) <= SHORT:
            return "" if labels.MOMENT.search(text) else text
        if element is last and anchor is not title:
            break
    return ""


# --- Body --------------------------------------------------------------------------------------


def _find_body(anchor: PageElement, title: Line) -> list[PageElement]:
    """What follows `anchor`: within the box that title and header share, else outside of it."""
    around_title = set(map(id, title.last.parents))
    short: list[PageElement] = []
    last_resort: list[PageElement] = []
    node: PageElement = anchor
    inside = True
    while node.parent is not None:
        found = _choose(list(node.next_siblings))
        if found and (found.kind != "rest" or _is_prose(found.parts)):
            if found.kind == "named" or _weight(found.parts) >= SHORT or not inside:
                return found.parts
            short = short or found.parts
        elif found:
            last_resort = last_resort or found.parts
        inside = inside and id(node.parent) not in around_title
        if short and not inside:
            break
        node = node.parent
    return short or last_resort


@dataclass(frozen=True)
class Candidate:
    parts: list[PageElement]
    kind: str  # "named" as a body by its page, a "box" of paragraphs, or the "rest" of a box


def _choose(following: list[PageElement]) -> Candidate | None:
    """The body among the siblings after the header."""
    parts = [part for part in following if _has_content(part)]
    named = [part for part in parts if isinstance(part, Tag) and _calls_itself_body(part)]
    if named:
        return Candidate(_inside(max(named, key=lambda part: _weight([part]))), "named")
    parts = [part for part in parts if not _is_chrome(part)]
    boxes = [part for part in parts if isinstance(part, Tag) and _is_box(part)]
    paragraphs = [part for part in parts if not _is_box(part)]
    if boxes:
        largest = max(boxes, key=lambda part: _weight([part]))
        if _weight([largest]) >= _weight(paragraphs):
            chosen = [box for box in boxes if box is largest or _belongs_to(largest, box)]
            return Candidate([part for box in chosen for part in _inside(box)], "box")
    if not paragraphs or not any(_breaks_line(part) for part in following):
        return None  # nothing, or the rest of a line
    # As far as the last paragraph, and pictures right below that.
    end = following.index(paragraphs[-1]) + 1
    while end < len(following) and (
        not _has_content(following[end]) or _is_picture_alone(following[end])
    ):
        end += 1
    return Candidate(_without_neighbours(following[:end]), "rest")


def _belongs_to(largest: Tag, box: Tag) -> bool:
    """Whether `box` is of the body whose largest box that is: one of its kind, or text before it
    that is no tool bar and no summary of it."""
    alike = box.name == largest.name and box.get("class") == largest.get("class")
    if alike and box.name in ("div", "section") and 3 * _weight([box]) > 2 * _text_length(box):
        return True
    text, beginning = plain(box.get_text()), plain(largest.get_text())[:15]
    precedes = any(part is largest for part in box.next_siblings)
    return precedes and beginning not in text and (len(text) >= 30 or box.find("p") is not None)


def _breaks_line(part: PageElement) -> bool:
    return isinstance(part, Tag) and (is_block(part) or part.name == "br")


def _inside(box: Tag) -> list[PageElement]:
    """What stands in the body's box, without the chrome that some put at its end."""
    parts = list(box.children)
    while parts and (
        not _has_content(parts[-1])
        or _is_neighbour(parts[-1])
        or (isinstance(parts[-1], Tag) and parts[-1].name in _CHROME_TAGS)
        or (isinstance(parts[-1], Tag) and _is_tool_bar(parts[-1]))
    ):
        parts.pop()
    return parts


def _calls_itself_body(part: Tag) -> bool:
    return part.name not in _CHROME_TAGS and html_body.marks(_BODY_HINT, part)


def _is_box(part: PageElement) -> bool:
    """Holds paragraphs, rather than being one."""
    return (
        isinstance(part, Tag)
        and part.name not in _PARAGRAPHS
        and is_block(part)
        and not html_body.is_data_table(part)
        and part.find(_breaks_line) is not None
    )


def _is_prose(parts: list[PageElement]) -> bool:
    if _weight(parts) >= SHORT:
        return True
    tags = [part for part in parts if isinstance(part, Tag)]
    return any(tag.name in _PARAGRAPHS or tag.find([*_PARAGRAPHS, "br", "img"]) for tag in tags)


def _weight(parts: list[PageElement]) -> int:
    """Characters outside links; a picture counts like a sentence or two."""
    return sum(
        len(plain(part))
        if isinstance(part, NavigableString)
        else _text_length(part) - sum(_text_length(link) for link in part.find_all("a"))
        + 60 * len(part.find_all("img"))
        for part in parts
        if isinstance(part, (NavigableString, Tag))
    )


def _text_length(tag: Tag) -> int:
    return len(plain(tag.get_text()))


def _has_content(part: PageElement) -> bool:
    if isinstance(part, Tag):
        shown = ["img", "iframe", "video", "embed"]
        return bool(plain(part.get_text())) or part.name in shown or part.find(shown) is not None
    return bool(plain(str(part)))


def _is_chrome(part: PageElement) -> bool:
    """Menus, tool bars, lists of other pages: by tag, or because links are most of it."""
    if not isinstance(part, Tag) or part.name == "p":
        return False
    if part.name in _CHROME_TAGS or html_body.marks(_CHROME_HINT, part) or _is_neighbour(part):
        return True
    links = part.find_all("a")
    in_links = sum(_text_length(link) for link in links)
    pictures = [image for image in part.find_all("img") if image.find_parent("a") is None]
    return bool(links) and not pictures and in_links >= 0.6 * _text_length(part)


def _is_tool_bar(part: Tag) -> bool:
    """By its name, or because all of it is links that lead nowhere without the old site's scripts."""
    if part.name not in _PARAGRAPHS and html_body.marks(_CHROME_HINT, part):
        return True
    links = [link for link in part.find_all("a") if not link.get("href")]
    return 0 < _text_length(part) == sum(_text_length(link) for link in links)


def _is_picture_alone(part: PageElement) -> bool:
    return (
        isinstance(part, Tag)
        and (part.name == "img" or part.find("img") is not None)
        and part.find("a") is None
        and not plain(part.get_text())
    )


def _without_neighbours(parts: list[PageElement]) -> list[PageElement]:
    """Without the links to the previous and next article at the end."""
    while parts and (not _has_content(parts[-1]) or _is_neighbour(parts[-1])):
        parts = parts[:-1]
    return parts


def _is_neighbour(part: PageElement) -> bool:
    return (
        isinstance(part, Tag)
        and bool(_NEIGHBOUR.match(plain(part.get_text())))
        and (part.name == "a" or part.find("a") is not None or _text_length(part) < 15)
    )


def _cut_off_share_card(after: list[Line], anchor: Line, title: str) -> None:
    """Remove the card that repeats the title and the beginning of the body, and what follows it."""
    beginnings = [line.text for line in after[:MAX_TITLE_DISTANCE]]
    for card, excerpt in zip(reversed(after[1:-1]), reversed(after[2:]), strict=True):
        if card.text == title and any(
            begins.startswith(excerpt.text) for begins in beginnings if begins != title
        ):
            break
    else:
        return
    around_anchor = set(map(id, anchor.last.parents))
    node: PageElement = card.last
    while node.parent is not None and id(node.parent) not in around_anchor:
        node = node.parent
    for each in [node, *node.next_siblings]:
        each.extract()
