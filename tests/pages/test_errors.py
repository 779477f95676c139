"""Pages for when something is not as it should be."""

import pytest
from django.core.management import call_command
from django.http import HttpRequest
from django.views import defaults
from pytest_django.asserts import assertContains


def test_403_leads_back(client, organisation, monkeypatch):
    def refuse(*args, **kwargs):
        from django.core.exceptions import PermissionDenied

        raise PermissionDenied

    monkeypatch.setattr("home.models.HomePage.serve", refuse)
    response = client.get("/")
    assertContains(response, "没有权限", status_code=403)
    assertContains(response, "返回鹏星社工首页", status_code=403)


def test_500_needs_no_database():
    """Without pytest's `db` mark, any query would fail."""
    response = defaults.server_error(HttpRequest())
    html = response.content.decode()
    assert response.status_code == 500
    assert "页面暂时无法打开" in html
    assert "--fill" in html


@pytest.fixture
def maintenance():
    call_command("maintenance", "on")
    yield
    call_command("maintenance", "off")


@pytest.mark.parametrize("path", ["/", "/dongguan/news/", "/admin/", "/nothing/"])
def test_during_maintenance_every_address_says_so_and_asks_no_database(client, maintenance, path):
    response = client.get(path)
    assertContains(response, "网站维护中", status_code=503)
    assert response["Retry-After"] == "300"
    assert response["Cache-Control"] == "no-store"


def test_after_maintenance_the_site_is_back(client, dongguan):
    call_command("maintenance", "on")
    call_command("maintenance", "off")
    call_command("maintenance", "off")
    assert client.get("/dongguan/").status_code == 200
