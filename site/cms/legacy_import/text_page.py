"""A page of the old site saved as text, taken apart by its structure.

Such a page is: chrome; the title, perhaps a subtitle; the header, lines with labels (发表时间,
作者, 浏览 and their like); the body, a paragraph a line; the links to its neighbours; the share
card, which repeats the title and says how the body begins; the footer; more chrome.

Every line between title and footer is the body's, or left out by a rule that has a name below, or
a remark. An article may contain any of the chrome's words: a line's place counts before them.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from django.utils.html import escape
from django.utils.translation import gettext as _

from . import labels
from .article import Article, NotALegacyPage, Text

MAX_HEADER_LINE = 200
MAX_LINE = 60  # of a heading, a tool bar, a line of the footer; a paragraph may be shorter
FIRST_PARAGRAPHS = 5  # the card's beginning may leave out captions and the like before it
TAIL = 6  # lines at the end of a body, among which the links to its neighbours may stand

_UNKNOWN_LABEL = re.compile(r"[^\W\d]{2,8}\s{0,3}[:：].{0,40}")
_SUBTITLE = re.compile(r"[—–-]{1,3}\s*\w")
_ELLIPSIS = re.compile(r"(?:…|\.{2,}|。{2,})+$")
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»「」『』＂", '"') | dict.fromkeys("‘’‚‛＇", "'"))
_BUTTON = re.compile(
    r"长按.{0,6}(?:保存|分享|识别).{0,8}|(?:复制|生成|保存).{0,4}(?:链接|海报|图片)|\d+"
)
_NEIGHBOUR = re.compile(
    r"[【\[(（<«‹←]?\s*"
    r"(?:[上下前后]\s*一\s*[篇条页个则](?:文章|新闻)?|(?:Last|Previous|Next) article)"
    r"\s*(?:$|[】\])）>»›→:：]|\s)",
    re.IGNORECASE,
)
_TOOL = (
    "字[号体]|[大中小]|打印(?:本页)?|关闭(?:窗口|本页)?|收藏(?:本页)?|分享[到至]?"
    "|返回(?:列表|顶部|首页)?|QQ(?:空间|好友)?|(?:新浪|腾讯)?微博|微信(?:好友)?|朋友圈|人人网"
    "|豆瓣|复制(?:链接|网址)|点赞|评论"
)
_TOOL_BAR = re.compile(
    rf"[\W_]*(?:(?:{_TOOL})[\W_]*){{2,}}|[【\[]\s*(?:{_TOOL})\s*[】\]]|分享[到至][:：]?"
)


@dataclass(frozen=True)
class _Parts:
    title: str
    header: list[str]
    body: list[str]
    around: list[str]  # what stands before the title and after the article
    remarks: list[str]


def parse_text(text: str) -> Article:
    """Take a saved page apart. Raises `NotALegacyPage` saying which part is missing."""
    parts = _take_apart(_lines(text))
    said = "\n".join(parts.header)
    header = labels.read_header(said)
    bare = labels.MOMENT.search(said)
    return Article(
        title=parts.title,
        published_at=labels.parse_datetime(header.time or (bare and bare[0])),
        author=header.signed_by or labels.name_beside(said),
        source=header.source or "",
        views=labels.views(header.views),
        blocks=(Text("".join(f"<p>{escape(paragraph)}</p>" for paragraph in parts.body)),),
        remarks=(
            *(_("not kept: %s") % fact for fact in labels.left_out_facts(said)),
            *parts.remarks,
        ),
    )


def text_around_article(text: str) -> list[str]:
    """The lines around the article; all lines of a page that has none."""
    lines = _lines(text)
    try:
        return _take_apart(lines).around
    except NotALegacyPage:
        return lines


def _lines(text: str) -> list[str]:
    return [line for line in map(str.strip, text.splitlines()) if line]


def _take_apart(lines: list[str]) -> _Parts:
    headers = list(_headers(lines))
    # The share card is the surest sign of what is the title, and that this is the article.
    for find_card in (_share_card, _card_with_other_words):
        for header in headers:
            below = lines[header.end :]
            for title in _titles(lines, header):
                if (end := find_card(below, lines[title])) is not None:
                    return _parts(lines, title, header, end, _below_card(below, end))
    likely = [each for each in headers if len(each.kinds) > 1] or [
        each for each in headers if "time" in each.kinds and _is_labelled(lines[each.start])
    ]
    if not likely:
        raise NotALegacyPage(_no_title(lines))
    dated = [each for each in likely if labels.MOMENT.search("\n".join(lines[each.lines]))]
    if len(dated) > 1:
        raise NotALegacyPage(
            _("a list of articles, “%s” and others, and not one of them")
            % lines[next(_titles(lines, dated[0]))][:40]
        )
    header = (dated or likely)[0]
    title = next(_titles(lines, header))
    return _parts(lines, title, header, *_end(lines, title, header))


def _parts(lines: list[str], title: int, header: "_Header", end: int, remarks: list[str]) -> _Parts:
    subtitle = lines[title + 1 : header.start]
    body, below = _without_tail(lines[header.end : header.end + end])
    if not body:
        raise NotALegacyPage(
            _("no body below the title “%s”: nothing stands between its header and its end")
            % lines[title][:40]
        )
    remarks = [*(_("not kept: %s") % each for each in (*header.unknown, *below)), *remarks]
    around = [*lines[:title], *lines[header.end + end :]]
    return _Parts(lines[title], lines[header.lines], [*subtitle, *body], around, remarks)


# --- Title and header --------------------------------------------------------------------------


@dataclass(frozen=True)
class _Header:
    start: int
    end: int
    kinds: frozenset[str]
    unknown: tuple[str, ...]  # lines with labels that nobody knows

    @property
    def lines(self) -> slice:
        return slice(self.start, self.end)


def _headers(lines: list[str]) -> Iterator[_Header]:
    """Lines in a row that begin with different labels or a time, with a line above them."""
    at = 1
    while at < len(lines):
        header = None if _is_labelled(lines[at - 1]) else _header_at(lines, at)
        if header:
            yield header
        at = header.end if header else at + 1


def _header_at(lines: list[str], start: int) -> _Header | None:
    kinds: set[str] = set()
    unknown: list[str] = []
    values_below = False  # of the labels, each in a line of its own
    at = start
    while at < len(lines):
        here = _kinds(lines[at])
        facts = here - {"tool", "fact"}
        following = _kinds(lines[at + 1]) - {"tool", "fact"} if at + 1 < len(lines) else set()
        if at > start and _is_value(lines, at, values_below or bool(following - kinds)):
            facts, values_below = set(), True
        elif facts & kinds:
            break
        elif not here:
            if not (kinds and following - kinds and _UNKNOWN_LABEL.fullmatch(lines[at])):
                break
            unknown.append(lines[at])
        kinds |= facts
        at += 1
    return _Header(start, at, frozenset(kinds), tuple(unknown)) if kinds else None


def _is_labelled(line: str) -> bool:
    return bool(labels.ANY_LABEL.match(line)) and len(line) <= MAX_HEADER_LINE


def _kinds(line: str) -> set[str]:
    """What a line of the header tells of; nothing, if it is none."""
    found = {label.lastgroup or "" for label in labels.ANY_LABEL.finditer(line)}
    if _is_labelled(line):
        return found
    rest = labels.MOMENT.sub(" ", line)
    if rest == line or len(line) > MAX_LINE or re.search("[，。！？；,!?;]", line):
        return set()
    first = labels.ANY_LABEL.search(rest)
    names = (rest[: first.start()] if first else rest).split()
    return found | {"time"} if sum(map(len, names)) <= 20 else set()


def _is_value(lines: list[str], at: int, likely: bool) -> bool:
    """Whether the line is the value of the label that ends the line before it."""
    above, line = lines[at - 1], lines[at]
    if _is_labelled(line) or len(line) > MAX_LINE:
        return False
    if labels.BARE_LABEL.search(above):
        return likely or bool(labels.MOMENT.match(line))
    return likely and above.endswith((":", "：")) and line.isdigit()


def _titles(lines: list[str], header: _Header) -> Iterator[int]:
    """Where the title may stand, the most likely place first."""
    above = range(header.start - 1, max(header.start - 4, -1), -1)
    yield from sorted(above, key=lambda at: bool(_SUBTITLE.match(lines[at])))


def _no_title(lines: list[str]) -> str:
    seen = next((line for line in lines[1:] if _kinds(line) - {"tool", "fact"}), "")
    if not seen:
        return _(
            "no title with 发表时间, 作者 and 浏览 below it: there are no such labels, nor others "
            "like 来源, 发布者 or 关注"
        )
    return _("no title with 发表时间, 作者 and 浏览 below it: there is only “%s”") % seen[:40]


# --- Where the body ends -----------------------------------------------------------------------


def _share_card(body: list[str], title: str) -> int | None:
    """The last line that repeats the title and is followed by the beginning of the body."""
    for end in range(len(body) - 2, 0, -1):
        if _repeats(body[end], title) and _begins(body[:end], body[end + 1]):
            return end
    return None


def _card_with_other_words(body: list[str], title: str) -> int | None:
    """The last line that repeats the title and has a card's button, or the footer, right below."""
    footer = _footer(body)
    for end in range(len(body) - 1, -1, -1):
        if not _repeats(body[end], title):
            continue
        button = any(map(_BUTTON.fullmatch, body[end + 1 : end + 4]))
        if button or (end and footer and footer > end and len(_unsaid(body, end, footer)) < 2):
            return end
    return None


