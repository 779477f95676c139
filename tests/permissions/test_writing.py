"""By no address of the admin or the management API does somebody of another branch change what is
that branch's, or what head office keeps for all."""

from collections import defaultdict
from collections.abc import Iterable
from functools import partial

import pytest

from . import document
from .changes import Change, Database
from .ownership import Own
from .roles import INSIDERS, OUTSIDERS, ROLES, Visitor
from .secrets import Secrets, secrets_in
from .writes import Forms, writes

pytestmark = pytest.mark.matrix

# The things themselves, as against what they consist of.
THINGS = {
    "auth.Group", "auth.User", "core.CustomImage", "news.NewsCategory",
    "wagtail_localize.Translation", "wagtailcore.APIToken", "wagtailcore.Collection",
    "wagtailcore.Comment", "wagtailcore.Locale",
    "wagtailcore.Page", "wagtailcore.Site", "wagtailcore.Task", "wagtailcore.Workflow",
    "wagtaildocs.Document", "wagtailredirects.Redirect", "wagtailsearchpromotions.SearchPromotion",
}  # fmt: skip
PUBLISHED = ["live", "live_revision_id"]
# Errors of the server in libraries, for those who get so far: why.
KNOWN_ERRORS = {
    ("wagtailredirects:process_import", "post"): "Wagtail expects what the first step signed",
    ("wagtailsnippetchoosers_news_newscategory:create", "post"):
        "Wagtail offers an address for a form that categories do not have",
    ("wagtailadmin_api:pages:action", "post"): "a translation that is there is made once more",
}  # fmt: skip


class Writing:
    """What somebody changes that is not her own, by the view that lets her."""

    def __init__(self, visitor: Visitor, own: Own, secrets: Secrets, forms: Forms) -> None:
        self.changed: dict[tuple[str, str], set[str]] = defaultdict(set)
        self.told: set[str] = set()  # addresses that answer with a secret, or put it into her own
        self.errors: set[tuple[str, str]] = set()
        self.kinds: document.Found = defaultdict(set)
        database = Database()
        for write in writes(secrets, forms):
            key = write.address.view, write.method
            answer, changes = database.after(partial(write.by, visitor))
            if answer.status_code >= 500:
                self.errors.add(key)
            if not answer.streaming:
                sent = secrets_in(write.address.url + str(write.body))
                if secrets_in(answer.content.decode(errors="replace")) - sent:
                    self.told.add(write.address.url)
            others = own.others(changes)
            if others:
                self.changed[key] |= {str(each) for each in others}
                self.kinds[write.kind].add(_verb(others))
            if any(_tells(each) for each in changes if each not in others):
                self.told.add(write.address.url)


def _verb(changes: Iterable[Change]) -> str:
    """The heaviest one."""
    of_things = {each.verb for each in changes if each.model._meta.label in THINGS}
    if "delete" in of_things or "add" in of_things:
        return "delete" if "delete" in of_things else "add"
    return "publish" if any(map(_is_published, changes)) else "change"


def _is_published(change: Change) -> bool:
    before, after = change.before or {}, change.after or {}
    return any(before.get(name) != after.get(name) for name in PUBLISHED)


def _tells(change: Change) -> bool:
    return bool(secrets_in(" ".join(map(str, (change.after or {}).values()))))


@pytest.mark.parametrize("role", OUTSIDERS)
def test_people_of_another_branch_change_nothing(secrets, forms, role):
    _changes_nothing(Visitor(ROLES[role](secrets)), secrets, forms)
    document.settle(role, set(document.VERBS) - {"read"}, {})


def test_nor_with_three_languages_and_hosts_of_their_own(secrets, forms, spread_out):
    _changes_nothing(Visitor(secrets.visitors.approver()), secrets.fewer(), forms)


def _changes_nothing(visitor: Visitor, secrets: Secrets, forms: Forms) -> None:
    writing = Writing(visitor, Own(visitor.user, secrets.visitors), secrets, forms)
    assert dict(writing.changed) == {}
    assert writing.told == set()
    assert writing.errors == set()


@pytest.mark.parametrize("role, views", list(zip(INSIDERS, (20, 40, 55, 90), strict=True)))
def test_others_change_what_they_may(secrets, forms, role, views):
    """That this test would notice: so many of the views take what they are sent."""
    visitor = Visitor(ROLES[role](secrets))
    writing = Writing(visitor, Own(visitor.user, None), secrets.fewer(), forms)
    assert len({view for view, _method in writing.changed}) >= views
    assert writing.errors <= KNOWN_ERRORS.keys()
    if role == "superuser":
        assert writing.errors == KNOWN_ERRORS.keys()
    document.settle(role, set(document.VERBS) - {"read"}, writing.kinds)
