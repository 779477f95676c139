"""The endpoints of Wagtail's API, v2."""

from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from cms.content_api.wagtail_v2 import PagesViewSet, router
from news.models import NewsPage

from .request import Request
from .values import Values, combined, paths, values_of


@cache
def endpoints() -> dict[str, type]:
    """The views of Wagtail's API, by name, with the endpoint of each."""
    return {
        f"wagtailapi:{name}:{view}": endpoint
        for name, endpoint in router._endpoints.items()
        for view in ("listing", "detail", "find")
    }


def requests(known: Values) -> Iterator[Request]:
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
    for name, endpoint in endpoints().items():
        view = name.rpartition(":")[2]
        if view == "listing":
            yield from _listings(values, name, endpoint)
        elif view == "detail":
            for each in values_of(values, name, "pk"):
                yield Request(name, f"{reverse(name, args=[each])}?fields=*")
        else:
            found = [
                {"id": each} for each in values_of(values, name.replace("find", "detail"), "pk")
            ]
            if "html_path" in endpoint.known_query_parameters or endpoint.model.__name__ in (
                "Page", "Redirect"
            ):  # fmt: skip
                found += [{"html_path": each} for each in values["html_path"]]
            yield from (Request(name, f"{reverse(name)}?{urlencode(each)}") for each in found)


def _listings(values: dict[str, list[Any]], name: str, endpoint: type) -> Iterator[Request]:
    """With every field, and by each parameter and each field; an article's own by its type."""
    filters = endpoint.get_available_fields(endpoint.model, db_fields_only=True)
    asked = list(combined(values, name, [], [*sorted(endpoint.known_query_parameters), *filters]))
    if endpoint is PagesViewSet:
        article = {"type": "news.NewsPage"}
        own = endpoint.get_available_fields(NewsPage, db_fields_only=True)
        own = [each for each in own if each not in filters]
        asked += [article | each for each in combined(values, name, [], own)]
        asked += [article | {"fields": "*"}]
    yield from (Request(name, f"{reverse(name)}?{urlencode(each)}") for each in asked)
