"""What every surface asks about news."""

from wagtail.models import Page, PageQuerySet

from cms.core import scope, visibility

from .models import NewsCategory, NewsPage


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
        .prefetch_related("cover__renditions")
        .order_by("-published_at", "-pk")
    )
