"""`manage.py create_branch`: a city site from one command, repaired by a second."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from pytest_django.asserts import assertContains
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Task,
    Workflow,
    WorkflowTask,
)
from wagtail_localize.models import LocaleSynchronization

from cms.teams.models import BranchTeam
from contacts.models import ContactPage
from home.models import BranchPage
from news.models import NewsIndexPage

FOSHAN = {
    "code": "foshan",
    "city": "佛山",
    "short_name": "佛山鹏星",
    "full_name": "佛山市鹏星社会工作服务社",
}


def create_branch(capsys=None, **changes):
    call_command("create_branch", **{**FOSHAN, **changes})
    return capsys.readouterr().out if capsys else None


def everything():
    """All that provisioning makes, in a form that shows any difference."""
    return {
        "pages": list(Page.objects.order_by("path").values_list("path", "title", "slug", "live")),
        "groups": sorted(Group.objects.values_list("name", "permissions__codename")),
        "page permissions": sorted(
            GroupPagePermission.objects.values_list("group__name", "page_id", "permission_id")
        ),
        "collections": sorted(Collection.objects.values_list("path", "name")),
        "collection permissions": sorted(
            GroupCollectionPermission.objects.values_list(
                "group__name", "collection_id", "permission_id"
            )
        ),
        "workflows": sorted(Workflow.objects.values_list("name", "workflow_pages__page_id")),
    }


def test_it_makes_a_complete_city_site(client, dongguan, capsys):
    output = create_branch(capsys)
    assert "http://testserver/foshan/" in output
    assertContains(client.get("/foshan/"), "佛山市鹏星社会工作服务社")
    assert client.get("/foshan/news/").status_code == 200
    assert client.get("/foshan/contact/").status_code == 200
    portal = client.get("/").content.decode()
    assert portal.index(">东莞</a>") < portal.index(">佛山</a>")
    assert set(Group.objects.values_list("name", flat=True)) >= {"佛山鹏星 编辑", "佛山鹏星 审核"}
    page = BranchPage.objects.get(code="foshan")
    assert page.get_workflow().name == "佛山鹏星 审核流程"
    collection = Collection.objects.get(name="佛山鹏星")
    editors = Group.objects.get(name="佛山鹏星 编辑")
    assert {permission.collection for permission in editors.collection_permissions.all()} == {
        collection
    }
    assert {permission.page.specific for permission in editors.page_permissions.all()} == {page}


def test_a_second_call_changes_nothing(dongguan, capsys):
    create_branch()
    before = everything()
    capsys.readouterr()
    assert "已经完整" in create_branch(capsys)
    assert everything() == before


@pytest.mark.slow
def test_fifty_branches_and_fifty_again(organisation):
    for _round in range(2):
        for number in range(50):
            create_branch(code=f"city{number}", city=f"城{number}", short_name=f"城{number}鹏星")
        if _round == 0:
            before = everything()
    assert everything() == before
    assert BranchPage.objects.count() == 50
    assert BranchTeam.objects.count() == 50


def test_a_second_call_keeps_what_people_changed(organisation):
    create_branch()
    page = BranchPage.objects.get()
    page.full_name = "佛山市鹏星社工中心"
    page.save_revision().publish()
    team = BranchTeam.objects.get()
    Group.objects.filter(pk=team.editors.pk).update(name="佛山小编")
    Collection.objects.filter(pk=team.collection.pk).update(name="佛山图库")
    Workflow.objects.filter(pk=team.workflow.pk).update(name="两级审核")
    before = everything()
    create_branch()
    assert everything() == before
    assert BranchPage.objects.get().full_name == "佛山市鹏星社工中心"


@pytest.mark.parametrize(
    "lose",
    [
        lambda: NewsIndexPage.objects.get().delete(),
        lambda: ContactPage.objects.get().delete(),
        lambda: Group.objects.get(name="佛山鹏星 编辑").delete(),
        lambda: Group.objects.get(name="佛山鹏星 审核").delete(),
        lambda: Workflow.objects.get(name="佛山鹏星 审核流程").delete(),
        lambda: Collection.objects.get(name="佛山鹏星").delete(),
        lambda: GroupPagePermission.objects.filter(group__name="佛山鹏星 编辑").delete(),
        lambda: GroupCollectionPermission.objects.filter(group__name="佛山鹏星 编辑").delete(),
        lambda: Group.objects.get(name="佛山鹏星 编辑").permissions.clear(),
    ],
    ids=[
        "news",
        "contact",
        "editors",
        "approvers",
        "workflow",
        "collection",
        "pages",
        "files",
        "admin",
    ],
)
def test_a_second_call_repairs_what_was_lost(organisation, lose):
    create_branch()

    def without_ids():
        state = everything()
        return {
            "pages": sorted(page[1:] for page in state["pages"]),
            "groups": state["groups"],
            "page permissions": len(state["page permissions"]),
            "collections": [name for _path, name in state["collections"]],
            "collection permissions": len(state["collection permissions"]),
            "workflows": len(state["workflows"]),
        }

    before = without_ids()
    lose()
    assert without_ids() != before
    create_branch()
    assert without_ids() == before
    task = BranchTeam.objects.get().workflow.tasks.get().specific
    assert list(task.groups.all()) == [BranchTeam.objects.get().approvers]


@pytest.mark.parametrize(
    "changes,field",
    [
        ({"code": "en"}, "--code"),
        ({"code": "search"}, "--code"),
        ({"code": "Foshan"}, "--code"),
        ({"code": ""}, "--code"),
        ({"code": "f" * 31}, "--code"),
        ({"city": ""}, "--city"),
        ({"short_name": "鹏" * 61}, "--short-name"),
        ({"full_name": ""}, "--full-name"),
    ],
)
def test_a_mistake_is_named_and_leaves_nothing_behind(organisation, changes, field):
    before = everything()
    with pytest.raises(CommandError, match=f"^{field}: "):
        create_branch(**changes)
    assert everything() == before


def test_a_code_that_another_page_has_as_its_address_is_refused(organisation):
    from tests.factories import StandardPageFactory

    StandardPageFactory(parent=organisation, slug="foshan")
    with pytest.raises(CommandError, match=r"^--code: "):
        create_branch()


def test_a_failure_half_way_leaves_nothing_behind(organisation, monkeypatch):
    before = everything()
    monkeypatch.setattr(
        "cms.teams.roles._grant",
        lambda *args: (_ for _ in ()).throw(RuntimeError),
    )
    with pytest.raises(RuntimeError):
        create_branch()
    assert everything() == before
    assert not BranchTeam.objects.exists()


def test_without_an_organisation_it_says_what_to_do(db):
    with pytest.raises(CommandError, match="make run"):
        create_branch()


def disable_workflow():
    Workflow.objects.update(active=False)


def disable_task():
    Task.objects.update(active=False)


def empty_workflow():
    WorkflowTask.objects.all().delete()


@pytest.mark.parametrize("lose", [disable_workflow, disable_task, empty_workflow])
def test_a_workflow_that_does_nothing_is_repaired(organisation, capsys, lose):
    create_branch()
    lose()
    assert "已建立或修复" in create_branch(capsys)
    page = BranchPage.objects.get()
    assert page.has_workflow
    assert page.get_workflow().tasks.filter(active=True).exists()


def test_a_branch_that_was_deleted_and_comes_again_finds_its_people(organisation):
    create_branch()
    team = BranchTeam.objects.get()
    BranchPage.objects.get().delete()
    create_branch()
    again = BranchTeam.objects.get()
    assert (again.editors, again.collection) == (team.editors, team.collection)
    assert again.editors.page_permissions.filter(page__slug="foshan").exists()


def test_somebody_elses_group_of_that_name_is_not_given_anything(organisation):
    stranger = Group.objects.create(name="佛山鹏星 编辑")
    create_branch()
    assert not stranger.page_permissions.exists()
    assert BranchTeam.objects.get().editors.name == "佛山鹏星 编辑 2"


def test_a_language_that_is_kept_in_step_gets_its_placeholders_and_teams(organisation):
    english = Locale.objects.create(language_code="en")
    LocaleSynchronization.objects.create(locale=english, sync_from=Locale.get_default())
    create_branch()
    assert BranchPage.objects.filter(locale=english, alias_of__isnull=False).count() == 1
    assert NewsIndexPage.objects.filter(locale=english).count() == 1
    editors = BranchTeam.objects.get(branch_code="foshan").editors
    assert editors.page_permissions.filter(page__locale=english).count() == 2
