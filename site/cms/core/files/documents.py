"""Which documents are handed out: those that a page refers to whose reader somebody is, and to
editors those that they may use. Wagtail hands any to whoever guesses its number and name; here the
address has a part that nobody guesses, too.

https://docs.wagtail.org/en/stable/reference/hooks.html#before-serve-document
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, register_converter
from django.utils.cache import patch_cache_control
from django.utils.crypto import constant_time_compare, salted_hmac
from django.views.decorators.clickjacking import xframe_options_sameorigin
from wagtail import hooks
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument
from wagtail.documents.views import serve as wagtail_views
from wagtail.models import CollectionViewRestriction, Page, PageQuerySet, ReferenceIndex

from cms.core import visibility
from cms.core.pages.chooser_permissions import usable


@hooks.register("before_serve_document", order=-10)  # before Wagtail asks for a password
def check_that_it_is_for_this_reader(document: AbstractDocument, request: HttpRequest) -> None:
    """Raises `Http404`: whether there is such a document is nobody else's matter."""
    document.get_file_hash()  # its ETag, which only Wagtail's forms set
    documents = type(document).objects.filter(pk=document.pk)
    if visibility.referred_to(documents, visibility.public(Page.objects.all())).exists():
        return
    request.is_for_one_reader = True  # type: ignore[attr-defined]
    if document.collection.get_view_restrictions().exists():
        return  # which Wagtail checks
    editor = request.user.is_authenticated and usable(request.user, type(document))
    if editor and editor.filter(pk=document.pk).exists():
        return
    if not any(_admits(page, request) for page in _pages_with(document)):
        raise Http404


def _pages_with(document: AbstractDocument) -> PageQuerySet:
    references = ReferenceIndex.get_references_to(document).filter(
        base_content_type=ContentType.objects.get_for_model(Page)
    )
    keys = [int(key) for key in references.values_list("object_id", flat=True).distinct()]
    return visibility.published(Page.objects.filter(pk__in=keys))


def _admits(page: Page, request: HttpRequest) -> bool:
    """Whether the reader has given the password of a private page, or is logged in as it asks."""
    return all(each.accept_request(request) for each in page.get_view_restrictions())


def kept_from_shared_caches(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if getattr(request, "is_for_one_reader", False):
            patch_cache_control(response, private=True)
        return response

    return wrapped


def authenticate_with_password(request: HttpRequest, restriction_id: int) -> HttpResponse:
    """Wagtail's form for a collection's password, which answers for any restriction: so that
    strangers may count them. Here only where a page that they may see leads to a document."""
    restriction = get_object_or_404(
        CollectionViewRestriction, pk=restriction_id, restriction_type="password"
    )
    documents = get_document_model().objects.filter(
        collection__path__startswith=restriction.collection.path
    )
    public = visibility.public(Page.objects.all())
    if not visibility.referenced_by(public, documents).exists():
        published = visibility.published(Page.objects.all())
        private = visibility.referenced_by(published, documents)
        if not any(_admits(page, request) for each in private for page in _pages_with(each)):
            raise Http404
    return wagtail_views.authenticate_with_password(request, restriction_id)


class DocumentIdConverter:
    """A document's number with a code that nobody guesses: `12-9f86d081884c7d65`."""

    regex = "[0-9]+-[0-9a-f]{16}"

    def to_python(self, value: str) -> int:
        number, _, code = value.partition("-")
        keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
        if not any(constant_time_compare(code, _code(number, key)) for key in keys):
            raise ValueError("not the code of this document")
        return int(number)

    def to_url(self, value: int) -> str:
        return f"{value}-{_code(str(value), settings.SECRET_KEY)}"


def _code(number: str, key: str | bytes) -> str:
    return salted_hmac("document", number, key, algorithm="sha256").hexdigest()[:16]


register_converter(DocumentIdConverter, "document_id")
# In the place of Wagtail's. A page of ours may show a PDF in a frame; the branch's host serves its
# own.
urlpatterns = [
    path(
        "<document_id:document_id>/<path:document_filename>",
        xframe_options_sameorigin(kept_from_shared_caches(wagtail_views.serve)),
        name="wagtaildocs_serve",
    ),
    path(
        "authenticate_with_password/<int:restriction_id>/",
        authenticate_with_password,
        name="wagtaildocs_authenticate_with_password",
    ),
]
