"""Where on the page the body stands, and what is chrome: told by place, tag and structure."""

import re
from dataclasses import dataclass
from typing import Any, cast

from bs4.element import NavigableString, PageElement, Tag

from .. import labels
from .lines import Line, lines_of
from .tables import is_data_table
from .targets import is_document, leads_to_picture
from .title import MAX_DISTANCE
from .tree import HEADINGS, PLAYERS, is_block, marks, visible_text

SHORT = 60  # characters: less may be a tool bar as well as a body
MIN_PROSE = 12  # characters outside links
MAX_REACTION = 6
LEFT_OUT = "left-out"  # an attribute: what was taken out of a box of the body
BELOW_CARD = 15  # characters of a button below the share card

_WORD = re.compile(r"\w")
_CHROME_TAGS = {"nav", "footer", "aside", "form", "button"}
_PARAGRAPHS = {"p", "ul", "ol", "dl", "blockquote", "pre", "figure", "hr", *HEADINGS}
# Names of classes and the like, as templates give them.
_BODY_NAME = re.compile(
    r"article-?body|js_content|(?:entry|post|article|news|main|detail|show|arc|rich)[-_]?"
    r"(?:content|con|detail|text|body)|content|detail|zoom",
    re.IGNORECASE,
)
_CHROME_NAME = re.compile(
    r"(?:.*[-_])?(?:bdshare\w*|comments?|copyright|footer|jiathis|pager|prevnext|recommend|"
    r"related\w*|share\w*|sidebar)(?:[-_].*)?",
    re.IGNORECASE,
)
# What stands around a body and is told by its words, since its place tells no more.
_TOOLS = re.compile(
    r"[\W_]*(?:(?:字[体号]|[大中小]|打印(?:本页)?|关闭(?:窗口|本页)?|收藏(?:本页)?|分享(?:到|至)?|返回\w{0,4}"
    r"|点赞|评论|复制链接)[\W_\d]*)+|(?:相关|推荐|延伸|热门|最新)(?:阅读|文章|新闻|推荐|资讯)[\W_]*"
)
_FOOTER_NAME = re.compile(r"(?:.*[-_])?foot(?:er)?(?:[-_].*)?", re.IGNORECASE)
_NEIGHBOUR = re.compile(r"[【\[(（<«‹←]?\s*[上下]\s*一\s*[篇条页则]\s*(?:$|[】\])）>»›→:：]|\s)")
_ELLIPSIS = re.compile(r"(?:…|\.{2,}|。{2,})$")
_INTRODUCTION = re.compile("编者按|编者的话|摘要|内容提要|导读|导语|核心提示|引言|题记")
MIN_REPEATED = 15  # characters at a beginning by which a text is known again
_TAIL = 6  # parts at the end of a body, among which the links to other articles may stand


def find_content(anchor: PageElement, title: Line) -> list[PageElement]:
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
    parts = [part for part in following if _has_content(part) and not is_chrome(part)]
    boxes = [part for part in parts if isinstance(part, Tag) and _is_box(part)]
    named = [box for box in parts if isinstance(box, Tag) and marks(_BODY_NAME, box)]
    largest = max(boxes, key=_weight_of, default=None)
    if named and (largest is None or 3 * _weight(named) > _weight([largest])):
        last = _position(parts, named[-1])
        while last + 1 < len(parts) and _offers_documents(parts[last + 1]):
            last += 1
        chosen = [
            part
            for part in parts[: last + 1]
            if _among(part, named)
            or _offers_documents(part)
            or (_is_prose([part]) and not _summarises(part, named[0]))
        ]
        return Candidate(_insides(chosen), "named")
    paragraphs: list[PageElement] = [
        part for part in parts if isinstance(part, Tag) and part.name in _PARAGRAPHS
    ]
    if largest is not None and not any(_precedes(each, largest) for each in paragraphs):
        rest = [part for part in parts if not _among(part, boxes)]
        if _weight([largest]) >= _weight(rest):
            chosen = [box for box in boxes if box is largest or _belongs_to(largest, box)]
            return Candidate(_insides(chosen), "box")
    if largest is not None:  # amid paragraphs
        paragraphs = [part for part in parts if part is largest or _among(part, paragraphs)]
    return _run(following, parts, paragraphs or parts)


