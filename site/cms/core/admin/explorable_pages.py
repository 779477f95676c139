"""Whose pages an editor meets in the admin: one guard before every address there that names a page,
and one name for a page that is not hers, wherever it is named.

Wagtail lists by `explorable_instances`, but opens whatever lies below the common ancestor of an
editor's pages. With a second language that is the root of all: every branch's drafts.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import chain
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch, reverse
from django.utils.translation import gettext
from wagtail.admin.auth import permission_denied
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from cms.core import visibility

from .current_request import current_request

_display_title = Page.get_admin_display_title
_all_in_listing = PageBulkAction.get_all_objects_in_listing_query

PAGE_KWARGS = ("page_id", "parent_page_id", "page_to_move_id", "destination_id")


class ExplorablePagesMiddleware:
    """Answers as Wagtail does who may not, without a word of the page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(reverse("wagtailadmin_home")):
            return self.get_response(request)
        before = current_request.set(request)
        try:
            return self.get_response(request)
        finally:
            current_request.reset(before)

    def process_view(
        self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if (
            current_request.get() is None
            or not request.user.is_authenticated
            or request.user.is_superuser
        ):
            return None
        match = request.resolver_match
        keys = set(_pages_named(request, match)) if match else set()
        if not match or not keys:
            return None
        pages = Page.objects.filter(pk__in=keys)
        explorable = page_permission_policy.explorable_instances(request.user).values("pk")
        chooses = match.view_name.startswith("wagtailadmin_choose_page")
        for page in pages.exclude(pk__in=explorable):
            if chooses and visibility.is_public(page):  # anybody may link to it
                continue
            # One whose turn it is in a workflow edits without any permission on the page.
            if not page.permissions_for_user(request.user).can_edit():
                return permission_denied(request)
        return None


def _pages_named(request: HttpRequest, match: ResolverMatch) -> Iterator[int]:
    for name, value in match.kwargs.items():
        if name in PAGE_KWARGS or (name == "pk" and "wagtailadmin_pages" in match.namespaces):
            yield int(value)
    bulk = match.view_name == "wagtail_bulk_action" and match.kwargs["model_name"] == "page"
    values = [request.GET.getlist(name) for name in ("id", "parentId", "childOf") if bulk]
    if match.view_name == "wagtailadmin_choose_page_chosen_multiple":
        values += [request.GET.getlist("id")]
    if bulk or match.view_name == "wagtailadmin_pages:copy":
        values += [request.POST.getlist(name) for name in ("chooser", "new_parent_page")]
    for value in chain.from_iterable(values):
        with suppress(ValueError):  # "all", say
            yield int(value)


def install() -> None:
    """Once, when the app is ready. Wagtail has neither a hook for the title that the admin shows,
    in a list or a chooser, nor one for what "all of the list" means."""
    Page.get_admin_display_title = _title_for_whom_it_is_shown
    PageBulkAction.get_all_objects_in_listing_query = _explorable_in_listing


def _title_for_whom_it_is_shown(page: Page) -> str:
    """The draft's title, for those who may explore it; for others the published one, if any."""
    request = current_request.get()
    if request is None or _may_explore(request.user, page):
        return _display_title(page)
    return page.title if visibility.is_public(page) else gettext("(a page of another branch)")


def _may_explore(user: Any, page: Page) -> bool:
    if user.is_superuser:
        return True
    own = page_permission_policy.get_cached_permissions_for_user(user)
    return (
        any(
            page.path.startswith(each.page.path) or each.page.path.startswith(page.path)
            for each in own
        )
        or page.permissions_for_user(user).can_edit()
    )  # whose turn it is in a workflow


def _explorable_in_listing(action: PageBulkAction, parent_id: str | None) -> list[int]:
    listed = [getattr(each, "pk", each) for each in _all_in_listing(action, parent_id)]
    own = page_permission_policy.explorable_instances(action.request.user)
    return list(own.filter(pk__in=listed).values_list("pk", flat=True))
