"""`/api/v2/`: Wagtail's own read-only API, as its clients expect it, for the public alone.

Wagtail shows each endpoint to whoever may see it; here nobody sees more than a stranger. Every
queryset begins with `visible`, which holds also where one object names another.
"""

import re
from typing import Any

from django.conf import settings
from django.db.models import Model, Q, QuerySet, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from modelsearch.backends.base import BaseSearchResults, EmptySearchResults
from rest_framework.exceptions import Throttled
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.api import APIField
from wagtail.api.v2.pagination import WagtailPagination
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.serializers import PageAliasOfField, RelatedField
from wagtail.api.v2.serializers import PageSerializer as WagtailPageSerializer
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import BaseAPIViewSet, PagesAPIViewSet
from wagtail.api.validators import SiteFilterValidator
from wagtail.contrib.redirects.api.v2 import RedirectsAPIViewSet
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.api.v2.views import DocumentsAPIViewSet
from wagtail.documents.models import AbstractDocument
from wagtail.images.api.v2.views import ImagesAPIViewSet
from wagtail.images.models import AbstractImage
from wagtail.models import Page, PageQuerySet, Site

from cms.core import visibility
from cms.core.db.ordering import in_total_order
from cms.core.host import Host
from cms.core.http import redirects
from cms.core.http.rate_limits import TooManyRequests
from cms.core.images import responsive
from cms.core.pages.api_fields import RenditionField
from cms.core.text.cleaning import clean
from search import throttling

from .errors import UNREADABLE
from .views import with_slash

MAX_DIGITS = 18  # of a number that every database takes
MAX_TAGS = 10  # each is a join, over whose order a database thinks for long


def host_of(request: Request) -> Host:
    """The host that is asked, or that of the site that `?site=` names; looked up once."""
    known = vars(request._request)
    if "_host_of_v2" not in known:
        known["_host_of_v2"] = Host(_site_of(request))
    return known["_host_of_v2"]


def _site_of(request: Request) -> Site:
    try:
        site = SiteFilterValidator(site=request.GET.get("site"), request=request).site_obj
    except (Http404, ValueError) as error:
        raise BadRequestError("there is no such site, or more than one") from error
    if site is None:
        raise Http404("nothing is shown on this host")
    return site


class _FoundOnce:
    """What a search has found: all keys in one query, which Wagtail would make for their number and
    again for a part of them."""

    def __init__(self, results: BaseSearchResults) -> None:
        self.queryset = results.query_compiler.queryset
        self.keys = list(results.get_queryset().values_list("pk", flat=True))

    def count(self) -> int:
        return len(self.keys)

    def __getitem__(self, part: slice) -> list[Model]:
        keys = self.keys[part]
        found = {each.pk: each for each in self.queryset.filter(pk__in=keys)}
        return [found[key] for key in keys]


class TotalOrderPagination(WagtailPagination):
    def paginate_queryset(self, queryset: QuerySet, request: Request, view: Any = None) -> QuerySet:
        if len(request.GET.get("offset", "")) > MAX_DIGITS:
            raise BadRequestError("offset is too large")
        ordered = in_total_order(queryset)
        if isinstance(queryset, EmptySearchResults):
            return super().paginate_queryset(queryset, request, view)
        if isinstance(queryset, BaseSearchResults):
            return super().paginate_queryset(_FoundOnce(queryset), request, view)
        # A hundred thousand keys are sorted at once, as many bodies in ten seconds.
        keys = super().paginate_queryset(ordered.values("pk"), request, view)
        return ordered.filter(pk__in=keys)


class JSONForAll(BaseContentNegotiation):
    """JSON is all there is, also for a browser, which would rather have HTML."""

    def select_parser(self, request: Request, parsers: list) -> Any:
        return parsers[0]

    def select_renderer(self, request: Request, renderers: list, format_suffix: Any = None) -> Any:
        return renderers[0], renderers[0].media_type


@csrf_exempt
def unknown_address(request: HttpRequest) -> HttpResponse:
    """Below /api/v2/ an unknown address is answered as by Wagtail's views, and by no page."""
    return with_slash(request) or JsonResponse({"message": "not found"}, status=404)


