"""Values that no field can hold, which Wagtail's admin and wagtail-localize hand on unread: a 400
instead of a 500.

The public surfaces check what they are given themselves, so that a fault of ours stays a 500 there.
"""

import re
from collections.abc import Callable
from json import JSONDecodeError

from django.core.exceptions import BadRequest
from django.core.paginator import InvalidPage
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.datastructures import MultiValueDictKeyError

# Of the databases' drivers: a number that is too large, half a surrogate pair. Of views: a body
# that is not JSON, a form without a field that theirs has, a page of a list that there is not.
INVALID = (
    DataError,
    InvalidPage,
    JSONDecodeError,
    MultiValueDictKeyError,
    OverflowError,
    UnicodeError,
)
_NOT_A_NUMBER = re.compile("Field '[^']*' expected a number but got|invalid literal for int\\(\\)")


class InvalidValueMiddleware:
    """Django logs what it came from, with the traceback."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> None:
        if not request.path.startswith(reverse("wagtailadmin_home")):
            return
        not_a_number = isinstance(error, ValueError) and _NOT_A_NUMBER.match(str(error))
        if not_a_number or isinstance(error, INVALID):
            raise BadRequest(str(error)) from error
