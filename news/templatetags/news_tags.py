from django import template
from wagtail.models import Page, PageQuerySet

from news import queries

register = template.Library()


@register.simple_tag
def latest_news(root: Page, count: int) -> PageQuerySet:
    """The newest public articles of a branch or, given its portal, of the organisation."""
    return queries.news(root)[:count]


@register.simple_tag
def news_list(branch: Page) -> Page | None:
    """The page that lists all news of a branch, if the public may see it."""
    return queries.news_list(branch)