def _run(
    following: list[PageElement], parts: list[PageElement], paragraphs: list[PageElement]
) -> Candidate | None:
    """Paragraphs that stand in no box of their own: as far as the last of them, and pictures right
    below that."""
    if not parts or not any(_breaks_line(part) for part in following):
        return None  # nothing, or the rest of a line
    end = _position(following, paragraphs[-1]) + 1
    while end < len(following) and (
        not _has_content(following[end]) or _is_picture_alone(following[end])
    ):
        end += 1
    shown = set(map(id, parts))
    run = [part for part in following[:end] if not _has_content(part) or id(part) in shown]
    return Candidate(_without_tail(run), "rest")


def _belongs_to(largest: Tag, box: Tag) -> bool:
    """Whether `box` is of the body whose largest box that is: one of its kind, one of documents,
    or text before it that is no tool bar and no summary of it."""
    alike = box.name == largest.name and box.get("class") == largest.get("class")
    if alike and 3 * _weight([box]) > 2 * _text_length(box):
        return True
    if _offers_documents(box):
        return True
    prose = _text_length(box) >= 30 or box.find("p") is not None
    return prose and _precedes(box, largest) and not _summarises(box, largest)


def _offers_documents(part: PageElement) -> bool:
    return isinstance(part, Tag) and any(map(is_document, [part, *part.find_all("a")]))


def _summarises(part: PageElement, body: Tag) -> bool:
    return visible_text(body.get_text())[:MIN_REPEATED] in visible_text(part.get_text())


def _precedes(part: PageElement, other: PageElement) -> bool:
    return any(each is other for each in part.next_siblings)


def _among(part: PageElement, parts: list) -> bool:
    """`in` would compare contents: two paragraphs may say the same."""
    return any(part is each for each in parts)


def _position(parts: list[PageElement], part: PageElement) -> int:
    return next(at for at, each in enumerate(parts) if each is part)


def _breaks_line(part: PageElement) -> bool:
    return isinstance(part, Tag) and (is_block(part) or part.name == "br")


def _insides(parts: list[PageElement]) -> list[PageElement]:
    """What stands in the body's boxes, without the chrome that some put there too."""
    found: list[PageElement] = []
    for part in parts:
        if not isinstance(part, Tag) or part.name in _PARAGRAPHS:
            found.append(part)
            continue
        for child in list(part.children):
            if _is_tool_bar(child) and not (_is_note(child) or _tells_something(child)):
                cast(Any, part.attrs).setdefault(LEFT_OUT, []).append(child.extract())
        bare = any(isinstance(child, NavigableString) and child.strip() for child in part.children)
        found += [part] if bare else part.children  # bare text of two boxes is no one paragraph
    return _without_tail(found)


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


def _weight(parts: list) -> int:
    return sum(map(_weight_of, parts))


def _weight_of(part: PageElement) -> int:
    """Characters outside links to other pages; a picture counts like a sentence or two."""
    if not isinstance(part, Tag):
        return len(visible_text(str(part)))
    pictures = len(part.find_all("img"))
    return _text_length(part) - sum(map(_text_length, _links_away(part))) + 60 * pictures


def _links_away(tag: Tag) -> list[Tag]:
    links = [tag] if tag.name == "a" else tag.find_all("a")
    return [link for link in links if not is_document(link)]


def text_of(parts: list[PageElement]) -> str:
    return visible_text("\n".join(part.get_text("\n") for part in parts))


def _text_length(tag: Tag) -> int:
    return len(visible_text(tag.get_text()))


def _has_content(part: PageElement) -> bool:
    if isinstance(part, Tag):
        shown = ["img", *PLAYERS]
        return (
            bool(visible_text(part.get_text()))
            or part.name in shown
            or part.find(shown) is not None
        )
    return bool(visible_text(str(part)))


