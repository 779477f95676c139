from functools import partial
from urllib.parse import urlencode, urlsplit

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.models import Page

from cms.core.pages.preview_modes import PreviewMode
from home.queries import frontend_url

from . import previews


@hooks.register("offer_preview")
def in_frontend(page: Page) -> PreviewMode | None:
    url = frontend_url(page)
    return PreviewMode("frontend", _("External frontend"), partial(show, url)) if url else None


def show(url: str, page: Page, request: HttpRequest) -> HttpResponse:
    """The frontend at `url` with a token for `page`: in a tab by redirect, in the editor's side
    panel in a frame within a page of ours.

    Of a frame on another origin the panel knows neither when it is ready nor how far it is
    scrolled, and would wait ten seconds for it to say so before it shows what was just typed.
    """
    if not request.user.is_authenticated:
        raise PermissionDenied
    parts = urlsplit(url)
    token = urlencode({"token": previews.create(page, request.user)})
    address = parts._replace(query=f"{parts.query}&{token}".lstrip("&")).geturl()
    if getattr(request, "in_preview_panel", False):
        response = render(request, "api/preview_panel.html", {"page": page, "address": address})
    else:
        response = HttpResponseRedirect(address)
    add_never_cache_headers(response)
    return response
