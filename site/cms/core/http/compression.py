import brotli
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

SMALLEST = 200  # bytes; below it is not worth it
BROTLI = 5  # a quarter smaller than gzip here, in about its time


class CompressionMiddleware(GZipMiddleware):
    """Django's, with Brotli for JSON, and not for files: those are streamed, mostly compressed
    already, and sent in ranges.

    Pages stay with gzip: its random padding keeps lengths from telling secrets (BREACH). What the
    API says is no secret.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if not isinstance(response, HttpResponse):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))  # of a 304 as of what it stands for
        if _may_be_brotli(request, response):
            return _brotli(response)
        return super().process_response(request, response)


def _may_be_brotli(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether this is JSON worth compressing, and the client reads Brotli."""
    encodings = request.headers.get("Accept-Encoding", "").split(",")
    return (
        "br" in {each.strip() for each in encodings}
        and "json" in response.headers.get("Content-Type", "")
        and len(response.content) >= SMALLEST
        and not response.has_header("Content-Encoding")
    )


def _brotli(response: HttpResponse) -> HttpResponse:
    response.content = brotli.compress(response.content, quality=BROTLI)
    response.headers["Content-Encoding"] = "br"
    response.headers["Content-Length"] = str(len(response.content))
    if etag := response.headers.get("ETag"):
        response.headers["ETag"] = etag if etag.startswith("W/") else f"W/{etag}"
    return response
