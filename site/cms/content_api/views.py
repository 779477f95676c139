"""GraphQL over HTTP (https://graphql.github.io/graphql-over-http/), and the end of REST."""

import hashlib
import json
import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from cross_web import HTTPException
from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import RequestDataTooBig
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import resolve
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from graphql import GraphQLError
from strawberry.django.views import GraphQLView as StrawberryView
from strawberry.http import GraphQLHTTPResponse, GraphQLRequestData
from strawberry.http.base import BaseRequestProtocol
from strawberry.http.sync_base_view import SyncHTTPRequestAdapter
from strawberry.types import ExecutionResult

from cms.core.api.problems import problem
from cms.core.http.rate_limits import rate_limit_headers

from .graphql import schema

MEDIA_TYPE = "application/graphql-response+json"
LEGACY = "application/json"
LARGEST_PERSISTED = 10_000  # characters


@csrf_exempt
def nothing_here(request: HttpRequest) -> HttpResponse:
    """Below /api/v1/ an unknown address is a problem too, and no page; a last slash makes no
    difference."""
    without = request.path_info.removesuffix("/")
    if without != request.path_info and not without.endswith("/"):
        match = resolve(without)
        if match.func is not nothing_here:
            return match.func(request, *match.args, **match.kwargs)
    return problem(404, "There is no such endpoint. All are listed at /api/v1/docs.")


def with_slash(request: HttpRequest) -> HttpResponse | None:
    """What is at an address that only lacks its last slash: the way there, or the answer, for on
    the way a body would be lost. None if nothing is."""
    match = resolve(f"{request.path_info}/")
    if match.func is resolve(request.path_info).func:
        return None
    if request.method not in ("GET", "HEAD"):
        return match.func(request, *match.args, **match.kwargs)
    return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))


def problem_or_page(status: int, detail: str, page: Callable[..., Any]) -> Callable[..., Any]:
    """What Django answers where no view does: what the API in question says, else `page`."""

    @wraps(page)
    def error(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.path.startswith("/api/v1/"):
            return problem(status, detail)
        if request.path.startswith("/api/v2/"):
            return JsonResponse({"message": detail}, status=status)
        if request.path.startswith("/graphql"):
            return refusal(request, status, detail)
        return page(request, *args, **kwargs)

    return error


class GraphQLView(StrawberryView):
    """`GET` and `POST /graphql/`; GraphiQL for browsers.

    With automatic persisted queries, as Apollo's clients send them: a query once sent along with
    its SHA-256 may be asked for by that alone, so that `GET`s stay short and can be cached.
    https://www.apollographql.com/docs/apollo-server/performance/apq
    """

    schema = schema

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = self.run(request=request)
        except HTTPException as error:
            return refusal(request, error.status_code, error.reason)
        except RequestDataTooBig:
            most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
            return refusal(request, 413, f"The request is larger than {most} bytes.")
        if response.headers["Content-Type"] == LEGACY and _media_type(request) == MEDIA_TYPE:
            response.headers["Content-Type"] = MEDIA_TYPE
            if self.refused:
                response.status_code = 400
        patch_vary_headers(response, ["Accept"])
        for name, value in rate_limit_headers(request).items():
            response.headers[name] = value
        return response

    def process_result(self, request: HttpRequest, result: ExecutionResult) -> GraphQLHTTPResponse:
        """A request of which nothing was carried out, so that its errors are at no path, has no
        `data`. That a query is not known by its hash is no failure: Apollo's servers say 200, too.
        """
        response = super().process_result(request, result)
        if result.data is None and not any(each.path for each in result.errors or ()):
            del response["data"]
            self.refused = not any(map(_is_of_persisted, result.errors or ()))
        return response

    def __init__(self, **options: Any) -> None:
        self.refused = False
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

    def should_render_graphql_ide(self, request: BaseRequestProtocol) -> bool:
        """For browsers that ask nothing; Strawberry takes also `*/*`, and a query by its hash."""
        asks_nothing = request.method == "GET" and request.query_params.keys().isdisjoint(
            {"query", "extensions"}
        )
        return asks_nothing and "text/html" in (request.headers.get("accept") or "")

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


def refusal(request: HttpRequest, status: int, message: str) -> HttpResponse:
    """Why a request was not taken for GraphQL, in the form of its errors."""
    media_type = _media_type(request)
    response = JsonResponse({"errors": [{"message": message}]}, status=status)
    response.headers["Content-Type"] = media_type
    patch_vary_headers(response, ["Accept"])
    if status == 405:
        response.headers["Allow"] = "GET, POST"
    return response


def _media_type(request: HttpRequest) -> str:
    """What the client would rather have: the newer type only if it names that."""
    if MEDIA_TYPE not in request.headers.get("Accept", ""):
        return LEGACY
    return request.get_preferred_type([MEDIA_TYPE, LEGACY]) or LEGACY


def _is_of_persisted(error: GraphQLError) -> bool:
    return str((error.extensions or {}).get("code")).startswith("PERSISTED_QUERY_NOT")


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
