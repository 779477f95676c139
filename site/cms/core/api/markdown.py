"""Rich text as Markdown that every renderer reads as it was meant.

Wagtail's own converter escapes what its own importer would misread. Frontends render CommonMark or
GitHub's dialect, where `**好。**再` is not bold (between punctuation and a letter no delimiter can
close) and `6~12岁、13~18岁` is struck through.
https://spec.commonmark.org/0.31.2/, https://github.github.com/gfm/
"""

import re
import string
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, groupby

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PageElement, PreformattedString
from django.utils.encoding import iri_to_uri
from wagtail.whitelist import check_url

RULE = "***"  # hyphens could be taken for front matter
# A list right behind another of its kind takes the other marker, or the two become one.
MARKERS = {"ul": ("-", "*"), "ol": (".", ")")}
BLOCKS = {*MARKERS, "li", "hr", "p", "div", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"}

# What means something in a dialect: marks, links, code, tables, formulas, bare addresses.
_SPECIAL = re.compile(r"[\\`*_\[\]<&~|$^@]|:(?=//)|(?<=www)\.|=(?==)|(?<==)=", re.IGNORECASE)
_AT_LINE_START = re.compile(r"^(?:(?=[-+#=:>])|(\d{1,9})(?=[.)]))", re.MULTILINE)
_SPECIAL_IN_ADDRESS = re.compile(r"[()\[\]*_~$!]")
_REFERENCE = re.compile(r"(&#?\w+);")
_HTML_SPACE = re.compile(r"[ \t\n\f\r]+")


@dataclass(frozen=True)
class Block:
    kind: str
    text: str


@dataclass(frozen=True)
class Character:
    """One of a paragraph, with its marks. A newline is a hard break."""

    text: str
    bold: bool = False
    italic: bool = False
    link: Tag | None = None


@dataclass(frozen=True)
class Delimiter:
    """Begins or ends a mark."""

    text: str
    opens: bool


LINK = Delimiter("[", opens=True)
OPENING = [Delimiter("**", opens=True), Delimiter("_", opens=True)]
CLOSING = [Delimiter("**", opens=False), Delimiter("_", opens=False)]


@lru_cache(maxsize=2000)  # a paragraph takes a millisecond, and lists ask for many again
def markdown(html: str) -> str:
    """`html` is a stored rich text, its links resolved."""
    return "\n\n".join(block.text for block in _blocks(BeautifulSoup(html, "html.parser")))


# --- Blocks -------------------------------------------------------------------------------------


def _blocks(parent: Tag) -> list[Block]:
    """What stands in no block is a paragraph."""
    found: list[Block] = []
    for is_block, nodes in groupby(parent.children, lambda node: _name(node) in BLOCKS):
        if not is_block:
            paragraph = _paragraph(nodes)
            found += [Block("p", paragraph)] if paragraph else []
            continue
        for node in nodes:
            if not isinstance(node, Tag):
                continue
            if node.name in MARKERS:
                found += _list(node, found[-1].kind if found else "")
            else:
                found += [Block("hr", RULE)] if node.name == "hr" else _blocks(node)
    return found


def _name(node: PageElement) -> str:
    return node.name if isinstance(node, Tag) else ""


def _list(parent: Tag, previous: str) -> list[Block]:
    """`previous` is the kind of the block before, which for a list is its marker."""
    usual, other = MARKERS[parent.name]
    marker = other if previous == usual else usual
    items = []
    for number, item in enumerate(parent.find_all("li", recursive=False), 1):
        start = f"{number}{marker} " if parent.name == "ol" else f"{marker} "
        items.append(_indented(start + _item(item), len(start)))
    return [Block(marker, "\n".join(items))] if items else []


def _indented(text: str, width: int) -> str:
    return "\n".join(line.rstrip(" ") for line in text.split("\n")).replace(
        "\n", "\n" + " " * width
    )


def _item(item: Tag) -> str:
    text, previous = "", ""
    for block in _blocks(item):
        # Right below a paragraph the marker of an empty item would underline a heading.
        tight = (
            previous == "p" and block.kind not in ("p", "hr") and " " in block.text.split("\n")[0]
        )
        if previous:
            text += "\n" if tight else "\n\n"
        elif block.kind not in ("p", "hr"):
            text += "\n"  # three empty items on one line would be a rule
        text += block.text
        previous = block.kind
    return text


# --- Paragraphs ---------------------------------------------------------------------------------


def _paragraph(nodes: Iterable[PageElement]) -> str:
    parts = list(_delimited(_tidy([each for node in nodes for each in _characters(node)])))
    return _AT_LINE_START.sub(r"\1\\", _written(parts))


def _characters(node: PageElement, marks: Character = Character("")) -> Iterator[Character]:
    if isinstance(node, Tag):
        if node.name == "br":
            yield replace(marks, text="\n")
        if node.name in ("b", "strong"):
            marks = replace(marks, bold=True)
        elif node.name in ("i", "em"):
            marks = replace(marks, italic=True)
        elif node.name == "a" and _address(node):
            marks = replace(marks, link=node)
        for child in node.children:
            yield from _characters(child, marks)
    elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
        for text in _HTML_SPACE.sub(" ", node):
            if unicodedata.category(text) != "Cc":  # of which HTML shows nothing
                yield replace(marks, text=text)


def _address(link: Tag) -> str:
    """Empty if nobody should follow it."""
    return check_url(str(link.get("href") or "").strip()) or ""


def _tidy(characters: list[Character]) -> list[Character]:
    """Spaces as HTML shows them, and unmarked where a mark begins or ends: next to a space its
    delimiter would be none."""
    links = {id(each.link) for each in characters if not each.text.isspace()}
    shown: list[Character] = []
    for each in characters:
        if id(each.link) not in links:  # nothing in it to click on
            each = replace(each, link=None)
        if each.text == "\n":
            while shown and shown[-1].text == " ":
                shown.pop()
        elif each.text == " " and (not shown or shown[-1].text in " \n"):
            continue
        shown.append(each)
    while shown and shown[-1].text in " \n":
        shown.pop()
    letters = [each if not each.text.isspace() else None for each in shown]
    before = list(accumulate(letters, _later))
    after = list(accumulate(reversed(letters), _later))[::-1]
    return [
        each if letter else _between(each, *neighbours)
        for each, letter, *neighbours in zip(shown, letters, before, after, strict=True)
    ]


def _later(one: Character | None, other: Character | None) -> Character | None:
    return other or one


def _between(space: Character, before: Character | None, after: Character | None) -> Character:
    """A space with the marks that the letters on both sides share, if they stand in its link."""
    if before is None or after is None or not before.link is space.link is after.link:
        return Character(space.text)
    same = before.bold == after.bold
    return replace(
        space,
        bold=before.bold and after.bold,
        italic=same and before.italic and after.italic,
    )


def _delimited(characters: list[Character]) -> Iterator[Character | Delimiter]:
    """Links hold bold text, and bold text holds italic: each delimiter differs from those beside
    it, so that no run of them can be read in two ways."""
    for _id, linked in groupby(characters, lambda each: id(each.link)):
        text = list(linked)
        link = text[0].link
        if link is None:
            yield from _marked(text)
        else:
            yield LINK
            yield from _marked(text)
            yield Delimiter(f"]({_destination(_address(link))})", opens=False)


def _marked(characters: list[Character]) -> Iterator[Character | Delimiter]:
    for bold, run in groupby(characters, lambda each: each.bold):
        if bold:
            yield Delimiter("**", opens=True)
        for italic, letters in groupby(run, lambda each: each.italic):
            if italic:
                yield Delimiter("_", opens=True)
            yield from letters
            if italic:
                yield Delimiter("_", opens=False)
        if bold:
            yield Delimiter("**", opens=False)


def _destination(address: str) -> str:
    encoded = _REFERENCE.sub(r"\1%3B", iri_to_uri(address))  # `javascript&colon;` stays as it is
    return _SPECIAL_IN_ADDRESS.sub(r"\\\g<0>", encoded)


def _written(parts: list[Character | Delimiter]) -> str:
    # One character for each part, so that its places are those of the parts.
    plain = "".join(part.text if isinstance(part, Character) else "\0" for part in parts)
    special = {match.start() for match in _SPECIAL.finditer(plain)}
    edge = [Character("\n")] * 3
    around = [*edge, *parts, *edge]
    written = []
    for place, part in enumerate(parts):
        if isinstance(part, Delimiter):
            written.append(part.text)
        elif part.text == "\n":
            written.append("\\\n")
        elif (
            place in special
            or (part.text == "!" and around[place + 4] == LINK)
            or (part.link is not None and part.text in "()")  # marked: a link within the link
        ):
            written.append("\\" + part.text)
        elif _must_be_reference(part.text, *around[place : place + 7]):
            written.append(f"&#{ord(part.text)};")
        else:
            written.append(part.text)
    return "".join(written)


def _must_be_reference(text: str, *around: Character | Delimiter) -> bool:
    """Whether the letter in the middle of `around` keeps a delimiter beside it from being one, or
    would be lost itself. As a character reference it begins and ends with punctuation."""
    if text == " " or text in string.punctuation or unicodedata.category(text).startswith("P"):
        return False
    third_before, second_before, before, _itself, after, second_after, third_after = around
    at_edge = any(isinstance(each, Character) and each.text == "\n" for each in (before, after))
    return (
        (at_edge and text.isspace())
        or (after in OPENING and _needs_punctuation(after, second_after, third_after in OPENING))
        or (
            before in CLOSING and _needs_punctuation(before, second_before, third_before in CLOSING)
        )
    )


def _needs_punctuation(
    delimiter: Character | Delimiter, inside: Character | Delimiter, as_reference: bool
) -> bool:
    """CommonMark's "left-flanking" and "right-flanking". What counts as punctuation differs from
    version to version, so that only letters and digits are taken for none. `as_reference`: between
    two delimiters that both want punctuation, the letter inside becomes a reference itself."""
    letter = isinstance(inside, Character) and inside.text.isalnum() and not as_reference
    return delimiter.text == "_" or not letter
