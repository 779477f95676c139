"""Every address of the admin that can be read, with arguments that name another branch's things.

Collected from the URL configuration: a view that a library brings tomorrow is here too, or the
matrix fails with the argument that it does not know.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

_ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>|\?P<(\w+)>")
# What a list is asked for.
QUERIES = ["", "?q=密", "?search=密", "?term=密", "?search_all=1&q=密"]


@dataclass(frozen=True)
class Address:
    view: str  # as in `reverse()`
    url: str


class UnknownArgument(Exception):
    """A view has an argument that the matrix has no value for: add it to `secrets.arguments`."""


def views(prefix: str = "admin/") -> Iterator[tuple[str, tuple[str, ...]]]:
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


def addresses(arguments: dict[str, list[Any]]) -> Iterator[Address]:
    """Each view with each value of each of its arguments.

    `arguments` has the values of an argument by its name; or, of one namespace, by
    `namespace:name`; or, of one view, by the view's name and its own.
    """
    for name, names in views():
        values = {each: _values(arguments, name, each) for each in names}
        usual = {each: several[0] for each, several in values.items()}
        others = [usual | {each: one} for each, several in values.items() for one in several[1:]]
        for kwargs in [usual, *others]:
            url = reverse(name, kwargs=kwargs)
            queries = [""] if names else QUERIES
            yield from (Address(name, url + query) for query in queries)


def _values(arguments: dict[str, list[Any]], view: str, argument: str) -> list[Any]:
    namespace = view.rpartition(":")[0]
    for key in (f"{view} {argument}", f"{namespace}:{argument}", argument):
        if key in arguments:
            return arguments[key]
    raise UnknownArgument(f"{view} has <{argument}>")
