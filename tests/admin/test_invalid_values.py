"""What no field can hold is a 400, also where Wagtail hands it on unread."""

import json

import pytest
from django.db import connection
from django.urls import reverse
from pytest_django.asserts import assertContains

GET = [
    "/admin/api/main/pages/find/?id=x",
    "/admin/bulk/wagtailcore/page/delete/?id=x",
    "/admin/bulk/auth/user/assign_role/?id=x",
]


@pytest.mark.parametrize("url", GET)
def test_in_an_address(admin_client, organisation, url):
    assertContains(admin_client.get(url), "无法处理这个请求", status_code=400)


def test_a_number_that_is_too_large(admin_client, organisation):
    """Of which Django knows for PostgreSQL that nothing has it."""
    known = connection.vendor == "postgresql"
    answer = admin_client.get(f"/admin/pages/?owner={'9' * 20}")
    assert answer.status_code == (200 if known else 400)


@pytest.mark.parametrize("body", ["{", "", b"\xff"])
def test_in_a_body(admin_client, organisation, body):
    assert dismiss(admin_client, body).status_code == 400


def test_half_a_surrogate_pair(admin_client, organisation):
    """Which SQLite keeps, and PostgreSQL does not."""
    kept = connection.vendor == "sqlite"
    assert dismiss(admin_client, r'{"\ud800": true}').status_code == (200 if kept else 400)


def dismiss(client, body):
    return client.patch(reverse("wagtailadmin_dismissibles"), body, content_type="application/json")


def test_a_form_without_its_fields(admin_client, dongguan):
    parts = ("news", "newspage", dongguan.index.pk)
    preview = reverse("wagtailadmin_pages:preview_on_add", args=parts)
    assert admin_client.post(preview, {"title": "活动"}).status_code == 400


def test_a_fault_of_ours_stays_a_500(admin_client, organisation, monkeypatch):
    def fail(*args, **kwargs):
        raise ValueError("too many values to unpack")

    monkeypatch.setattr("wagtail.admin.views.home.HomeView.get_context_data", fail)
    admin_client.raise_request_exception = False
    assert admin_client.get("/admin/").status_code == 500


def test_on_the_public_side_it_is_the_views_own_business(client, organisation, monkeypatch):
    def fail(*args, **kwargs):
        json.loads("{")

    monkeypatch.setattr("home.models.HomePage.serve", fail)
    client.raise_request_exception = False
    assert client.get("/").status_code == 500
