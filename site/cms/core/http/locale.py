"""The language of a request."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware import locale
from django.utils import translation

CONTENT_API = ("/api/v1/", "/api/v2/", "/graphql")  # the prefixes of its addresses


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
