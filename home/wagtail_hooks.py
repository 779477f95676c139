from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.models import Page, PageQuerySet
from wagtail.permissions import page_permission_policy
from wagtail_localize.views import report
from wagtail_localize.views.convert import convert_to_alias

from cms.core.pages.chooser_permissions import is_choosable

from .permissions import MANAGE_BRANCHES


@hooks.register("register_permissions")
def manage_branches() -> QuerySet[Permission]:
    """Shows the head-office permission in the group form."""
    app_label, codename = MANAGE_BRANCHES.split(".")
    return Permission.objects.filter(content_type__app_label=app_label, codename=codename)


def convert_to_alias_if_allowed(request: HttpRequest, page_id: int) -> HttpResponse:
    """wagtail-localize's view, for those who may unpublish: it takes a live page offline."""
    page = get_object_or_404(Page, pk=page_id)
    if page.live and not page.permissions_for_user(request.user).can_unpublish():
        raise PermissionDenied
    return convert_to_alias(request, page_id)


class TranslationsReportView(report.TranslationsReportView):
    """wagtail-localize's, without the pages of other branches."""

    def get_queryset(self) -> QuerySet:
        own = page_permission_policy.explorable_instances(self.request.user)
        others = Page.objects.exclude(pk__in=own.values("pk"))
        return (
            super()
            .get_queryset()
            .exclude(source__object_id__in=others.values("translation_key"))
            .order_by("-pk")
        )


@hooks.register("register_admin_urls", order=-1)
def before_those_of_wagtail_localize() -> list[URLPattern]:
    return [
        path("localize/page/<int:page_id>/convert_to_alias/", convert_to_alias_if_allowed),
        path("localize/reports/translations/", TranslationsReportView.as_view()),
        path(
            "localize/reports/translations/results/",
            TranslationsReportView.as_view(results_only=True),
        ),
    ]


@hooks.register("construct_page_chooser_queryset")
def no_drafts_of_other_branches(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Anybody may link to what is public anywhere; drafts are for those who work on them."""
    return pages.filter(is_choosable(request.user))