def is_chrome(part: PageElement) -> bool:
    """Menus, tool bars, lists of other pages: by tag, or because links are most of it."""
    if not isinstance(part, Tag):
        return False
    if _is_tool_bar(part):
        return True
    if part.name == "p":
        return False
    if _is_neighbour(part):
        return True
    links = _links_away(part)
    in_links = sum(map(_text_length, links))
    pictures = [image for image in part.find_all("img") if image.find_parent("a") is None]
    return not pictures and 0 < 0.6 * _text_length(part) <= in_links


def _is_tool_bar(part: PageElement) -> bool:
    """By its tag or name, or because all of it is links that only scripts followed."""
    if not isinstance(part, Tag):
        return False
    if part.name in _CHROME_TAGS or (part.name not in _PARAGRAPHS and marks(_CHROME_NAME, part)):
        return True
    if _asks_for_reactions(part):
        return True
    dead = [
        link for link in part.find_all("a")
        if not link.get("href") and not link.get("name")
        and "http" not in str(link.get("onclick") or "")
    ]  # fmt: skip
    words = len(_WORD.findall(part.get_text()))
    return 0 < words == sum(len(_WORD.findall(link.get_text())) for link in dead)


def _is_note(part: PageElement) -> bool:
    """A remark in the margin of a body, which leads nowhere."""
    return (
        isinstance(part, Tag)
        and part.name == "aside"
        and not marks(_CHROME_NAME, part)
        and part.find("a") is None
    )


def _tells_something(part: PageElement) -> bool:
    """Whether a box within a body says more than its tag or name lets one think: an expert's
    "comment", what a neighbour "shares", a table in a form. A footer's facts are none of it."""
    if not isinstance(part, Tag) or is_footer(part) or labels.tells_contacts(part.get_text("\n")):
        return False
    in_links = sum(map(_text_length, _links_away(part)))
    return _text_length(part) - in_links >= MIN_PROSE and not _TOOLS.fullmatch(
        visible_text(part.get_text())
    )


def is_to_be_named(part: Tag) -> bool:
    """Whether what was left out of a body is chrome by its tag alone, which may be wrong."""
    return part.name in ("aside", "form", "nav", "footer") and not marks(_CHROME_NAME, part)


def _asks_for_reactions(part: Tag) -> bool:
    """Icons with a word each, which are clicked on: 鲜花, 握手."""
    links = part.find_all("a")
    words = [visible_text(link.get_text()) for link in links]
    return (
        len(links) > 1
        and sum(map(len, words)) == _text_length(part)
        and all(0 < len(each) <= MAX_REACTION for each in words)
        and all(link.find("img") is not None and not leads_to_picture(link) for link in links)
        and len(part.find_all("img")) == len(links)
    )


def is_chrome_text(text: str) -> bool:
    """Tool bars, links to neighbours, headings of lists of links: beside a body, not in it."""
    return bool(_TOOLS.fullmatch(text) or _NEIGHBOUR.match(text))


def is_footer(part: Tag) -> bool:
    """By its tag, its name, or whose rights it states."""
    return (
        part.name == "footer"
        or marks(_FOOTER_NAME, part)
        or bool(labels.COPYRIGHT.search(part.get_text()) and _text_length(part) < 200)
    )


def _is_picture_alone(part: PageElement) -> bool:
    return (
        isinstance(part, Tag)
        and (part.name == "img" or part.find("img") is not None)
        and part.find("a") is None
        and not visible_text(part.get_text())
    )


def _without_tail(parts: list[PageElement]) -> list[PageElement]:
    """Without the links to other articles at the end, and what stands below those."""
    shown = [at for at, part in enumerate(parts) if _has_content(part)]
    for at in shown[-_TAIL:]:
        if _is_neighbour(parts[at]):
            return parts[:at]
    if len(shown) > 2 and _is_list_of_links(parts[shown[-1]]):
        above = parts[shown[-2]]
        if isinstance(above, Tag) and above.name in HEADINGS:
            return parts[: shown[-2]]
    return parts


def _is_list_of_links(part: PageElement) -> bool:
    return (
        isinstance(part, Tag)
        and part.name in ("ul", "ol")
        and sum(map(_text_length, _links_away(part))) >= 0.6 * _text_length(part) > 0
    )


