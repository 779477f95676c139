"""The manners of a read-only REST API: methods, parameters, errors, its OpenAPI document.

What it does not know it refuses by name, as a problem (RFC 9457).
"""

import json
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import URLPattern, URLResolver
from django.utils.cache import get_conditional_response, set_response_etag
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.openapi.schema import OpenAPISchema
from pydantic import TypeAdapter

from cms.core.http.rate_limits import TooManyRequests, rate_limit_headers

from .problems import MEDIA_TYPE, InvalidParameter, Problem, one_of, problem

METHODS = "GET, HEAD, OPTIONS"


class ReadOnlyAPI(NinjaAPI):
    """Ninja's, with every error as a problem in its schema as in its answers."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.add_decorator(known_parameters_only, mode="view")
        handlers: dict[Any, Any] = {
            ValidationError: refuse_values,
            InvalidParameter: refuse_value,
            Http404: not_found,
            TooManyRequests: refuse_for_now,
        }
        for error, handler in handlers.items():
            self.add_exception_handler(error, handler)

    @property
    def urls(self) -> tuple[list[URLResolver | URLPattern], str, str]:
        patterns, app_name, namespace = super().urls
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                pattern.callback = reading_only(pattern.callback)
        return patterns, app_name, namespace

    def get_openapi_schema(self, *args: Any, **kwargs: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(*args, **kwargs)
        for path in schema["paths"].values():
            for operation in path.values():
                _describe(operation)
                _declare_problems(operation)
                _without_null(operation)
        known = schema["components"]["schemas"]
        problem_schema = TypeAdapter(Problem).json_schema(
            mode="serialization", ref_template="#/components/schemas/{model}"
        )
        known.update({**problem_schema.pop("$defs"), "Problem": problem_schema})
        _drop_unused(schema)
        return schema


def _drop_unused(schema: OpenAPISchema) -> None:
    """Ninja writes down what parameters are grouped by, which no client needs."""
    known = schema["components"]["schemas"]
    while unused := [name for name in known if f'schemas/{name}"' not in json.dumps(schema)]:
        for name in unused:
            del known[name]


def _describe(operation: dict[str, Any]) -> None:
    """The first sentence of what an operation is, in place of its function's name."""
    text = " ".join(operation["description"].split())
    operation["summary"] = text.partition(". ")[0].partition(": ")[0].rstrip(".")
    operation["description"] = text


def _declare_problems(operation: dict[str, Any]) -> None:
    """What may come instead: a request that Django refuses, nothing there, parameters that make
    no sense."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for status in (400, 404, 422):
        description = HTTPStatus(status).phrase
        operation["responses"][status] = {"description": description, "content": content}


def _without_null(operation: dict[str, Any]) -> None:
    """A parameter in an address is left out or a text: `?tag=null` looks for the tag “null”."""
    for parameter in operation.get("parameters", []):
        parameter.pop("examples", None)  # a list, as in its schema, where OpenAPI has an object
        schema = parameter["schema"]
        options = [each for each in schema.pop("anyOf", []) if each != {"type": "null"}]
        for option in options:
            schema.update(option)


def reading_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer HEAD as GET, of which the server leaves out the body, and refuse what would write."""

    @csrf_exempt
    @wraps(view)
    def checked(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        asked = request.method
        if asked == "OPTIONS":
            return _options()
        if asked not in ("GET", "HEAD"):
            return problem(405, "This resource is read-only.", Allow=METHODS)
        request.method = "GET"
        try:
            response = view(request, **kwargs)
        finally:
            request.method = asked
        for name, value in rate_limit_headers(request).items():
            response.headers[name] = value
        return response if asked == "GET" else _with_etag(request, response)

    return checked


def _options() -> HttpResponse:
    response = HttpResponse(status=204, headers={"Allow": METHODS})
    del response.headers["Content-Type"]  # of nothing
    return response


def _with_etag(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """What Django does for GET alone."""
    if response.status_code != 200 or "no-store" in response.get("Cache-Control", ""):
        return response
    set_response_etag(response)
    etag = response.headers["ETag"]
    return get_conditional_response(request, etag=etag, response=response) or response


def known_parameters_only(run: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Refuse what no parameter of the operation is called: Ninja would pass over it, and a typing
    error would go unseen. `run` is the method of Ninja's operation, which knows its parameters."""
    operation = run.__self__  # type: ignore[attr-defined]
    models = [each for each in operation.models if each.__ninja_param_source__ == "query"]
    known = [name for model in models for name in model.__ninja_flatten_map__]
    several = [name for m in models for name in getattr(m, "__ninja_collection_fields__", ())]
    single = [name for name in known if name not in several]

    @wraps(run)
    def checked(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if several:
            request.GET = _lists_spread(request.GET, several)  # type: ignore[assignment]
        unknown = [name for name in request.GET if name not in known]
        if unknown:
            reason = f"Unknown parameter. {one_of(known) if known else 'This endpoint takes none.'}"
            return problem(422, "Unknown parameters.", [(name[:60], reason) for name in unknown])
        repeated = [name for name in single if len(request.GET.getlist(name)) > 1]
        if repeated:
            errors = [(name, "Must be given only once.") for name in repeated]
            return problem(422, "Repeated parameters.", errors)
        return run(request, **kwargs)

    return checked


def _lists_spread(given: QueryDict, names: list[str]) -> QueryDict:
    """Lists as clients write them, `a=1&a=2`, `a[]=1&a[]=2` (axios) or `a=1,2`, all as the first:
    no code has a comma."""
    spread = given.copy()
    for name in names:
        values = given.getlist(name) + spread.pop(f"{name}[]", [])
        if values:
            spread.setlist(name, [part for each in values for part in str(each).split(",")])
    return spread


def refuse_values(request: HttpRequest, error: ValidationError) -> HttpResponse:
    errors = [(_name(each["loc"]), each["msg"]) for each in error.errors]
    return problem(422, "A parameter has an invalid value.", errors)


def _name(place: tuple[str | int, ...]) -> str:
    """Of a parameter, from its place in Ninja's models: `("query", "filters", "type", 0)`."""
    return [each for each in place if isinstance(each, str)][-1]


def refuse_value(request: HttpRequest, error: InvalidParameter) -> HttpResponse:
    errors = [(error.parameter, error.reason)]
    return problem(422, "A parameter has an invalid value.", errors)


def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(404, str(error) or "There is nothing at this address.")


def refuse_for_now(request: HttpRequest, error: TooManyRequests) -> HttpResponse:
    response = problem(429, str(error))
    response.headers["Retry-After"] = str(error.wait)
    return response
