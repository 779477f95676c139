"""A page of the old site saved as HTML, taken apart by its structure.

Such a page is a tree: somewhere in it a title, below it what `labels` knows (when, by whom, how
often read), and after these the body, in a box of its own or as a run of paragraphs. Everything
else is chrome and left out for where it stands and how it is built, never for its words.
"""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from bs4.element import PageElement
from django.utils.translation import gettext as _

from .. import labels
from ..article import Article, NotALegacyPage
from . import account, body, content, pager, title
from .lines import Line, lines_of
from .targets import Targets
from .tree import Head, tidy

_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->", re.IGNORECASE)


def parse_html(html: str) -> Article:
    """Take a saved page apart. Raises `NotALegacyPage` saying which part is missing."""
    head = Head.of(html)
    root = tidy(html)
    pages = pager.find_pager(root)
    heading, below, found, remarks = _take_apart(lines_of(root), head)
    said = "\n".join(line.text for line in below)
    header = labels.read_header(said)
    anchor = below[-1] if below else heading
    author = (
        header.signed_by
        or title.marked(title.AUTHOR, heading, anchor)
        or head.author
        or title.marked(title.ACCOUNT, heading, anchor)
        or labels.name_beside(said)
    )
    saved_from = _SAVED_FROM.search(html[:4096])
    address = _article_address(saved_from[1] if saved_from else head.address)
    published_at = title.find_published_at(below, header, head)
    targets = Targets(found, _base(head.base) or address)
    remarks += account.around(heading, below, found, targets)
    inventory = account.take(found, targets)
    blocks, of_players = body.blocks(found, targets)
    if not blocks or content.text_of(found) == heading.text:
        raise NotALegacyPage(_("no body below the title"))
    remarks += [*of_players, *account.missing(inventory, blocks, of_players)]
    return Article(
        title=heading.text,
        published_at=published_at,
        author=author,
        views=labels.views(header.views),
        blocks=blocks,
        address=address,
        pager=pages,
        source=header.source or "",
        account=title.marked(title.ACCOUNT, heading, anchor),
        remarks=tuple(dict.fromkeys(remarks)),
    )


def html_around_article(html: str) -> list[str]:
    """The lines outside of the article's body; all lines of a page that has none."""
    lines = list(lines_of(tidy(html)))
    try:
        found = _take_apart(lines, Head.of(html))[2]
    except NotALegacyPage:
        found = []
    inside = set(map(id, found))
    return [
        line.text
        for line in lines
        if id(line.last) not in inside and inside.isdisjoint(map(id, line.last.parents))
    ]


def _take_apart(
    found: Iterable[Line], head: Head
) -> tuple[Line, list[Line], list[PageElement], list[str]]:
    """The title, the lines below it that tell of the article, what its body stands in, and remarks
    on what was cut off."""
    lines = list(found)
    heading, below = title.find_title(lines, head)
    anchor = below[-1] if below else heading
    texts, pictures = content.cut_off_share_card(
        lines[lines.index(anchor) + 1 :], anchor, heading.text
    )
    cut_off = [
        *map(account.left_out_text, texts),
        *(account.left_out_picture(str(each.get("src") or "")) for each in pictures),
    ]
    body = content.find_content(anchor.last, heading) or content.between(heading, anchor)
    opening = content.opening(heading, below, body)
    return heading, below, [*opening, *body], cut_off


def _base(address: str) -> str:
    return address if address.startswith(("http://", "https://")) else ""


def _article_address(address: str) -> str:
    """The address if it is one on the web, and not the front page's that some templates give to
    every page; else ""."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    of_a_page = parts.path.strip("/") or parts.query
    return address if parts.scheme in ("http", "https") and parts.hostname and of_a_page else ""
