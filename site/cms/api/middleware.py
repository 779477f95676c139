"""What sets a request to the content API apart from a browser's for a page."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware import locale
from django.utils import translation
from django.utils.deprecation import MiddlewareMixin

CONTENT_API = ("/api/v1/", "/api/v2/", "/graphql")


class LocaleMiddleware(locale.LocaleMiddleware):
    """Django's, except that the content API is asked for a language in the request itself: what a
    browser would rather read changes nothing there, and need not be told apart by caches."""

    def process_request(self, request: HttpRequest) -> None:
        if not request.path_info.startswith(CONTENT_API):
            super().process_request(request)
            return
        translation.activate(settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = settings.LANGUAGE_CODE

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if request.path_info.startswith(CONTENT_API):
            return response
        return super().process_response(request, response)


class CacheControlMiddleware(MiddlewareMixin):
    """An answer of the content API may be kept if it is asked for again each time (with its ETag):
    what an editor takes down is gone at once. A refusal may not be kept at all."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if request.path_info.startswith(CONTENT_API):
            kept = "no-cache" if response.status_code in (200, 301) else "no-store"
            response.headers.setdefault("Cache-Control", kept)
        return response
