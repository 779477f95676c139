"""Every export of the admin, as XLSX and CSV: opens in every program, holds nothing but text, and
copes with what the database has had since before texts were cleaned."""

import csv
import io

import openpyxl
import pytest
from django.db import connection
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.timezone import now
from hypothesis import given
from hypothesis import strategies as st
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.search_promotions.models import Query
from wagtail.models import Page

from cms.core.admin.spreadsheets import csv_cell
from search.analytics import query_log
from tests.factories import NewsPageFactory, UserFactory

BROKEN = "=社\x01区\x0b"
VIEWS = {
    "wagtailadmin_reports:locked_pages": "wagtailcore_page.title",
    "wagtailadmin_reports:aging_pages": "wagtailcore_page.title",
    "wagtailadmin_reports:site_history": "wagtailcore_pagelogentry.label",
    "wagtailadmin_reports:workflow": "wagtailcore_page.draft_title",
    "wagtailadmin_reports:workflow_tasks": "wagtailcore_page.draft_title",
    "wagtailredirects:index": "wagtailredirects_redirect.redirect_link",
    "searches_report": "wagtailsearchpromotions_query.query_string",
    "wagtailsearchpromotions:search_terms": "wagtailsearchpromotions_query.query_string",
}
FORMATS = ["csv", "xlsx"]


@pytest.fixture
def officer(client, dongguan):
    """With something for each export, as it was stored before texts were cleaned."""
    user = UserFactory(is_superuser=True)
    page = NewsPageFactory(parent=dongguan.index)
    page.save_revision(log_action=True).publish()
    dongguan.team.workflow.start(page, user)
    Page.objects.filter(pk=page.pk).update(locked=True, locked_by=user, locked_at=now())
    Redirect.objects.create(old_path="/a", redirect_link="https://example.org/")
    Query.get("社区").add_hit()
    with connection.cursor() as cursor:
        for column in set(VIEWS.values()):
            table, name = column.split(".")
            cursor.execute(f"UPDATE {table} SET {name} = %s", [BROKEN])  # noqa: S608 (ours)
    client.force_login(user)
    return client


def rows(response, kind):
    assert response.status_code == 200
    content = b"".join(response)
    if kind == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        assert not [cell for row in sheet for cell in row if cell.data_type == "f"]
        return [[cell.value for cell in row] for row in sheet]
    assert content.startswith(b"\xef\xbb\xbf")  # by which Excel knows UTF-8
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def exports(patterns=None, namespace=""):
    """The names of all views that export."""
    for each in patterns or get_resolver().url_patterns:
        if isinstance(each, URLResolver):
            inner = f"{namespace}{each.namespace}:" if each.namespace else namespace
            yield from exports(each.url_patterns, inner)
        elif isinstance(each, URLPattern) and each.name:
            view = getattr(each.callback, "view_class", None)
            if not (view and issubclass(view, SpreadsheetExportMixin)):
                continue
            if each.callback.view_initkwargs.get("list_export", view.list_export):
                yield namespace + each.name


def test_all_exports_are_known():
    assert {name for name in exports() if not name.endswith("_results")} == VIEWS.keys()


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("name", VIEWS)
def test_old_rows_in_every_export(officer, name, kind):
    heading, *lines = rows(officer.get(reverse(name), {"export": kind}), kind)
    assert heading[0]
    shown = {"csv": "'=社区", "xlsx": "=社区"}[kind]
    assert any(str(cell).rstrip() == shown for line in lines for cell in line), lines


@pytest.mark.parametrize("kind", FORMATS)
def test_a_search_for_a_control_character_breaks_no_report(officer, indexed, kind):
    officer.get("/api/v1/search/", {"q": "坏\x01字"})
    query_log.flush()
    listed = rows(officer.get(reverse("searches_report"), {"export": kind}), kind)
    assert "坏字" in [line[0] for line in listed]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "\u200b=1", "\x01@a"]
)
def test_no_cell_is_a_formula(text):
    assert csv_cell(text).startswith("'")


@given(st.text())
def test_any_text_is_a_cell(text):
    cell = csv_cell(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    openpyxl.Workbook().active.cell(1, 1).value = cell
