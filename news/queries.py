"""What every surface asks about news."""

from dataclasses import dataclass

from django.db.models import Q
from wagtail.models import Page, PageQuerySet

from cms.core import pictures, scope, visibility

from .models import NewsCategory, NewsIndexPage, NewsPage


def listed(articles: PageQuerySet) -> PageQuerySet:
    """The public ones of `articles`, newest first, with what a list shows and without bodies."""
    return (
        visibility.public(articles)
        .defer_streamfields()
        .select_related("branch", "category", "cover", "locale")
        .prefetch_related(pictures.prefetch("cover", "card"))
        .order_by("-published_at", "-pk")
    )


def news(
    root: Page, *, category: NewsCategory | None = None, tag: str | None = None
) -> PageQuerySet:
    """The public articles of `root`: the organisation in one language, a branch, or a host's
    root page. Ordered and loaded as `listed`."""
    articles = scope.within(NewsPage.objects.all(), root)
    if category is not None:
        articles = articles.filter(category=category)
    if tag:
        articles = articles.filter(tagged_items__tag__name=tag)
    return listed(articles)


@dataclass(frozen=True)
class Neighbours:
    """What the reader of an article may read next, all of the same branch."""

    newer: NewsPage | None
    older: NewsPage | None
    more: list[NewsPage]


def neighbours(article: NewsPage, count: int) -> Neighbours:
    """The articles just before and after in the branch's list, and up to `count` of its newest."""
    others = visibility.public(scope.within(NewsPage.objects.all(), article.branch))
    others = others.exclude(pk=article.pk).defer_streamfields()
    moment, pk = article.published_at, article.pk or 0
    # The plain condition lets the database seek in its index; the other settles one second.
    newer = others.filter(Q(published_at__gt=moment) | Q(pk__gt=pk), published_at__gte=moment)
    older = others.filter(Q(published_at__lt=moment) | Q(pk__lt=pk), published_at__lte=moment)
    previous_one = newer.order_by("published_at", "pk").first()
    next_one = older.order_by("-published_at", "-pk").first()
    shown = [article.pk, *(each.pk for each in (previous_one, next_one) if each)]
    more = news(article.branch).exclude(pk__in=[pk for pk in shown if pk])
    return Neighbours(previous_one, next_one, list(more[:count]))


def news_list(branch: Page) -> NewsIndexPage | None:
    return visibility.public(scope.within(NewsIndexPage.objects.all(), branch)).first()
