"""An editor types and sees her draft in an outside frontend, in the side panel and in a tab."""

from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from playwright.sync_api import expect

from cms.content_api import previews
from home.models import BranchPage
from tests import world
from tests.factories import NewsPageFactory

from .conftest import until

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


# Milliseconds. Wagtail waits three times half a second, then loads one frame and that another; a
# change meanwhile starts it all again.
UPDATE = 20_000


class StandIn(BaseHTTPRequestHandler):
    """A frontend that shows the token it was called with, and the title of what that opens."""

    def do_GET(self):
        token = parse_qs(urlsplit(self.path).query).get("token", [""])[0]
        page = previews.open(token)
        connection.close()  # this thread's own
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        title = escape(page.title) if page else ""
        html = f"<!doctype html><title>{title}</title><h1>{title}</h1><p>{escape(token)}</p>"
        self.wfile.write(html.encode())

    def log_message(self, *args):
        """Nothing: the test has its own report."""


@pytest.fixture
def frontend():
    server = ThreadingHTTPServer(("127.0.0.1", 0), StandIn)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_the_frontend_follows_what_is_typed(visitor, frontend):
    dongguan = world.found("dongguan")
    BranchPage.objects.update(frontend_url=f"{frontend}/preview")
    article = NewsPageFactory(parent=dongguan.index, title="已发布")
    desk = visitor(frontend=frontend, viewport={"width": 1400, "height": 900})
    page = desk.log_in(dongguan.editor())
    page.add_init_script("addEventListener('w-unsaved:watch-edits', () => { window.watched = 1 })")
    page.goto(f"/admin/pages/{article.pk}/edit/")
    until(page, "window.watched")  # Wagtail notices no typing in the first two seconds
    page.get_by_role("button", name="预览开关").click()
    panel = page.frame_locator("#w-preview-iframe")
    expect(panel.get_by_role("heading", level=1)).to_have_text("已发布")

    draft = panel.frame_locator("iframe").get_by_role("heading")
    page.fill("#id_title", "走访慰问")
    page.get_by_label("预览模式").select_option("frontend")
    expect(draft).to_have_text("走访慰问", timeout=UPDATE)
    opened = previews.open(panel.frame_locator("iframe").locator("p").inner_text())
    assert (opened.pk, opened.title) == (article.pk, "走访慰问")
    page.fill("#id_title", "走访慰问：五户家庭")
    expect(draft).to_have_text("走访慰问：五户家庭", timeout=UPDATE)

    with page.expect_popup() as tab:
        page.get_by_role("link", name="新标签页预览").click()
    tab.value.wait_for_url(f"{frontend}/preview?token=*")
    expect(tab.value.get_by_role("heading")).to_have_text("走访慰问：五户家庭")
