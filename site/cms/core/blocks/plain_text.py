"""The texts of a body, read from what is stored: Wagtail's block values would look up its pictures
and files."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any

# Where the blocks of `BodyBlock` keep what people read.
_TEXTS = {"text", "attribution", "caption", "table_caption", "data", "pictures", "value"}
_BETWEEN_PARAGRAPHS = re.compile(r"</(?:p|li)>|<[bh]r[^>]*>")
_TAG = re.compile(r"<[^>]*>")


def prose(stored: Iterable[dict]) -> Iterator[str]:
    """Piece by piece, without markup, of the blocks of a stream field's `raw_data`."""
    for block in stored:
        if block["type"] == "rich_text":
            yield plain(block["value"] or "")
        else:
            yield from _texts(block["value"])


def plain(html: str) -> str:
    """The text of a rich text as it is stored; a line for each paragraph."""
    return unescape(_TAG.sub("", _BETWEEN_PARAGRAPHS.sub("\n", html)))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, dict):
        for name, each in value.items():
            if name in _TEXTS:
                yield from _texts(each)
