"""What became of all that stands between the title and the footer of a page.

Each text, picture, link, player and table there is in the article, or is chrome by one of the rules
of `content`, or is named in a remark: nothing is lost in silence.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any, cast

from bs4.element import NavigableString, PageElement, Tag
from django.utils.translation import gettext as _

from .. import labels
from ..article import Block, Heading, LegacyPicture, PictureGroup, Quotation, Table, Text, Video
from . import content
from .lines import Line, lines_of
from .targets import Targets, is_icon, leads_to_picture
from .tree import PLAYERS, visible_text

SHOWN = 60  # characters of a text that is named in a remark
_NO_WORD = re.compile(r"[\W_]+")
_BACKGROUND = re.compile(r"background[^;]*url\(\s*[\"']?([^\"')]+)", re.IGNORECASE)
_TAG = re.compile("<[^>]*>")
_HREF = re.compile('href="([^"]*)"')


@dataclass
class Inventory:
    """What stands in the body, before it is taken apart."""

    texts: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    unsaved: int = 0  # pictures without an address
    links: list[tuple[str, str]] = field(default_factory=list)  # where to, and its words
    players: int = 0
    backgrounds: list[str] = field(default_factory=list)


def take(body: list[PageElement], targets: Targets) -> Inventory:
    inventory = Inventory()
    for part in body:
        if isinstance(part, Tag):
            inventory.texts += [line.text for line in lines_of(part) if not _in_player(line.last)]
            for tag in [part, *part.find_all(True)]:
                _note(tag, targets, inventory)
        elif words := visible_text(str(part)):
            inventory.texts.append(words)
    for part in _taken_out(body):
        lines = [line.text for line in lines_of(part)]
        inventory.texts += [line for line in lines if not content.is_chrome_text(line)]
        for tag in [part, *part.find_all(True)]:
            _note(tag, targets, inventory)
    return inventory


def _taken_out(body: list[PageElement]) -> Iterator[Tag]:
    """What `content` has taken out of the body's boxes and may have been wrong about."""
    boxes = {id(box): box for part in body for box in (part, part.parent) if isinstance(box, Tag)}
    for box in boxes.values():
        yield from filter(content.is_to_be_named, cast(Any, box.attrs).get(content.LEFT_OUT, []))


def _note(tag: Tag, targets: Targets, inventory: Inventory) -> None:
    if background := _background(tag):
        inventory.backgrounds.append(background)
    if tag.name == "img":
        if source := targets.source(tag):
            inventory.pictures.append(source)
        elif not is_icon(tag):
            inventory.unsaved += 1
    elif tag.name == "a":
        words, href = visible_text(tag.get_text()), str(tag.get("href") or "").strip()
        by_script = "http" in str(tag.get("onclick") or "")
        href = str(tag["onclick"]) if by_script and not href else href
        nowhere = not href or href.startswith(("#", "javascript:"))
        own_file = tag.find("img") is not None and leads_to_picture(tag)
        if not nowhere and not own_file and (words or tag.find("img") is not None):
            inventory.links.append((targets.href(tag) or href, words))
    elif tag.name == "area" and tag.get("href"):
        inventory.links.append((targets.href(tag), ""))
    elif tag.name in PLAYERS and not _in_player(tag):
        inventory.players += 1


def _background(tag: Tag) -> str:
    found = _BACKGROUND.search(str(tag.get("style") or ""))
    url = found[1] if found else str(tag.get("background") or "")
    return "" if url.startswith("data:") else url


def _in_player(node: PageElement) -> bool:
    return any(parent.name in PLAYERS for parent in node.parents)


def missing(
    inventory: Inventory, blocks: Iterable[Block], of_players: Iterable[str]
) -> Iterator[str]:
    """Remarks on what stood in the body and is not in its `blocks`. `of_players` are the remarks
    on players that could not be taken along."""
    blocks = list(blocks)
    yield from _texts(inventory.texts, "".join(map(_words_of, blocks)))
    shown = Counter(
        picture.source
        for block in blocks
        for picture in (block.pictures if isinstance(block, PictureGroup) else [block])
        if isinstance(picture, LegacyPicture)
    )
    for source in (Counter(inventory.pictures) - shown).elements():
        yield left_out_picture(source)
    for _each in range(inventory.unsaved):
        yield _("a picture without a usable address was left out")
    kept = " ".join(_addresses_of(blocks))
    for href, words in inventory.links:
        if href not in kept:
            yield _("the link “%(words)s” was left out: %(href)s") % {
                "words": words[:SHOWN] or _("a picture"), "href": href[:200]
            }  # fmt: skip
    players = sum(isinstance(block, Video) for block in blocks)
    for _each in range(inventory.players - players - len(list(of_players))):
        yield _("a video or sound could not be taken along: %s") % _("no address")
    for url in dict.fromkeys(inventory.backgrounds):
        yield _("a background picture was left out: %s") % url[:200]