def _repeats(line: str, title: str) -> bool:
    """Whether it is the title, or its beginning and an ellipsis."""
    shortened = _ELLIPSIS.sub("", line)
    if shortened != line and len(shortened) >= 4 and _folded(title).startswith(_folded(shortened)):
        return True
    return _folded(line) == _folded(title)


def _begins(body: list[str], lead: str) -> bool:
    """Whether the body, or one of its first paragraphs, begins like `lead`, which may be squeezed,
    of several paragraphs, with other quotation marks, or end in an ellipsis."""
    wanted = _folded(_ELLIPSIS.sub("", lead))
    if not wanted:
        return any(paragraph.startswith(lead) for paragraph in body[:FIRST_PARAGRAPHS])
    return any(
        _folded("".join(body[first:])).startswith(wanted)
        for first in range(min(len(body), FIRST_PARAGRAPHS))
    )


def _folded(text: str) -> str:
    folded = unicodedata.normalize("NFKC", unescape(text).translate(_QUOTES))
    return "".join(char for char in folded if not char.isspace() and char.isprintable())


def _end(lines: list[str], title: int, header: _Header) -> tuple[int, list[str]]:
    """Where the body of a page without a card ends, and what the operator should look at."""
    body = lines[header.end :]
    footer = _footer(body)
    if footer:
        remarks = [_("no share card: the body was taken to end above “%s”") % body[footer][:40]]
        if _UNKNOWN_LABEL.fullmatch(lines[title]):
            remarks.append(_("is “%s” the title, or a label? Nothing repeats it") % lines[title])
        return footer, remarks
    if title == 0:  # there is no chrome
        return len(body), []
    for at in range(1, len(body)):
        if _NEIGHBOUR.match(body[at]) and any(map(_NEIGHBOUR.search, body[at + 1 : at + 3])):
            return at, []
    raise NotALegacyPage(
        _(
            "no body below the title “%s”, for its end is not found: neither the title again (the "
            "share card) nor the links to its neighbours nor a footer with contact details or ©"
        )
        % lines[title][:40]
    )


