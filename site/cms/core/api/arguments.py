"""Arguments of GraphQL from the schema of REST's parameters, so that both take the same."""

from collections.abc import Callable
from functools import wraps
from inspect import Parameter, signature
from typing import Annotated, Any, Optional

import strawberry
from ninja import Schema
from pydantic.fields import FieldInfo


def takes(schema: type[Schema]) -> Callable[[Callable], Callable]:
    """Give a resolver with a parameter `filters` an argument for each field of `schema` instead;
    it is called with an instance, not validated: see `checked` of `news.filters`."""

    def decorate(resolver: Callable) -> Callable:
        @wraps(resolver)
        def resolve(*args: Any, **arguments: Any) -> Any:
            given = {name: arguments.pop(name, None) for name in schema.model_fields}
            given = {name: value for name, value in given.items() if value is not None}
            return resolver(*args, filters=schema.model_construct(**given), **arguments)

        own = signature(resolver)
        parameters: list[Parameter] = []
        for each in own.parameters.values():
            if each.name == "filters":
                parameters += [_argument(*field) for field in schema.model_fields.items()]
            else:
                parameters.append(each)
        resolve.__signature__ = own.replace(parameters=parameters)  # type: ignore[attr-defined]
        resolve.__annotations__ = {
            each.name: each.annotation for each in parameters if each.annotation is not each.empty
        } | {"return": own.return_annotation}
        return resolve

    return decorate


def _argument(name: str, field: FieldInfo) -> Parameter:
    """Optional in any case. The name is Python's; Strawberry makes camel case of it."""
    argument = strawberry.argument(description=field.description)
    annotation: Any = Annotated[Optional[field.annotation], argument]  # noqa: UP045 (at run time)
    return Parameter(name, Parameter.POSITIONAL_OR_KEYWORD, default=None, annotation=annotation)
