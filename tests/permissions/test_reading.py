"""No address of the admin or the management API tells somebody of another branch what is that
branch's alone."""

from collections import defaultdict
from collections.abc import Iterator

import pytest

from . import document
from .addresses import ADMIN, MANAGEMENT_API, QUERIES, Address, addresses
from .kinds import kind_of
from .roles import OUTSIDERS, ROLES, Visitor
from .secrets import SECRETS, Secrets, secrets_in

pytestmark = pytest.mark.matrix

# Views that are not for reading: why.
LEFT_OUT = {
    "wagtailadmin_error_test": "Wagtail's own look at its error page",
    "wagtailadmin_logout": "ends the session",
    "wagtailapi_v3:openapi-json": "made from the code alone, and slowly",
}
# What a stranger is not led to the login by: why.
OPEN = {
    "wagtailadmin_login": "leads there",
    "wagtailadmin_password_reset": "404: passwords are set by an administrator",
    "wagtailadmin_password_reset_done": "404",
    "wagtailadmin_password_reset_confirm": "404",
    "wagtailadmin_password_reset_complete": "404",
    "wagtailadmin_javascript_catalog": "texts of the interface, which the login shows, too",
    "wagtailadmin_sprite": "icons, which the login shows, too",
}
# Secrets that have a row of their own, and no views.
KIND_OF_SECRET = {"a comment": "comments", "a tag": "tags"}


def _addresses(secrets: Secrets, queries: list[str] = QUERIES) -> Iterator[Address]:
    """Each once: the management API has a name for each method."""
    everything = addresses(secrets.arguments, ADMIN, MANAGEMENT_API, queries=queries)
    once = {each.url: each for each in everything if each.view not in LEFT_OUT}
    yield from once.values()


class Reading:
    """What somebody reads: secrets, by the view that tells them."""

    def __init__(self, visitor: Visitor, secrets: Secrets, queries: list[str] = QUERIES) -> None:
        self.told: dict[tuple[str, str], set[str]] = defaultdict(set)  # addresses
        self.errors: set[str] = set()
        self.kinds: document.Found = defaultdict(set)
        self._visitor = visitor
        for address in _addresses(secrets, queries):
            # What was asked with may come back.
            for secret in secrets_in(self._answer(address)) - secrets_in(address.url):
                self.told[address.view, secret].add(address.url)
                kind = kind_of(address, secrets.branch.contact.pk)
                self.kinds[kind].add("read")
                self.kinds[KIND_OF_SECRET.get(secret, kind)].add("read")

    def _answer(self, address: Address) -> str:
        answer = self._visitor("get", address.url)
        # Who may not is led to the dashboard; what it says of that, the next page says, too.
        while answer.status_code in (301, 302) and answer["Location"] != "/admin/":
            answer = self._visitor("get", answer["Location"])
        if answer.status_code >= 500:
            self.errors.add(address.url)
        content = b"".join(answer) if answer.streaming else answer.content
        return content.decode(errors="replace")


@pytest.mark.parametrize("role", OUTSIDERS)
def test_people_of_another_branch_read_nothing(secrets, role):
    _reads_nothing(Visitor(ROLES[role](secrets)), secrets)
    document.settle(role, {"read"}, {})


def test_nor_with_three_languages_and_hosts_of_their_own(secrets, spread_out):
    _reads_nothing(Visitor(secrets.visitors.editor()), secrets)


def _reads_nothing(visitor: Visitor, secrets: Secrets) -> None:
    reading = Reading(visitor, secrets)
    assert dict(reading.told) == {}
    assert reading.errors == set()


@pytest.mark.parametrize("role, views", [
    ("editor of B", 50), ("approver of B", 50), ("head office", 50), ("superuser", 60),
])  # fmt: skip
def test_others_read_what_they_may(secrets, role, views):
    """That this test would notice."""
    reading = Reading(Visitor(ROLES[role](secrets)), secrets.fewer(), queries=[""])
    assert reading.errors == set()
    assert len({view for view, _secret in reading.told}) >= views
    if role == "superuser":
        assert {secret for _view, secret in reading.told} == SECRETS.keys()
    document.settle(role, {"read"}, reading.kinds)


def test_strangers_are_led_to_the_login(secrets):
    stranger = Visitor(None)
    let_in = set()
    for address in _addresses(secrets):
        answer = stranger("get", address.url)
        refused = (
            answer.status_code == 401
            if address.url.startswith("/api/")
            else (answer.status_code == 302 and answer["Location"].startswith("/admin/login/"))
        )
        if not refused:
            let_in.add(address.view)
    assert let_in == OPEN.keys()


@pytest.mark.parametrize(
    "what, url, example",
    [
        (
            "titles and addresses of what is published",
            "/admin/choose-page/search/?q=公开",
            "公开的旧题",
        ),
        ("categories", "/admin/snippets/choose/news/newscategory/results/", "动态"),
        ("names of the languages", "/admin/pages/{index}/", "英"),
    ],
)
def test_what_is_shared_on_purpose(secrets, indexed, what, url, example):
    assert what in document.SHARED
    editor = Visitor(secrets.visitors.editor())
    answer = editor("get", url.format(index=secrets.visitors.index.pk))
    assert example in answer.content.decode()


def test_the_document_is_as_rendered():
    assert document.is_as_rendered()
