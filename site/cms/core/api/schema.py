"""`@api_schema`: each schema of the API written once, as a dataclass.

Strawberry makes a GraphQL type of it, and Pydantic, which reads dataclasses, the OpenAPI schema and
the JSON. So REST and GraphQL cannot drift apart.
"""

import dataclasses
from collections.abc import Callable
from typing import Any, Literal, TypeVar, dataclass_transform

import strawberry
from pydantic import ConfigDict
from strawberry.types.fields.resolver import StrawberryResolver

T = TypeVar("T")


def api_field(
    text: str,
    *,
    graphql_name: str | None = None,
    resolver: Callable[[str], Callable[..., Any]] | None = None,
    **options: Any,
) -> Any:
    """A field with its description for both schemas.

    `graphql_name` is its name in GraphQL where that is another than REST's in camel case;
    `resolver` makes a resolver of the field's name, for one that takes arguments in GraphQL.
    """
    metadata = {"description": text, "graphql_name": graphql_name, "resolver": resolver}
    return dataclasses.field(metadata=metadata, **options)


def discriminator(name: str, *, init: Literal[False] = False) -> Any:
    """The value of `type`, by which REST tells apart what GraphQL tells by `__typename`."""
    return dataclasses.field(default=name, init=init)


def graphql_field(schema: type, name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add a resolver to `schema` as a field that GraphQL alone has."""

    def add(resolver: Callable[..., Any]) -> Callable[..., Any]:
        field: Any = strawberry.field(resolver=resolver, description=resolver.__doc__)
        field.python_name, field.origin = name, schema
        schema.__strawberry_definition__.fields.append(field)  # type: ignore[attr-defined]
        return resolver

    return add


def part_of(schema: type[T], **values: Any) -> T:
    """An instance of a schema of which GraphQL has not been asked for more than `values`."""
    instance = object.__new__(schema)
    vars(instance).update(values)
    return instance


@dataclass_transform(kw_only_default=True, field_specifiers=(api_field, discriminator))
def api_schema(cls: type[T]) -> type[T]:
    return _with_schema(cls, strawberry.type)


@dataclass_transform(kw_only_default=True, field_specifiers=(api_field, discriminator))
def interface(cls: type[T]) -> type[T]:
    """A schema that others extend."""
    return _with_schema(cls, strawberry.interface)


def _with_schema(cls: type[T], kind: Callable[..., type[T]]) -> type[T]:
    # In Python `NewsPageSchema`, beside the model; for clients `NewsPage`.
    name = cls.__name__.removesuffix("Schema")
    cls.__name__ = cls.__qualname__ = name
    made = kind(cls, name=name, description=" ".join((cls.__doc__ or "").split()) or None)
    # Pydantic reads a field's metadata itself.
    metadata = {each.name: each.metadata for each in dataclasses.fields(made)}  # type: ignore[arg-type]
    for field in made.__strawberry_definition__.fields:  # type: ignore[attr-defined]
        known = metadata[field.python_name]
        field.description = known.get("description")
        field.graphql_name = known.get("graphql_name")
        if resolver := known.get("resolver"):
            field.base_resolver = StrawberryResolver(resolver(field.python_name))
    # Fields that have a default are there nevertheless: generated clients need not ask.
    made.__pydantic_config__ = ConfigDict(  # type: ignore[attr-defined]
        json_schema_serialization_defaults_required=True
    )
    return made
