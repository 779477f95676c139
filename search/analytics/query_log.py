"""Counts of queries and of empty searches, by day, without anything about the people.

It is counted in memory, and written down by a thread of its own now and then: a search neither
writes nor waits. Stopping the server loses at most 30 seconds of counts.
"""

import re
from collections import Counter
from threading import Lock, Timer

from django.db import connection
from django.db.models import F
from django.utils.timezone import localdate
from wagtail.contrib.search_promotions.models import Query, QueryDailyHits

from search.index.analysis import fold
from search.models import EmptySearches

INTERVAL = 30
MAX_TEXTS = 1000  # texts in that time: what strangers send must not fill the memory

# Whose text this is about could be told: an e-mail address, a telephone's or an identity card's
# number.
_PERSONAL = re.compile(r"@|\d(?:[\s-]?\d){6}")

_counts: Counter[tuple[str, bool]] = Counter()
_lock = Lock()


def normalized(typed: str) -> str:
    """Normalise a query for counting."""
    return " ".join(fold(typed).split())


def record(typed: str, *, found: bool) -> None:
    """Note that somebody looked for `typed`, unless that is personal."""
    text = normalized(typed)
    if not text or _PERSONAL.search(text):
        return
    with _lock:
        if not _counts:
            flush_later()
        if len(_counts) < MAX_TEXTS:
            _counts[text, found] += 1


def flush_later() -> None:
    timer = Timer(INTERVAL, _write_down_and_disconnect)
    timer.daemon = True
    timer.start()


def _write_down_and_disconnect() -> None:
    try:
        flush()
    finally:
        connection.close()  # this thread's own


def flush() -> None:
    """Write what was counted. `searchpromotions_garbage_collect` forgets it in time."""
    today = localdate()
    with _lock:
        counts = Counter(_counts)
        _counts.clear()
    for (text, found), times in counts.items():
        query = Query.get(text)
        _add(QueryDailyHits, "hits", times, query=query, date=today)
        if not found:
            _add(EmptySearches, "count", times, query=query, date=today)


def _add(model: type, column: str, times: int, **of: object) -> None:
    row, _created = model.objects.get_or_create(**of)  # type: ignore[attr-defined]
    model.objects.filter(pk=row.pk).update(**{column: F(column) + times})  # type: ignore[attr-defined]
