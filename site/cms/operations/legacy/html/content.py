"""Where on the page the body stands, and what is chrome: told by place, tag and structure."""

import re
from dataclasses import dataclass

from bs4.element import NavigableString, PageElement, Tag

from .. import labels
from .lines import Line
from .tables import is_data_table
from .title import MAX_DISTANCE
from .tree import HEADINGS, is_block, marks, plain

SHORT = 60  # characters: less may be a tool bar as well as a body

_CHROME_TAGS = {"nav", "footer", "aside", "form", "button"}
_PARAGRAPHS = {"p", "ul", "ol", "dl", "blockquote", "pre", "figure", "hr", *HEADINGS}
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
_NEIGHBOUR = re.compile(r"[【\[(（<«‹←]?\s*[上下]\s*一\s*[篇条页则]")


def find(anchor: PageElement, title: Line) -> list[PageElement]:
    """What follows `anchor`: within the box that title and header share, else outside of it."""
    around_title = set(map(id, title.last.parents))
    short: list[PageElement] = []
    last_resort: list[PageElement] = []
    node: PageElement = anchor
    inside = True
    while node.parent is not None:
        found = _choose(list(node.next_siblings))
        if found and not inside and labels.tells_contacts(text_of(found.parts)):
            found = None  # the page's footer
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
    return part.name not in _CHROME_TAGS and marks(_BODY_HINT, part)


def _is_box(part: PageElement) -> bool:
    """Holds paragraphs, rather than being one."""
    return (
        isinstance(part, Tag)
        and part.name not in _PARAGRAPHS
        and is_block(part)
        and not is_data_table(part)
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
        else _text_length(part)
        - sum(_text_length(link) for link in part.find_all("a"))
        + 60 * len(part.find_all("img"))
        for part in parts
        if isinstance(part, (NavigableString, Tag))
    )


def text_of(parts: list[PageElement]) -> str:
    return plain("\n".join(part.get_text("\n") for part in parts))


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
    if part.name in _CHROME_TAGS or marks(_CHROME_HINT, part) or _is_neighbour(part):
        return True
    links = part.find_all("a")
    in_links = sum(_text_length(link) for link in links)
    pictures = [image for image in part.find_all("img") if image.find_parent("a") is None]
    return bool(links) and not pictures and in_links >= 0.6 * _text_length(part)


def _is_tool_bar(part: Tag) -> bool:
    """By its name, or because all of it is links that only the old site's scripts followed."""
    if part.name not in _PARAGRAPHS and marks(_CHROME_HINT, part):
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


def cut_off_share_card(after: list[Line], anchor: Line, title: str) -> None:
    """Remove the card that repeats the title and the beginning of the body, and what follows it."""
    beginnings = [line.text for line in after[:MAX_DISTANCE]]
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
