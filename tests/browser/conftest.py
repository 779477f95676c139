"""A real Chromium against a real server. Debian's: Playwright cannot bring its own here."""

import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from . import content

# Playwright's synchronous API runs an event loop in this thread; Django is told not to mind.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


@pytest.fixture(scope="session")
def chromium():
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert path, "browser tests need Chromium: apt install chromium, or set CHROMIUM"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-background-networking", "--disable-component-update"],
        )
        yield browser
        browser.close()


def until(page: Page, condition: str) -> None:
    """Waits for a condition in JavaScript. Playwright's own way of waiting evaluates a text within
    the page, which our Content-Security-Policy keeps everybody from."""
    for _attempt in range(150):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"never: {condition}")


class Visitor:
    """One person's browser. Fails the test on a script error, on anything that a policy of ours
    (Content-Security-Policy) has kept it from, and on a request to another host than the site's and
    that of `frontend`, where there is one."""

    def __init__(
        self, browser: Browser, base_url: str, frontend: str = "data:", **options: object
    ) -> None:
        self.base_url = base_url
        self.expected = (base_url, frontend, "data:", "blob:")
        self.context: BrowserContext = browser.new_context(
            base_url=base_url, locale="zh-CN", **options
        )
        self.context.set_default_timeout(15_000)
        self.page: Page = self.context.new_page()
        self.problems: list[str] = []
        self.page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))
        self.page.on("console", self._note_refused)
        self.page.on("request", self._note_foreign)
        self.page.on("response", self._note_failure)

    def _note_refused(self, message) -> None:
        if "Content Security Policy" in message.text:
            self.problems.append(f"policy: {message.text}")

    def _note_foreign(self, request) -> None:
        if not request.url.startswith(self.expected):
            self.problems.append(f"foreign host: {request.url}")

    def _note_failure(self, response) -> None:
        if response.status >= 500:
            self.problems.append(f"{response.status}: {response.url}")

    def log_in(self, user) -> Page:
        user.set_password("geheim-1234")
        user.save()
        self.page.goto("/admin/login/")
        self.page.fill("[name=username]", user.username)
        self.page.fill("[name=password]", "geheim-1234")
        self.page.click("button[type=submit]")
        self.page.wait_for_url("**/admin/")
        return self.page


@pytest.fixture
def site(django_db_serialized_rollback, live_server):
    """The organisation on the live server's address."""
    from wagtail.models import Site

    from tests import world

    world.organisation()
    port = int(live_server.url.rsplit(":", 1)[1])
    Site.objects.update(hostname="localhost", port=port)
    Site.clear_site_root_paths_cache()
    return live_server.url


@pytest.fixture
def dongguan(site):
    from tests import world

    return world.found("dongguan")


@pytest.fixture
def article(dongguan):
    from tests.factories import NewsPageFactory

    page = NewsPageFactory(parent=dongguan.index, title="走访", live=False)
    page.save_revision()
    return page


@pytest.fixture(scope="session")
def node_modules():
    folder = Path(__file__).parent / "node_modules"
    assert folder.exists(), "install the judges: npm ci --ignore-scripts --prefix tests/browser"
    return folder


@pytest.fixture
def filled(site, indexed):
    """The organisation with every kind of page, which can be searched."""
    content.build()
    return site


@pytest.fixture
def visitor(chromium, site):
    visitors = []

    def new(**options):
        visitors.append(Visitor(chromium, site, **options))
        return visitors[-1]

    yield new
    problems = [problem for visitor in visitors for problem in visitor.problems]
    for visitor in visitors:
        visitor.context.close()
    assert not problems, "\n".join(problems)
