"""The content API in REST: everything that a frontend asks, read-only. See docs/frontend.md."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query

import contacts.rest
import news.rest
import search.rest
from cms.core.api import parameters
from cms.core.api.context import APIContext
from cms.core.api.parameters import Id, Locale
from cms.core.api.responses import SELECTION, found, json_response, selection_response
from cms.core.api.rest import ReadOnlyAPI
from cms.core.api.schema import api_field, api_schema
from news.schemas import NewsPageSchema as Article

from . import images, page_detail, page_list, routing, site_frame
from .images import Image
from .page_detail import AnyPage
from .page_filters import PageFilters
from .page_form import PageForm
from .page_list import PageItem
from .routing import Route
from .site_frame import Branch, Site

api = ReadOnlyAPI(
    title="Qianshou content API",
    version="1",
    description="Branches, pages, news and contacts of the organisation, for frontends.",
    urls_namespace="content_api",
    openapi_url="/openapi.json",
    docs_url="/docs",
    servers=[{"url": "/", "description": "This host."}],
    openapi_extra={
        "info": {
            "contact": {"name": "The organisation's head office"},
            "license": {
                "name": "All rights reserved",
                "identifier": "LicenseRef-All-rights-reserved",
            },
        },
        "security": [],  # no key, for nobody
        "tags": [
            {"name": "site", "description": "The organisation, its branches, how to reach them."},
            {"name": "pages", "description": "Pages of any type, one or all, and addresses."},
            {"name": "news", "description": "Articles."},
            {"name": "search", "description": "What somebody looks for."},
        ],
    },
)


# With `fields`: those of one page, of the page in a route, of each page of a list.
PART = {"type": "object", "description": "The fields that were asked for."}
PART_OF_ROUTE = {"type": "object", "properties": {"page": PART, "redirect": {"type": "null"}}}
PART_OF_LIST = {
    "type": "object",
    "properties": {
        "items": {"type": "array", "items": PART},
        "next": {"anyOf": [{"type": "string"}, {"type": "null"}]},
    },
}


def selectable(schema: dict[str, Any]) -> dict[str, Any]:
    return {"responses": {200: {"content": {SELECTION: {"schema": schema}}}}}


Here = Annotated[
    parameters.Text | None,
    Query(
        description="Where the reader is: each branch then has its page of the same section.",
        examples=["/dongguan/contact/"],
    ),
]

# --- The organisation -----------------------------------------------------------------------


@api.get("/site", response=Site, operation_id="getSite", tags=["site"])
def get_site(
    request: HttpRequest,
    branch: Annotated[
        parameters.Text | None, Query(description="A branch's code.", examples=["dongguan"])
    ] = None,
    path: Here = None,
    locale: Locale = None,
) -> HttpResponse:
    """The frame of every page: branches, menus, legal facts, languages. For the host's branch, or
    for the one that is asked for."""
    context = APIContext.from_request(request, parameters.language(locale))
    return json_response(site_frame.build_frame(context, branch, path))


@api.get("/branches", response=list[Branch], operation_id="listBranches", tags=["site"])
def list_branches(request: HttpRequest, path: Here = None, locale: Locale = None) -> HttpResponse:
    """All branches, in the city switcher's order, on every host."""
    context = APIContext.from_request(request, parameters.language(locale))
    return json_response(site_frame.framed_branches(context, path))


@api.get("/branches/{code}", response=Branch, operation_id="getBranch", tags=["site"])
def get_branch(request: HttpRequest, code: str, locale: Locale = None) -> HttpResponse:
    """One branch, by its code."""
    context = APIContext.from_request(request, parameters.language(locale))
    return found(site_frame.framed_branch(code, context), "branch")


api.add_router("/contacts", contacts.rest.router)

# --- Pages ----------------------------------------------------------------------------------


@api.get(
    "/route",
    response=Route,
    operation_id="getRoute",
    tags=["pages"],
    openapi_extra=selectable(PART_OF_ROUTE),
)
def get_route(
    request: HttpRequest,
    form: Query[PageForm],
    path: Annotated[
        str,
        Query(
            description="As shown in the address bar, optionally with a query string.",
            examples=["/dongguan/news/"],
        ),
    ],
    host: Annotated[
        str | None,
        Query(
            description="A name, or name:port; defaults to the host of the request. An unknown "
            "host gets the default site."
        ),
    ] = None,
) -> HttpResponse:
    """What is at an address: a page of whatever type with all that it takes to show it, or a
    redirect; 404 if there is nothing."""
    route = routing.route(path, host, form.context(request))
    if route is None or route.page is None or not form.fields:
        return found(route, "address")
    return selection_response({"page": form.part(route.page), "redirect": None}, request)


