"""Every public surface, and what a stranger asks it for.

Collected from the URL configuration, the OpenAPI schema, the GraphQL schema and the endpoints of
Wagtail's API: what is added tomorrow is asked, too, or fails with the name that has no values here.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote, unquote_plus, urlencode

from django.urls import get_resolver, reverse
from graphql import (
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLUnionType,
    get_named_type,
    is_required_argument,
)

from cms.api.graphql import schema
from cms.api.rest import api
from cms.api.wagtail_v2 import PagesViewSet, router
from news.forms import NewsFilterForm
from news.models import NewsPage
from search.forms import SearchForm
from tests.permissions.addresses import walk

GRAPHQL = schema._schema
NOT_PUBLIC = ("admin/", "api/v3-preview/")
# What of a secret says that this very thing is meant.
NAMES = (
    "article", "column", "image", "document", "slug", "column_slug", "title", "words", "author",
    "tag", "excerpt", "description", "picture", "document_title", "old", "original",
)  # fmt: skip
BY_PATH = {"wagtail_serve", "REST getRoute", "query route"}
NAMING = {"/", "/dongguan/", "/dongguan/news/", "/dongguan/news/newer/", "/shenzhen/"}
ALWAYS_THE_SAME = {"content_api:openapi-json", "content_api:openapi-view", "wagtailcore_login"}


@dataclass(frozen=True)
class Request:
    """A GET, or with a `document` a query of GraphQL."""

    surface: str
    path: str
    document: str = ""
    variables: tuple[tuple[str, Any], ...] = ()

    def __str__(self) -> str:
        return f"{self.surface}: {self.path} {dict(self.variables) or ''}".strip()


class Unknown(Exception):
    """The matrix has no values for this surface, or for this parameter of it: add them below."""


Values = dict[str, Any]  # of one secret, or of something that there never was


def requests(known: Values) -> list[Request]:
    """What all surfaces are asked for by somebody who has heard of what is `known`."""
    return [*_views(known), *_rest(known), *_graphql(known), *_v2(known)]


def main_requests(known: Values) -> list[Request]:
    """Of them what costs a second: of each surface one request, and one for each parameter in which
    it can be named; the pages that name it."""
    values = "|".join(re.escape(str(known[key])) for key in NAMES)
    names = re.compile(rf"(?<!\w)(?:{values})(?!\w)")
    found: dict[tuple[str, str], Request] = {}
    for request in requests(known):
        if request.surface in ALWAYS_THE_SAME:
            continue
        asked = unquote_plus(f"{request.path} {urlencode(request.variables)}").strip()
        before, *named = names.split(asked, maxsplit=1)
        parameter = before.rpartition("=")[0]
        if request.surface in BY_PATH and (named or asked.split("path=")[-1] in NAMING):
            parameter = asked
        elif not named or (request.surface.endswith(":listing") and "search=" not in asked):
            parameter = ""
        found.setdefault((request.surface, parameter), request)
    return list(found.values())


# --- Values ---------------------------------------------------------------------------------


def paths(known: Values) -> list[str]:
    """Addresses of pages: what names it, itself, and what leads to it."""
    article, column = known["slug"], known["column_slug"]
    return [
        f"/dongguan/news/{article}/",
        f"/dongguan/{column}/",
        f"/en/dongguan/news/{known['english_slug']}/",
        f"/zh-hant/dongguan/news/{article}/",
        f"/en/dongguan/{column}/",
        f"/{known['old']}",
        f"/{known['old']}-column",
        "/",
        "/dongguan/",
        "/dongguan/news/",
        "/dongguan/news/newer/",
        "/dongguan/news/older/",
        "/dongguan/contact/",
        "/shenzhen/",
        "/shenzhen/about/",
        "/en/",
        "/en/dongguan/news/",
    ]


def parameters(known: Values) -> dict[str, list[Any]]:
    """The values of each parameter by its name; or, of one surface, by that and the name. The
    first is the usual one, with which the others are tried."""
    pages = [known["article"], known["column"], *known["around"]]
    other_languages = known["translations"]
    languages = ["en", "zh-hant"]
    categories = ["activities"]
    return {
        "page_id": pages + other_languages,
        "page id": pages + other_languages,
        "news_id": [known["article"], *other_languages],
        "newsItem id": [known["article"], *other_languages],
        "image_id": [known["image"]],
        "code": ["dongguan"],
        "slug": [known["slug"], known["english_slug"]],
        "branch": ["dongguan", "shenzhen"],
        "category": categories,
        "tag": [known["tag"]],
        "author": [known["author"]],
        "locale": languages,
        "published_after": [known["day"]],
        "published_before": [known["next_day"]],
        "order": ["published_at"],
        "listNews order": ["published_at"],
        "news order": ["OLDEST"],
        "limit": [1],
        "first": [1],
        "offset": [1],
        "after": [],  # a cursor: what follows it is what `offset` gives
        "fields": ["title,slug,tags,excerpt,cover,author"],
        "count": ["true"],
        "q": [known["words"], known["title"], "链接", "推荐", "secret", "mimi", "动态"],
        "path": paths(known),
        "host": ["testserver", "sz.example.org"],
        "rich_text": ["markdown"],
        "route rich_text": ["MARKDOWN"],
        "page rich_text": ["MARKDOWN"],
        "newsItem rich_text": ["MARKDOWN"],
        "preview rich_text": ["MARKDOWN"],
        "token": ["x"],
    }


def _values(known: dict[str, list[Any]], surface: str, parameter: str) -> list[Any]:
    for key in (f"{surface} {parameter}", parameter):
        if key in known:
            return known[key]
    raise Unknown(f"{surface} takes “{parameter}”")


def _combined(
    known: dict[str, list[Any]], surface: str, required: Iterable[str], others: Iterable[str]
) -> Iterator[dict[str, Any]]:
    """The required ones alone, and with each value of each parameter once."""
    required = {name: _values(known, surface, name) for name in required}
    usual = {name: values[0] for name, values in required.items()}
    yield usual
    yield from (usual | {name: each} for name, values in required.items() for each in values[1:])
    for name in others:
        yield from (usual | {name: each} for each in _values(known, surface, name))


# --- Views ----------------------------------------------------------------------------------


def _views(known: Values) -> Iterator[Request]:
    """The views that are no operation of an API, by name, or by route where they have none."""
    search = {
        "q": ["", *parameters(known)["q"]],
        "branch": ["", "dongguan"],
        "category": ["activities"],
        "year": [known["day"][:4]],
        "page": [1, 2],
    }
    lists = {"category": ["activities"], "tag": [known["tag"]], "page": [1, 2]}
    arguments: dict[str, Iterable[str]] = {
        "wagtail_serve": [
            *paths(known),
            *(
                f"/dongguan/news/?{urlencode(each)}"
                for each in _combined(lists, "list", [], NewsFilterForm.base_fields)
            ),
        ],
        "search": [
            f"{prefix}/search/?{urlencode(each)}"
            for prefix in ("", "/en")
            for each in _combined(search, "search", ["q"], [*SearchForm.base_fields][1:])
        ],
        "wagtaildocs_serve": [
            reverse("wagtaildocs_serve", args=[known["document"], known["file"]]),
            f"/documents/{known['document']}/{known['file']}",  # as Wagtail has it
        ],
        "csp-reports/": ["/csp-reports/"],
        "wagtaildocs_authenticate_with_password": ["/documents/authenticate_with_password/1/"],
        "wagtailcore_authenticate_with_password": [
            f"/_util/authenticate_with_password/{known['restriction']}/{page}/"
            for page in (known["article"], known["column"], *known["around"])
        ],
        "wagtailcore_login": ["/_util/login/"],
        "media/original_images/<path:path>": [f"/media/{known['original']}"],
        "content_api:openapi-json": [reverse("content_api:openapi-json")],
        "content_api:openapi-view": [reverse("content_api:openapi-view")],
        "content_api:api-root": ["/api/v1/"],
        "api/v1/": ["/api/v1/"],
        "^api/v1/": [f"/api/v1/{known['slug']}/"],
        "^api/v2/": [f"/api/v2/{known['slug']}/"],
        "^graphql/?$": ["/graphql/"],
    }
    for name in views() - _endpoints().keys():
        if name not in arguments:
            raise Unknown(f"the view {name}")
        yield from (Request(name, path) for path in arguments[name])


@cache
def views() -> set[str]:
    """The public views that are no operation of the REST API, by name, or by route where they have
    none."""
    operations = {each["path"] for each in _operations().values()}
    return {
        route if not name or name.endswith(":") else name
        for route, name in walk(get_resolver().url_patterns)
        if not route.startswith(NOT_PUBLIC)
        and "/" + route.replace("<", "{").replace(">", "}") not in operations
    }


# --- REST -----------------------------------------------------------------------------------


@cache
def _operations() -> dict[str, dict[str, Any]]:
    """The operations of the OpenAPI schema by their id, each with its path."""
    return {
        operation["operationId"]: {**operation, "path": path}
        for path, methods in api.get_openapi_schema()["paths"].items()
        for operation in methods.values()
    }


def _rest(known: Values) -> Iterator[Request]:
    values = parameters(known)
    for name, operation in _operations().items():
        given = operation.get("parameters", [])
        in_path = [each["name"] for each in given if each["in"] == "path"]
        required = [each["name"] for each in given if each.get("required")]
        others = [each["name"] for each in given if not each.get("required")]
        for each in _combined(values, name, required, others):
            path = operation["path"].format(**{key: quote(str(each[key])) for key in in_path})
            query = urlencode({key: value for key, value in each.items() if key not in in_path})
            yield Request(f"REST {name}", f"{path}?{query}" if query else path)


# --- GraphQL --------------------------------------------------------------------------------


def _graphql(known: Values) -> Iterator[Request]:
    values = parameters(known)
    for name, query in GRAPHQL.query_type.fields.items():
        required = [key for key, each in query.args.items() if is_required_argument(each)]
        others = [key for key in query.args if key not in required]
        if name == "newsItem":  # by its id, or by branch and slug
            required, others = ["branch", "slug"], [key for key in others if key != "slug"]
        by_name = {f"{name} {key}": _graphql_values(values, name, key) for key in query.args}
        for each in _combined(by_name, name, required, others):
            yield Request(f"query {name}", "/graphql/", document(name, each), tuple(each.items()))


def _graphql_values(values: dict[str, list[Any]], query: str, argument: str) -> list[Any]:
    snake = "".join(f"_{each.lower()}" if each.isupper() else each for each in argument)
    return _values(values, query, snake)


def document(name: str, arguments: Iterable[str]) -> str:
    """A query for every field that there is."""
    query = GRAPHQL.query_type.fields[name]
    declared = ", ".join(f"${key}: {query.args[key].type}" for key in arguments)
    given = ", ".join(f"{key}: ${key}" for key in arguments)
    declared, given = (f"({each})" if each else "" for each in (declared, given))
    return f"query {declared} {{ {name}{given} {_selection(query.type)} }}"


def _selection(type_: Any) -> str:
    type_ = get_named_type(type_)
    if isinstance(type_, GraphQLUnionType | GraphQLInterfaceType):
        shared = getattr(type_, "fields", {})
        of_types = [
            f"... on {each} {{ __typename {_fields(each.fields, shared)} }}"
            for each in GRAPHQL.get_possible_types(type_)
        ]
        return f"{{ {_fields(shared)} {' '.join(of_types)} }}"
    if isinstance(type_, GraphQLObjectType):
        return f"{{ {_fields(type_.fields)} }}"
    return ""


def _fields(fields: dict[str, Any], without: Iterable[str] = ()) -> str:
    names = [name for name in fields if name not in without]
    return " ".join(f"{name} {_selection(fields[name].type)}" for name in names)


# --- Wagtail's v2 ---------------------------------------------------------------------------


@cache
def _endpoints() -> dict[str, type]:
    """The views of Wagtail's API, by name, with the endpoint of each."""
    return {
        f"wagtailapi:{name}:{view}": endpoint
        for name, endpoint in router._endpoints.items()
        for view in ("listing", "detail", "find")
    }


