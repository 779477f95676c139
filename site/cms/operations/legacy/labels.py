"""The line or lines below a title that say when, by whom, how often read: by their labels."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cms.core.validators import validate_plausible_time

from .article import NotALegacyPage

TIME_ZONE = ZoneInfo("Asia/Shanghai")

_TIME = "(?:发表|发布|发稿|更新|添加)?(?:时间|日期)"
_AUTHOR = r"(?:文章|本文|原)?作者|撰稿人?|撰文|供稿|(?<!\w)文"
_SOURCE = "(?:信息|文章|稿件)?来源|发布者|发布人"  # who signs where nobody is named as author
_VIEWS = "(?:浏览|阅读|点击|访问|查看)(?:次数|数|量|人数)?|人气"
_COUNT = r"[(（]?\s{0,3}\d[\d,]*\s{0,3}[)）]?\s{0,3}(?:次|$|[|｜·\s])"
LABEL = re.compile(
    rf"(?:(?P<time>(?<!\w){_TIME})|(?P<author>{_AUTHOR})|(?P<source>{_SOURCE}))\s{{0,3}}[:：]"
    rf"|(?P<views>{_VIEWS})\s{{0,3}}(?:[:：]|(?={_COUNT}))"
)
# A label whose value stands in the next line. How often a page was read often stands nowhere.
BARE_LABEL = re.compile(rf"(?:^|\s)(?:{_TIME}|{_AUTHOR}|{_SOURCE})\s{{0,3}}[:：]?$")
_AFTERNOON = ("下午", "晚上", "傍晚", "pm")
_HALF = "上午|早上|凌晨|中午|下午|晚上|傍晚|[AP]M"
MOMENT = re.compile(
    r"(?<!\d)(\d{4})\s{0,3}[-/.年]\s{0,3}(\d{1,2})\s{0,3}[-/.月]\s{0,3}(\d{1,2})(?:\s{0,3}日)?"
    rf"(?:[\sT]{{0,5}}(?:[(（]?(?:星期|周).[)）]?)?\s{{0,5}}({_HALF})?\s{{0,3}}"
    r"(\d{1,2})\s{0,3}[:：时]\s{0,3}(\d{1,2})(?:\s{0,3}[:：分]\s{0,3}(\d{1,2}))?"
    rf"(?:\s{{0,3}}({_HALF}))?)?(?!\d)",
    re.IGNORECASE,
)
# How to reach somebody, as footers say it.
CONTACT = re.compile(
    r"(?:(?P<email>(?:电子)?(?:邮箱|邮件)|e-?mail)|(?P<phone>(?:联系|服务)?电话(?:/传真)?|热线|tel)"
    r"|(?P<postcode>邮编|邮政编码)|(?P<address>(?:联系)?地址)|[^\s:：|]{2,8})\s*[:：]\s*",
    re.IGNORECASE,
)
COPYRIGHT = re.compile("©|版权所有|copyright", re.IGNORECASE)
# Ends a value: what divides the values of a line, or a label that is of no use here.
_SEPARATOR = re.compile(r"\s*(?:[|｜丨·•]|\s{2,}|　|\n|\s\w{2,8}[:：]).*", re.DOTALL)
_VIEWS_READ = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s?(万|w|千|k)?", re.IGNORECASE)
_NAME = re.compile(r"[\u4e00-\u9fff]{2,40}")


@dataclass(frozen=True)
class Header:
    """What the labels say. None: there is no such label; "": nothing stands behind it."""

    time: str | None = None
    author: str | None = None
    source: str | None = None
    views: str | None = None

    @property
    def kinds(self) -> int:
        """How many of the three things it tells: when, by whom, how often read."""
        by_whom = self.author is not None or self.source is not None
        return (self.time is not None) + by_whom + (self.views is not None)

    @property
    def signed_by(self) -> str:
        return self.author or self.source or ""


def read(text: str) -> Header:
    """The labelled values in `text`, each up to the next label or a separator."""
    found: dict[str, str] = {}
    for kind, value in values(LABEL, text):
        value = value.strip()
        if kind != "time":  # whose parts may stand far apart
            value = _SEPARATOR.sub("", value).strip()
        found.setdefault(kind or "", value)
    return Header(**found)


def values(label: re.Pattern[str], text: str) -> Iterator[tuple[str | None, str]]:
    """Each label's kind and what stands from it to the next."""
    labels = list(label.finditer(text))
    for here, following in zip(labels, [*labels[1:], None], strict=False):
        yield here.lastgroup, text[here.end() : following.start() if following else None]


def tells_contacts(text: str) -> bool:
    """Whether it says in more than one way how to reach somebody or whose it is, as footers do."""
    kinds = {label.lastgroup for label in CONTACT.finditer(text)} - {None}
    return len(kinds) + bool(COPYRIGHT.search(text)) > 1


def name_beside(text: str) -> str:
    """The one name in a line that holds a time and no label for a name; "" if none or several."""
    label = LABEL.search(text)
    rest = MOMENT.sub(" ", text[: label.start()] if label else text)
    names = [name for name in _NAME.findall(rest) if not name.endswith("于")]  # 发表于
    return names[0] if len(names) == 1 else ""


def moment(text: str | None) -> datetime:
    """A time as the old sites write it; without seconds or hours, those are zero.

    Raises `NotALegacyPage` if there is none, or none that can be.
    """
    if not text:
        raise NotALegacyPage(_("the page does not say when it was published"))
    found = MOMENT.search(text)
    try:
        if not found:
            raise ValueError(text)
        year, month, day, before, hour, minute, second, behind = found.groups()
        half = (before or behind or "").lower()
        hours = int(hour or 0)
        if half in _AFTERNOON and hours < 12:
            hours += 12
        elif half == "am" and hours == 12:
            hours = 0
        clock = (hours, int(minute or 0), int(second or 0))
        time = datetime(int(year), int(month), int(day), *clock, tzinfo=TIME_ZONE)
        validate_plausible_time(time)
    except (ValueError, ValidationError) as error:
        raise NotALegacyPage(
            _("发表时间 “%s” is not a time like 2022-10-30 14:18:22") % text[:40]
        ) from error
    return time


def views(text: str | None) -> int | None:
    """How often the page was read; None where it does not say, or nothing that can be."""
    found = re.match(
        r"(\d[\d,]*(?:\.\d+)?)\s?(万|w|千|k)?", (text or "").lstrip(" (（"), re.IGNORECASE
    )
    if not found:
        return None
    many = {"万": 10_000, "w": 10_000, "千": 1000, "k": 1000}.get((found[2] or "").lower(), 1)
    number = round(float(found[1].replace(",", "")) * many)
    return number if 0 < number < 10**9 else None
