"""The content API in GraphQL: the same shapes and the same questions as in REST."""

from typing import Annotated
from uuid import UUID

import strawberry
from django.conf import settings
from django.http import Http404
from graphql import ASTValidationRule, GraphQLError, NoSchemaIntrospectionCustomRule
from strawberry.extensions import (
    AddValidationRules,
    MaskErrors,
    MaxAliasesLimiter,
    MaxTokensLimiter,
    ParserCache,
    QueryDepthLimiter,
    ValidationCache,
)
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext, Info

from cms.core.api import parameters
from cms.core.api.arguments import takes
from cms.core.api.context import APIContext
from cms.core.api.list_parts import PageInfo
from cms.core.api.problems import InvalidParameter
from cms.core.api.registry import page_types
from cms.core.api.schemas import Node
from cms.core.api.selection import selected
from contacts.schemas import Contact, contacts_by_code
from home.queries import branches
from home.schemas import PageSchema
from news.graphql import Locale, NewsQuery
from news.schemas import NewsPageSchema
from search.graphql import SearchQuery

from . import images, nodes, page_detail, page_list, routing, site_frame
from .images import Image
from .page_filters import PageFilters
from .query_limits import NumbersAreReadable, OperationIsNamed, WrittenOut
from .routing import RedirectTo
from .site_frame import Branch, Site

# Far above what a frontend asks, far below what keeps a server busy.
MAX_DEPTH = 12
MAX_ALIASES = 15
MAX_TOKENS = 1500
CACHED_DOCUMENTS = 500

# Made once: what has been validated is remembered together with the rules it was held to. First
# comes what the others need, who follow fragments.
RULES: list[type[ASTValidationRule]] = [
    WrittenOut,
    NumbersAreReadable,
    *QueryDepthLimiter(MAX_DEPTH).validation_rules,
    *MaxAliasesLimiter(MAX_ALIASES).validation_rules,
]
CLOSED_RULES = [*RULES, NoSchemaIntrospectionCustomRule]


@strawberry.type(name="Route", description="What is at an address; one of the two is null.")
class RouteType:
    page: PageSchema | None
    redirect: RedirectTo | None


def context(info: Info, language: str | None = None, *path: str) -> APIContext:
    return APIContext.from_info(info, parameters.language(language), selected(info, *path))


@strawberry.type(description="Relay's: a page in a list.")
class PageEdge:
    cursor: str
    node: PageSchema


@strawberry.type(description="Relay's: a part of the list of pages.")
class PageConnection:
    edges: list[PageEdge]
    page_info: PageInfo


FirstPages = Annotated[
    int,
    strawberry.argument(
        description=f"How many: at most {page_list.MAX_LIMIT} of what a list knows, "
        f"{page_list.MAX_WHOLE} with other fields."
    ),
]
Here = Annotated[
    str | None,
    strawberry.argument(
        description="Where the reader is: each branch then has its page of the same section."
    ),
]
DatabaseId = Annotated[int, strawberry.argument(description="The `id` of REST.")]


