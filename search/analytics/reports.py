from typing import Any

from django.db.models import IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django_filters import BooleanFilter, DateFromToRangeFilter
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.admin.views.reports import ReportView
from wagtail.contrib.search_promotions.models import Query, QueryDailyHits, SearchPromotion
from wagtail.permission_policies import ModelPermissionPolicy

from search.models import EmptySearches


def with_counts(queries: QuerySet[Query], days: slice | None = None) -> QuerySet[Query]:
    """Those that were asked in a period, with how often (`searches`) and in vain (`empty`)."""
    queries = queries.annotate(
        searches=_sum(QueryDailyHits, "hits", days), empty=_sum(EmptySearches, "count", days)
    )
    return queries.filter(searches__gt=0)


def _sum(model: type, column: str, days: slice | None) -> Coalesce:
    rows = model.objects.filter(query=OuterRef("pk")).order_by()  # type: ignore[attr-defined]
    if days and days.start:
        rows = rows.filter(date__gte=days.start)
    if days and days.stop:
        rows = rows.filter(date__lte=days.stop)
    total = rows.values("query").annotate(total=Sum(column)).values("total")
    return Coalesce(Subquery(total, output_field=IntegerField()), 0)


class SearchesFilterSet(WagtailFilterSet):
    days = DateFromToRangeFilter(label=_("Period"), method="within", widget=DateRangePickerWidget)
    in_vain = BooleanFilter(label=_("No results"), method="without_results")

    class Meta:
        model = Query
        fields: list[str] = []

    def within(self, queries: QuerySet, name: str, days: slice) -> QuerySet:
        return with_counts(queries, days)

    def without_results(self, queries: QuerySet, name: str, in_vain: bool) -> QuerySet:
        return queries.filter(empty__gt=0) if in_vain else queries.filter(empty=0)


class SearchesReport(ReportView):
    """What people look for: for those who may promote results, as a table and as a file."""

    page_title = _("What people search for")
    header_icon = "search"
    model = Query
    permission_policy = ModelPermissionPolicy(SearchPromotion)
    any_permission_required = {"add", "change", "delete"}
    is_searchable = True
    search_fields = ["query_string"]
    filterset_class = SearchesFilterSet
    default_ordering = "-searches"
    index_url_name = "searches_report"
    index_results_url_name = "searches_report_results"
    columns = [
        Column("query_string", label=_("Search terms"), sort_key="query_string"),
        NumberColumn("searches", label=_("Times"), sort_key="searches"),
        NumberColumn("empty", label=_("No results"), sort_key="empty"),
    ]
    list_export = ["query_string", "searches", "empty"]
    export_headings = {
        "query_string": _("Search terms"),
        "searches": _("Times"),
        "empty": _("No results"),
    }

    def get_base_queryset(self) -> Any:
        return with_counts(Query.objects.all())
