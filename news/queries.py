"""What every surface asks about news."""

from dataclasses import dataclass

from django.db.models import Q
from wagtail.models import Page, PageQuerySet

from cms.core import pictures, scope, visibility

from .models import NewsCategory, NewsIndexPage, NewsPage


def news(
    root: Page, *, category: NewsCategory | None = None, tag: str | None = None
) -> PageQuerySet:
    """The public articles of `root` (the organisation in one language, a branch, or a host's
    root page), newest first, with what a list shows of each and without their bodies."""
    articles = visibility.public(scope.within(NewsPage.objects.all(), root))
    if category is not None:
        articles = articles.filter(category=category)
    if tag:
        articles = articles.filter(tagged_items__tag__name=tag)
    return (
        articles.defer_streamfields()
        .select_related("branch", "category", "cover", "locale")
        .prefetch_related(pictures.prefetch("cover", "card"))
        .order_by("-published_at", "-pk")
    )


@dataclass(frozen=True)
class Neighbours:
    """What the reader of an article may read next, all of the same branch."""

    newer: NewsPage | None
    older: NewsPage | None
    more: list[NewsPage]


def neighbours(article: NewsPage, count: int) -> Neighbours:
    """The articles just before and after in the branch's list, and up to `count` of its newest."""
    others = news(article.branch).exclude(pk=article.pk)
    same_second = Q(published_at=article.published_at)
    newer = others.filter(
        Q(published_at__gt=article.published_at) | same_second & Q(pk__gt=article.pk or 0)
    )
    older = others.filter(
        Q(published_at__lt=article.published_at) | same_second & Q(pk__lt=article.pk or 0)
    )
    newest = list(others[: count + 2])
    previous_one = newer.order_by("published_at", "pk").first()
    next_one = older.first()
    shown = {each.pk for each in (previous_one, next_one) if each}
    return Neighbours(previous_one, next_one, [n for n in newest if n.pk not in shown][:count])


def news_list(branch: Page) -> NewsIndexPage | None:
    return visibility.public(scope.within(NewsIndexPage.objects.all(), branch)).first()