# All may be null, so that one that fails leaves the others their answers.
@strawberry.type(description="All queries for frontends. Only public content is visible.")
class Query(NewsQuery, SearchQuery):
    @strawberry.field(description="The frame of every page, for the host's branch or for one.")
    def site(
        self, info: Info, branch: str | None = None, path: Here = None, locale: Locale = None
    ) -> Site | None:
        return site_frame.build_frame(context(info, locale), branch, path)

    @strawberry.field(description="All branches, in the city switcher's order, on every host.")
    def branches(self, info: Info, path: Here = None, locale: Locale = None) -> list[Branch] | None:
        return site_frame.framed_branches(context(info, locale), path)

    @strawberry.field(description="One branch, by its code.")
    def branch(self, info: Info, code: str, locale: Locale = None) -> Branch | None:
        return site_frame.framed_branch(code, context(info, locale))

    @strawberry.field(description="How to reach every branch, in the switcher's order.")
    def contacts(self, info: Info, locale: Locale = None) -> list[Contact] | None:
        found = context(info, locale)
        return list(contacts_by_code(branches(found.language), found).values())

    @strawberry.field(description="What is at an address: a page or a redirect; null if nothing.")
    def route(self, info: Info, path: str, host: str | None = None) -> RouteType | None:
        found = routing.route(path, host, context(info, None, "page"))
        return RouteType(page=found.page, redirect=found.redirect) if found else None

    @strawberry.field(description="What a client keeps by its `id`; null for a draft.")
    def node(self, info: Info, id: strawberry.ID) -> Node | None:
        return nodes.find_node(parameters.text("id", id), context(info))

    @strawberry.field(description="A page of any type.")
    def page(self, info: Info, database_id: DatabaseId) -> PageSchema | None:
        return page_detail.find_page(context(info), pk=database_id)

    @strawberry.field(
        description="Every public page of every type, in the order of the tree. Of what a list "
        f"knows (`{'`, `'.join(page_list.LISTED)}`) up to {page_list.MAX_LIMIT} at once."
    )
    @takes(PageFilters)
    def pages(
        self, info: Info, filters: PageFilters, first: FirstPages = 20, after: str | None = None
    ) -> PageConnection | None:
        asked = context(info, None, "edges", "node")
        whole = not (asked.fields or set()) <= page_list.SUMMARY
        most = page_list.MAX_WHOLE if whole else page_list.MAX_LIMIT
        parameters.whole_number("first", first, 1, most)
        listed = page_list.find_pages(filters, first, after, asked)
        pages = listed.whole(asked) if whole else listed.summaries()
        cursors = {item.id: each for item, each in zip(listed.items, listed.cursors, strict=True)}
        return PageConnection(
            edges=[PageEdge(cursor=cursors[page.id], node=page) for page in pages],
            page_info=PageInfo.of(listed),
        )

    @strawberry.field(
        description="An article, by its id in REST, or by its branch's code and its slug."
    )
    def news_page(
        self,
        info: Info,
        database_id: int | None = None,
        branch: str | None = None,
        slug: str | None = None,
        locale: Locale = None,
    ) -> NewsPageSchema | None:
        asked = context(info, locale)
        if database_id is not None:
            return page_detail.find_article(asked, pk=database_id)
        if branch is None or slug is None:
            raise InvalidParameter("databaseId", "Give a databaseId, or a branch and a slug.")
        return page_detail.find_article_by_slug(asked, branch, slug)

    @strawberry.field(description="A picture that a public page shows, in every preset.")
    def image(self, info: Info, database_id: DatabaseId) -> Image | None:
        return images.find_image(database_id, context(info))

    @strawberry.field(description="The draft of a preview; null once its token has expired.")
    def preview(self, info: Info, token: str) -> PageSchema | None:
        info.context.response["Cache-Control"] = "no-store"
        return page_detail.find_draft(token, context(info))


def _is_unexpected(error: GraphQLError) -> bool:
    """What is no fault of the request: logged, and not told to strangers."""
    cause = error.original_error
    return cause is not None and not isinstance(cause, InvalidParameter | Http404 | GraphQLError)


class Schema(strawberry.Schema):
    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        """Log them, but not what a stranger has got wrong."""
        super().process_errors([each for each in errors if _is_unexpected(each)], execution_context)


schema = Schema(
    Query,
    types=[each.schema for each in page_types().values()],
    config=StrawberryConfig(
        scalar_map={
            UUID: strawberry.scalar(
                name="UUID", description="As RFC 9562 has it.", serialize=str, parse_value=UUID
            )
        }
    ),
    extensions=[
        lambda: MaxTokensLimiter(MAX_TOKENS),
        lambda: AddValidationRules(RULES if settings.GRAPHQL_INTROSPECTION else CLOSED_RULES),
        lambda: ParserCache(CACHED_DOCUMENTS),
        lambda: ValidationCache(CACHED_DOCUMENTS),
        OperationIsNamed,  # after what sets the errors that were remembered
        lambda: MaskErrors(_is_unexpected, "The server failed to answer this."),
    ],
)
