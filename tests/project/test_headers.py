"""What every kind of answer says to browsers about itself."""

import base64
import hashlib
import logging

import pytest
from django.core.files.base import ContentFile
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document

from cms.core.styles import style_sheet
from tests import world
from tests.factories import NewsPageFactory

SCRIPTS = {
    "readers": "script-src 'self'",
    "admin": "script-src 'self' 'unsafe-inline'",
    "api": "default-src 'none'",
    "consoles": "script-src 'self'",
}
ANSWERS = [
    ("/dongguan/", 200, "readers"),
    ("/search/?q=社工", 200, "readers"),
    ("/nothing/", 404, "readers"),
    ("/dongguan", 301, "readers"),
    ("/old", 301, "readers"),
    ("/documents/99/a.pdf", 404, "readers"),
    ("/media/original_images/a.jpg", 302, "readers"),
    ("/csp-reports/", 405, "readers"),
    ("/admin/", 302, "admin"),
    ("/admin/login/", 200, "admin"),
    ("/api/v1/news/", 200, "api"),
    ("/api/v1/news/?limit=0", 422, "api"),
    ("/api/v2/pages/", 200, "api"),
    ("/api/v2/pages/?limit=x", 400, "api"),
    ("/api/v3-preview/pages/", 401, "api"),
    ("/graphql/?query={site{name}}", 200, "api"),
    ("/api/v1/docs", 200, "consoles"),
    ("/graphql/", 200, "consoles"),
]


def policy(response):
    written = response["Content-Security-Policy"].split("; ")
    return {name: values for name, _, values in (each.partition(" ") for each in written)}


@pytest.fixture
def _content(dongguan, indexed):
    NewsPageFactory(parent=dongguan.index)
    Redirect.add_redirect("/old", "/dongguan/")


@pytest.mark.usefixtures("_content")
@pytest.mark.parametrize("path,status,kind", ANSWERS)
def test_every_kind_of_answer(client, path, status, kind):
    response = client.get(path, headers={"accept": "text/html,*/*"})
    assert response.status_code == status
    assert SCRIPTS[kind] in response["Content-Security-Policy"].split("; ")
    assert policy(response)["frame-ancestors"] == ("'self'" if kind == "admin" else "'none'")
    assert policy(response)["base-uri"] == "'none'"
    assert "camera=()" in response["Permissions-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Referrer-Policy"] == "same-origin"
    if "X-Frame-Options" in response:
        assert response["X-Frame-Options"] in ("DENY", "SAMEORIGIN")


def test_an_error_and_an_answer_that_has_not_changed(client, dongguan, monkeypatch):
    known = client.get("/api/v1/branches/")["ETag"]
    unchanged = client.get("/api/v1/branches/", headers={"if-none-match": known})
    assert unchanged.status_code == 304
    # A browser would put it to what it has kept, of which a 304 does not know the kind.
    assert "Content-Security-Policy" not in unchanged.headers
    client.raise_request_exception = False
    monkeypatch.setattr("search.views.branches", lambda language: 1 / 0)
    failed = client.get("/search/?q=x")
    assert (failed.status_code, policy(failed)["script-src"]) == (500, "'self'")


def test_a_document_runs_nothing(client, dongguan):
    file = Document.objects.create(
        title="x", file=ContentFile(b"<script>1</script>", name="x.txt"),
        collection=dongguan.team.collection,
    )  # fmt: skip
    NewsPageFactory(parent=dongguan.index, body=[("attachment", file)])
    response = client.get(file.url)
    assert (response.status_code, policy(response)["default-src"]) == (200, "'none'")
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_page_that_is_edited_may_be_shown_in_the_editor(client, dongguan):
    article = NewsPageFactory(parent=dongguan.index)
    client.force_login(dongguan.editor())
    response = client.get(f"/admin/pages/{article.pk}/view_draft/")
    assert policy(response)["frame-ancestors"] == "'self'"


def test_the_style_of_a_page_is_allowed_by_its_hash_alone(client, dongguan):
    response = client.get("/dongguan/")
    assert f"<style>{style_sheet()}</style>" in response.content.decode()
    allowed = policy(response)["style-src"].split()
    digest = base64.b64encode(hashlib.sha256(style_sheet().encode()).digest()).decode()
    assert allowed == ["'self'", f"'sha256-{digest}'"]


def test_a_style_sheet_that_is_being_edited_is_allowed_as_well(client, dongguan, monkeypatch):
    before = policy(client.get("/dongguan/"))["style-src"]
    monkeypatch.setattr("cms.core.http.security.style_sheet", lambda: "p{}")
    assert policy(client.get("/dongguan/"))["style-src"] != before


# --- Reports ------------------------------------------------------------------------------------


def test_what_a_browser_reports_is_logged_on_one_line(client, caplog):
    body = b'{"csp-report": {"blocked-uri": "https://evil.example/\\n\xe5\x9d\x8f"}}\n2026 ERROR x'
    response = client.generic("POST", "/csp-reports/", body, "application/csp-report")
    assert response.status_code == 204
    (record,) = caplog.records
    assert record.levelno == logging.WARNING
    assert "https://evil.example/" in record.message
    assert "\n" not in record.message


def test_of_reports_too_only_so_many_are_taken(client, caplog):
    caplog.set_level(logging.ERROR)
    codes = [client.post("/csp-reports/", {"a": "b"}).status_code for _time in range(31)]
    assert codes == [204] * 30 + [429]


def test_long_reports_are_cut(client, caplog):
    client.generic("POST", "/csp-reports/", b"x" * 100_000, "text/plain")
    assert len(caplog.records[0].message) < 3000


def test_the_known_cookies(client, dongguan):
    client.force_login(world.head_officer())
    client.get("/admin/")
    assert set(client.cookies) <= {"sessionid", "csrftoken", "known_browser", "messages"}
