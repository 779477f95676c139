"""What every surface asks the search."""

from django.db.models import Q
from wagtail.models import Locale, PageQuerySet

from home.models import BranchPage
from news.models import NewsPage
from news.queries import listed


def search(text: str, locale: Locale, branch: BranchPage | None = None) -> PageQuerySet:
    """The public articles in one language, of one branch or of all, whose title or summary has
    every word of `text`, newest first.

    A plain scan: it finds any part of a Chinese sentence, in the order of time and not yet by rank.
    """
    articles = NewsPage.objects.filter(content_locale=locale)
    if branch is not None:
        articles = articles.filter(branch__translation_key=branch.translation_key)
    for word in text.split():
        articles = articles.filter(Q(title__icontains=word) | Q(summary__icontains=word))
    return listed(articles)
