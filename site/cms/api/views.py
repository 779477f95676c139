"""GraphQL over HTTP (https://graphql.github.io/graphql-over-http/), and the end of REST."""

import hashlib
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from graphql import GraphQLError
from strawberry.django.views import GraphQLView as StrawberryView
from strawberry.http import GraphQLRequestData
from strawberry.types import ExecutionResult

from cms.core.api.problems import problem

from .graphql import schema

PERSISTED_FOR = 60 * 60 * 24 * 30  # seconds


def nothing_here(request: HttpRequest, rest: str) -> HttpResponse:
    """Below /api/v1/ an unknown address is a problem too, and no page."""
    return problem(404, "There is no such address. /api/v1/docs lists all.")


class GraphQLView(StrawberryView):
    """`GET` and `POST /graphql/`; GraphiQL for browsers.

    With automatic persisted queries, as Apollo's clients send them: a query once sent along with
    its SHA-256 may be asked for by that alone, so that `GET`s stay short and can be cached.
    https://www.apollographql.com/docs/apollo-server/performance/apq
    """

    schema = schema

    def __init__(self, **options: Any) -> None:
        super().__init__(schema=schema, **options)

    def execute_single(  # type: ignore[override]
        self, *, request_data: GraphQLRequestData, **rest: Any
    ) -> ExecutionResult:
        persisted = (request_data.extensions or {}).get("persistedQuery")
        if persisted is not None:
            error = _recall(request_data, persisted)
            if error:
                return ExecutionResult(data=None, errors=[error])
        return super().execute_single(request_data=request_data, **rest)

    def render_graphql_ide(self, request: HttpRequest) -> HttpResponse:
        return render(request, "graphiql.html", {"title": "GraphiQL"})


def _recall(data: GraphQLRequestData, persisted: Any) -> GraphQLError | None:
    """Fill in the query of a hash, or remember the one that came with it."""
    known = persisted.get("sha256Hash") if isinstance(persisted, dict) else None
    if not isinstance(known, str) or len(known) != 64:
        return _error("PersistedQueryNotSupported", "PERSISTED_QUERY_NOT_SUPPORTED")
    key = f"graphql:{known}"
    if data.query is None:
        data.query = cache.get(key)
        return None if data.query else _error("PersistedQueryNotFound", "PERSISTED_QUERY_NOT_FOUND")
    if hashlib.sha256(data.query.encode(errors="replace")).hexdigest() != known:
        return _error("provided sha does not match query", "PERSISTED_QUERY_HASH_MISMATCH")
    cache.set(key, data.query, PERSISTED_FOR)
    return None


def _error(message: str, code: str) -> GraphQLError:
    return GraphQLError(message, extensions={"code": code})