def _is_neighbour(part: PageElement) -> bool:
    return (
        isinstance(part, Tag)
        and bool(_NEIGHBOUR.match(visible_text(part.get_text())))
        and (part.name == "a" or part.find("a") is not None or _text_length(part) < 15)
    )


def cut_off_share_card(after: list[Line], anchor: Line, title: str) -> tuple[list[str], list[Tag]]:
    """Remove the card that repeats the title and the beginning of the body, and what follows it.

    Returns the texts that follow it and are more than buttons, and the pictures beside such.
    """
    at = _share_card(after, title)
    if at is None:
        return [], []
    around = set(map(id, anchor.last.parents))
    around.update(id(parent) for line in after[:at] for parent in line.last.parents)
    card = after[at]
    node: PageElement = card.last
    while node.parent is not None and id(node.parent) not in around:
        node = node.parent
    of_card = {id(line.last) for line in after[at : at + 2]}
    below: list[str] = []
    pictures: list[Tag] = []
    for each in [node, *node.next_siblings]:
        lines = lines_of(each) if isinstance(each, Tag) else []
        below += [
            line.text for line in lines
            if id(line.last) not in of_card and len(line.text) > BELOW_CARD
        ]  # fmt: skip
        if isinstance(each, Tag):
            pictures += [each] if each.name == "img" else each.find_all("img")
        each.extract()
    # The picture of a card alone is its code to scan.
    return below, pictures if below else []


def _share_card(after: list[Line], title: str) -> int | None:
    """Which line repeats the title, the next one the beginning of what stands before both: cut off
    somewhere, over several paragraphs, or without the first lines."""
    for at in range(len(after) - 2, 0, -1):
        if after[at].text != title:
            continue
        excerpt = _squeezed(after[at + 1].text)
        texts = [_squeezed(line.text) for line in after[:at] if line.text != title]
        beginnings = ("".join(texts[start:]) for start in range(min(MAX_DISTANCE, len(texts))))
        if excerpt and any(each.startswith(excerpt) for each in beginnings):
            return at
    return None


def _squeezed(text: str) -> str:
    return "".join(_ELLIPSIS.sub("", text).split())


def opening(title: Line, header: list[Line], body: list[PageElement]) -> list[PageElement]:
    """What belongs to the body and stands above it: a subtitle, an introduction in a box of its
    own that does not repeat how the body begins, a player."""
    if not body:
        return []
    around_body = set(map(id, body[0].parents))
    of_header = {id(node) for line in header for node in line.nodes}
    begins = text_of(body)
    found: list[PageElement] = []
    header_is_below = bool(header)
    for node in title.last.next_elements:
        if _among(node, body):
            return found
        header_is_below = header_is_below and id(node) not in of_header
        if (
            not isinstance(node, Tag)
            or id(node) in around_body
            or any(_among(parent, found) for parent in node.parents)
            or any(id(each) in of_header for each in node.descendants)
            or any(is_chrome(each) for each in [node, *node.parents] if id(each) not in around_body)
        ):
            continue
        text = visible_text(node.get_text())
        subtitle = header_is_below and (node.name in HEADINGS or text.startswith(("—", "–")))
        introduction = bool(_INTRODUCTION.match(text)) or text.endswith(tuple("。！？；”"))
        new = text[:MIN_REPEATED] not in begins and begins[:MIN_REPEATED] not in text
        if node.name in PLAYERS or (is_block(node) and text and (subtitle or introduction) and new):
            if node.name in HEADINGS:
                node.name = "p"  # a subtitle heads no section
            found.append(node)
    return []  # the body stands above its header


def between(title: Line, anchor: Line) -> list[PageElement]:
    """The body of a page that says when and by whom below it."""
    around_anchor = set(map(id, anchor.last.parents))
    node: PageElement = title.last
    while node.parent is not None and id(node.parent) not in around_anchor:
        node = node.parent
    parts = []
    for part in node.next_siblings:
        if id(part) in around_anchor or part is anchor.last:
            break
        if not is_chrome(part):
            parts.append(part)
    return _insides(parts) if _weight(parts) >= SHORT else []
