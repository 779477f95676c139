"""A page of the old site saved as text, taken apart by its structure.

Such a page is: chrome; the title; the lines 发表时间 / 作者 / 浏览; the body, a paragraph a line;
the share card, which repeats the title and then the beginning of the first paragraph; chrome.
Nothing is recognised by the words of the chrome: an article may contain any of them.
"""

from django.utils.html import escape
from django.utils.translation import gettext as _

from . import labels
from .article import Article, NotALegacyPage, Text


def parse(text: str) -> Article:
    """Take a saved page apart. Raises `NotALegacyPage` saying which part is missing."""
    lines = _lines(text)
    start, end, after = _parts(lines)
    header = labels.read("\n".join(lines[start:end]))
    paragraphs = lines[end:after]
    return Article(
        title=lines[start - 1],
        published_at=labels.moment(header.time),
        author=header.signed_by,
        views=labels.views(header.views),
        blocks=(Text("".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)),),
    )


def chrome(text: str) -> list[str]:
    """The lines around the article; all lines of a page that has none."""
    lines = _lines(text)
    try:
        start, _end, after = _parts(lines)
    except NotALegacyPage:
        return lines
    return [*lines[: start - 1], *lines[after:]]


def _lines(text: str) -> list[str]:
    return [line for line in map(str.strip, text.splitlines()) if line]


def _parts(lines: list[str]) -> tuple[int, int, int]:
    """Where the header begins, the body begins, and what follows the body begins."""
    start, end = _find_header(lines)
    return start, end, end + _find_share_card(lines[end:], lines[start - 1])


def _find_header(lines: list[str]) -> tuple[int, int]:
    """The first lines in a row that begin with different labels, with a title above them."""
    for start in range(1, len(lines)):
        if labels.LABEL.match(lines[start - 1]):
            continue
        kinds: set[str | None] = set()
        end = start
        while end < len(lines) and labels.LABEL.match(lines[end]):
            found = {label.lastgroup for label in labels.LABEL.finditer(lines[end])}
            if "source" in found or found & kinds:
                break
            kinds |= found
            end += 1
        if len(kinds) > 1:
            return start, end
    raise NotALegacyPage(_("no title with 发表时间, 作者 and 浏览 below it"))


def _find_share_card(body: list[str], title: str) -> int:
    """Where the body ends: the last line that repeats the title and is followed by the beginning
    of the first paragraph."""
    for index in range(len(body) - 2, 0, -1):
        if body[index] == title and body[0].startswith(body[index + 1]):
            return index
    raise NotALegacyPage(_("no body that ends with the repeated title and its beginning"))
