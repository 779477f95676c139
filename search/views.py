from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import InvalidPage, Paginator
from django.core.paginator import Page as Part
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import make_aware

from cms.core.api.context import APIContext
from cms.core.blocks.plain_text import prose
from cms.core.host import Host
from cms.core.http.rate_limits import TooManyRequests
from cms.core.languages import active_language, active_locale
from home.queries import branches
from news import queries as news
from news.filters import Filters
from news.models import NewsPage

from . import throttling
from .alternatives import alternatives_to
from .forms import SearchForm
from .highlighting import Highlighter, Snippet
from .promotions import promotions
from .ranking import RankedResults
from .service import run_search

RESULTS_A_PAGE = 20
NOT_TYPED = {"page", "category", "year"}  # but followed: wrong ones are addresses of nothing


@dataclass(frozen=True)
class ResultCard:
    """An article that was found, as a card shows it."""

    article: NewsPage
    title: Snippet
    snippet: Snippet


def search_page(request: HttpRequest) -> HttpResponse:
    """`GET /search/?q=&branch=&category=&year=&page=`: what readers look for, in one city or
    (`branch=`) in all; without words everything, newest first.

    On a branch's own host it looks in that branch unless told otherwise. 400 with the reason for a
    query that makes no sense, 429 for too many of them; 404 for what only a wrong address asks for:
    a page of results, a category, a year or a language that there is not.
    """
    if active_locale(request) is None:
        raise Http404
    language = active_language()
    categories = list(news.categories(language))
    form = SearchForm(request.GET, branches=branches(language), categories=categories)
    if NOT_TYPED & form.errors.keys():
        raise Http404
    if not form.is_valid():
        return render(request, "search/search_page.html", {"form": form}, status=400)
    try:
        throttling.check(request)
    except TooManyRequests as error:
        response = render(
            request, "search/search_page.html", {"form": form, "wait": error.wait}, status=429
        )
        response.headers["Retry-After"] = str(error.wait)
        return response
    typed = form.cleaned_data
    branch = typed["branch"]
    if "branch" not in request.GET:
        branch = form.by_code.get(Host.from_request(request).branch_code or "")
    after, before = _period(typed["year"])
    filters = Filters(
        language,
        branches=[branch.code] if branch else None,
        category=typed["category"] or None,
        published_after=after,
        published_before=before,
    )
    context = {
        **_results(typed["q"], filters, typed["page"] or 1),
        "promotions": promotions(typed["q"], APIContext.from_request(request, language)),
        "form": form,
        "text": typed["q"],
        "branch": branch,
        "category": typed["category"],
        "year": typed["year"],
        "city_address": lambda city: f"?{urlencode({'q': typed['q'], 'branch': city.code})}",
    }
    return render(request, "search/search_page.html", context)


def _results(text: str, filters: Filters, number: int) -> dict[str, Any]:
    """A page of what was found, and `found`, all of it; None without words."""
    if not text.strip():
        return {
            "results": _page(filters.apply(NewsPage.objects.all()).for_listing(), number),
            "found": None,
        }
    search = run_search(text, filters, first_part=number == 1)
    found = search.ranked
    if not found.keys:
        return {
            "results": _page([], number),
            "found": found,
            "parts": alternatives_to(search.query, filters),
        }
    results = _page(found.keys, number)
    results.object_list = _shown(list(results.object_list), search.highlighter)
    return {"results": results, "found": found, **_narrower(found)}


def _page(everything: Any, number: int) -> Part:
    try:
        return Paginator(everything, RESULTS_A_PAGE).page(number)
    except InvalidPage as error:
        raise Http404 from error


def _shown(keys: list[int], highlighter: Highlighter) -> list[ResultCard]:
    articles = news.for_listing_with_body(keys)
    return [
        ResultCard(
            article,
            highlighter.whole(article.title),
            highlighter.part(article.summary, prose(article.body.raw_data)),
        )
        for article in articles
    ]


def _narrower(found: RankedResults) -> dict[str, Any]:
    """What a reader may choose of; nothing where there is no choice."""
    return {
        "categories": [(*each, count) for each, count in found.by_category],
        "years": found.by_year,
    }


def _period(year: int | None) -> tuple[datetime | None, datetime | None]:
    """After and before which moments a year lies."""
    if year is None:
        return None, None
    first, following = (make_aware(datetime(each, 1, 1)) for each in (year, year + 1))
    return first - timedelta(seconds=1), following
