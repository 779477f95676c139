"""The queries of the GraphQL schema."""

from collections.abc import Iterable, Iterator
from typing import Any

from graphql import (
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLUnionType,
    get_named_type,
    is_required_argument,
)
from strawberry.relay.utils import from_base64

from cms.content_api.graphql import schema

from .request import Request
from .values import Values, combined, parameters, values_of

GRAPHQL = schema._schema


def requests(known: Values) -> Iterator[Request]:
    values = parameters(known)
    for name, query in GRAPHQL.query_type.fields.items():
        required = [key for key, each in query.args.items() if is_required_argument(each)]
        others = [key for key in query.args if key not in required]
        if name == "newsPage":  # by its id, or by branch and slug
            required, others = ["branch", "slug"], [key for key in others if key != "slug"]
        by_name = {f"{name} {key}": _values(values, name, key) for key in query.args}
        for each in combined(by_name, name, required, others):
            # What types have under one name is not of one type.
            only = from_base64(each["id"])[0] if name == "node" else None
            text = document(name, each, only)
            yield Request(f"query {name}", "/graphql/", text, tuple(each.items()))


def _values(values: dict[str, list[Any]], query: str, argument: str) -> list[Any]:
    snake = "".join(f"_{each.lower()}" if each.isupper() else each for each in argument)
    found = values_of(values, query, snake)
    return [each.replace("-", "_").upper() for each in found] if argument == "locale" else found


def document(name: str, arguments: Iterable[str], only: str | None = None) -> str:
    """A query for every field that there is, or that the type `only` has."""
    query = GRAPHQL.query_type.fields[name]
    declared = ", ".join(f"${key}: {query.args[key].type}" for key in arguments)
    given = ", ".join(f"{key}: ${key}" for key in arguments)
    declared, given = (f"({each})" if each else "" for each in (declared, given))
    selection = f"{{ ... on {only} {_selection(GRAPHQL.type_map[only])} }}" if only else None
    return f"query {declared} {{ {name}{given} {selection or _selection(query.type)} }}"


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
