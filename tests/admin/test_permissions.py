"""Who may do what on own, other and shared pages: editor, approver, head office, stranger."""

import pytest
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from home.models import BranchPage, StandardPage
from news.models import NewsPage
from tests import world
from tests.factories import NewsPageFactory, StandardPageFactory, UserFactory

from .forms import create, edit, form_data

ROLES = ["editor", "approver", "head office", "stranger"]


@pytest.fixture
def tree(organisation, dongguan, shenzhen):
    """Pages by what they are to somebody who works in 东莞."""
    return {
        "own article": NewsPageFactory(parent=dongguan.index),
        "own draft": NewsPageFactory(parent=dongguan.index, live=False),
        "own news list": dongguan.index,
        "own contact page": dongguan.contact,
        "own branch page": dongguan.page,
        "other article": NewsPageFactory(parent=shenzhen.index),
        "other draft": NewsPageFactory(parent=shenzhen.index, live=False),
        "other contact page": shenzhen.contact,
        "other branch page": shenzhen.page,
        "shared page": StandardPageFactory(parent=organisation, title="隐私政策"),
        "portal": organisation,
    }


@pytest.fixture
def log_in(client, dongguan):
    def as_role(role):
        user = {
            "editor": dongguan.editor,
            "approver": dongguan.approver,
            "head office": world.head_officer,
            "stranger": UserFactory,
        }[role]()
        client.force_login(user)
        return client

    return as_role


OWN = {"own article", "own draft", "own news list", "own contact page", "own branch page"}
STRUCTURE = {"own news list", "own contact page", "own branch page"}
HEAD_OFFICE_STRUCTURE = STRUCTURE | {"other contact page", "other branch page"}
ALL = {*OWN, "other article", "other draft", "other contact page", "other branch page"} | {
    "shared page",
    "portal",
}
LIVE = ALL - {"own draft", "other draft"}
OWN_ARTICLES = {"own article", "own draft"}

# action → role → the pages on which it is allowed
MATRIX = {
    "edit": {"editor": OWN, "approver": OWN, "head office": ALL, "stranger": set()},
    "delete": {
        "editor": {"own draft"},
        "approver": OWN_ARTICLES,
        "head office": ALL - {"portal"},
        "stranger": set(),
    },
    "unpublish": {
        "editor": set(),
        "approver": {"own article"},
        "head office": LIVE,
        "stranger": set(),
    },
    "move": {
        "editor": {"own draft"},
        "approver": OWN_ARTICLES,
        "head office": ALL - {"portal"},
        "stranger": set(),
    },
    "set_privacy": {
        "editor": set(),
        "approver": OWN_ARTICLES,
        "head office": ALL,
        "stranger": set(),
    },
    "copy": {
        "editor": OWN_ARTICLES,
        "approver": OWN_ARTICLES,
        "head office": ALL - HEAD_OFFICE_STRUCTURE,
        "stranger": set(),
    },
}


@pytest.mark.parametrize("action", MATRIX)
@pytest.mark.parametrize("role", ROLES)
def test_who_may_open_what(tree, log_in, action, role):
    client = log_in(role)
    allowed = {
        name
        for name, page in tree.items()
        if client.get(reverse(f"wagtailadmin_pages:{action}", args=[page.pk])).status_code == 200
    }
    assert allowed == MATRIX[action][role]


@pytest.mark.parametrize("role", ["editor", "approver", "stranger"])
@pytest.mark.parametrize("name", sorted(STRUCTURE))
def test_a_refused_action_that_is_sent_all_the_same_changes_nothing(tree, log_in, role, name):
    client, page = log_in(role), tree[name]
    for action in ("delete", "unpublish"):
        client.post(reverse(f"wagtailadmin_pages:{action}", args=[page.pk]))
        bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        client.post(f"{bulk}?id={page.pk}", {"next": "/admin/"})
    client.post(
        reverse("wagtailadmin_pages:set_privacy", args=[page.pk]), {"restriction_type": "login"}
    )
    target = tree["portal"] if name == "own branch page" else tree["other branch page"]
    client.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, target.pk]))
    before = (page.path, True)
    page = Page.objects.get(pk=page.pk)
    assert (page.path, page.live) == before
    assert not PageViewRestriction.objects.exists()


