"""News in GraphQL. Part of the schema of `cms.content_api.graphql`."""

from typing import Annotated

import strawberry
from strawberry.types import Info

from cms.core.api import parameters
from cms.core.api.arguments import takes
from cms.core.api.context import APIContext
from cms.core.api.list_parts import PageInfo
from cms.core.api.schema import api_field
from cms.core.api.selection import selected

from . import facets, queries, service
from .facets import NewsFacets
from .filters import NewsFilters
from .schemas import Category, NewsItem, NewsOrder
from .service import MAX_LIMIT, MAX_RELATED, Pagination


@strawberry.type(description="Relay's: an article in a list.")
class NewsEdge:
    cursor: str
    node: NewsItem


@strawberry.type(description="Relay's: a part of a list of news.")
class NewsConnection:
    edges: list[NewsEdge]
    page_info: PageInfo
    total_count: int | None = api_field("The total number; counted only if selected.")


First = Annotated[int, strawberry.argument(description=f"How many, at most {MAX_LIMIT}.")]
FirstRelated = Annotated[int, strawberry.argument(description=f"How many, at most {MAX_RELATED}.")]
Locale = Annotated[parameters.LocaleCode | None, strawberry.argument(description=parameters.LOCALE)]


@strawberry.type
class NewsQuery:
    @strawberry.field(
        description="Articles: the organisation's, or on a branch's own host the branch's."
    )
    @takes(NewsFilters)
    def news(
        self,
        info: Info,
        filters: NewsFilters,
        first: First = 20,
        after: str | None = None,
        order: NewsOrder = NewsOrder.NEWEST,
    ) -> NewsConnection | None:
        checked = filters.checked()
        part = Pagination.checked(
            first,
            0,
            after,
            order is NewsOrder.OLDEST,
            limit_name="first",
        )
        requested = selected(info, "edges", "node")
        if "total_count" in selected(info):
            requested.add("count")
        context = APIContext.from_info(info, checked.language, requested)
        listed = service.list_news(checked, part, context)
        edges = zip(listed.cursors, listed.items, strict=True)
        return NewsConnection(
            edges=[NewsEdge(cursor=cursor, node=item) for cursor, item in edges],
            page_info=PageInfo.of(listed),
            total_count=listed.count,
        )

    @strawberry.field(
        description="How many articles there are of each branch, category, tag, author and year."
    )
    @takes(NewsFilters)
    def news_facets(self, info: Info, filters: NewsFilters) -> NewsFacets | None:
        checked = filters.checked()
        context = APIContext.from_info(info, checked.language, selected(info))
        return facets.news_facets(checked, context)

    @strawberry.field(
        description="Articles like one: with most of its tags, then the newest of its category and "
        "branch; null if there is no such article."
    )
    def related_news(
        self, info: Info, database_id: int, first: FirstRelated = 4
    ) -> list[NewsItem] | None:
        parameters.whole_number("first", first, 1, MAX_RELATED)
        context = APIContext.from_info(info, fields=selected(info))
        return service.related_news(database_id, first, context)

    @strawberry.field(description="The kinds of news, in head office's order.")
    def categories(self, locale: Locale = None) -> list[Category] | None:
        found = queries.categories(parameters.language(locale))
        return [Category(code=each.code, name=each.name) for each in found]
