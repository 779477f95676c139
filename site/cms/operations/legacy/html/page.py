"""A page of the old site saved as HTML, taken apart by its structure.

Such a page is a tree: somewhere in it a title, below it what `labels` knows (when, by whom, how
often read), and after these the body, in a box of its own or as a run of paragraphs. Everything
else is chrome and left out for where it stands and how it is built, never for its words.
"""

import re
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from .. import labels
from ..article import Article, NotALegacyPage
from . import body, content, title
from .lines import lines_of
from .tree import Head, tidy

_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->", re.IGNORECASE)


def parse(html: str) -> Article:
    """Take a saved page apart. Raises `NotALegacyPage` saying which part is missing."""
    head = Head.of(html)
    lines = list(lines_of(tidy(html)))
    heading, below = title.find(lines, head)
    said = "\n".join(line.text for line in below)
    header = labels.read(said)
    published_at = title.moment(below, header, head)
    saved_from = _SAVED_FROM.search(html[:4096])
    address = _article_address(saved_from[1] if saved_from else head.address)

    anchor = below[-1] if below else heading
    author = (
        header.signed_by
        or title.marked(title.AUTHOR, heading, anchor)
        or head.author
        or title.marked(title.ACCOUNT, heading, anchor)
        or labels.name_beside(said)
    )
    content.cut_off_share_card(lines[lines.index(anchor) + 1 :], anchor, heading.text)
    found = content.find(anchor.last, heading) or content.between(heading, anchor)
    blocks, remarks = body.blocks(found, address)
    if not blocks or content.text_of(found) == heading.text:
        raise NotALegacyPage(_("no body below the title"))
    return Article(
        title=heading.text,
        published_at=published_at,
        author=author,
        views=labels.views(header.views),
        blocks=blocks,
        address=address,
        remarks=remarks,
    )


def _article_address(address: str) -> str:
    """The address if it is one on the web, and not the front page's that some templates give to
    every page; else ""."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    of_a_page = parts.path.strip("/") or parts.query
    return address if parts.scheme in ("http", "https") and parts.hostname and of_a_page else ""
