"""News in REST. Mounted by `cms.content_api.rest`."""

from dataclasses import fields as fields_of
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import TypeAdapter

from cms.core.api import parameters
from cms.core.api.context import APIContext
from cms.core.api.parameters import Id, Locale
from cms.core.api.responses import (
    SELECTION,
    chosen_fields,
    found,
    json_response,
    selection,
    selection_response,
)
from cms.core.api.rich_text import RichTextForm
from cms.core.api.schema import api_field, api_schema

from . import queries, service
from .facets import NewsFacets, news_facets
from .filters import NewsFilters
from .schemas import Category, NewsItem, NewsOrder, NewsPageSchema
from .service import MAX_LIMIT, MAX_OFFSET, MAX_RELATED, Pagination

router = Router(tags=["news"])
categories_router = Router(tags=["news"])
ITEM_FIELDS = tuple(each.name for each in fields_of(NewsItem))
SELECTABLE = (*ITEM_FIELDS, "body")


@api_schema
class NewsList:
    """A part of a list of news."""

    items: list[NewsItem]
    next: str | None = api_field("Pass this as `after` to get the next items; null at the end.")
    count: int | None = api_field("The total number, with count=true.")


@api_schema
class NewsSelection:
    """A part of a list of news, with the `fields` asked for alone."""

    items: list[dict[str, Any]]
    next: str | None
    count: int | None


def _selection_schema() -> dict[str, Any]:
    """With what an item has, each field of it optional: so that generated types know them."""
    schema, item, page = (
        TypeAdapter(each).json_schema(
            mode="serialization", ref_template="#/components/schemas/{model}"
        )
        for each in (NewsSelection, NewsItem, NewsPageSchema)
    )
    schema["properties"]["items"]["items"] = {
        "type": "object",
        "properties": item["properties"] | {"body": page["properties"]["body"]},
        "additionalProperties": False,
    }
    return schema


_SELECTION = {"schema": _selection_schema()}


@router.get(
    "",
    response=NewsList,
    operation_id="listNews",
    openapi_extra={"responses": {200: {"content": {SELECTION: _SELECTION}}}},
)
def list_news(
    request: HttpRequest,
    filters: Query[NewsFilters],
    rich_text: Query[RichTextForm],
    order: NewsOrder = NewsOrder.NEWEST,
    limit: Annotated[int, Query(ge=1, le=MAX_LIMIT)] = 20,
    offset: Annotated[int, Query(ge=0, le=MAX_OFFSET)] = 0,
    after: Annotated[
        parameters.Text | None, Query(description="The `next` of the part before.")
    ] = None,
    fields: Annotated[
        parameters.Text | None,
        Query(description=f"Of an item, with commas between: {', '.join(SELECTABLE)}."),
    ] = None,
    count: Annotated[bool, Query(description="Whether to return the total number.")] = False,
) -> HttpResponse:
    """Articles, newest first: the organisation's, or on a branch's own host the branch's.

    Only what the public may see. `after` survives new articles and costs the same everywhere;
    `offset` reaches the first thousand.
    """
    chosen = chosen_fields(fields, SELECTABLE)
    requested = {*(chosen or ITEM_FIELDS), *(["count"] if count else [])}
    checked = filters.checked()
    part = Pagination.checked(limit, offset, after, order is NewsOrder.OLDEST, limit_name="limit")
    context = APIContext.from_request(request, checked.language, requested, rich_text.chosen())
    listed = service.list_news(checked, part, context)
    if chosen is None:
        return json_response(NewsList(items=listed.items, next=listed.next, count=listed.count))
    items = selection(listed.items, chosen)
    return selection_response(
        NewsSelection(items=items, next=listed.next, count=listed.count), request
    )


@router.get("/facets", response=NewsFacets, operation_id="getNewsFacets")
def get_facets(request: HttpRequest, filters: Query[NewsFilters]) -> HttpResponse:
    """How many articles there are of each branch, category, tag, author and year."""
    checked = filters.checked()
    return json_response(news_facets(checked, APIContext.from_request(request, checked.language)))


@router.get("/{news_id}/related", response=list[NewsItem], operation_id="listRelatedNews")
def list_related(
    request: HttpRequest,
    news_id: Id,
    limit: Annotated[int, Query(ge=1, le=MAX_RELATED)] = 4,
) -> HttpResponse:
    """Articles like one: with most of its tags, then the newest of its category and branch."""
    return found(service.related_news(news_id, limit, APIContext.from_request(request)), "article")


@categories_router.get("", response=list[Category], operation_id="listCategories")
def list_categories(
    request: HttpRequest,
    locale: Locale = None,
) -> HttpResponse:
    """The organisation's kinds of news, in head office's order."""
    categories = queries.categories(parameters.language(locale))
    return json_response([Category(code=each.code, name=each.name) for each in categories])
