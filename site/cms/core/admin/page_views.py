"""Wagtail's views of a page: a new one beside others, and what its translations go along with.

Wagtail's own views would do it to the pages that they name once more: signals do it, whoever asks.
"""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.views.page_privacy import SetPrivacyView as WagtailSetPrivacyView
from wagtail.admin.views.pages.bulk_actions import DeleteBulkAction as WagtailDeleteBulkAction
from wagtail.admin.views.pages.create import CreateView as WagtailCreateView
from wagtail.admin.views.pages.delete import DeleteView as WagtailDeleteView
from wagtail.admin.views.pages.edit import EditView as WagtailEditView
from wagtail.admin.views.pages.move import MoveConfirmView as WagtailMoveConfirmView
from wagtail.admin.views.pages.unpublish import UnpublishView as WagtailUnpublishView
from wagtail.admin.views.pages.utils import type_to_delete_confirmation
from wagtail.admin.viewsets.pages import PageViewSet as WagtailPageViewSet
from wagtail.models import Page

from cms.core.pages import translations

whole_or_nothing = method_decorator(transaction.atomic)


@hooks.register("construct_translated_pages_to_cascade_actions")
def translations_go_along(pages: list[Page], action: str) -> dict[Page, list[Page]]:
    """The translations counted on Wagtail's confirmation pages."""
    along = {page: translations.of(page) for page in pages}
    if action == "unpublish":
        along = {page: each.live() for page, each in along.items()}
    return {page: list(each) for page, each in along.items()}


class CreateView(WagtailCreateView):
    @whole_or_nothing
    def post(self, request: HttpRequest) -> HttpResponse:
        # Two new pages at once may want the same address: the second waits, and is told.
        Page.objects.select_for_update().get(pk=self.parent_page.pk)
        return super().post(request)


class EditView(WagtailEditView):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Wagtail's, which would not let a reviewer send back what is unfinished."""
        if self.action_name == "perform_workflow_action" and self.workflow_action != "approve":
            self.form_class = self._of_a_draft
        return super().post(request, *args, **kwargs)

    def _of_a_draft(self, *args: Any, **kwargs: Any) -> WagtailAdminPageForm:
        form = self.edit_handler.get_form_class()(*args, **kwargs)
        form.defer_required_fields()
        return form


class DeleteView(WagtailDeleteView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        along = translations.going_along(self.page)
        counts = {
            "translation_count": len(along),
            "translation_descendant_count": sum(along.values()),
        }
        return {**super().get_context_data(**kwargs), **counts}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if type_to_delete_confirmation(request):
            self.pages_to_delete: list[Page] = []  # beside the page itself
        return super().post(request, *args, **kwargs)


class UnpublishView(WagtailUnpublishView):
    @whole_or_nothing
    def unpublish(self) -> HttpResponse | None:
        self.objects_to_unpublish = [self.object]
        response = super().unpublish()
        if self.request.POST.get("include_descendants"):  # those that are no translations, too
            for translation in translations.of(self.object):
                for page in translation.get_descendants().live().specific():
                    page.unpublish(user=self.request.user)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        along = translations.going_along(self.object)
        return {**super().get_context_data(**kwargs), "translation_count": len(along)}


class MoveConfirmView(WagtailMoveConfirmView):
    @whole_or_nothing
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.pages_to_move: list[Page] = []  # beside the page itself
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        along = translations.going_along(self.page_to_move)
        return {**super().get_context_data(**kwargs), "translations_to_move_count": len(along)}


@method_decorator(transaction.atomic, name="post")
class SetPrivacyView(WagtailSetPrivacyView):
    pass


class PageViewSet(WagtailPageViewSet):
    add_view_class = CreateView
    edit_view_class = EditView
    delete_view_class = DeleteView
    unpublish_view_class = UnpublishView
    move_confirm_view_class = MoveConfirmView
    set_privacy_view_class = SetPrivacyView


@hooks.register("register_admin_viewset", order=1)  # after Wagtail's
def page_viewset() -> PageViewSet:
    return PageViewSet()


@hooks.register("register_bulk_action", order=1)  # after Wagtail's
class DeleteBulkAction(WagtailDeleteBulkAction):
    @classmethod
    def execute_action(cls, objects: list[Page], **kwargs: Any) -> tuple[int, int]:
        along = {each.pk for page in objects for each in translations.of(page)}
        return super().execute_action([page for page in objects if page.pk not in along], **kwargs)