@api_schema
class PageList:
    """A part of the list of pages."""

    items: list[PageItem]
    next: str | None = api_field("Pass this as `after` to get the next items; null at the end.")


@api_schema
class FullPageList:
    """A part of the list of pages, each whole."""

    items: list[AnyPage]
    next: str | None = api_field("Pass this as `after` to get the next items; null at the end.")


AfterPage = Annotated[parameters.Text | None, Query(description="The `next` of the part before.")]


@api.get("/pages", response=PageList, operation_id="listPages", tags=["pages"])
def list_pages(
    request: HttpRequest,
    filters: Query[PageFilters],
    limit: Annotated[int, Query(ge=1, le=page_list.MAX_LIMIT)] = 100,
    after: AfterPage = None,
) -> HttpResponse:
    """Every public page of every type, in the order of the tree; what a static site is built of."""
    listed = page_list.find_pages(filters, limit, after, APIContext.from_request(request))
    return json_response(PageList(items=listed.items, next=listed.next))


@api.get(
    "/pages/full",
    response=FullPageList,
    operation_id="listFullPages",
    tags=["pages"],
    openapi_extra=selectable(PART_OF_LIST),
)
def list_full_pages(
    request: HttpRequest,
    filters: Query[PageFilters],
    form: Query[PageForm],
    limit: Annotated[int, Query(ge=1, le=page_list.MAX_WHOLE)] = 20,
    after: AfterPage = None,
) -> HttpResponse:
    """The same pages with all that `pages/{id}/` gives of each."""
    context = form.context(request)
    listed = page_list.find_pages(filters, limit, after, context)
    pages = listed.whole(context)
    if not form.fields:
        return json_response(FullPageList(items=pages, next=listed.next))
    return selection_response({"items": list(map(form.part, pages)), "next": listed.next}, request)


@api.get(
    "/pages/{page_id}",
    response=AnyPage,
    operation_id="getPage",
    tags=["pages"],
    openapi_extra=selectable(PART),
)
def get_page(request: HttpRequest, page_id: Id, form: Query[PageForm]) -> HttpResponse:
    """A page of any type."""
    return form.response(page_detail.find_page(form.context(request), pk=page_id), "page", request)


@api.get(
    "/preview",
    response=AnyPage,
    operation_id="getPreview",
    tags=["pages"],
    openapi_extra=selectable(PART),
)
def get_preview(
    request: HttpRequest,
    form: Query[PageForm],
    token: Annotated[str, Query(description="From the address that the admin opened.")],
) -> HttpResponse:
    """The draft that an editor is looking at. Never cached; 404 once the token has expired."""
    draft = page_detail.find_draft(token, form.context(request))
    response = form.response(draft, "preview", request)
    response.headers["Cache-Control"] = "no-store"
    return response


@api.get("/images/{image_id}", response=Image, operation_id="getImage", tags=["pages"])
def get_image(request: HttpRequest, image_id: Id) -> HttpResponse:
    """A picture that a public page shows, in every preset."""
    return found(images.find_image(image_id, APIContext.from_request(request)), "picture")


# --- News -----------------------------------------------------------------------------------

api.add_router("/news", news.rest.router)
api.add_router("/categories", news.rest.categories_router)
api.add_router("/search", search.rest.router)


@api.get(
    "/news/{int:news_id}",
    response=Article,
    operation_id="getNews",
    tags=["news"],
    openapi_extra=selectable(PART),
)
def get_news(request: HttpRequest, news_id: Id, form: Query[PageForm]) -> HttpResponse:
    """An article, with its body."""
    article = page_detail.find_article(form.context(request), pk=news_id)
    return form.response(article, "article", request)


@api.get(
    "/branches/{code}/news/{slug}",
    response=Article,
    operation_id="getNewsBySlug",
    tags=["news"],
    openapi_extra=selectable(PART),
)
def get_news_by_slug(
    request: HttpRequest,
    code: str,
    slug: str,
    form: Query[PageForm],
    locale: Locale = None,
) -> HttpResponse:
    """An article, by its branch's code and the last part of its address."""
    context = form.context(request, parameters.language(locale))
    article = page_detail.find_article_by_slug(context, code, slug)
    return form.response(article, "article", request)
