"""`/api/v3-preview/`: Wagtail's management API, for people with a token and nobody else.

Wagtail decides with a token's user as in the admin. Its API reads more than the admin where it
also serves the public: that is narrowed here to what the admin shows. A preview: Wagtail does not
promise to keep its shape.
"""

from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import re_path
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from wagtail.actions import action_registry
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.actions.revert_to_page_revision import (
    RevertToPageRevisionAction,
    RevertToPageRevisionPermissionError,
)
from wagtail.api.v3.api import api
from wagtail.api.v3.auth import BearerTokenAuth
from wagtail.api.v3.errors import problem_response
from wagtail.api.v3.pagination import WagtailLimitOffsetPagination
from wagtail.contrib.redirects.api.v3 import router as redirects
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.documents.api.v3 import router as documents
from wagtail.images import get_image_model
from wagtail.images.api.v3 import router as images
from wagtail.models import Page, Site
from wagtail.permissions import policy_registry
from wagtail.utils.urlpatterns import decorate_urlpatterns

from cms.core.db.ordering import in_total_order
from cms.core.http.redirects import matching_redirects
from cms.core.pages.chooser_permissions import usable
from cms.core.pages.completeness import check_complete
from home.permissions import MANAGE_BRANCHES, StructuralPage

from .errors import UNREADABLE
from .views import with_slash

authenticate = BearerTokenAuth()
REDIRECT_READS = {"list_redirects", "find_redirect", "detail_redirect"}


def token_required(view: Callable) -> Callable:
    """Refuses whoever has no token before anything else, and keeps every answer out of caches."""

    @csrf_exempt  # nobody is logged in here: a browser sends no token by itself
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # Wagtail's own sentences are English; what forms say would be in the browser's language.
        with translation.override("en"):
            if authenticate(request) is None:
                response = problem_response(status=401, detail="Authentication required")
                response["WWW-Authenticate"] = "Bearer"
            else:
                response = _answer(view, request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response

    return guarded


def _answer(view: Callable, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    if request.resolver_match and request.resolver_match.url_name in REDIRECT_READS:
        policy = policy_registry.get_by_type(Redirect)
        if not policy.user_has_any_permission(request.user, {"add", "change", "delete"}):
            return problem_response(status=403, detail="Permission denied")
    try:
        if request.method in ("GET", "HEAD", "OPTIONS"):
            return view(request, *args, **kwargs)
        with transaction.atomic():  # what goes along goes whole, or not at all
            response = view(request, *args, **kwargs)
            transaction.set_rollback(response.status_code >= 400)
            return response
    except Http404 as error:
        return problem_response(status=404, detail=str(error))
    except UNREADABLE:
        return problem_response(status=400, detail="A value cannot be read")
    except IntegrityError:
        return problem_response(status=409, detail="Another object has this value already")


@csrf_exempt
def unknown(request: HttpRequest) -> HttpResponse:
    response = with_slash(request)
    if response is None:
        raise Http404("Not found")
    return response


def _usable(model: type[Model]) -> Callable[[HttpRequest], QuerySet]:
    """The images or documents that the admin lists for the user: not other branches'."""

    def queryset(request: HttpRequest) -> QuerySet:
        return usable(request.user, model).prefetch_related("tags").order_by("pk")

    return queryset


# Wagtail has no setting for these: to its API they are public, drafts' pictures and originals too.
images.get_images_queryset = _usable(get_image_model())
documents.get_documents_queryset = _usable(get_document_model())


def _redirect(request: HttpRequest, address: str) -> Redirect | None:
    """The one that readers would follow."""
    matches = matching_redirects(address, Site.find_for_request(request))
    return matches[0].redirect if matches else None


redirects.get_redirect = _redirect

_paginate = WagtailLimitOffsetPagination.paginate_queryset


def _paginate_in_order(
    self: WagtailLimitOffsetPagination, rows: Any, *args: Any, **options: Any
) -> dict:
    return _paginate(self, in_total_order(rows), *args, **options)


WagtailLimitOffsetPagination.paginate_queryset = _paginate_in_order


class RevertAction(RevertToPageRevisionAction):
    """An old version of a structural page brings back what head office alone may change; the
    admin's form would keep it, but no form is between here."""

    def check(self, skip_permission_checks: bool = False) -> None:
        super().check(skip_permission_checks)
        if isinstance(self.instance, StructuralPage) and not self.user.has_perm(MANAGE_BRANCHES):
            raise RevertToPageRevisionPermissionError("Head office alone reverts this page.")


class PublishAction(PublishPageRevisionAction):
    """Publishes what is finished, as the admin's form does."""

    def check(self, skip_permission_checks: bool = False) -> None:
        super().check(skip_permission_checks)
        check_complete(self.object)


action_registry.register(Page, RevertAction)
action_registry.register(Page, PublishAction)

_patterns, *_names = api.urls
urls = (decorate_urlpatterns([*_patterns, re_path("", unknown)], token_required), *_names)
