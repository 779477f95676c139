from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.views.decorators.cache import never_cache
from wagtail import hooks
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.userbar import BaseItem
from wagtail.models import Page, Site

from .db.ordering import in_total_order
from .images import operations
from .pages.slugs import slugify


@hooks.register("before_serve_page", order=-10)
def redirect_to_own_host(
    page: Page, request: HttpRequest, args: list, kwargs: dict
) -> HttpResponse | None:
    """Send an address on a host that the page does not live on to its own, query string and all.

    Runs before Wagtail's password check, so that the password is asked for on the right host.
    """
    parts = page.get_url_parts(request)
    if parts is None or Site.find_for_request(request).pk == parts[0]:
        return None  # at home, or (while Wagtail's cached site roots are stale) of no known home
    _site_id, root_url, page_path = parts
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{root_url}{page_path}{'?' if query else ''}{query}")


# Wagtail has no setting for the paginator of all the admin's lists.
_init_paginator = WagtailPaginator.__init__


def _init_in_order(self: WagtailPaginator, rows: Any, *args: Any, **options: Any) -> None:
    _init_paginator(self, in_total_order(rows), *args, **options)


WagtailPaginator.__init__ = _init_in_order


class PreviewItem(BaseItem):
    """A link from one preview of a draft to another."""

    template_name = "core/userbar_preview.html"

    def __init__(self, mode: str, label: str) -> None:
        super().__init__()
        self.mode, self.label = mode, label


@hooks.register("construct_wagtail_userbar")
def other_previews(request: HttpRequest, items: list, page: Page | None) -> None:
    """Only the editor's side panel has a choice of previews; all others get it here."""
    in_panel = getattr(request, "in_preview_panel", False)
    if page and getattr(request, "is_preview", False) and not in_panel:
        items += [PreviewItem(*mode) for mode in page.preview_modes[1:]]


def pinyin_slug(request: HttpRequest) -> JsonResponse:
    """`GET /admin/slug/?title=…` → `{"slug": "…"}`, for the slug field while a title is typed."""
    return JsonResponse({"slug": slugify(request.GET.get("title", ""))})


@never_cache
def editor_session(request: HttpRequest) -> JsonResponse:
    """`GET /admin/session/`: who is logged in, and the token for forms that were opened before."""
    user = request.user
    return JsonResponse(
        {"user": user.pk, "name": user.get_username(), "csrf_token": get_token(request)}
    )


@hooks.register("insert_global_admin_css")
def unsaved_style() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("core/unsaved.css"))


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    """Behind the admin's login, as every URL that this hook registers."""
    return [
        path("slug/", pinyin_slug, name="pinyin_slug"),
        path("session/", editor_session, name="editor_session"),
    ]


@hooks.register("register_image_operations", order=1)  # after Wagtail's own "format"
def register_image_operations() -> list[tuple[str, type]]:
    return [
        ("fit", operations.FitOperation),
        ("motion", operations.MotionOperation),
        ("format", operations.FormatOperation),
    ]
