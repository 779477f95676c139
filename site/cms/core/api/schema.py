"""How the API's answers are described: each shape once, as a dataclass.

Strawberry makes a GraphQL type of it, and Pydantic, which reads dataclasses, the OpenAPI schema and
the JSON. So REST and GraphQL cannot drift apart.
"""

import dataclasses
from collections.abc import Callable
from typing import Any, Literal, TypeVar, dataclass_transform

import strawberry
from pydantic import ConfigDict

T = TypeVar("T")


def described(text: str, **options: Any) -> Any:
    """A field with its description for both schemas."""
    return dataclasses.field(metadata={"description": text}, **options)


def named(name: str, *, init: Literal[False] = False) -> Any:
    """The value of `type`, by which REST tells apart what GraphQL tells by `__typename`."""
    return dataclasses.field(default=name, init=init)


@dataclass_transform(kw_only_default=True, field_specifiers=(described, named))
def shape(cls: type[T]) -> type[T]:
    return _with_schema(cls, strawberry.type)


@dataclass_transform(kw_only_default=True, field_specifiers=(described, named))
def interface(cls: type[T]) -> type[T]:
    """A shape that others extend."""
    return _with_schema(cls, strawberry.interface)


def _with_schema(cls: type[T], kind: Callable[..., type[T]]) -> type[T]:
    made = kind(cls, description=" ".join((cls.__doc__ or "").split()) or None)
    # Pydantic reads a field's metadata itself.
    metadata = {each.name: each.metadata for each in dataclasses.fields(made)}  # type: ignore[arg-type]
    for field in made.__strawberry_definition__.fields:  # type: ignore[attr-defined]
        field.description = metadata[field.python_name].get("description")
    # Fields that have a default are there nevertheless: generated clients need not ask.
    made.__pydantic_config__ = ConfigDict(  # type: ignore[attr-defined]
        json_schema_serialization_defaults_required=True
    )
    return made
