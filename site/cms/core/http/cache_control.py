"""Cache-Control of the content API."""

from django.http import HttpRequest, HttpResponse
from django.utils.deprecation import MiddlewareMixin

from .locale import CONTENT_API


class CacheControlMiddleware(MiddlewareMixin):
    """An answer of the content API may be kept if it is asked for again each time (with its ETag):
    what an editor takes down is gone at once. A refusal may not be kept at all."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if request.path_info.startswith(CONTENT_API):
            kept = "no-cache" if response.status_code in (200, 301) else "no-store"
            response.headers.setdefault("Cache-Control", kept)
        return response