def _texts(texts: list[str], article: str) -> Iterator[str]:
    """Those of `texts` that are not in the words of the `article`, each as often as it is there."""
    lost = set()
    for number, text in sorted(enumerate(texts), key=lambda each: -len(each[1])):
        words = _words(text)
        at = article.find(words)
        if at < 0:
            lost.add(number)
        elif words:
            article = f"{article[:at]}\0{article[at + len(words) :]}"
    for number in sorted(lost):
        yield left_out_text(texts[number])


def _words(text: str) -> str:
    return _NO_WORD.sub("", unicodedata.normalize("NFKC", text))


def _words_of(block: Block) -> str:
    match block:
        case Text(html):
            return _words(unescape(_TAG.sub("", html)))
        case Heading(text):
            return _words(text)
        case LegacyPicture(_source, _alt, caption):
            return _words(caption)
        case PictureGroup(pictures):
            return "".join(_words(picture.caption) for picture in pictures)
        case Quotation(text, attribution):
            return _words(text + attribution)
        case Table(rows, caption):
            return _words(caption + "".join(cell for row in rows for cell in row))
        case _:
            return ""


def _addresses_of(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Text):
            yield from map(unescape, _HREF.findall(block.html))
        elif isinstance(block, Table):
            yield from (cell for row in block.rows for cell in row)


def left_out_text(text: str) -> str:
    return _("left out: “%s”") % (text if len(text) <= SHOWN else f"{text[:SHOWN]}…")


def left_out_picture(source: str) -> str:
    return _("a picture was left out: %s") % source[:200]


# --- Around the body ----------------------------------------------------------------------------


def around(
    title: Line, header: list[Line], body: list[PageElement], targets: Targets
) -> Iterator[str]:
    """Remarks on what stands between title and footer and is neither body nor chrome.

    The article's place is the box that title and body share; the rest is the page's.
    """
    if not body:
        return
    of_header = {id(node) for line in header for node in line.nodes}
    taken = set(map(id, body))
    around_body = {id(parent) for part in body for parent in part.parents}
    around_last = set(map(id, body[-1].parents))
    box = next(parent for parent in title.last.parents if id(parent) in around_last)
    judged: dict[int, bool] = {}
    in_body = _words(content.text_of(body))
    text: list[str] = []
    owner: Tag | None = None
    after = False

    for node in title.last.next_elements:
        if not any(parent is box for parent in node.parents):
            break
        after = after or id(node) in taken
        if after and _is_footer(node, taken):
            break
        if id(node) in taken or any(id(parent) in taken for parent in node.parents):
            continue
        if _is_chrome(node, around_body, judged):
            continue
        if isinstance(node, NavigableString):
            if id(node) in of_header or _in_player(node):
                continue
            if node.parent is not owner and text:
                yield from _said(text, in_body)
                text = []
            owner = node.parent
            text.append(str(node))
        elif isinstance(node, Tag) and node.name == "img":
            if source := targets.source(node):
                yield left_out_picture(source)
        elif isinstance(node, Tag) and node.name in PLAYERS and not _in_player(node):
            yield _("a video or sound could not be taken along: %s") % (
                targets.of_player(node)[:200] or _("no address")
            )
    yield from _said(text, in_body)


def _said(text: list[str], in_body: str) -> Iterator[str]:
    """Unless the body says it, too, as a summary that is its beginning."""
    whole = visible_text("".join(text))
    words = _words(whole)
    if words and words not in in_body and not content.is_chrome_text(whole):
        yield left_out_text(whole)


def _is_chrome(node: PageElement, around_body: set[int], judged: dict[int, bool]) -> bool:
    """Whether it or a box around it is chrome; boxes that hold the body are none."""
    for each in [node, *node.parents]:
        if id(each) in around_body:
            return False
        if isinstance(each, Tag):
            if id(each) not in judged:
                judged[id(each)] = content.is_chrome(each)
            if judged[id(each)]:
                return True
    return False


def _is_footer(node: PageElement, taken: set[int]) -> bool:
    return (
        isinstance(node, Tag)
        and not any(id(each) in taken for each in node.descendants)
        and not any(id(each) in taken for each in node.parents)
        and (content.is_footer(node) or labels.tells_contacts(node.get_text("\n")))
    )
