"""A page of the old site, saved as text, taken apart by its structure.

Such a page is: chrome; the title; three lines 发表时间 / 作者 / 浏览; the body, a paragraph a line;
the share card, which repeats the title and then the beginning of the first paragraph; chrome.
Nothing is recognised by the words of the chrome: an article may contain any of them.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cms.core.validators import validate_plausible_time

MAX_BYTES = 5 * 1024 * 1024
TIME_ZONE = ZoneInfo("Asia/Shanghai")

_TIME = re.compile(r"发表时间[:：]\s*(.*)")
_AUTHOR = re.compile(r"作者[:：]\s*(.*)")
_VIEWS = re.compile(r"浏览[:：]\s*([0-9]{0,9})")


class NotALegacyPage(Exception):
    """The file is not a saved page of the old site; the message says what is missing."""


@dataclass(frozen=True)
class LegacyArticle:
    title: str
    published_at: datetime  # aware
    author: str
    views: int | None  # None: the page did not say
    paragraphs: tuple[str, ...]

    @property
    def key(self) -> str:
        """What the importer knows the article by, however often its page was saved."""
        identity = "\n".join([self.title, self.published_at.isoformat(), self.author])
        return hashlib.sha256(identity.encode()).hexdigest()


def decode(data: bytes) -> str:
    """The text of a saved page. Raises `NotALegacyPage` for what is no UTF-8 text or too large."""
    if len(data) > MAX_BYTES:
        raise NotALegacyPage(_("larger than %d MB") % (MAX_BYTES // 1024**2))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotALegacyPage(_("not UTF-8 text")) from error
    if "\0" in text:
        raise NotALegacyPage(_("not a text file"))
    return text


def parse(text: str) -> LegacyArticle:
    """Take a saved page apart. Raises `NotALegacyPage` saying which part is missing."""
    lines = [line for line in (raw.strip() for raw in text.splitlines()) if line]
    start, published_at, author, views = _find_header(lines)
    title = lines[start - 1]
    body = lines[start + 3 :]
    return LegacyArticle(
        title=title,
        published_at=published_at,
        author=author,
        views=views,
        paragraphs=tuple(body[: _find_share_card(body, title)]),
    )


def _find_header(lines: list[str]) -> tuple[int, datetime, str, int | None]:
    """The first three lines in a row that are time, author and views, with a title above them."""
    for index in range(1, len(lines) - 2):
        time, author, views = (
            pattern.fullmatch(line)
            for pattern, line in zip(
                (_TIME, _AUTHOR, _VIEWS), lines[index : index + 3], strict=True
            )
        )
        if time and author and views:
            try:
                moment = datetime.strptime(time[1], "%Y-%m-%d %H:%M:%S").replace(tzinfo=TIME_ZONE)
                validate_plausible_time(moment)
            except (ValueError, ValidationError) as error:
                raise NotALegacyPage(
                    _("发表时间 “%s” is not a time like 2022-10-30 14:18:22") % time[1]
                ) from error
            return (
                index,
                moment,
                author[1],
                int(views[1]) if views[1] else None,
            )
    raise NotALegacyPage(_("no title with 发表时间, 作者 and 浏览 below it"))


def _find_share_card(body: list[str], title: str) -> int:
    """Where the body ends: the last line that repeats the title and is followed by the beginning
    of the first paragraph."""
    for index in range(len(body) - 2, -1, -1):
        if body[index] == title and body[0].startswith(body[index + 1]):
            if index == 0:
                break
            return index
    raise NotALegacyPage(_("no body that ends with the repeated title and its beginning"))
