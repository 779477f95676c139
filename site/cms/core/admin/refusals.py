"""Refusals despite a permission: a message in the admin, a problem in the API."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.models import Page
from wagtail.utils.forms import FormValidationError


class Refusal(FormValidationError):
    """Raised by what changes a page, for the whole of it to be undone; by field, why.

    The management API answers with the errors as they are.
    """

    def __init__(self, page: Page, errors: dict[str, list[str]]) -> None:
        super().__init__(
            {(field,): [(each, "invalid") for each in found] for field, found in errors.items()}
        )
        self.page = page

    def as_text(self) -> str:
        return " ".join(reason for reasons in self.message_dict.values() for reason in reasons)


class RefusalMiddleware:
    """Says in the admin why a page is refused, and leads to it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, Refusal):
            return None
        if request.method != "POST" or "application/json" in request.headers.get("accept", ""):
            # What scripts of the editor send; the one that saves by itself shows this text.
            answer = {"success": False, "error_code": "validation_error"}
            return JsonResponse({**answer, "error_message": error.as_text()}, status=400)
        messages.error(request, error.as_text())
        return redirect("wagtailadmin_pages:edit", error.page.pk)
