from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from cms.core import scope
from cms.core.languages import active_language
from home.queries import branches, organisation

from .forms import SearchForm
from .queries import search

RESULTS_A_PAGE = 20


def search_page(request: HttpRequest) -> HttpResponse:
    """`GET /search/?q=&branch=&page=`: what readers look for, in one city or in all.

    On a branch's own host it looks in that branch. 400 with the reason for a query that makes no
    sense, 404 for a page of results that there is not.
    """
    form = SearchForm(request.GET, branches=branches(active_language()))
    if not form.is_valid():
        return render(request, "search/search_page.html", {"form": form}, status=400)
    text, branch = form.cleaned_data["q"], form.cleaned_data["branch"]
    home = organisation(active_language())
    host = scope.host_of(request)
    if branch is None and home and host and host.depth > home.depth:
        branch = next((each for each in form.by_code.values() if each.pk == host.pk), None)
    results = None
    if text and home:
        try:
            results = Paginator(search(branch or home, text), RESULTS_A_PAGE).page(
                form.cleaned_data["page"] or 1
            )
        except InvalidPage as error:
            raise Http404 from error
    context = {"form": form, "text": text, "branch": branch, "results": results}
    return render(request, "search/search_page.html", context)
