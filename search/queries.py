"""What every surface asks the search."""

from django.db.models import Q
from wagtail.models import Page, PageQuerySet

from news.queries import news


def search(root: Page, text: str) -> PageQuerySet:
    """The public articles of `root` whose title or summary has every word of `text`, newest first.

    A plain scan: it finds any part of a Chinese sentence, in the order of time and not yet by rank.
    """
    found = news(root)
    for word in text.split():
        found = found.filter(Q(title__icontains=word) | Q(summary__icontains=word))
    return found
