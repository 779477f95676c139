"""Queries for news, shared by every surface."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from wagtail.models import Page, PageQuerySet

from cms.core.api.cursor import Cursor
from cms.core.db.aggregates import SEPARATOR, JoinedText
from cms.core.db.prepared_queries import prepared

from .filters import Filters
from .models import NewsCategory, NewsIndexPage, NewsPage, NewsPageTag


def for_listing_with_body(keys: list[int]) -> list[NewsPage]:
    """The public ones of the articles with these `keys`, in their order, loaded as `for_listing`
    and with their bodies."""
    articles = NewsPage.objects.filter(pk__in=keys).for_listing().defer(None)
    return sorted(articles, key=lambda article: keys.index(article.pk))


# What a list of the API reads of each article.
ROW = (
    "pk", "translation_key", "title", "slug", "url_path", "published_at", "author", "summary",
    "cover_id", "last_published_at", "branch__code", "category__code", "category__name",
)  # fmt: skip


def rows(
    filters: Filters,
    start: int,
    stop: int,
    *more: str,
    oldest_first: bool,
    after: Cursor | None,
) -> list[dict[str, Any]]:
    """A part of what `filters` describe, as dictionaries of `ROW`, `tag_names` and `more` of their
    columns: a list needs no page instances."""
    values = vars(filters) | (vars(after) if after else {"moment": None, "pk": None})
    return _rows(values.pop("language"), start, stop, oldest_first, more, **values)


@prepared
def _rows(
    language: str,
    start: int,
    stop: int,
    oldest_first: bool,
    more: tuple[str, ...],
    moment: Any,
    pk: Any,
    **values: Any,
) -> QuerySet:
    after = Cursor(moment, pk) if moment else None
    matching = NewsPage.objects.matching(Filters(language, **values))
    articles = matching.by_time(oldest_first=oldest_first, after=after)
    return articles.annotate(tag_names=tag_names()).values(*ROW, *more, "tag_names")[start:stop]


def rows_by_pk(keys: list[int], *more: str) -> list[dict[str, Any]]:
    """The public ones of the articles with these `keys`, in their order: as `rows`, with `more` of
    their columns."""
    return sorted(_rows_by_pk(*more, keys=keys), key=lambda row: keys.index(row["pk"]))


@prepared
def _rows_by_pk(*more: str, keys: Any) -> QuerySet:
    articles = NewsPage.objects.filter(id__in=keys).public().order_by()
    return articles.annotate(tag_names=tag_names()).values(*ROW, *more, "tag_names")


RELATED_BY_TAGS = 200  # the newest that share one, among which those that share most are chosen


def related(article: NewsPage, count: int, branches: list[str] | None) -> list[int]:
    """The keys of the public articles in its language that are like `article`: with most of its
    tags, then the newest of its category and branch; of `branches` if not None."""
    others = NewsPage.objects.matching(Filters(article.locale.language_code, branches))
    others = others.exclude(pk=article.pk)
    tags = NewsPageTag.objects.filter(tag__in=article.tags.values("pk"))
    newest = list(
        others.filter(pk__in=tags.values("content_object"))
        .by_time()[:RELATED_BY_TAGS]
        .values_list("pk", flat=True)
    )
    shared = Counter(
        tags.filter(content_object__in=newest).values_list("content_object", flat=True)
    )
    keys = sorted(newest, key=lambda key: -shared[key])[:count]
    if len(keys) < count:
        alike = others.exclude(pk__in=keys).filter(branch=article.branch_id)
        if article.category_id:
            alike = alike.filter(category=article.category_id)
        keys += alike.by_time().values_list("pk", flat=True)[: count - len(keys)]
    return keys


def tag_names() -> Subquery:
    """The names of an article's tags, joined; `tags_of` takes them apart."""
    tags = NewsPageTag.objects.filter(content_object=OuterRef("pk")).order_by()
    return Subquery(
        tags.values("content_object").annotate(names=JoinedText("tag__name")).values("names")
    )


