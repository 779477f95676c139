"""The search in GraphQL. Part of the schema of `cms.content_api.graphql`."""

from typing import Annotated

import strawberry
from graphql import GraphQLError
from strawberry.types import Info

from cms.core.api import parameters
from cms.core.api.arguments import takes
from cms.core.api.context import APIContext
from cms.core.api.selection import selected
from cms.core.http.rate_limits import TooManyRequests
from news.filters import SearchFilters
from news.graphql import Locale

from . import throttling
from .schemas import SearchResult, Suggestion
from .service import MAX_LIMIT, search_news
from .suggestions import suggestions


@strawberry.type
class SearchQuery:
    @strawberry.field(
        description="Articles that match the search, best first: the organisation's, or on "
        "a branch's own host the branch's."
    )
    @takes(SearchFilters)
    def search(
        self,
        info: Info,
        q: Annotated[
            str,
            strawberry.argument(
                description='Words that must all be there, "a phrase", -none of these.'
            ),
        ],
        filters: SearchFilters,
        first: Annotated[
            int, strawberry.argument(description=f"How many, at most {MAX_LIMIT}.")
        ] = 20,
        offset: int = 0,
    ) -> SearchResult | None:
        _check_limit(info)
        checked = filters.checked()
        parameters.whole_number("first", first, 1, MAX_LIMIT)
        requested = selected(info, "items", "article") | selected(info)
        context = APIContext.from_info(info, checked.language, requested)
        return search_news(q, checked, first, offset, context)

    @strawberry.field(
        description="What may be meant while somebody types: branches, categories and tags, by "
        "their characters, pinyin or initials, and the newest articles with that in their titles."
    )
    def suggest(self, info: Info, q: str, locale: Locale = None) -> list[Suggestion] | None:
        _check_limit(info, suggestions=True)
        language = parameters.language(locale)
        context = APIContext.from_info(info, language)
        return suggestions(q, language, context)


def _check_limit(info: Info, *, suggestions: bool = False) -> None:
    try:
        throttling.check(info.context.request, suggestions=suggestions)
    except TooManyRequests as error:
        info.context.response["Retry-After"] = str(error.wait)
        info.context.response["Cache-Control"] = "no-store"
        extensions = {"code": "TOO_MANY_REQUESTS", "retryAfter": error.wait}
        raise GraphQLError(str(error), extensions=extensions) from error
