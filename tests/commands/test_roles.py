"""What a role may do is binding for every branch that there is already."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import Permission
from wagtail.models import GroupPagePermission

from cms.teams import roles
from cms.teams.models import BranchTeam
from tests import world

PUBLISH = "wagtailcore.publish_page"


@pytest.fixture
def upgraded(monkeypatch):
    """Another version's table for editors."""

    def upgrade(**changes):
        monkeypatch.setattr(roles, "EDITORS", replace(roles.EDITORS, **changes))
        roles.sync_roles()

    return upgrade


def publishes(user, branch):
    return branch.page.permissions_for_user(user).can_publish()


def test_a_right_that_a_role_gains(dongguan, shenzhen, upgraded):
    assert not publishes(dongguan.editor(), dongguan)
    upgraded(pages=(*roles.EDITORS.pages, PUBLISH))
    assert publishes(dongguan.editor(), dongguan)
    assert publishes(shenzhen.editor(), shenzhen)
    assert not publishes(dongguan.editor(), shenzhen)


def test_a_right_that_it_loses(dongguan, shenzhen, upgraded):
    editor, approver = dongguan.editor(), dongguan.approver()
    upgraded(pages=("wagtailcore.add_page",), collection=(), everywhere=())
    assert not dongguan.index.permissions_for_user(editor).can_edit()
    assert not editor.has_perm("wagtailadmin.access_admin")
    assert not dongguan.team.editors.collection_permissions.exists()
    assert publishes(approver, dongguan)


def test_what_people_have_given_or_taken_stays(dongguan, shenzhen, upgraded):
    team = dongguan.team.editors
    permission = Permission.objects.get(codename="publish_page")
    GroupPagePermission.objects.create(group=team, page=dongguan.page, permission=permission)
    team.collection_permissions.filter(permission__codename="add_document").delete()
    upgraded(pages=(*roles.EDITORS.pages, "wagtailcore.lock_page"))
    assert publishes(dongguan.editor(), dongguan)
    left = team.collection_permissions.values_list("permission__codename", flat=True)
    assert "add_document" not in left


def test_an_installation_that_does_not_remember_yet(dongguan):
    """One from before there was a memory gets what its groups lack."""
    head_office = world.head_officer().groups.get()
    head_office.permissions.remove(Permission.objects.get(codename="add_searchpromotion"))
    BranchTeam.objects.update(granted={})
    roles.sync_roles()
    assert head_office.permissions.filter(codename="add_searchpromotion").exists()


def test_nothing_to_bring_costs_one_query_a_team(dongguan, shenzhen, django_assert_max_num_queries):
    teams = BranchTeam.objects.count()
    roles.sync_roles()
    with django_assert_max_num_queries(teams + 3):  # the teams, and a transaction
        roles.sync_roles()


def test_a_permission_that_does_not_exist_is_a_mistake(dongguan, upgraded):
    with pytest.raises(LookupError, match=r"wagtailcore\.fly"):
        upgraded(pages=("wagtailcore.fly",))
