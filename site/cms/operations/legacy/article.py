"""An article of the old site, as found in a saved page and before it becomes one of ours."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime


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
class Picture:
    source: str  # as the page names it: a relative or absolute address, or data:
    alt: str = ""
    caption: str = ""


@dataclass(frozen=True)
class PictureGroup:
    pictures: tuple[Picture, ...]


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
    url: str  # of a page that `cms.core.video` knows


Block = Text | Heading | Picture | PictureGroup | Quotation | Table | Video


@dataclass(frozen=True)
class Article:
    title: str
    published_at: datetime  # aware
    author: str  # "" if the page names none
    views: int | None  # None: the page did not say
    blocks: tuple[Block, ...]
    address: str = ""  # where the page stood, if the file tells
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

    def pictures(self) -> Iterator[Picture]:
        for block in self.blocks:
            if isinstance(block, Picture):
                yield block
            elif isinstance(block, PictureGroup):
                yield from block.pictures


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