def test_head_office_may_hide_delete_and_restrict_a_branch(tree, log_in):
    client, page = log_in("head office"), tree["other branch page"]
    client.post(
        reverse("wagtailadmin_pages:set_privacy", args=[page.pk]), {"restriction_type": "login"}
    )
    assert PageViewRestriction.objects.filter(page=page).exists()
    client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    assert not BranchPage.objects.get(pk=page.pk).live
    client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert not BranchPage.objects.filter(pk=page.pk).exists()
    assert not NewsPage.objects.filter(branch=page.pk).exists()


HEAD_OFFICE_FIELDS = {"code", "switcher_position", "go_live_at", "expire_at"}


@pytest.mark.parametrize("role,seen", [("approver", set()), ("head office", HEAD_OFFICE_FIELDS)])
def test_code_place_and_expiry_of_a_branch_are_fields_of_head_office(tree, log_in, role, seen):
    url = reverse("wagtailadmin_pages:edit", args=[tree["own branch page"].pk])
    html = log_in(role).get(url).content.decode()
    fields = {*HEAD_OFFICE_FIELDS, "slug"}
    assert {field for field in fields if f'name="{field}"' in html} == seen


@pytest.mark.parametrize("role", ["editor", "approver"])
def test_forbidden_fields_that_are_sent_all_the_same_change_nothing(tree, log_in, role):
    client, page = log_in(role), tree["own branch page"]
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = form_data(client.get(url).content.decode())
    forged = {"code": "hacked", "slug": "hacked", "switcher_position": "0", "city": "莞城"}
    client.post(url, {**data, **forged, "expire_at": "2030-01-01 00:00:00", "action-publish": "1"})
    latest = BranchPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert latest.city == "莞城"
    assert (latest.code, latest.slug, latest.expire_at) == ("dongguan", "dongguan", None)
    assert latest.switcher_position == page.switcher_position


@pytest.mark.parametrize("role", ["editor", "approver"])
def test_contact_pages_keep_their_slug_and_do_not_expire(tree, log_in, role):
    client, page = log_in(role), tree["own contact page"]
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    html = client.get(url).content.decode()
    assert not [name for name in ("slug", "go_live_at", "expire_at") if f'name="{name}"' in html]
    data = form_data(html)
    client.post(url, {**data, "slug": "x", "expire_at": "2030-01-01", "action-publish": "1"})
    page = Page.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert (page.slug, page.expire_at) == ("contact", None)


def test_head_office_changes_a_code_and_the_address_follows(tree, log_in, client, dongguan):
    edit(log_in("head office"), dongguan.page, code="guancheng", **{"action-publish": "1"})
    assert client.get("/guancheng/news/").status_code == 200
    assert client.get("/dongguan/").status_code == 404


@pytest.mark.parametrize("role", ROLES)
def test_who_may_add_pages_where(tree, log_in, role):
    client = log_in(role)

    def may_add(page_type, parent):
        app, model = page_type.split("/")
        url = reverse("wagtailadmin_pages:add", args=[app, model, parent.pk])
        return client.get(url).status_code == 200

    found = {
        "own standard page": may_add("home/standardpage", tree["own branch page"]),
        "other standard page": may_add("home/standardpage", tree["other branch page"]),
        "shared page": may_add("home/standardpage", tree["portal"]),
        "own article": may_add("news/newspage", tree["own news list"]),
        "branch": may_add("home/branchpage", tree["portal"]),
    }
    own = {"own standard page", "own article"}
    allowed = {"editor": own, "approver": own, "head office": set(found), "stranger": set()}
    assert {name for name, may in found.items() if may} == allowed[role]


