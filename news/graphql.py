"""News in GraphQL. Part of the schema of `cms.content_api.graphql`."""

from datetime import datetime
from enum import Enum
from typing import Annotated

import strawberry
from strawberry.types import Info

from cms.core.api import parameters
from cms.core.api.context import APIContext
from cms.core.api.schema import api_field
from cms.core.api.selection import selected

from . import queries
from .schemas import Category, NewsItem
from .service import LARGEST_LIMIT, Range, filters, listing


@strawberry.enum(description="The order of a list of news.")
class NewsOrder(Enum):
    NEWEST = "newest"
    OLDEST = "oldest"


@strawberry.type(description="Relay's: where a part of a list ends.")
class PageInfo:
    has_next_page: bool
    end_cursor: str | None
    has_previous_page: bool = api_field("Always false: lists are read forwards.", default=False)
    start_cursor: str | None = None


@strawberry.type(description="Relay's: an article in a list.")
class NewsEdge:
    cursor: str
    node: NewsItem


@strawberry.type(description="Relay's: a part of a list of news.")
class NewsConnection:
    edges: list[NewsEdge]
    page_info: PageInfo
    total_count: int | None = api_field("The total number; counted only if selected.")


First = Annotated[
    int | None, strawberry.argument(description=f"How many, at most {LARGEST_LIMIT}.")
]
Codes = Annotated[list[str] | None, strawberry.argument(description="Codes; all if left out.")]
Locale = Annotated[
    str | None, strawberry.argument(description="zh-hans, zh-hant or en; zh-hans if left out.")
]


@strawberry.type
class NewsQuery:
    @strawberry.field(
        description="Articles: the organisation's, or on a branch's own host the branch's."
    )
    def news(
        self,
        info: Info,
        first: First = 20,
        after: str | None = None,
        branch: Codes = None,
        category: str | None = None,
        tag: str | None = None,
        author: str | None = None,
        locale: Locale = None,
        published_after: datetime | None = None,
        published_before: datetime | None = None,
        order: NewsOrder | None = NewsOrder.NEWEST,
    ) -> NewsConnection:
        asked = filters(
            locale=locale, branch=branch, category=category, tag=tag, author=author,
            published_after=published_after, published_before=published_before,
        )  # fmt: skip
        part = Range.checked(
            20 if first is None else first, 0, after, order is NewsOrder.OLDEST, limit_name="first"
        )
        requested = selected(info, "edges", "node")
        if "total_count" in selected(info):
            requested.add("count")
        found = listing(
            asked, part, APIContext.from_request(info.context.request, asked.language, requested)
        )
        edges = zip(found.cursors, found.items, strict=True)
        return NewsConnection(
            edges=[NewsEdge(cursor=cursor, node=item) for cursor, item in edges],
            page_info=PageInfo(
                has_next_page=found.has_more,
                start_cursor=next(iter(found.cursors), None),
                end_cursor=found.end,
            ),
            total_count=found.count,
        )

    @strawberry.field(description="The kinds of news, in head office's order.")
    def categories(self, locale: Locale = None) -> list[Category]:
        found = queries.categories(parameters.language(locale))
        return [Category(code=each.code, name=each.name) for each in found]