def _v2(known: Values) -> Iterator[Request]:
    pages = [known["article"], known["column"], *known["around"]]
    values: dict[str, list[Any]] = {
        **{name: [] for name in ("_", "format", "rich_text_format", "search_operator")},
        "limit": [1],
        "offset": [1],
        "order": ["title", "-id"],
        "search": [known["words"], known["title"], "secret", "动态"],
        "child_of": known["around"],
        "descendant_of": known["around"],
        "ancestor_of": [known["article"], known["column"]],
        "translation_of": [known["article"], *known["translations"]],
        "locale": ["en", "zh-hans"],
        "type": ["news.NewsPage", "home.StandardPage"],
        "site": ["testserver"],
        "fields": ["*"],
        # Fields that lists are filtered by.
        "id": pages,
        "title": [known["title"], "Secret title"],
        "slug": [known["slug"], known["english_slug"]],
        "show_in_menus": ["true"],
        "seo_title": [""],
        "search_description": [known["description"]],
        "first_published_at": [],
        "alias_of": [known["article"]],
        "branch": [known["around"][0]],
        "summary": [known["excerpt"]],
        "published_at": [],
        "author": [known["author"]],
        "category": ["1"],
        "cover": [known["image"]],
        "excerpt": [known["excerpt"]],
        "body": [],
        "tags": [known["tag"]],
        "width": ["100"],
        "height": ["100"],
        "wagtailapi:images:listing id": [known["image"]],
        "wagtailapi:images:listing title": [known["picture"]],
        "wagtailapi:documents:listing id": [known["document"]],
        "wagtailapi:documents:listing title": [known["document_title"]],
        "wagtailapi:redirects:listing id": [],
        "old_path": [f"/{known['old']}"],
        # Of the views `find` and `detail`.
        "html_path": paths(known),
        "pk": [*pages, *known["translations"]],
        "wagtailapi:images:detail pk": [known["image"]],
        "wagtailapi:documents:detail pk": [known["document"]],
        "wagtailapi:redirects:detail pk": known["redirects"],
    }
    for name, endpoint in _endpoints().items():
        view = name.rpartition(":")[2]
        if view == "listing":
            yield from _listings(values, name, endpoint)
        elif view == "detail":
            for each in _values(values, name, "pk"):
                yield Request(name, f"{reverse(name, args=[each])}?fields=*")
        else:
            found = [{"id": each} for each in _values(values, name.replace("find", "detail"), "pk")]
            if "html_path" in endpoint.known_query_parameters or endpoint.model.__name__ in (
                "Page", "Redirect"
            ):  # fmt: skip
                found += [{"html_path": each} for each in values["html_path"]]
            yield from (Request(name, f"{reverse(name)}?{urlencode(each)}") for each in found)


def _listings(values: dict[str, list[Any]], name: str, endpoint: type) -> Iterator[Request]:
    """With every field, and by each parameter and each field; an article's own by its type."""
    filters = endpoint.get_available_fields(endpoint.model, db_fields_only=True)
    asked = list(_combined(values, name, [], [*sorted(endpoint.known_query_parameters), *filters]))
    if endpoint is PagesViewSet:
        article = {"type": "news.NewsPage"}
        own = endpoint.get_available_fields(NewsPage, db_fields_only=True)
        own = [each for each in own if each not in filters]
        asked += [article | each for each in _combined(values, name, [], own)]
        asked += [article | {"fields": "*"}]
    yield from (Request(name, f"{reverse(name)}?{urlencode(each)}") for each in asked)
