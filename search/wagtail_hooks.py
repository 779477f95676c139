from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .analytics.reports import SearchesReport


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [
        path("reports/searches/", SearchesReport.as_view(), name="searches_report"),
        path(
            "reports/searches/results/",
            SearchesReport.as_view(results_only=True),
            name="searches_report_results",
        ),
    ]


class SearchesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        report = SearchesReport
        return report.permission_policy.user_has_any_permission(
            request.user, report.any_permission_required
        )


@hooks.register("register_reports_menu_item")
def menu_item() -> MenuItem:
    return SearchesMenuItem(
        _("What people search for"), reverse("searches_report"), icon_name="search", order=1300
    )


@hooks.register("construct_reports_menu")
def one_report_of_searches(request: HttpRequest, items: list[Any]) -> None:
    """Not Wagtail's own, too, which is for administrators and does not know what was not found."""
    items[:] = [each for each in items if each.name != "search-terms"]
