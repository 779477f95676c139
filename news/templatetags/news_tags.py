from django import template
from wagtail.models import Page, PageQuerySet

from news import queries
from news.models import NewsPage

register = template.Library()


@register.simple_tag
def latest_news(root: Page, count: int) -> PageQuerySet:
    """The newest public articles of a branch or, given its portal, of the organisation."""
    return NewsPage.objects.in_scope(root).for_listing()[:count]


@register.simple_tag
def news_list(branch: Page) -> Page | None:
    """The page that lists all news of a branch, if the public may see it."""
    return queries.news_list(branch)


@register.simple_tag
def neighbours(article: NewsPage, count: int) -> queries.Neighbours:
    """What to read next after `article`, with up to `count` of the branch's newest."""
    return queries.neighbours(article, count)
