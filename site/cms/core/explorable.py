"""Whose pages an editor meets in the admin: one guard before every address there that names a page.

Wagtail lists by `explorable_instances`, but opens whatever lies below the common ancestor of an
editor's pages. With a second language that is the root of all: every branch's drafts.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch, reverse
from wagtail.admin.auth import permission_denied
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

PAGE_KWARGS = ("page_id", "parent_page_id", "page_to_move_id", "destination_id")


class ExplorablePagesMiddleware:
    """Answers as Wagtail does who may not, without a word of the page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if not request.path.startswith(reverse("wagtailadmin_home")):
            return None
        if not request.user.is_authenticated or request.user.is_superuser:
            return None
        match = request.resolver_match
        keys = set(_pages_named(request, match)) if match else set()
        if not match or not keys:
            return None
        pages = Page.objects.filter(pk__in=keys)
        explorable = page_permission_policy.explorable_instances(request.user).values("pk")
        chooses = match.view_name.startswith("wagtailadmin_choose_page")
        for page in pages.exclude(pk__in=explorable):
            if chooses and page.live:  # anybody may link to what is live anywhere
                continue
            # One whose turn it is in a workflow edits without any permission on the page.
            if not page.permissions_for_user(request.user).can_edit():
                return permission_denied(request)
        return None


def _pages_named(request: HttpRequest, match: ResolverMatch) -> Iterator[int]:
    for name, value in match.kwargs.items():
        if name in PAGE_KWARGS or (name == "pk" and "wagtailadmin_pages" in match.namespaces):
            yield int(value)
    if match.view_name == "wagtail_bulk_action" and match.kwargs["model_name"] == "page":
        for value in [*request.GET.getlist("id"), *request.GET.getlist("parentId")]:
            if value.isdecimal():
                yield int(value)
