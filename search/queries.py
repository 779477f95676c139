"""What every surface asks the search."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import BooleanField, Case, Q, QuerySet, Value, When
from django.utils.timezone import localtime, now
from wagtail.search.backends import get_search_backend
from wagtail.search.query import Phrase, SearchQuery

from news import queries as news
from news.models import NewsPage
from news.queries import Filters

from .question import Question

MOST_RANKED = 5000  # the newest of what is found; more is "5000+"

# What makes one article better than another; what is fresh is worth half as much after HALF_LIFE.
IN_TITLE, IN_SUMMARY, TOGETHER, FRESH = 3.0, 1.5, 1.0, 1.0
HALF_LIFE = 2 * 365.0  # days


@dataclass(frozen=True)
class Hit:
    pk: int
    published_at: datetime
    branch: str  # code
    category: str | None  # code
    category_name: str | None
    score: float


@dataclass(frozen=True)
class Found:
    """`hits`, the best first. `capped`: there are more than those."""

    hits: list[Hit]
    capped: bool

    @property
    def by_branch(self) -> list[tuple[str, int]]:
        return Counter(hit.branch for hit in self.hits).most_common()

    @property
    def by_category(self) -> list[tuple[tuple[str, str], int]]:
        """By code and name."""
        categories = ((hit.category, hit.category_name or "") for hit in self.hits)
        return Counter((code, name) for code, name in categories if code).most_common()

    @property
    def by_year(self) -> list[tuple[int, int]]:
        """The latest year first."""
        return sorted(Counter(localtime(hit.published_at).year for hit in self.hits).items())[::-1]


def search(question: Question, filters: Filters) -> Found:
    """The public articles that have what `question` asks for, among those of `filters`: in one
    query, however many there are."""
    if not question:
        return Found([], capped=False)
    rows = list(_rows(question, filters)[: MOST_RANKED + 1])
    moment = now()
    hits = [_hit(*row, moment=moment) for row in rows[:MOST_RANKED]]
    hits.sort(key=lambda hit: (-hit.score, -hit.published_at.timestamp(), -hit.pk))
    return Found(hits, capped=len(rows) > MOST_RANKED)


def _rows(question: Question, filters: Filters) -> QuerySet:
    summary = Q()
    for word in question.words:
        summary &= Q(summary__icontains=word)
    articles = news.found(filters).filter(pk__in=_keys(question.query))
    return (
        articles.annotate(
            in_title=_whether(Q(pk__in=_keys(question.query, ["title"]))),
            in_summary=_whether(summary),
            is_together=_together(question),
        )
        .order_by("-published_at", "-pk")
        .values_list(
            "pk", "published_at", "branch__code", "category__code", "category__name",
            "in_title", "in_summary", "is_together",
        )
    )  # fmt: skip


def _keys(query: SearchQuery, fields: list[str] | None = None) -> QuerySet:
    """Of the articles, public or not, that Wagtail's search finds."""
    results = get_search_backend().search(
        query, NewsPage.objects.order_by(), fields=fields, order_by_relevance=False
    )
    return results.get_queryset().order_by().values("pk")


def _together(question: Question) -> Case | Value:
    """Whether the words stand side by side; of one word there is nothing to tell."""
    if len(question.words) == 1:
        return Value(True)
    return _whether(Q(pk__in=_keys(Phrase(question.together))))


def _whether(condition: Q) -> Case:
    return Case(When(condition, then=True), default=Value(False), output_field=BooleanField())


def _hit(
    pk: int, published_at: datetime, branch: str, category: str | None, category_name: str | None,
    *better: bool, moment: datetime,
) -> Hit:  # fmt: skip
    weights = zip(better, (IN_TITLE, IN_SUMMARY, TOGETHER), strict=True)
    age = max((moment - published_at).days, 0)
    score = sum(weight for is_so, weight in weights if is_so) + FRESH * 0.5 ** (age / HALF_LIFE)
    return Hit(pk, published_at, branch, category, category_name, score)
