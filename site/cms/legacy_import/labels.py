"""The line or lines below a title that say when, by whom, how often read: by their labels."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cms.core.pages.validators import validate_plausible_time

from .article import NotALegacyPage

TIME_ZONE = ZoneInfo("Asia/Shanghai")

# What is glued to the value before it is a label only in full: 关注：21发表时间：…
_TIME = r"(?:发表|发布|发稿|更新|添加)(?:时间|日期)|(?<!\w)(?:时间|日期)"
_AUTHOR = r"(?:文章|本文|原)?作者|撰稿人?|撰文|供稿|(?<!\w)文"
_SOURCE = "(?:信息|文章|稿件)?来源|发布者|发布人"  # who signs where nobody is named as author
_VIEWS = "(?:浏览|阅读|点击|访问|查看)(?:次数|数|量|人数)?|人气"
_FOLLOWED = "关注(?:度|次数|数|量|人数)?"  # what the old sites' builder calls views
_COLON = r"\s{0,3}[:：]"
_COUNT = r"\s{0,3}(?=[(（]?\s{0,3}\d[\d,.]*万?\+?\s{0,3}[)）]?\s{0,3}(?:次|$|[|｜·\s]))"
_DAY = r"\s{0,3}(?=\d{4}\s{0,3}[-/.年]\s{0,3}\d)"
LABEL = re.compile(
    rf"(?P<time>(?:{_TIME})(?:{_COLON}|{_DAY})|(?:发表|发布|更新)于(?:{_COLON})?{_DAY})"
    rf"|(?P<author>(?:{_AUTHOR}){_COLON}|(?<![^\s|｜])作者\s{{1,3}}(?=\S))"
    rf"|(?P<source>(?:{_SOURCE}){_COLON}|(?<![^\s|｜])来源\s{{1,3}}(?=\S))"
    rf"|(?P<views>(?:{_VIEWS})(?:{_COLON}|{_COUNT})"
    # 关注：留守儿童 is a title.
    rf"|{_FOLLOWED}(?:{_COLON}(?=[^\S\n]*(?:[\d(（\n]|$|发[表布]|作者|来源))|{_COUNT}))"
)
# What else stands below a title and is not kept. The first kind are tools, not facts.
_TOOL = "字号|字体(?:大小)?|(?:一键)?分享(?:到|至)?|收藏|打印|评论(?:数|次数)?|点赞(?:数)?|字数"
_FACT = (
    "(?:责任|执行|美术|文字|网络|本文|总)?编辑|责编|美编|编审|(?:图片)?摄影|排版|校对|审[核稿]人?"
    "|[初复终]审|签发人?|(?:所属)?(?:分类|栏目|类别|类型)|标签|关键[词字]"
)
_OTHER = rf"(?P<tool>(?:{_TOOL}){_COLON})|(?P<fact>(?:{_FACT}){_COLON})"
ANY_LABEL = re.compile(f"{LABEL.pattern}|{_OTHER}")
# A label whose value stands in the next line. How often a page was read often stands nowhere.
BARE_LABEL = re.compile(rf"(?:^|\s)(?:{_TIME}|{_AUTHOR}|{_SOURCE})(?:{_COLON})?$")
_AFTERNOON = ("下午", "晚上", "傍晚", "pm")
_HALF = "上午|早上|凌晨|中午|下午|晚上|傍晚|[AP]M"
MOMENT = re.compile(
    r"(?<!\d)(\d{4})\s{0,3}[-/.年]\s{0,3}(\d{1,2})\s{0,3}[-/.月]\s{0,3}(\d{1,2})(?:\s{0,3}日)?"
    rf"(?:[\sT]{{0,5}}(?:[(（]?(?:星期|周).[)）]?)?\s{{0,5}}({_HALF})?\s{{0,3}}"
    r"(\d{1,2})\s{0,3}[:：时]\s{0,3}(\d{1,2})(?:\s{0,3}[:：分]\s{0,3}(\d{1,2}))?"
    rf"(?:\s{{0,3}}({_HALF}))?)?(?!\d)",
    re.IGNORECASE,
)
_SHORT_YEAR = re.compile(r"^\s*(?=\d{2}\s?[-/.年]\s?\d)")  # 21-10-18
# How to reach somebody, as footers say it.
CONTACT = re.compile(
    r"(?:(?P<email>(?:电子)?(?:邮箱|邮件)|e-?mail)|(?P<phone>(?:联系|服务)?电话(?:/传真)?|热线|tel)"
    r"|(?P<postcode>邮编|邮政编码)|(?P<address>(?:联系)?地址)|[^\s:：|]{2,8})\s*[:：]\s*",
    re.IGNORECASE,
)
COPYRIGHT = re.compile("©|版权所有|copyright", re.IGNORECASE)
# Ends a value: what divides the values of a line, or a label that is of no use here.
_SEPARATOR = re.compile(
    r"\s*(?:[|｜丨·•【\[]|\s{2,}|　|\n|\s\w{2,8}[:：]|字[体号]\s*大|分享到|打印|收藏本).*",
    re.DOTALL,
)
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


def read_header(text: str) -> Header:
    """The labelled values in `text`, each up to the next label or a separator."""
    found: dict[str, str] = {}
    for kind, value in values(ANY_LABEL, text):
        value = value.strip()
        if kind in ("tool", "fact"):
            continue
        if kind != "time":  # whose parts may stand far apart
            value = _SEPARATOR.sub("", value).strip()
        found.setdefault(kind or "", value)
    return Header(**found)


def left_out_facts(text: str) -> Iterator[str]:
    """The labelled facts in `text` that an article here has no place for."""
    for label in ANY_LABEL.finditer(text):
        if label.lastgroup == "fact":
            following = ANY_LABEL.search(text, label.end())
            value = text[label.end() : following.start() if following else None]
            if value := _SEPARATOR.sub("", value.strip()).strip():
                yield f"{label[0].strip()}{value}"


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


def parse_datetime(text: str | None) -> datetime:
    """A time as the old sites write it; without seconds or hours, those are zero.

    Raises `NotALegacyPage` if there is none, or none that can be.
    """
    if not text:
        raise NotALegacyPage(_("the page does not say when it was published"))
    found = MOMENT.search(text) or MOMENT.search(_SHORT_YEAR.sub("20", text))
    try:
        if not found:
            raise ValueError(text)
        year, month, day, before, hour, minute, second, behind = found.groups()
        half = (before or behind or "").lower()
        hours = int(hour or 0)
        if half in _AFTERNOON and hours < 12:
            hours += 12
        elif half in ("am", "凌晨") and hours == 12:
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
        r"(\d[\d,]*)(\.\d+)?\s?(万|w|千|k)?", (text or "").lstrip(" (（"), re.IGNORECASE
    )
    whole = found[1].replace(",", "") if found else ""
    if not found or len(whole) > 9:
        return None
    many = {"万": 10_000, "w": 10_000, "千": 1000, "k": 1000}.get((found[3] or "").lower(), 1)
    number = round(float(whole + (found[2] or "")) * many)
    return number if number < 10**9 else None
