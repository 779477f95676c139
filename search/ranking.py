"""The search itself, and its ranking."""

import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import reduce
from itertools import pairwise
from operator import or_
from typing import Any

from django.db.models import BigIntegerField, Case, FloatField, Func, Q, QuerySet, Value, When
from django.utils.timezone import localtime, make_aware
from wagtail.search.backends import get_search_backend
from wagtail.search.query import Phrase, SearchQuery

from home.models import BranchPage
from news.filters import Filters
from news.models import NewsCategory, NewsPage

from .pinyin import NamesByPinyin
from .query_parser import ParsedQuery

MAX_RANKED = 5000  # the newest of what is found; more is "5000+"

# What makes one article better than another; what is fresh is worth half as much after HALF_LIFE.
IN_TITLE, IN_SUMMARY, ADJACENT, FRESH = 3.0, 1.5, 1.0, 1.0
HALF_LIFE = 2 * 365 * 24 * 60 * 60  # seconds


@dataclass(frozen=True)
class RankedResults:
    """The `keys` of articles, the best first, and how many of them are where. `capped`: there are
    more than those."""

    keys: list[int] = field(default_factory=list)
    capped: bool = False
    by_branch: list[tuple[str, int]] = field(default_factory=list)  # by code; most first
    by_category: list[tuple[tuple[str, str], int]] = field(default_factory=list)  # code and name
    by_year: list[tuple[int, int]] = field(default_factory=list)  # the latest first


def parse_query(typed: str, language: str) -> ParsedQuery:
    """Parse `typed`, with the names in `language` that it may mean as pinyin."""
    return ParsedQuery.parse(typed, NamesByPinyin(language).sounding)


def ranked_search(query: ParsedQuery, filters: Filters) -> RankedResults:
    """The public articles that have what `query` asks for, among those of `filters`: in one
    query, and two for names, however many there are."""
    rows = list(_rows(query, filters)[: MAX_RANKED + 1]) if query else []
    if not rows:
        return RankedResults()
    keys, moments, branches, categories, better = zip(*rows[:MAX_RANKED], strict=True)
    now = time.time()
    scores = [
        score + FRESH * 0.5 ** (max(now - moment, 0) / HALF_LIFE)
        for score, moment in zip(better, moments, strict=True)
    ]
    # Of equals the newest remains the first.
    best = sorted(range(len(keys)), key=scores.__getitem__, reverse=True)
    return RankedResults(
        keys=[keys[each] for each in best],
        capped=len(rows) > MAX_RANKED,
        by_branch=_named(branches, BranchPage.objects.values_list("pk", "code")),
        by_category=_named(categories, NewsCategory.objects.values_list("pk", "code", "name")),
        by_year=_by_year(moments),
    )


def _named(keys: Iterable[int | None], names: QuerySet) -> list[tuple[Any, int]]:
    """How many there are of each of `keys`, by what `names` gives beside the key.

    Keys of the same code are one: articles of a language may have their category or branch in it,
    or, from before that was translated, in the source language.
    """
    by_key = {key: (code, *name) for key, code, *name in names}
    counts: Counter[str] = Counter()
    shown: dict[str, tuple] = {}
    for key, count in Counter(keys).items():
        if key in by_key:
            code = by_key[key][0]
            counts[code] += count
            shown.setdefault(code, by_key[key])
    return [
        (shown[code] if len(shown[code]) > 1 else code, count)
        for code, count in counts.most_common()
    ]


def _by_year(moments: Sequence[int]) -> list[tuple[int, int]]:
    """How many of `moments`, seconds of Unix time with the latest first, lie in each year here."""
    rising = moments[::-1]
    first, last = (localtime(datetime.fromtimestamp(rising[end], UTC)).year for end in (0, -1))
    years = range(first, last + 2)
    ends = [bisect_left(rising, make_aware(datetime(year, 1, 1)).timestamp()) for year in years]
    counts = [
        (year, end - start) for year, (start, end) in zip(years, pairwise(ends), strict=False)
    ]
    return [(year, count) for year, count in reversed(counts) if count]


class UnixTime(Func):
    """A moment as a number: a database hands over thousands of them in no time."""

    output_field = BigIntegerField()
    function = "EXTRACT"
    template = "%(function)s(EPOCH FROM %(expressions)s)::bigint"

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "CAST(STRFTIME('%%%%s', %(expressions)s) AS INTEGER)"
        return super().as_sql(compiler, connection, template=template, **context)


def _rows(query: ParsedQuery, filters: Filters) -> QuerySet:
    summary = Q()
    for word in query.words:
        names = (Q(summary__icontains=each) for each in query.either(word))
        summary &= reduce(or_, names)
    score = _worth(IN_TITLE, Q(pk__in=_keys(query.search_query, ["title"])))
    score += _worth(IN_SUMMARY, summary)
    if len(query.words) > 1:
        score += _worth(ADJACENT, Q(pk__in=_keys(Phrase(query.adjacent))))
    return (
        NewsPage.objects.matching(filters)
        .filter(pk__in=_keys(query.search_query))
        .by_time()
        .values_list("pk", UnixTime("published_at"), "branch_id", "category_id", score)
    )


def _worth(score: float, condition: Q) -> Any:
    return Case(When(condition, then=Value(score)), default=Value(0.0), output_field=FloatField())


def _keys(query: SearchQuery, fields: list[str] | None = None) -> QuerySet:
    """Of the articles, public or not, that Wagtail's search finds."""
    results = get_search_backend().search(
        query, NewsPage.objects.order_by(), fields=fields, order_by_relevance=False
    )
    return results.get_queryset().order_by().values("pk")