class PublicViewSet(BaseAPIViewSet):
    """One of Wagtail's endpoints, for strangers."""

    authentication_classes: list = []
    permission_classes: list = []
    pagination_class = TotalOrderPagination
    renderer_classes = [JSONRenderer]  # the browsable API loads scripts, and knows of sessions
    content_negotiation_class = JSONForAll

    @classmethod
    def visible(cls, request: Request) -> QuerySet:
        """The objects of this endpoint's model that are public on this host."""
        raise NotImplementedError

    def get_queryset(self) -> QuerySet:
        visible = self.visible(self.request)
        if "search" in self.request.GET:
            # Wagtail's search reads a query's conditions, and knows this one.
            visible = self.model.objects.filter(pk__in=visible.values("pk"))
        return visible.order_by("id")

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if any("\0" in value for values in request.GET.lists() for value in values[1]):
            raise BadRequestError("null characters are not allowed")
        if request.GET.get("tags", "").count(",") >= MAX_TAGS:
            raise BadRequestError(f"tags: at most {MAX_TAGS}")
        if text := request.GET.get("search"):
            self.check_search(request)
            # SQLite's search stumbles over quotes.
            asked = request.GET.copy()
            asked["search"] = " ".join(re.findall(r"\w+", clean(text)))
            request._request.GET = asked

    def check_search(self, request: Request) -> None:
        """One limit for all that is searched; and "or" scores every hit, which takes minutes."""
        try:
            throttling.check(request._request)
        except TooManyRequests as error:
            raise Throttled(wait=error.wait) from error
        if request.GET.get("search_operator", "and") != "and":
            raise BadRequestError("search_operator: 'and' is the only one")

    def handle_exception(self, exc: Exception) -> Response:
        if isinstance(exc, UNREADABLE) or (
            isinstance(exc, Http404) and self.action == "listing_view"  # an unknown locale
        ):
            exc = BadRequestError("a parameter has a value that does not exist or is not allowed")
        return super().handle_exception(exc)


# --- Pages ----------------------------------------------------------------------------------


def pages_of(request: Request) -> PageQuerySet:
    """The public pages that live on this host."""
    return host_of(request).canonical(visibility.public(Page.objects.all()))


class VisibleField(RelatedField):
    """Names a related object only where its own endpoint would: a translated article is public
    before its branch page is."""

    def to_representation(self, value: Model) -> dict | None:
        endpoint = self.context["router"].get_model_endpoint(type(value))
        if endpoint and not _is_visible(endpoint[1], value, self.context["request"]):
            return None
        return super().to_representation(value)


class VisibleAliasOfField(PageAliasOfField):
    def get_attribute(self, instance: Page) -> Page | None:
        source = super().get_attribute(instance)
        request = self.context["request"]
        return source if source and _is_visible(PagesViewSet, source, request) else None


def _is_visible(endpoint: type[PublicViewSet], value: Model, request: Request) -> bool:
    """Asked once for each thing: the articles of a list share their branches."""
    known = vars(request._request).setdefault("_visible_to_v2", {})
    key = endpoint, value.pk
    if key not in known:
        known[key] = endpoint.visible(request).filter(pk=value.pk).exists()
    return known[key]


class PageSerializer(WagtailPageSerializer):
    serializer_related_field = VisibleField
    alias_of = VisibleAliasOfField(read_only=True)


