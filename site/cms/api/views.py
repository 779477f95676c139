"""GraphQL over HTTP (https://graphql.github.io/graphql-over-http/), and the end of REST."""

import hashlib
import json
import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from cross_web import HTTPException
from django.core.cache import caches
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import resolve
from django.views.decorators.csrf import csrf_exempt
from graphql import GraphQLError
from strawberry.django.views import GraphQLView as StrawberryView
from strawberry.http import GraphQLRequestData
from strawberry.http.sync_base_view import SyncHTTPRequestAdapter
from strawberry.types import ExecutionResult

from cms.core.api.problems import problem

from .graphql import schema

LARGEST_PERSISTED = 10_000  # characters


@csrf_exempt
def nothing_here(request: HttpRequest) -> HttpResponse:
    """Below /api/v1/ an unknown address is a problem too, and no page; one that only lacks its last
    slash leads on."""
    with_slash = f"{request.path_info}/"
    if request.method in ("GET", "HEAD") and resolve(with_slash).func is not nothing_here:
        return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
    return problem(404, "There is no such address. /api/v1/docs lists all.")


def problem_or_page(status: int, detail: str, page: Callable[..., Any]) -> Callable[..., Any]:
    """What Django answers where no view does: below /api/v1/ a problem, else `page`."""

    @wraps(page)
    def error(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.path.startswith("/api/v1/"):
            return problem(status, detail)
        return page(request, *args, **kwargs)

    return error


class GraphQLView(StrawberryView):
    """`GET` and `POST /graphql/`; GraphiQL for browsers.

    With automatic persisted queries, as Apollo's clients send them: a query once sent along with
    its SHA-256 may be asked for by that alone, so that `GET`s stay short and can be cached.
    https://www.apollographql.com/docs/apollo-server/performance/apq
    """

    schema = schema

    def __init__(self, **options: Any) -> None:
        super().__init__(schema=schema, **options)

    def parse_http_body(
        self, request: SyncHTTPRequestAdapter
    ) -> GraphQLRequestData | list[GraphQLRequestData]:
        """Strawberry's, which expects an object and no other failure than bad JSON."""
        try:
            data = super().parse_http_body(request)
        except (AttributeError, RecursionError, ValueError) as error:
            raise HTTPException(400, "Unable to read the request as GraphQL in JSON") from error
        name = data.operation_name if isinstance(data, GraphQLRequestData) else None
        if name is not None and not (isinstance(name, str) and name.isascii()):
            raise HTTPException(400, "The GraphQL operation's name must be one, if provided.")
        return data

    def execute_single(  # type: ignore[override]
        self, *, request_data: GraphQLRequestData, **rest: Any
    ) -> ExecutionResult:
        persisted = (request_data.extensions or {}).get("persistedQuery")
        if persisted is None:
            return super().execute_single(request_data=request_data, **rest)
        error = _recall(request_data, persisted)
        if error:
            return ExecutionResult(data=None, errors=[error])
        result = super().execute_single(request_data=request_data, **rest)
        if result.data is not None:
            _remember(request_data)
        return result

    def encode_json(self, data: object) -> bytes:
        text = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":"))
        return text.encode(errors="replace")  # an error may quote half a character of the query

    def render_graphql_ide(self, request: HttpRequest) -> HttpResponse:
        return render(request, "graphiql.html", {"title": "GraphiQL"})


def _recall(data: GraphQLRequestData, persisted: Any) -> GraphQLError | None:
    """Fill in the query of a hash, or check the hash of the one that came with it."""
    known = persisted.get("sha256Hash") if isinstance(persisted, dict) else None
    if not isinstance(known, str) or not re.fullmatch("[0-9a-f]{64}", known):
        return _error("PersistedQueryNotSupported", "PERSISTED_QUERY_NOT_SUPPORTED")
    if data.query is None:
        data.query = caches["persisted_queries"].get(known)
        return None if data.query else _error("PersistedQueryNotFound", "PERSISTED_QUERY_NOT_FOUND")
    if _hash(data.query) != known:
        return _error("provided sha does not match query", "PERSISTED_QUERY_HASH_MISMATCH")
    return None


def _remember(data: GraphQLRequestData) -> None:
    """Keep a query that was answered, for who asks by its hash."""
    if data.query and len(data.query) <= LARGEST_PERSISTED:
        caches["persisted_queries"].add(_hash(data.query), data.query)


def _hash(query: str) -> str:
    return hashlib.sha256(query.encode(errors="replace")).hexdigest()


def _error(message: str, code: str) -> GraphQLError:
    return GraphQLError(message, extensions={"code": code})
