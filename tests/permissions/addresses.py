"""Every address of the admin and the management API, with arguments that name a branch's things.

Collected from the URL configuration: a view that a library brings tomorrow is here too, or the
matrix fails with the argument that it does not know.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from wagtail.admin.views.bulk_action.registry import bulk_action_registry

_ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>|\?P<(\w+)>")
# What a list is asked for.
QUERIES = ["", "?q=密&term=密", "?search_all=1&q=密"]
# What some views want to be asked beside that.
QUERIES_OF = {
    "wagtailadmin_api:pages:listing": ["?search=密"],
    "wagtailadmin_api:images:listing": ["?search=密"],
    "wagtailadmin_api:documents:listing": ["?search=密"],
    "wagtailapi_v3:list_pages": ["?search=密"],
    "wagtailapi_v3:list_images": ["?search=密"],
    "wagtailapi_v3:list_documents": ["?search=密"],
    "wagtail_localize:snippets_api_listing": ["?search=密"],
    "wagtailadmin_api:pages:find": ["?html_path=/shenzhen/news/mi-ti-cao-gao/"],
    "wagtailapi_v3:find_page": ["?html_path=/shenzhen/news/mi-ti-cao-gao/"],
    "wagtailapi_v3:find_redirect": ["?html_path=/mi-old-address"],
    "wagtailadmin_reports:aging_pages": ["?export=csv"],
    "wagtailadmin_reports:locked_pages": ["?export=csv"],
    "wagtailadmin_reports:page_types_usage": ["?export=csv"],
    "wagtailadmin_reports:site_history": ["?export=csv"],
    "wagtailadmin_reports:workflow": ["?export=csv"],
    "wagtailadmin_reports:workflow_tasks": ["?export=csv"],
    "wagtail_localize:translations_report": ["?export=csv"],
    "wagtailredirects:index": ["?export=csv"],
}
BULK = "wagtail_bulk_action"
# Views that take keys as parameters, and the argument that has such keys.
TAKING_IDS = {
    "wagtailadmin_choose_page_chosen_multiple": "page_id",
    "wagtailimages_chooser:chosen_multiple": "image_id",
    "wagtaildocs_chooser:chosen_multiple": "document_id",
}
ADMIN, MANAGEMENT_API = "admin/", "api/v3-preview/"


@dataclass(frozen=True)
class Address:
    view: str  # as in `reverse()`
    url: str
    kwargs: dict[str, Any] = field(default_factory=dict, hash=False)


class UnknownArgument(Exception):
    """A view has an argument that the matrix has no value for: add it to `secrets.arguments`."""


def views(prefix: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The name of each view below `prefix`, and its arguments."""
    found = set()
    for route, name in walk(get_resolver().url_patterns):
        if route.startswith(prefix) and not name.endswith(":") and name:
            arguments = tuple(a or b for a, b in _ARGUMENT.findall(route))
            if (name, arguments) not in found:
                found.add((name, arguments))
                yield name, arguments


def walk(patterns: list, route: str = "", namespace: str = "") -> Iterator[tuple[str, str]]:
    for each in patterns:
        here = route + str(each.pattern)
        if isinstance(each, URLResolver):
            inner = f"{namespace}{each.namespace}:" if each.namespace else namespace
            yield from walk(each.url_patterns, here, inner)
        elif isinstance(each, URLPattern):
            yield here, f"{namespace}{each.name or ''}"


def addresses(
    arguments: dict[str, list[Any]], *prefixes: str, queries: list[str] = QUERIES
) -> Iterator[Address]:
    """Each view below the prefixes with each value of each of its arguments.

    `arguments` has the values of an argument by its name; or, of one namespace, by
    `namespace:name`; or, of one view, by the view's name and its own.
    """
    for name, names in (each for prefix in prefixes for each in views(prefix)):
        if name == BULK:
            yield from _bulk_actions(arguments)
            continue
        values = {each: _values(arguments, name, each) for each in names}
        usual = {each: several[0] for each, several in values.items()}
        others = [usual | {each: one} for each, several in values.items() for one in several[1:]]
        for kwargs in [usual, *others]:
            url = reverse(name, kwargs=kwargs)
            asked = [""] if names else [*queries, *QUERIES_OF.get(name, [])]
            if name in TAKING_IDS:
                keys = _values(arguments, name, TAKING_IDS[name])
                asked = [*asked, *(f"?id={key}" for key in keys)]
            yield from (Address(name, url + query, kwargs) for query in asked)


def _bulk_actions(arguments: dict[str, list[Any]]) -> Iterator[Address]:
    """Each action of each model on each of its things."""
    bulk_action_registry._scan_for_bulk_actions()
    for app, models in bulk_action_registry.actions.items():
        for model, action in ((model, each) for model, all_ in models.items() for each in all_):
            url = reverse(BULK, args=[app, model, action])
            for key in _values(arguments, BULK, model):
                yield Address(BULK, f"{url}?id={key}")


def _values(arguments: dict[str, list[Any]], view: str, argument: str) -> list[Any]:
    namespace = view.rpartition(":")[0]
    for key in (f"{view} {argument}", f"{namespace}:{argument}", argument):
        if key in arguments:
            return arguments[key]
    raise UnknownArgument(f"{view} has <{argument}>")
