"""A page's title, and the lines below it that say when, by whom and how often read."""

import re
from collections import Counter
from datetime import datetime

from bs4.element import Tag
from django.utils.translation import gettext as _

from .. import labels
from ..article import NotALegacyPage
from .lines import Line
from .tree import HEADINGS, Head, marks, visible_text

MAX_DISTANCE = 6  # lines between the title and what stands below it
MAX_NAME = 60
AUTHOR = re.compile(r"(?:.*[-_])?author(?:[-_].*)?", re.IGNORECASE)
ACCOUNT = re.compile(r"js_name")  # whose it is, on a saved page of WeChat
_TITLE = re.compile(r"(?:.*[-_])?(?:title|headline|tit|bt)", re.IGNORECASE)
_LISTS_OF_PAGES = {"li", "nav", "aside", "footer"}


def find_title(lines: list[Line], head: Head) -> tuple[Line, list[Line]]:
    """The title, and the lines below it that say when, by whom and how often read.

    The page's own `<title>` and headings bear witness, so that a list of other articles with their
    dates is not taken for it.
    """
    often = Counter(line.text for line in lines)
    candidates: list[tuple[int, Line, list[Line]]] = []
    alike: Counter[tuple] = Counter()
    for start, line in enumerate(lines):
        below = _header_at(lines, start)
        if not below:
            continue
        alike[_kind(line)] += 1
        found = _title_above(lines, start, head, often)
        if found is None:
            continue
        credit, at = found
        header = labels.read_header("\n".join(each.text for each in below))
        credit += header.kinds + 2 * bool(header.time or _bare_moment(below))
        if any(parent.name in _LISTS_OF_PAGES for parent in line.last.parents):
            credit -= 4
        candidates.append((credit, lines[at], below))
    best = max(
        # Several of one kind are a list.
        ((credit - 4 * (alike[_kind(below[0])] > 2), title, below)
         for credit, title, below in candidates),
        key=lambda candidate: candidate[0], default=None,
    )  # fmt: skip
    if best and best[0] >= 4:
        if alike[_kind(best[2][0])] > 1 and _is_entry(best[1], head):
            raise NotALegacyPage(
                _("a list of articles, “%s” and others, and not one of them") % best[1].text[:40]
            )
        return best[1], best[2]
    found = _title_above(lines, len(lines), head, often, distance=len(lines))
    if found is not None and found[0] >= 2:
        return lines[found[1]], []
    raise NotALegacyPage(_("no title with 发表时间, 作者 and 浏览 below it"))


def _is_entry(title: Line, head: Head) -> bool:
    """Whether the title leads to a page of its own, and this page is called otherwise."""
    link = title.last.find_parent("a", href=True)
    return link is not None and not any(each.startswith(title.text) for each in head.titles)


def _kind(line: Line) -> tuple:
    """What lines of a list have in common."""
    box, parent = line.box, line.box.parent or line.box
    return box.name, str(box.get("class")), parent.name, str(parent.get("class"))


def _header_at(lines: list[Line], start: int) -> list[Line]:
    """The lines from `start` that carry labels, each label once, or a bare date.

    They stand side by side; a paragraph of the body that looks like one does not count.
    """
    kinds: set[str | None] = set()
    found: list[Line] = []
    for line in lines[start:]:
        text = line.text
        here = {label.lastgroup for label in labels.LABEL.finditer(text)}
        if found and not _side_by_side(found[0], line):
            break
        if "time" not in here | kinds and _is_bare_moment(text, labelled=bool(here)):
            here.add("time")
        waits_for_value = found and labels.BARE_LABEL.search(found[-1].text)
        if waits_for_value and not here and len(text) <= MAX_NAME:
            found.append(line)
            continue
        if here == {"time"} & kinds and text.startswith("更新"):
            continue
        too_long = len(text) > 200 or (len(text) > 80 and len(here) < 2)
        if not here or here & kinds or too_long:
            break
        kinds |= here
        found.append(line)
    return found


def _side_by_side(first: Line, other: Line) -> bool:
    one, two = _row(first.box), _row(other.box)
    if two.name == "p" and one.name != "p":
        return False
    return one is two or one.parent is two.parent


def _row(box: Tag) -> Tag:
    """The table row of a cell; any other box is its own."""
    return box.parent if box.name in ("td", "th") and box.parent else box


def _is_bare_moment(text: str, labelled: bool) -> bool:
    rest, moments = labels.MOMENT.subn("", text)
    return moments > 0 and (labelled or len(rest.strip()) <= 30)


def _bare_moment(lines: list[Line]) -> str | None:
    return next((found[0] for line in lines if (found := labels.MOMENT.search(line.text))), None)


def _machine_readable(lines: list[Line]) -> str:
    tags = [line.box.find("time", datetime=True) for line in lines]
    return next((str(tag["datetime"]) for tag in tags if isinstance(tag, Tag)), "")


def find_published_at(below: list[Line], header: labels.Header, head: Head) -> datetime:
    """What readers see; where that is only a day, the hour from what machines read.

    Raises `NotALegacyPage` if there is none.
    """
    text = header.time or _bare_moment(below)
    machine_readable = _machine_readable(below) or head.time
    try:
        exact = datetime.fromisoformat(machine_readable).astimezone(labels.TIME_ZONE)
    except (ValueError, OverflowError):
        exact = None
    if not text:
        return labels.parse_datetime(exact.isoformat() if exact else machine_readable)
    shown = labels.parse_datetime(text)
    only_a_day = (shown.hour, shown.minute) == (0, 0)
    return exact if exact and only_a_day and exact.date() == shown.date() else shown


def _title_above(
    lines: list[Line], end: int, head: Head, often: Counter[str], distance: int = MAX_DISTANCE
) -> tuple[int, int] | None:
    """Which line above `end` is most likely the title, the nearest of equals: how much speaks for
    it, and where it stands."""
    best: tuple[int, int] | None = None
    for at in range(end - 1, max(end - 1 - distance, -1), -1):
        line = lines[at]
        if len(line.text) > 500 or labels.LABEL.match(line.text):
            continue
        credit = 2 * (line.box.name in HEADINGS[:3]) + 2 * marks(_TITLE, line.box)
        if len(line.text) > 1:
            credit += 5 * any(title.startswith(line.text) for title in head.titles)
            credit += 3 * (credit < 5 and any(line.text in title for title in head.titles))
        if end < len(lines) and line.box.parent is lines[end].box.parent:
            credit += 4
        credit -= 3 * (often[line.text] > 1)  # as in a menu
        credit -= end - 1 - at if end < len(lines) else 0
        if best is None or credit > best[0]:
            best = credit, at
    return best


def marked(hint: re.Pattern[str], title: Line, anchor: Line) -> str:
    """Who a tag's name says is the author, from the title to the end of what stands below it."""
    last = anchor.last.parent
    for element in title.last.find_all_next(True, limit=50):
        text = visible_text(element.get_text())
        if marks(hint, element) and len(text) <= MAX_NAME:
            return "" if labels.MOMENT.search(text) else text
        if element is last and anchor is not title:
            break
    return ""
