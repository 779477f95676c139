"""The content API in REST: everything that a frontend asks, read-only. See docs/frontend.md."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver
from django.views.decorators.csrf import csrf_exempt
from ninja import Field, NinjaAPI, Query, Schema
from ninja.errors import ValidationError
from ninja.openapi.schema import OpenAPISchema
from pydantic import TypeAdapter

import contacts.rest
import news.rest
import search.rest
from cms.core.api import parameters
from cms.core.api.context import APIContext
from cms.core.api.parameters import Id, Locale
from cms.core.api.problems import MEDIA_TYPE, InvalidParameter, Problem, one_of, problem
from cms.core.api.responses import json_response
from cms.core.api.rich_text import RichText, RichTextFormat
from cms.core.api.schema import api_field, api_schema
from cms.core.http.rate_limits import TooManyRequests
from news.schemas import NewsPageSchema as Article

from . import images, page_detail, page_list, routing, site_frame
from .images import Image
from .page_detail import AnyPage
from .page_filters import PageFilters
from .page_list import PageItem
from .routing import Route
from .site_frame import Branch, Site


class RichTextParameters(Schema):
    """How rich text is asked for."""

    rich_text: RichTextFormat = Field(RichTextFormat.HTML, description="How rich text is written.")
    page_ids: bool = Field(
        False, description="Whether links to pages have `data-page-id`, in HTML."
    )

    def chosen(self) -> RichText:
        return RichText(self.rich_text, self.page_ids)


class ContentAPI(NinjaAPI):
    """Ninja's, with every error as a problem (RFC 9457) in its schema as in its answers."""

    @property
    def urls(self) -> tuple[list[URLResolver | URLPattern], str, str]:
        patterns, app_name, namespace = super().urls
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                pattern.callback = reading_only(pattern.callback)
        return patterns, app_name, namespace

    def get_openapi_schema(self, *args: Any, **kwargs: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(*args, **kwargs)
        for path in schema["paths"].values():
            for operation in path.values():
                _declare_responses(operation)
                _without_null(operation)
        known = schema["components"]["schemas"]
        problem_schema = TypeAdapter(Problem).json_schema(
            mode="serialization", ref_template="#/components/schemas/{model}"
        )
        known.update({**problem_schema.pop("$defs"), "Problem": problem_schema})
        return schema


def _declare_responses(operation: dict[str, Any]) -> None:
    """What may come instead: a request that Django refuses, nothing there, parameters that make
    no sense."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for status in (400, 404, 422):
        description = HTTPStatus(status).phrase
        operation["responses"][status] = {"description": description, "content": content}


def _without_null(operation: dict[str, Any]) -> None:
    """A parameter in an address is left out or a text: `?tag=null` looks for the tag “null”."""
    for parameter in operation.get("parameters", []):
        schema = parameter["schema"]
        options = [each for each in schema.pop("anyOf", []) if each != {"type": "null"}]
        for option in options:
            schema.update(option)


def reading_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer HEAD as GET, of which the server leaves out the body, and refuse what would write."""

    @csrf_exempt
    @wraps(view)
    def checked(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        asked = request.method
        if asked not in ("GET", "HEAD"):
            return problem(405, "This resource is read-only.", Allow="GET, HEAD")
        request.method = "GET"
        try:
            return view(request, **kwargs)
        finally:
            request.method = asked

    return checked


api = ContentAPI(
    title="Qianshou content API",
    version="1",
    description="Branches, pages, news and contacts of the organisation, for frontends.",
    urls_namespace="content_api",
    openapi_url="/openapi.json",
    docs_url="/docs",
)


def known_parameters_only(run: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Refuse what no parameter of the operation is called: Ninja would pass over it, and a typing
    error would go unseen. `run` is the method of Ninja's operation, which knows its parameters."""
    operation = run.__self__  # type: ignore[attr-defined]
    models = [each for each in operation.models if each.__ninja_param_source__ == "query"]
    known = [name for model in models for name in model.__ninja_flatten_map__]
    several = [name for m in models for name in getattr(m, "__ninja_collection_fields__", ())]
    single = [name for name in known if name not in several]

    @wraps(run)
    def checked(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        unknown = [name for name in request.GET if name not in known]
        if unknown:
            reason = f"Unknown parameter. {one_of(known) if known else 'This endpoint takes none.'}"
            return problem(422, "Unknown parameters.", [(name[:60], reason) for name in unknown])
        repeated = [name for name in single if len(request.GET.getlist(name)) > 1]
        if repeated:
            errors = [(name, "Must be given only once.") for name in repeated]
            return problem(422, "Repeated parameters.", errors)
        return run(request, **kwargs)

    return checked


api.add_decorator(known_parameters_only, mode="view")


@api.exception_handler(ValidationError)
def refuse_values(request: HttpRequest, error: ValidationError) -> HttpResponse:
    errors = [(_name(each["loc"]), each["msg"]) for each in error.errors]
    return problem(422, "A parameter has an invalid value.", errors)


def _name(place: tuple[str | int, ...]) -> str:
    """Of a parameter, from its place in Ninja's models: `("query", "filters", "type", 0)`."""
    return [each for each in place if isinstance(each, str)][-1]


@api.exception_handler(InvalidParameter)
def refuse_value(request: HttpRequest, error: InvalidParameter) -> HttpResponse:
    errors = [(error.parameter, error.reason)]
    return problem(422, "A parameter has an invalid value.", errors)


@api.exception_handler(Http404)
def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(404, str(error) or "There is nothing at this address.")


@api.exception_handler(TooManyRequests)
def refuse_for_now(request: HttpRequest, error: TooManyRequests) -> HttpResponse:
    response = problem(429, str(error))
    response.headers["Retry-After"] = str(error.wait)
    return response


def found(content: Any, what: str) -> HttpResponse:
    if content is None:
        raise Http404(f"There is no such {what}, or the public may not see it.")
    return json_response(content)


# --- The organisation -----------------------------------------------------------------------


@api.get("/site/", response=Site, operation_id="getSite", tags=["site"])
def get_site(
    request: HttpRequest,
    branch: Annotated[str | None, Query(description="A branch's code.")] = None,
    locale: Locale = None,
) -> HttpResponse:
    """The frame of every page: branches, menus, legal facts, languages. For the host's branch, or
    for the one that is asked for."""
    context = APIContext.from_request(request, parameters.language(locale))
    return json_response(site_frame.build_frame(context, branch))


@api.get("/branches/", response=list[Branch], operation_id="listBranches", tags=["site"])
def list_branches(request: HttpRequest, locale: Locale = None) -> HttpResponse:
    """All branches, in the city switcher's order, on every host."""
    context = APIContext.from_request(request, parameters.language(locale))
    return json_response(site_frame.framed_branches(context))


@api.get("/branches/{code}/", response=Branch, operation_id="getBranch", tags=["site"])
def get_branch(request: HttpRequest, code: str, locale: Locale = None) -> HttpResponse:
    """One branch, by its code."""
    context = APIContext.from_request(request, parameters.language(locale))
    return found(site_frame.framed_branch(code, context), "branch")


api.add_router("/contacts/", contacts.rest.router)

# --- Pages ----------------------------------------------------------------------------------


@api.get("/route/", response=Route, operation_id="getRoute", tags=["pages"])
def get_route(
    request: HttpRequest,
    rich_text: Query[RichTextParameters],
    path: Annotated[
        str, Query(description="As shown in the address bar, optionally with a query string.")
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
    context = APIContext.from_request(request, rich_text=rich_text.chosen())
    return found(routing.route(path, host, context), "address")


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


AfterPage = Annotated[str | None, Query(description="The `next` of the part before.")]


@api.get("/pages/", response=PageList, operation_id="listPages", tags=["pages"])
def list_pages(
    request: HttpRequest,
    filters: Query[PageFilters],
    limit: Annotated[int, Query(ge=1, le=page_list.MAX_LIMIT)] = 100,
    after: AfterPage = None,
) -> HttpResponse:
    """Every public page of every type, in the order of the tree; what a static site is built of."""
    listed = page_list.find_pages(filters, limit, after, APIContext.from_request(request))
    following = listed.end if listed.has_more else None
    return json_response(PageList(items=listed.items, next=following))


@api.get("/pages/full/", response=FullPageList, operation_id="listFullPages", tags=["pages"])
def list_full_pages(
    request: HttpRequest,
    filters: Query[PageFilters],
    rich_text: Query[RichTextParameters],
    limit: Annotated[int, Query(ge=1, le=page_list.MAX_WHOLE)] = 20,
    after: AfterPage = None,
) -> HttpResponse:
    """The same pages with all that `pages/{id}/` gives of each."""
    context = APIContext.from_request(request, rich_text=rich_text.chosen())
    listed = page_list.find_pages(filters, limit, after, context)
    following = listed.end if listed.has_more else None
    return json_response(FullPageList(items=listed.whole(context), next=following))


@api.get("/pages/{page_id}/", response=AnyPage, operation_id="getPage", tags=["pages"])
def get_page(
    request: HttpRequest, page_id: Id, rich_text: Query[RichTextParameters]
) -> HttpResponse:
    """A page of any type."""
    context = APIContext.from_request(request, rich_text=rich_text.chosen())
    return found(page_detail.find_page(context, pk=page_id), "page")


@api.get("/preview/", response=AnyPage, operation_id="getPreview", tags=["pages"])
def get_preview(
    request: HttpRequest,
    rich_text: Query[RichTextParameters],
    token: Annotated[str, Query(description="From the address that the admin opened.")],
) -> HttpResponse:
    """The draft that an editor is looking at. Never cached; 404 once the token has expired."""
    context = APIContext.from_request(request, rich_text=rich_text.chosen())
    response = found(page_detail.find_draft(token, context), "preview")
    response.headers["Cache-Control"] = "no-store"
    return response


@api.get("/images/{image_id}/", response=Image, operation_id="getImage", tags=["pages"])
def get_image(request: HttpRequest, image_id: Id) -> HttpResponse:
    """A picture that a public page shows, in every preset."""
    return found(images.find_image(image_id, APIContext.from_request(request)), "picture")


# --- News -----------------------------------------------------------------------------------

api.add_router("/news/", news.rest.router)
api.add_router("/categories/", news.rest.categories_router)
api.add_router("/search/", search.rest.router)


@api.get("/news/{news_id}/", response=Article, operation_id="getNews", tags=["news"])
def get_news(
    request: HttpRequest, news_id: Id, rich_text: Query[RichTextParameters]
) -> HttpResponse:
    """An article, with its body."""
    context = APIContext.from_request(request, rich_text=rich_text.chosen())
    return found(page_detail.find_article(context, pk=news_id), "article")


@api.get(
    "/branches/{code}/news/{slug}/", response=Article, operation_id="getNewsBySlug", tags=["news"]
)
def get_news_by_slug(
    request: HttpRequest,
    code: str,
    slug: str,
    rich_text: Query[RichTextParameters],
    locale: Locale = None,
) -> HttpResponse:
    """An article, by its branch's code and the last part of its address."""
    language = parameters.language(locale)
    context = APIContext.from_request(request, language, rich_text=rich_text.chosen())
    return found(page_detail.find_article_by_slug(context, code, slug), "article")