def _below_card(body: list[str], card: int) -> list[str]:
    """What stands from the card to the footer, and neither in the body nor on a button."""
    footer = _footer(body)
    end = footer if footer and footer > card else card + 2
    return [_("not kept, from the share card: %s") % line for line in _unsaid(body, card, end)]


def _unsaid(body: list[str], card: int, end: int) -> list[str]:
    said = _folded("".join(body[:card]))
    return [
        line
        for line in body[card + 1 : end]
        if not _BUTTON.fullmatch(line) and _folded(_ELLIPSIS.sub("", line)) not in said
    ]


def _footer(body: list[str]) -> int | None:
    """The first line after the last paragraph that begins contact details or says whose it is."""
    prose = [at for at, line in enumerate(body) if len(line) > MAX_LINE and not _is_footer(line)]
    for at in range(max(prose, default=-1) + 1, len(body)):
        if labels.COPYRIGHT.search(body[at]):
            return at
        begins = any(map(_is_contact, body[at : at + 2]))
        if begins and labels.tells_contacts("\n".join(body[at : at + 5])):
            return at
    return None


def _is_contact(line: str) -> bool:
    label = labels.CONTACT.match(line)
    return bool(label and label.lastgroup)


def _is_footer(line: str) -> bool:
    return bool(labels.COPYRIGHT.search(line)) or labels.tells_contacts(line)


def _without_tail(body: list[str]) -> tuple[list[str], list[str]]:
    """The body without tool bars around it and the links to its neighbours at its end; and what
    else stood among those."""
    start, end = 0, len(body)
    while start < end and _TOOL_BAR.fullmatch(body[start]):
        start += 1
    for at in range(max(end - TAIL, start + 1), end):
        if _NEIGHBOUR.match(body[at]) and len(body[at]) <= 2 * MAX_LINE:
            end = at
            break
    below = [
        body[at]
        for at in range(end, len(body))
        if not _NEIGHBOUR.match(body[at])
        and not _TOOL_BAR.fullmatch(body[at])
        and not _NEIGHBOUR.fullmatch(body[at - 1])  # the title of that neighbour
    ]
    while end > start and _TOOL_BAR.fullmatch(body[end - 1]):
        end -= 1
    return body[start:end], below
