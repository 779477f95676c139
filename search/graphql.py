"""The search in GraphQL. Part of the schema of `cms.content_api.graphql`."""

from datetime import datetime
from typing import Annotated

import strawberry
from graphql import GraphQLError
from strawberry.types import Info

from cms.core.api import parameters
from cms.core.api.context import APIContext
from cms.core.api.selection import selected
from cms.core.http.rate_limits import TooManyRequests
from news.graphql import Codes, Locale
from news.service import filters

from . import throttling
from .schemas import SearchResult
from .service import LARGEST_LIMIT, listing


@strawberry.type
class SearchQuery:
    @strawberry.field(
        description="Articles that match the search, best first: the organisation's, or on "
        "a branch's own host the branch's."
    )
    def search(
        self,
        info: Info,
        q: Annotated[
            str,
            strawberry.argument(
                description='Words that must all be there, "a phrase", -none of these.'
            ),
        ],
        branch: Codes = None,
        category: str | None = None,
        locale: Locale = None,
        published_after: datetime | None = None,
        published_before: datetime | None = None,
        first: Annotated[
            int, strawberry.argument(description=f"How many, at most {LARGEST_LIMIT}.")
        ] = 20,
        offset: int = 0,
    ) -> SearchResult:
        _check_limit(info)
        asked = filters(
            locale=locale, branch=branch, category=category,
            published_after=published_after, published_before=published_before,
        )  # fmt: skip
        parameters.whole_number("first", first, 1, LARGEST_LIMIT)
        requested = selected(info, "items", "article") | selected(info)
        context = APIContext.from_request(info.context.request, asked.language, requested)
        return listing(q, asked, first, offset, context)


def _check_limit(info: Info) -> None:
    try:
        throttling.check(info.context.request)
    except TooManyRequests as error:
        info.context.response["Retry-After"] = str(error.wait)
        info.context.response["Cache-Control"] = "no-store"
        extensions = {"code": "TOO_MANY_REQUESTS", "retryAfter": error.wait}
        raise GraphQLError(str(error), extensions=extensions) from error
