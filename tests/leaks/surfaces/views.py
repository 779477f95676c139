"""The views that are no operation of an API."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from urllib.parse import urlencode

from django.urls import get_resolver, reverse

from news.forms import NewsFilterForm
from search.forms import SearchForm
from tests.permissions.addresses import walk

from . import rest, wagtail_v2
from .request import Request
from .values import Unknown, Values, combined, parameters, paths

NOT_PUBLIC = ("admin/", "api/v3-preview/")


def requests(known: Values) -> Iterator[Request]:
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
                for each in combined(lists, "list", [], NewsFilterForm.base_fields)
            ),
        ],
        "search": [
            f"{prefix}/search/?{urlencode(each)}"
            for prefix in ("", "/en")
            for each in combined(search, "search", ["q"], [*SearchForm.base_fields][1:])
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
    for name in views() - wagtail_v2.endpoints().keys():
        if name not in arguments:
            raise Unknown(f"the view {name}")
        yield from (Request(name, path) for path in arguments[name])


@cache
def views() -> set[str]:
    """The public views that are no operation of the REST API, by name, or by route where they have
    none."""
    operations = {each["path"] for each in rest.operations().values()}
    return {
        route if not name or name.endswith(":") else name
        for route, name in walk(get_resolver().url_patterns)
        if not route.startswith(NOT_PUBLIC)
        and "/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route) not in operations
    }
