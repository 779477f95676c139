"""Suggestions while typing."""

from collections.abc import Iterator
from dataclasses import replace

from django.db.models import QuerySet
from wagtail.search.backends import get_search_backend

from cms.core.api import parameters
from cms.core.api.context import APIContext
from cms.core.page_urls import PageURL
from home.queries import branches
from news import queries as news
from news.filters import Filters
from news.models import NewsPage
from news.service import restrict_to_host

from .index.analysis import fold
from .pinyin import NamesByPinyin
from .query_parser import MAX_LENGTH
from .schemas import Suggestion, SuggestionKind

MAX_SUGGESTIONS = 8
MAX_OF_ONE_KIND = 3  # but articles


def suggestions(typed: str, language: str, context: APIContext) -> list[Suggestion]:
    """Branches, categories and tags by their characters, pinyin or initials; then the newest
    articles that the host may show with `typed` in their titles."""
    typed = parameters.text("q", typed, longest=MAX_LENGTH)
    if not fold(typed).strip():
        return []
    shown = branches(language)
    filters = restrict_to_host(Filters(language), [each.code for each in shown], context)
    names = NamesByPinyin(language)
    meant = set(names.sounding(typed, beginning=True))
    meant |= {
        name
        for name in (*names.of_the_organisation, *names.tags)
        if fold(typed).strip() in fold(name)
    }
    found = [
        _suggestion(
            branch.short_name,
            SuggestionKind.BRANCH,
            branch.code,
            context.page_urls.for_page(branch.url_path, branch.locale.language_code),
        )
        for branch in shown
        if meant & {branch.city, branch.short_name}
    ][:MAX_OF_ONE_KIND]
    found += [
        _suggestion(category.name, SuggestionKind.CATEGORY, category.code)
        for category in news.categories(language)
        if category.name in meant
    ][:MAX_OF_ONE_KIND]
    taken = {each.text for each in found}
    tags = (name for name in sorted(meant - taken) if _has_articles(name, filters))
    found += [
        _suggestion(name, SuggestionKind.TAG)
        for name, _number in zip(tags, range(MAX_OF_ONE_KIND), strict=False)
    ]
    return [*found, *_articles(typed, filters, MAX_SUGGESTIONS - len(found), context)]


def _suggestion(
    text: str, kind: SuggestionKind, code: str | None = None, address: PageURL | None = None
) -> Suggestion:
    return Suggestion(
        text=text,
        kind=kind,
        code=code,
        url=address.url if address else None,
        path=address.path if address else None,
    )


def _has_articles(tag: str, filters: Filters) -> bool:
    return NewsPage.objects.matching(replace(filters, tag=tag)).exists()


def _articles(
    typed: str, filters: Filters, count: int, context: APIContext
) -> Iterator[Suggestion]:
    articles = NewsPage.objects.matching(filters).filter(pk__in=_titled(typed)).by_time()
    for title, url_path in articles.values_list("title", "url_path")[:count]:
        if address := context.page_urls.for_page(url_path, filters.language):
            yield _suggestion(title, SuggestionKind.ARTICLE, address=address)


def _titled(typed: str) -> QuerySet:
    results = get_search_backend().autocomplete(
        typed, NewsPage.objects.order_by(), order_by_relevance=False
    )
    return results.get_queryset().order_by().values("pk")
