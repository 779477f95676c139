"""What Wagtail's admin would tell an editor of other branches beside their pages: files, tags,
people. (Pages: see `explorable_pages`. What she may put into a page: see
`pages.chooser_permissions`.)

Wagtail narrows its lists, and not the API, the suggestions and the filters beside them.
"""

import json
from collections.abc import Callable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, JsonResponse
from taggit.models import CommonGenericTaggedItemBase, ItemBase, Tag
from wagtail import hooks
from wagtail.admin.views import tags as wagtail_tags
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.admin.views.pages.listing import PageFilterSet
from wagtail.admin.views.reports.audit_logging import (
    SiteHistoryReportFilterSet,
    get_users_for_filter,
)
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.documents import get_document_model
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet as WagtailDocuments
from wagtail.documents.views.bulk_actions.document_bulk_action import DocumentBulkAction
from wagtail.images import get_image_model
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet as WagtailImages
from wagtail.images.views.bulk_actions.image_bulk_action import ImageBulkAction
from wagtail.models import PageLogEntry
from wagtail.permissions import page_permission_policy

from cms.core.pages.chooser_permissions import choosable_pages, usable

MOST_TAGS = wagtail_tags.TAGS_AUTOCOMPLETE_LIMIT
_autocomplete = wagtail_tags.autocomplete


def install() -> None:
    """Once, when the app is ready: Wagtail has no setting for these."""
    wagtail_tags.TAGS_AUTOCOMPLETE_LIMIT = 500  # before those that the editor does not see go
    wagtail_tags.autocomplete = autocomplete
    # Its method has the name that Wagtail no longer asks for.
    SiteHistoryReportFilterSet.get_users_queryset = lambda self: get_users_for_filter(
        self.request.user
    )
    for action in (ImageBulkAction, DocumentBulkAction):
        action.get_actionable_objects = _actionable
    for name, known in (("owner", _owners), ("edited_by", _writers)):
        field = PageFilterSet.declared_filters[name]
        field.queryset = _among(field.queryset, known)


# --- The admin's API ------------------------------------------------------------------------------


class ImagesAdminAPIViewSet(WagtailImages):
    """Wagtail's, with the pictures that the admin lists."""

    def get_queryset(self) -> QuerySet:
        return super().get_queryset() & usable(self.request.user, self.model)


class DocumentsAdminAPIViewSet(WagtailDocuments):
    """Wagtail's, with the documents that the admin lists."""

    def get_queryset(self) -> QuerySet:
        return super().get_queryset() & usable(self.request.user, self.model)


@hooks.register("construct_admin_api", order=1)  # after Wagtail's
def narrow(router: WagtailAPIRouter) -> None:
    router.register_endpoint("images", ImagesAdminAPIViewSet)
    router.register_endpoint("documents", DocumentsAdminAPIViewSet)


# --- Bulk actions ---------------------------------------------------------------------------------


def _actionable(action: BulkAction) -> tuple[list, dict[str, list]]:
    """Wagtail's, which names what the editor may not change, too: of files, those that she may
    use alone."""
    objects, refused = BulkAction.get_actionable_objects(action)
    named = [each.pk for each in refused["items_with_no_access"]]
    known = usable(action.request.user, action.model).filter(pk__in=named)
    refused["items_with_no_access"] = list(known)
    return objects, refused


# --- Tags -----------------------------------------------------------------------------------------


def autocomplete(request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
    """Wagtail's suggestions, of the tags that the editor may see: on pages that she explores or
    everybody reads, and on files that she may use."""
    names = json.loads(_autocomplete(request, *args, **kwargs).content)
    if not request.user.is_superuser:
        seen = set(_seen_tags(request.user).filter(name__in=names).values_list("name", flat=True))
        names = [name for name in names if name in seen]
    return JsonResponse(names[:MOST_TAGS], safe=False)


def _seen_tags(user: Any) -> QuerySet:
    seen = Q()
    for relation in Tag._meta.related_objects:
        through = relation.related_model
        if not issubclass(through, ItemBase):
            continue
        tagged = through.objects.filter(tag=OuterRef("pk"))
        if not issubclass(through, CommonGenericTaggedItemBase):
            seen |= Q(Exists(tagged.filter(content_object__in=choosable_pages(user).values("pk"))))
            continue
        for model in (get_image_model(), get_document_model()):
            of_model = tagged.filter(content_type=ContentType.objects.get_for_model(model))
            seen |= Q(Exists(of_model.filter(object_id__in=usable(user, model).values("pk"))))
    return Tag.objects.filter(seen)


# --- People ---------------------------------------------------------------------------------------


def _owners(user: Any) -> QuerySet:
    return page_permission_policy.explorable_instances(user).order_by().values("owner")


def _writers(user: Any) -> QuerySet:
    return PageLogEntry.objects.viewable_by_user(user).order_by().values("user")


def _among(people: Callable, known: Callable) -> Callable[[HttpRequest], QuerySet]:
    """For a filter: those of `people` who have to do with pages that the editor explores."""
    return lambda request: people(request).filter(pk__in=known(request.user))
