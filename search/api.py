"""The search in REST. Mounted by `cms.api.rest`."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from cms.core.api.asking import Asking
from cms.core.api.parameters import Locale, Moment
from cms.core.api.responses import answer
from news.listing import LARGEST_NUMBER_OF_BRANCHES, filters

from .listing import LARGEST_LIMIT, LARGEST_OFFSET, listing
from .question import LONGEST
from .shapes import SearchResult

router = Router(tags=["search"])


@router.get("/", response=SearchResult, operation_id="search")
def get_search(
    request: HttpRequest,
    q: Annotated[
        str,
        Query(
            description='Words that must all be there, "a phrase", -none of these.',
            min_length=1,
            max_length=LONGEST,
        ),
    ],
    branch: Annotated[
        list[str],
        Query(
            description="Codes of branches; repeat it for several.",
            max_length=LARGEST_NUMBER_OF_BRANCHES,
        ),
    ] = [],  # noqa: B006 (Ninja's way)
    category: Annotated[str | None, Query(description="A category's code.")] = None,
    locale: Locale = None,
    published_after: Annotated[Moment | None, Query(description="Later than this.")] = None,
    published_before: Annotated[Moment | None, Query(description="Earlier than this.")] = None,
    limit: Annotated[int, Query(ge=1, le=LARGEST_LIMIT)] = 20,
    offset: Annotated[int, Query(ge=0, le=LARGEST_OFFSET)] = 0,
) -> HttpResponse:
    """Articles that have what was typed in title, excerpt or body, the best first: the
    organisation's, or on a branch's own host the branch's.

    Simplified and traditional characters, capitals, full and half width are the same.
    """
    asked = filters(
        locale=locale, branch=branch, category=category,
        published_after=published_after, published_before=published_before,
    )  # fmt: skip
    return answer(listing(q, asked, limit, offset, Asking.of(request, asked.language)))
