"""The search in REST. Mounted by `cms.content_api.rest`."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from cms.core.api import parameters
from cms.core.api.context import APIContext
from cms.core.api.parameters import Locale
from cms.core.api.problems import MEDIA_TYPE
from cms.core.api.responses import json_response
from news.filters import SearchFilters

from . import throttling
from .query_parser import MAX_LENGTH
from .schemas import SearchResult, Suggestion
from .service import MAX_LIMIT, MAX_OFFSET, search_news
from .suggestions import suggestions

router = Router(tags=["search"])

LIMITED = {
    "responses": {
        429: {
            "description": "Too Many Requests: Retry-After says for how many seconds.",
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
    }
}
Typed = Annotated[
    str,
    Query(
        description='Words that must all be there, "a phrase", -none of these.',
        examples=["志愿者 -招聘"],
        min_length=1,
        max_length=MAX_LENGTH,
    ),
]


@router.get("", response=SearchResult, operation_id="search", openapi_extra=LIMITED)
def get_search(
    request: HttpRequest,
    q: Typed,
    filters: Query[SearchFilters],
    limit: Annotated[int, Query(ge=1, le=MAX_LIMIT)] = 20,
    offset: Annotated[int, Query(ge=0, le=MAX_OFFSET)] = 0,
) -> HttpResponse:
    """Articles that match in title, excerpt or body, best first: the
    organisation's, or on a branch's own host the branch's.

    Simplified and traditional characters, capitals, full and half width are the same; branches,
    categories and tags are found by their pinyin and initials.
    """
    throttling.check(request)
    checked = filters.checked()
    context = APIContext.from_request(request, checked.language)
    return json_response(search_news(q, checked, limit, offset, context))


@router.get(
    "/suggest",
    response=list[Suggestion],
    operation_id="suggestSearches",
    url_name="suggest_searches",
    openapi_extra=LIMITED,
)
def get_suggestions(
    request: HttpRequest,
    q: Annotated[
        str,
        Query(description="What has been typed so far.", min_length=1, max_length=MAX_LENGTH),
    ],
    locale: Locale = None,
) -> HttpResponse:
    """What may be meant: branches, categories and tags, by their characters, pinyin or initials,
    and the newest articles with that in their titles. A few."""
    throttling.check(request, suggestions=True)
    language = parameters.language(locale)
    return json_response(suggestions(q, language, APIContext.from_request(request, language)))
