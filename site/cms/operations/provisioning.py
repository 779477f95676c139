"""A complete city site from a branch's four names: pages, collection, groups, workflow.

Every step looks first and adds only what is missing, so a second run repairs and changes nothing
that people have changed since.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)
from wagtail_localize.synctree import create_aliases_for_new_page

from contacts.models import ContactPage
from home.models import BranchPage, HomePage
from home.permissions import MANAGE_BRANCHES
from news.models import NewsIndexPage

from .models import BranchTeam

PAGE_PERMISSIONS = {
    "editors": ["add_page", "change_page"],
    "approvers": ["add_page", "change_page", "publish_page", "lock_page", "unlock_page"],
    "head_office": [
        "add_page",
        "change_page",
        "publish_page",
        "bulk_delete_page",
        "lock_page",
        "unlock_page",
    ],
}
COLLECTION_PERMISSIONS = [
    "wagtailimages.add_image",
    "wagtailimages.change_image",
    "wagtailimages.choose_image",
    "wagtaildocs.add_document",
    "wagtaildocs.change_document",
    "wagtaildocs.choose_document",
]
HEAD_OFFICE_PERMISSIONS = [
    MANAGE_BRANCHES,
    "wagtailadmin.access_admin",
    "wagtail_localize.submit_translation",
    "news.add_newscategory",
    "news.change_newscategory",
    "news.delete_newscategory",
    "wagtailredirects.add_redirect",
    "wagtailredirects.change_redirect",
    "wagtailredirects.delete_redirect",
]


class NoOrganisation(Exception):
    """There is no portal page to put a branch under."""


@dataclass(frozen=True)
class BranchFacts:
    """What a branch is founded with. `contact` holds values for fields of its `ContactPage`."""

    code: str
    city: str
    short_name: str
    full_name: str
    contact: dict[str, str] = field(default_factory=dict)


@transaction.atomic
def provision_branch(facts: BranchFacts) -> tuple[BranchPage, list[str]]:
    """Found the branch, or complete one that has lost a part.

    Returns its page and a line for each thing that was made; none means that all was there.
    Raises `django.core.exceptions.ValidationError` naming the fields if the facts are not valid,
    `NoOrganisation` before `make run` has made the portal. Nothing is left half-made.
    """
    source = Locale.get_default()
    # The lock makes two provisionings at once wait for each other on PostgreSQL.
    home = HomePage.objects.select_for_update().filter(locale=source).first()
    if home is None:
        raise NoOrganisation
    made: list[str] = []
    branch = BranchPage.objects.filter(code=facts.code, locale=source).first()
    if branch is None:
        last = BranchPage.objects.order_by("switcher_position").last()
        branch = _add_live_page(
            home,
            BranchPage(
                code=facts.code,
                city=facts.city,
                short_name=facts.short_name,
                full_name=facts.full_name,
                switcher_position=last.switcher_position + 1 if last else 1,
            ),
            made,
        )
    complete_branch(branch, facts.contact, made)
    return branch, made


@transaction.atomic
def complete_branch(
    branch: BranchPage, contact: dict[str, str] | None = None, made: list[str] | None = None
) -> list[str]:
    """Give a branch page, however it came about, everything else that a city site has."""
    made = [] if made is None else made
    with translation.override(settings.LANGUAGE_CODE):
        if not branch.get_children().type(NewsIndexPage).exists():
            _add_live_page(branch, NewsIndexPage(title=_("News"), slug="news"), made)
        if not branch.get_children().type(ContactPage).exists():
            page = ContactPage(title=_("Contact us"), slug="contact", **(contact or {}))
            _add_live_page(branch, page, made)
        _ensure_team(branch, made)
    return made


@transaction.atomic
def provision_head_office() -> Group:
    """The group that looks after the whole organisation; known by its permission, not its name."""
    app_label, codename = MANAGE_BRANCHES.split(".")
    group = Group.objects.filter(
        permissions__content_type__app_label=app_label, permissions__codename=codename
    ).first()
    if group is None:
        with translation.override(settings.LANGUAGE_CODE):
            group = Group.objects.create(name=_free_name(Group, _("Head office")))
    group.permissions.add(*_permissions(HEAD_OFFICE_PERMISSIONS))
    _grant_pages(group, "head_office", HomePage.objects.all())
    _grant_collection(group, Collection.get_first_root_node())
    return group


def grant_translation(branch: BranchPage) -> None:
    """Open a new language's tree of a branch to the branch's teams."""
    team = BranchTeam.objects.filter(branch_key=branch.translation_key).first()
    if team is not None:
        _grant_team_pages(team, [branch])


def _add_live_page(parent: Page, page: Page, made: list[str]) -> Page:
    """Add, publish, and give the other languages' trees their placeholder."""
    page = parent.add_child(instance=page)
    page.save_revision().publish()
    create_aliases_for_new_page(page)
    made.append(f"{page._meta.verbose_name} {page.title}")
    return page