class PagesViewSet(PublicViewSet, PagesAPIViewSet):
    base_serializer_class = PageSerializer
    known_query_parameters = PagesAPIViewSet.known_query_parameters

    @classmethod
    def visible(cls, request: Request) -> PageQuerySet:
        return pages_of(request)

    def get_base_queryset(self) -> PageQuerySet:
        return PublicViewSet.get_queryset(self)

    def get_queryset(self) -> PageQuerySet:
        return PagesAPIViewSet.get_queryset(self).select_related("locale").order_by("id")

    def filter_queryset(self, queryset: PageQuerySet) -> PageQuerySet:
        """Wagtail's, which would sort an article with three tags three times, and find the page
        that uses a picture of a private collection."""
        fields = [each for each in queryset.model._meta.get_fields() if each.is_relation]
        refused = {each.name for each in fields if each.many_to_many or _is_file(each)}
        for order in self.request.GET.get("order", "").split(","):
            if order.strip().lstrip("-") in refused:
                raise BadRequestError(f"cannot order by '{order}'")
        for field in fields:
            if field.name in self.request.GET and _is_file(field):
                endpoint = self.request.wagtailapi_router.get_model_endpoint(field.related_model)
                visible = endpoint[1].visible(self.request)
                queryset = queryset.filter(**{f"{field.name}__in": visible})
        return super().filter_queryset(queryset)

    def get_root_page(self) -> Page:
        return host_of(self.request).site.root_page

    def paginate_queryset(self, queryset: QuerySet) -> list[Page]:
        """With the pictures of the pages that are listed, in two queries."""
        pages = list(super().paginate_queryset(queryset))
        for field, presets in getattr(self.get_queryset().model, "picture_presets", {}).items():
            prefetch_related_objects(pages, responsive.prefetch(field, *presets))
        return pages

    def find_object(self, queryset: QuerySet, request: Request) -> Page | None:
        """Wagtail's, for addresses in every language: it knows no `/en/`."""
        if "html_path" not in request.GET:
            return super().find_object(queryset, request)
        components = [part for part in request.GET["html_path"].split("/") if part]
        language = settings.LANGUAGE_CODE
        if components and components[0] in dict(settings.LANGUAGES):
            language = components.pop(0)
        with translation.override(language):
            try:
                page, *_ = self.get_root_page().specific.route(request, components)
            except Http404:
                return None
        return queryset.filter(pk=page.pk).first()


def _is_file(field: Any) -> bool:
    return isinstance(field.related_model, type) and issubclass(
        field.related_model, AbstractImage | AbstractDocument
    )


# --- Images, documents, redirects -----------------------------------------------------------


class FilesViewSet(PublicViewSet):
    """Images or documents that public pages refer to."""

    known_query_parameters = BaseAPIViewSet.known_query_parameters | {"site"}

    @classmethod
    def visible(cls, request: Request) -> QuerySet:
        return visibility.referred_to(cls.model.objects.all(), pages_of(request))


def _without_original(fields: list) -> list:
    return [name for name in fields if name != "download_url"]


class ImagesViewSet(FilesViewSet, ImagesAPIViewSet):
    """The file as it was uploaded is for editors; `picture` is what pages show of it."""

    body_fields = [
        *ImagesAPIViewSet.body_fields,
        APIField("picture", serializer=RenditionField("inline", source="*")),
    ]
    meta_fields = _without_original(ImagesAPIViewSet.meta_fields)
    listing_default_fields = _without_original(ImagesAPIViewSet.listing_default_fields)
    nested_default_fields = _without_original(ImagesAPIViewSet.nested_default_fields)


class DocumentsViewSet(FilesViewSet, DocumentsAPIViewSet):
    pass


class RedirectsViewSet(PublicViewSet, RedirectsAPIViewSet):
    """Redirects of this host whose target page is public and on this host too."""

    known_query_parameters = FilesViewSet.known_query_parameters

    @classmethod
    def visible(cls, request: Request) -> QuerySet:
        return Redirect.get_for_site(host_of(request).site).filter(
            Q(redirect_page__isnull=True) | Q(redirect_page__in=pages_of(request))
        )

    def find_object(self, queryset: QuerySet, request: Request) -> Redirect | None:
        if "html_path" not in request.GET:
            return super().find_object(queryset, request)
        matches = redirects.matching_redirects(request.GET["html_path"], host_of(request).site)
        visible = queryset.in_bulk([match.redirect.pk for match in matches])
        return next(
            (visible[each.redirect.pk] for each in matches if each.redirect.pk in visible), None
        )


router = WagtailAPIRouter("wagtailapi")
router.register_endpoint("pages", PagesViewSet)
router.register_endpoint("images", ImagesViewSet)
router.register_endpoint("documents", DocumentsViewSet)
router.register_endpoint("redirects", RedirectsViewSet)
