from urllib.parse import urlencode

from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from cms.core import scope
from cms.core.languages import active_language, active_locale
from home.models import BranchPage
from home.queries import branches

from .forms import SearchForm
from .queries import search

RESULTS_A_PAGE = 20


def search_page(request: HttpRequest) -> HttpResponse:
    """`GET /search/?q=&branch=&page=`: what readers look for, in one city or (`branch=`) in all;
    without words everything, newest first.

    On a branch's own host it looks in that branch unless told otherwise. 400 with the reason for a
    query that makes no sense; 404 for a page of results or a language that there is not.
    """
    locale = active_locale(request)
    if locale is None:
        raise Http404
    form = SearchForm(request.GET, branches=branches(active_language()))
    if "page" in form.errors:
        raise Http404
    if not form.is_valid():
        return render(request, "search/search_page.html", {"form": form}, status=400)
    text, branch = form.cleaned_data["q"], form.cleaned_data["branch"]
    if "branch" not in request.GET:
        branch = _branch_of_host(request, list(form.by_code.values()))
    pages = Paginator(search(text, locale, branch), RESULTS_A_PAGE)
    try:
        results = pages.page(form.cleaned_data["page"] or 1)
    except InvalidPage as error:
        raise Http404 from error
    context = {
        "form": form,
        "text": text,
        "branch": branch,
        "results": results,
        "city_address": lambda city: f"?{urlencode({'q': text, 'branch': city.code})}",
    }
    return render(request, "search/search_page.html", context)


def _branch_of_host(request: HttpRequest, shown: list[BranchPage]) -> BranchPage | None:
    host = scope.host_of(request)
    key = host.translation_key if host else None
    return next((branch for branch in shown if branch.translation_key == key), None)