def _ensure_team(branch: BranchPage, made: list[str]) -> None:
    team, _created = BranchTeam.objects.get_or_create(branch_key=branch.translation_key)
    name = branch.short_name
    if team.collection is None:
        root = Collection.get_first_root_node()
        team.collection = root.add_child(name=name)
        made.append(f"{Collection._meta.verbose_name} {name}")
    if team.editors is None:
        team.editors = _add_group(f"{name} " + _("Editors"), made)
    if team.approvers is None:
        team.approvers = _add_group(f"{name} " + _("Approvers"), made)
    workflow = team.workflow or _add_workflow(f"{name} " + _("Review"), made)
    team.workflow = workflow
    team.save()

    # An approval step that lost its group (someone deleted it) gets the new one.
    for task in workflow.tasks:
        if isinstance(task.specific, GroupApprovalTask) and not task.specific.groups.exists():
            task.specific.groups.add(team.approvers)
    for group in (team.editors, team.approvers):
        group.permissions.add(*_permissions(["wagtailadmin.access_admin"]))
        _grant_collection(group, team.collection)
    _grant_team_pages(team, branch.get_translations(inclusive=True))


def _add_group(name: str, made: list[str]) -> Group:
    group = Group.objects.create(name=_free_name(Group, name))
    made.append(f"{Group._meta.verbose_name} {group.name}")
    return group


def _add_workflow(name: str, made: list[str]) -> Workflow:
    workflow = Workflow.objects.create(name=_free_name(Workflow, name))
    task = GroupApprovalTask.objects.create(name=name)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    made.append(f"{Workflow._meta.verbose_name} {workflow.name}")
    return workflow


def _free_name(model: type[Group] | type[Workflow], name: str) -> str:
    """`name`, or `name 2` … if somebody else's group or workflow has it already."""
    taken = set(model.objects.filter(name__startswith=name).values_list("name", flat=True))
    candidate, number = name, 1
    while candidate in taken:
        number += 1
        candidate = f"{name} {number}"
    return candidate


def _grant_team_pages(team: BranchTeam, pages: Iterable[BranchPage]) -> None:
    pages = list(pages)
    if team.editors:
        _grant_pages(team.editors, "editors", pages)
    if team.approvers:
        _grant_pages(team.approvers, "approvers", pages)
    for page in pages:
        if team.workflow and not WorkflowPage.objects.filter(page=page).exists():
            WorkflowPage.objects.create(page=page, workflow=team.workflow)


def _grant_pages(group: Group, role: str, pages: Iterable[Page]) -> None:
    permissions = _permissions(f"wagtailcore.{name}" for name in PAGE_PERMISSIONS[role])
    for page in pages:
        for permission in permissions:
            GroupPagePermission.objects.get_or_create(
                group=group, page_id=page.pk, permission=permission
            )


def _grant_collection(group: Group, collection: Collection) -> None:
    for permission in _permissions(COLLECTION_PERMISSIONS):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=collection, permission=permission
        )


def _permissions(names: Iterable[str]) -> list[Permission]:
    """By `app_label.codename`; a name that does not exist is a mistake and raises."""
    wanted = list(names)
    found = Permission.objects.select_related("content_type").filter(
        codename__in=[name.split(".")[1] for name in wanted]
    )
    by_name = {f"{each.content_type.app_label}.{each.codename}": each for each in found}
    return [by_name[name] for name in wanted]
