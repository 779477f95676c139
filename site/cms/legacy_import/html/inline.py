"""What a paragraph is made of: runs of text of one style, pictures, breaks."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bs4.element import Tag
from django.utils.html import escape

from ..article import LegacyPicture
from .tree import INVISIBLE, visible_text

MAX_CAPTION = 60
SENTENCE_END = tuple("。！？；…”")
_NUMBERED = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}、|第.{1,3}[章节部]"
)
_BOLD = re.compile(r"font-weight:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_ITALIC = re.compile(r"font-style:\s*italic", re.IGNORECASE)
_CENTRED = re.compile(r"text-align:\s*center", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")
_AROUND = " \u3000"


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


Token = Run | LegacyPicture | Break
"""What a paragraph is made of."""


def styled(tag: Tag, style: Style, href: str) -> Style:
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


def pictures_after_sentences(tokens: list[Token]) -> list[Token]:
    """A picture amid a sentence, with no break beside it, comes after the sentence's end."""
    result: list[Token] = []
    waiting: list[Token] = []
    before: Token | None = None  # the last that is no space
    for token in tokens:
        if _is_space(token):
            result.append(token)
            continue
        if isinstance(token, LegacyPicture) and isinstance(before, Run):
            waiting.append(token)
            continue
        ended = isinstance(before, Run) and as_plain([before]).endswith(SENTENCE_END)
        if waiting and (isinstance(token, Break) or ended):
            result += waiting
            waiting = []
        result.append(token)
        before = token
    return result + waiting


def lines_apart(token: Token) -> Iterator[Token]:
    """Text whose line ends are meant, as in <pre>."""
    if not isinstance(token, Run):
        yield token
        return
    for number, line in enumerate(token.text.split("\n")):
        if number:
            yield Break()
        yield Run(line, token.style)


def _is_space(token: Token) -> bool:
    return isinstance(token, Run) and not visible_text(token.text)


def split(tokens: list[Token], every_break: bool) -> Iterator[list[Token]]:
    """Into paragraphs and runs of pictures; none is empty."""
    part: list[Token] = []
    breaks = 0
    for token in tokens:
        if _is_space(token) and (not part or breaks or isinstance(part[0], LegacyPicture)):
            continue  # white space beside what is not text
        if isinstance(token, Break):
            breaks += 1
            continue
        pictures = bool(part) and isinstance(part[0], LegacyPicture)
        ends = pictures != isinstance(token, LegacyPicture) or (
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


def as_html(tokens: Iterable[Token]) -> str:
    """Text as rich text stores it, runs of one style together."""
    pieces: list[tuple[str, Style]] = []
    at_space = True
    for token in tokens:
        if isinstance(token, Break):
            if pieces and pieces[-1][0] != "\n":
                pieces.append(("\n", Style()))
            at_space = True
        elif isinstance(token, Run):
            text = _SPACE.sub(" ", INVISIBLE.sub("", token.text))
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
    html = str(escape(text))
    if not text.strip():
        return html
    if style.italic:
        html = f"<i>{html}</i>"
    if style.bold:
        html = f"<b>{html}</b>"
    if style.href:
        html = f'<a href="{escape(style.href)}">{html}</a>'
    return html


def as_plain(tokens: Iterable[Token]) -> str:
    return visible_text("".join(
        token.text if isinstance(token, Run) else " "
        for token in tokens if not isinstance(token, LegacyPicture)
    ))  # fmt: skip


def is_caption(tokens: list[Token]) -> bool:
    """Whether it may be what a picture shows: no heading, no link, no sentence."""
    runs = [run for run in tokens if isinstance(run, Run) and visible_text(run.text)]
    if all(run.style.bold for run in runs) or any(run.style.href for run in runs):
        return False
    return may_be_caption(as_plain(tokens))


def may_be_caption(text: str) -> bool:
    return (
        0 < len(text) <= MAX_CAPTION
        and not text.endswith(SENTENCE_END)
        and not _NUMBERED.match(text)
    )