def test_an_editor_cannot_publish(tree, log_in, dongguan):
    client = log_in("editor")
    create(
        client, "news/newspage", dongguan.index, title="草稿", slug="x", **{"action-publish": "1"}
    )
    assert not NewsPage.objects.get(slug="x").live


def test_the_explorer_of_a_branch_team_begins_at_its_branch(tree, log_in):
    html = log_in("editor").get("/admin/pages/", follow=True).content.decode()
    assert "深圳鹏星" not in html


@pytest.mark.parametrize("model", ["image", "document"])
def test_pictures_and_files_stay_in_the_branchs_collection(log_in, dongguan, shenzhen, model):
    url = {"image": "/admin/images/add/", "document": "/admin/documents/multiple/add/"}[model]
    html = log_in("editor").get(url).content.decode()
    assert "深圳鹏星" not in html
    assert log_in("stranger").get(url).status_code == 302


def test_a_branch_team_cannot_see_the_pictures_of_another(log_in, dongguan, shenzhen):
    from tests.factories import ImageFactory

    ours = ImageFactory(title="东莞的图", collection=dongguan.team.collection)
    theirs = ImageFactory(title="深圳的图", collection=shenzhen.team.collection)
    client = log_in("approver")
    listing = client.get("/admin/images/").content.decode()
    assert ours.title in listing
    assert theirs.title not in listing
    chooser = client.get("/admin/images/chooser/").json()["html"]
    assert ours.title in chooser
    assert theirs.title not in chooser
    assert client.get(f"/admin/images/{theirs.pk}/").status_code == 302


def test_only_head_office_keeps_the_categories(log_in):
    url = "/admin/snippets/news/newscategory/"
    assert log_in("editor").get(url).status_code == 302
    assert log_in("approver").get(url).status_code == 302
    assert log_in("head office").get(url).status_code == 200


def test_branch_teams_work_in_every_language_of_their_branch(log_in, dongguan):
    page = world.translate(dongguan.page, short_name="Dongguan Pengxing")
    standard = StandardPageFactory(parent=page, title="About us")
    client = log_in("approver")
    assert client.get(f"/admin/pages/{standard.pk}/edit/").status_code == 200
    assert client.get(f"/admin/pages/{page.pk}/delete/").status_code == 302
    assert StandardPage.objects.get(pk=standard.pk).get_workflow() == dongguan.team.workflow


@pytest.mark.parametrize("role", ["editor", "approver"])
def test_restoring_an_old_version_of_a_branch_restores_nothing_of_head_office(
    tree, log_in, dongguan, role
):
    page = dongguan.page
    old = page.latest_revision
    page.code, page.switcher_position, page.city = "guancheng", 9, "莞城"
    page.save_revision().publish()
    client = log_in(role)
    url = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, old.pk])
    data = form_data(client.get(url).content.decode())
    client.post(url, {**data, "action-publish": "1"})
    latest = BranchPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert latest.city == "东莞"
    assert (latest.code, latest.slug, latest.switcher_position) == ("guancheng", "guancheng", 9)


def test_original_pictures_are_for_those_who_may_use_them(log_in, dongguan, shenzhen):
    from tests.factories import ImageFactory

    ours = ImageFactory(collection=dongguan.team.collection)
    theirs = ImageFactory(collection=shenzhen.team.collection)
    assert log_in("stranger").get(ours.file.url).status_code == 302
    client = log_in("editor")
    assert client.get(ours.file.url).status_code == 200
    assert client.get(theirs.file.url).status_code == 302


def test_a_copy_into_another_language_speaks_that_language(log_in, dongguan):
    page = StandardPageFactory(parent=dongguan.page, slug="about")
    english = world.translate(dongguan.page)
    log_in("approver").post(
        reverse("wagtailadmin_pages:copy", args=[page.pk]),
        {"new_title": "About", "new_slug": "about", "new_parent_page": english.pk, "alias": ""},
    )
    assert StandardPage.objects.descendant_of(english).get().locale == english.locale
