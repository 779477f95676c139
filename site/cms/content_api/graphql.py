"""The content API in GraphQL: the same shapes and the same questions as in REST."""

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
from strawberry.types import ExecutionContext, Info

from cms.core.api import parameters
from cms.core.api.context import APIContext
from cms.core.api.problems import InvalidParameter
from cms.core.api.registry import page_types
from cms.core.api.schemas import RichTextFormat
from cms.core.api.selection import selected
from contacts.schemas import Contact, contacts_by_code
from home.queries import branches
from home.schemas import PageSchema
from news.graphql import Locale, NewsQuery
from news.schemas import NewsPageSchema
from search.graphql import SearchQuery

from . import page_detail, previews, routing, site_frame
from .query_limits import NumbersAreReadable, OperationIsNamed, WrittenOut
from .routing import RedirectTo
from .site_frame import Branch, Site

Html = RichTextFormat.HTML


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


def context(
    info: Info, language: str | None = None, rich_text: RichTextFormat | None = Html, *path: str
) -> APIContext:
    chosen = parameters.language(language)
    return APIContext.from_request(
        info.context.request, chosen, selected(info, *path), rich_text or Html
    )


@strawberry.type(description="All queries for frontends. Only public content is visible.")
class Query(NewsQuery, SearchQuery):
    @strawberry.field(description="The frame of every page, for the host's branch or for one.")
    def site(self, info: Info, branch: str | None = None, locale: Locale = None) -> Site:
        return site_frame.build_frame(context(info, locale), branch)

    @strawberry.field(description="All branches, in the city switcher's order, on every host.")
    def branches(self, info: Info, locale: Locale = None) -> list[Branch]:
        return site_frame.framed_branches(context(info, locale))

    @strawberry.field(description="One branch, by its code.")
    def branch(self, info: Info, code: str, locale: Locale = None) -> Branch | None:
        return site_frame.framed_branch(code, context(info, locale))

    @strawberry.field(description="How to reach every branch, in the switcher's order.")
    def contacts(self, info: Info, locale: Locale = None) -> list[Contact]:
        found = context(info, locale)
        return list(contacts_by_code(branches(found.language), found).values())

    @strawberry.field(description="What is at an address: a page or a redirect; null if nothing.")
    def route(
        self,
        info: Info,
        path: str,
        host: str | None = None,
        rich_text: RichTextFormat | None = Html,
    ) -> RouteType | None:
        found = routing.route(path, host, context(info, None, rich_text, "page"))
        return RouteType(page=found.page, redirect=found.redirect) if found else None

    @strawberry.field(description="A page of any type.")
    def page(
        self, info: Info, id: int, rich_text: RichTextFormat | None = Html
    ) -> PageSchema | None:
        return page_detail.find_page(context(info, rich_text=rich_text), pk=id)

    @strawberry.field(description="An article, by its id, or by its branch's code and its slug.")
    def news_item(
        self,
        info: Info,
        id: int | None = None,
        branch: str | None = None,
        slug: str | None = None,
        locale: Locale = None,
        rich_text: RichTextFormat | None = Html,
    ) -> NewsPageSchema | None:
        asked = context(info, locale, rich_text)
        if id is not None:
            return page_detail.find_article(asked, pk=id)
        if branch is None or slug is None:
            raise InvalidParameter("id", "Give an id, or a branch and a slug.")
        return page_detail.find_article_by_slug(asked, branch, slug)

    @strawberry.field(description="The draft of a preview; null once its token has expired.")
    def preview(
        self, info: Info, token: str, rich_text: RichTextFormat | None = Html
    ) -> PageSchema | None:
        info.context.response["Cache-Control"] = "no-store"
        page = previews.open(parameters.text("token", token, longest=500))
        return page_detail.schema_of(page, context(info, rich_text=rich_text)) if page else None


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
    extensions=[
        lambda: MaxTokensLimiter(MAX_TOKENS),
        lambda: AddValidationRules(RULES if settings.GRAPHQL_INTROSPECTION else CLOSED_RULES),
        lambda: ParserCache(CACHED_DOCUMENTS),
        lambda: ValidationCache(CACHED_DOCUMENTS),
        OperationIsNamed,  # after what sets the errors that were remembered
        lambda: MaskErrors(_is_unexpected, "The server failed to answer this."),
    ],
)