def tags_of(tag_names: str | None) -> list[str]:
    return sorted(filter(None, (tag_names or "").split(SEPARATOR)))


def tags(article: NewsPage) -> list[str]:
    """The names of an article's tags; those of a draft, which has no `tag_names`, are its own."""
    if hasattr(article, "tag_names"):
        return tags_of(article.tag_names)
    return sorted(tag.name for tag in article.tags.all())


def categories(language: str) -> QuerySet[NewsCategory]:
    """All of them in one language, in head office's order."""
    return NewsCategory.objects.filter(locale__language_code=language)


@dataclass(frozen=True)
class Neighbours:
    """What to read next after an article, all of the same branch."""

    newer: NewsPage | None
    older: NewsPage | None
    more: list[NewsPage]


def neighbours(article: NewsPage, count: int) -> Neighbours:
    """The articles just before and after in the branch's list, and up to `count` of its newest."""
    newer, older = next_to(article)
    shown = [article.pk, *(each.pk for each in (newer, older) if each)]
    more = NewsPage.objects.in_scope(article.branch).exclude(pk__in=[pk for pk in shown if pk])
    return Neighbours(newer, older, list(more.for_listing()[:count]))


def prefetch_next_to(articles: list[NewsPage]) -> None:
    """For several articles, what `next_to` would ask for each: two queries."""
    if len(articles) < 2:
        return
    keys = {pk: (newer, older) for pk, newer, older in _keys_next_to(keys=[a.pk for a in articles])}
    wanted = sorted({each for both in keys.values() for each in both if each})
    pages = {page.pk: page for page in _linkable(keys=wanted)} if wanted else {}
    for article in articles:
        newer, older = keys.get(article.pk, (None, None))
        article.next_to = pages.get(newer), pages.get(older)


@prepared
def _keys_next_to(keys: Any) -> QuerySet:
    others = NewsPage.objects.filter(branch=OuterRef("branch")).public()
    here: Any = Cursor(OuterRef("published_at"), OuterRef("pk"))  # type: ignore[arg-type]
    newer, older = (
        Subquery(others.by_time(oldest_first=oldest_first, after=here).values("pk")[:1])
        for oldest_first in (True, False)
    )
    return NewsPage.objects.filter(id__in=keys).order_by().values_list("pk", newer, older)


@prepared
def _linkable(keys: Any) -> PageQuerySet:
    return NewsPage.objects.filter(id__in=keys).defer_streamfields().select_related("locale")


def next_to(article: NewsPage) -> tuple[NewsPage | None, NewsPage | None]:
    """The next newer and the next older article of the branch, in one query, or prefetched."""
    if hasattr(article, "next_to"):
        return article.next_to
    here = article.published_at, article.pk or 0
    nearest = _next_to(branch=article.branch_id, moment=here[0], pk=here[1])
    by_side = {(each.published_at, each.pk) > here: each for each in nearest}
    return by_side.get(True), by_side.get(False)


@prepared
def _next_to(branch: Any, moment: Any, pk: Any) -> PageQuerySet:
    others = NewsPage.objects.filter(branch=branch).public().exclude(pk=pk)
    newer, older = (
        others.by_time(oldest_first=oldest_first, after=Cursor(moment, pk)).values("pk")[:1]
        for oldest_first in (True, False)
    )
    # A union and no "or": so the database looks for two keys, not through the table.
    keys = NewsPage.objects.order_by().filter(pk=Subquery(newer)).values("pk")
    keys = keys.union(NewsPage.objects.order_by().filter(pk=Subquery(older)).values("pk"))
    nearest = NewsPage.objects.filter(pk__in=keys)
    return nearest.defer_streamfields().select_related("locale")


def news_list(branch: Page) -> NewsIndexPage | None:
    return NewsIndexPage.objects.in_scope(branch).public().first()
