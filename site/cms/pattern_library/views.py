from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from search.forms import SearchForm

from . import samples

PAGES = [(1, 3), (2, 3), (1500, 3000), (3000, 3000)]  # which of how many


def components(request: HttpRequest) -> HttpResponse:
    """`GET /admin/components/`: every component and block in every state, for those who work on
    the looks of the site and for the tests, which take their pictures here."""
    refused = SearchForm({"q": "x" * 101, "branch": "nowhere"}, branches=[], categories=[])
    refused.is_valid()
    articles = samples.articles()
    return render(
        request,
        "components/components.html",
        {
            "accents": range(9),
            "switchers": [samples.switcher(5, current=1), samples.switcher(50)],
            "branch_samples": samples.branches(8),
            "articles": articles,
            "more": articles[:3],
            "trail_page": samples.article(samples.LONG_TITLE),
            "trail": [samples.branch(), samples.branch(2)],
            "paginations": [samples.pages(*each) for each in PAGES],
            "body": samples.body(),
            "banner_samples": [samples.banners(1), samples.banners(3)],
            "contact_samples": [samples.contact(), samples.contact(full=False)],
            "footer": [
                (samples.branch(1), samples.contact()),
                (samples.branch(2), samples.contact(full=False)),
                (samples.branch(3), None),
            ],
            "categories": samples.categories(),
            "filters": {"category": samples.categories()[1]},
            "tags": [{"name": name} for name in ("志愿者", "长者服务")],
            "neighbours": {"newer": articles[0], "older": articles[3]},
            "refused": refused,
        },
    )
