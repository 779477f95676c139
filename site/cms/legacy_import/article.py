"""An article of the old site, as found in a saved page and before it becomes one of ours."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import datetime
from typing import Any

from cms.core.blocks.plain_text import plain

DAMAGE = "\ufffd"  # where a character was lost


class NotALegacyPage(Exception):
    """The file is not a saved page of the old site; the message says what is missing."""


@dataclass(frozen=True)
class Text:
    """Paragraphs, lists and rules, as the HTML that the rich-text block stores."""

    html: str


@dataclass(frozen=True)
class Heading:
    text: str
    level: str  # h2 or h3


@dataclass(frozen=True)
class LegacyPicture:
    source: str  # as the page names it: a relative or absolute address, or data:
    alt: str = ""
    caption: str = ""


@dataclass(frozen=True)
class PictureGroup:
    pictures: tuple[LegacyPicture, ...]


@dataclass(frozen=True)
class Quotation:
    text: str
    attribution: str = ""


@dataclass(frozen=True)
class Table:
    rows: tuple[tuple[str, ...], ...]  # all of one length
    caption: str = ""
    header_row: bool = False
    header_column: bool = False
    merged: tuple[tuple[int, int, int, int], ...] = ()  # row, column, rows, columns


@dataclass(frozen=True)
class Video:
    url: str  # of a page that `cms.core.blocks.video` knows


_NOT_READ = {"alt", "level", "source", "url"}  # among a block's fields

Block = Text | Heading | LegacyPicture | PictureGroup | Quotation | Table | Video


@dataclass(frozen=True)
class Pager:
    """The links between the pages of a long article."""

    pages: int
    own: int | None  # the page's number, if it is the one that is no link
    links: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Article:
    title: str
    published_at: datetime  # aware
    author: str  # "" if the page names none
    views: int | None  # None: the page did not say
    blocks: tuple[Block, ...]
    address: str = ""  # where the page stood, if the file tells
    source: str = ""  # where the page says the article is from
    account: str = ""  # whose account of WeChat published it
    pager: Pager | None = None  # if it is a page of a long article
    missing_pages: tuple[int, ...] = ()  # of that
    other_addresses: tuple[str, ...] = ()  # of its other pages
    remarks: tuple[str, ...] = field(default=(), compare=False)  # what could not be taken along

    @property
    def key(self) -> str:
        """What an article is known by, from whatever address or file it was saved.

        Two announcements of one day may bear one title; where the page tells no hour, its address
        tells them apart.
        """
        only_a_day = (self.published_at.hour, self.published_at.minute) == (0, 0)
        address = [self.address] if self.address and only_a_day else []
        return _digest(self.title, self.published_at.isoformat(), self.author, *address)

    def digest(self, picture_hashes: dict[str, str]) -> str:
        """Of everything that a reader sees; how often it was read is no change of it."""
        return _digest(
            self.key,
            repr(self.blocks),
            *(picture_hashes.get(each.source, "") for each in self.pictures()),
        )

    def texts(self) -> Iterator[str]:
        """What the body says, piece by piece and without markup."""
        for block in self.blocks:
            yield from _texts(block)

    def pictures(self) -> Iterator[LegacyPicture]:
        for block in self.blocks:
            if isinstance(block, LegacyPicture):
                yield block
            elif isinstance(block, PictureGroup):
                yield from block.pictures


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, Text):
        yield plain(value.html)
    elif isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
    elif is_dataclass(value):
        for each in fields(value):
            if each.name not in _NOT_READ:
                yield from _texts(getattr(value, each.name))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
