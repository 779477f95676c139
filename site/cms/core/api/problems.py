"""Errors of the REST API: RFC 9457, `application/problem+json`."""

from collections.abc import Iterable
from http import HTTPStatus

from django.http import HttpResponse
from pydantic_core import to_json
from strawberry.utils.str_converters import to_camel_case

from .schema import api_field, api_schema

MEDIA_TYPE = "application/problem+json"


@api_schema
class ParameterError:
    """What is wrong with one parameter."""

    parameter: str
    reason: str


@api_schema
class Problem:
    """Why a request failed (RFC 9457)."""

    type: str = api_field("Always about:blank: the status says it.")
    title: str
    status: int
    detail: str
    errors: list[ParameterError] = api_field("One for each parameter that is wrong.")


class InvalidParameter(ValueError):
    """A parameter has a value that makes no sense: 422 in REST, an error in GraphQL."""

    def __init__(self, parameter: str, reason: str) -> None:
        self.parameter, self.reason = parameter, reason
        # What GraphQL says of it, which has names of its own.
        argument = to_camel_case(parameter)
        super().__init__(f"{argument}: {reason}")
        self.extensions = {"parameter": argument, "reason": reason}


def one_of(values: Iterable[str]) -> str:
    return f"Must be one of: {', '.join(values)}."


def problem(
    status: int, detail: str, errors: Iterable[tuple[str, str]] = (), **headers: str
) -> HttpResponse:
    body = Problem(
        type="about:blank",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        errors=[ParameterError(parameter=name, reason=reason) for name, reason in errors],
    )
    return HttpResponse(to_json(body), status=status, content_type=MEDIA_TYPE, headers=headers)
