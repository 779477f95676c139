"""A complete city site from a branch's four names: pages, collection, groups, workflow.

Every step looks first and adds only what is missing, so a second run repairs and changes nothing
that people have changed since.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    Locale,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)
from wagtail_localize.synctree import create_aliases_for_new_page

from contacts.models import ContactPage
from home.models import BranchPage, HomePage
from news.models import NewsIndexPage

from . import roles
from .models import BranchTeam


class NoOrganisation(Exception):
    """There is no portal page to put a branch under."""


@dataclass(frozen=True)
class BranchFacts:
    """The facts to found a branch with. `contact` holds values for fields of its `ContactPage`."""

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
        branch = _add_page(
            home,
            BranchPage(
                code=facts.code,
                city=facts.city,
                short_name=facts.short_name,
                full_name=facts.full_name,
            ),
            made,
            live=True,
        )
    complete_branch(branch, facts.contact, made)
    return branch, made


@transaction.atomic
def complete_branch(
    branch: BranchPage, contact: dict[str, str] | None = None, made: list[str] | None = None
) -> list[str]:
    """Give a branch page, however it came about, everything else that a city site has.

    Its pages are published with it: now if it is live, else by `publish_with_branch`.
    """
    made = [] if made is None else made
    with translation.override(settings.LANGUAGE_CODE):
        if not branch.get_children().type(NewsIndexPage).exists():
            _add_page(branch, NewsIndexPage(title=_("News"), slug="news"), made, branch.live)
        if not branch.get_children().type(ContactPage).exists():
            page = ContactPage(title=_("Contact us"), slug="contact", **(contact or {}))
            _add_page(branch, page, made, branch.live)
        _ensure_team(branch, made)
    return made


@transaction.atomic
def provision_head_office() -> Group:
    """The group that looks after the whole organisation. Raises `NoOrganisation`."""
    home = HomePage.objects.first()
    if home is None:
        raise NoOrganisation
    team, _created = BranchTeam.objects.get_or_create(branch_key=home.translation_key)
    group = team.approvers
    if group is None:
        with translation.override(settings.LANGUAGE_CODE):
            group = Group.objects.create(name=_free_name(Group, _("Head office")))
        team.approvers = group
        team.save()
    roles.grant(team)
    return group


def grant_translation(branch: BranchPage) -> None:
    """Open a new language's tree of a branch to the branch's teams."""
    team = BranchTeam.objects.filter(branch_key=branch.translation_key).first()
    if team is not None:
        roles.grant(team, [branch])
        _assign_workflow(team, [branch])


def publish_with_branch(branch: BranchPage) -> None:
    """A branch that was founded as a draft is published: so are the pages founded with it."""
    for page in branch.get_children().type(NewsIndexPage, ContactPage).specific():
        if page.first_published_at is None and page.alias_of_id is None:
            page.get_latest_revision().publish()


def _add_page(parent: Page, page: Page, made: list[str], live: bool) -> Page:
    """Add, publish if `live`, and give the other languages' trees their placeholder."""
    page.live = live
    page = parent.add_child(instance=page)
    revision = page.save_revision()
    if live:
        revision.publish()
    create_aliases_for_new_page(page)
    made.append(f"{page._meta.verbose_name} {page.title}")
    return page


def _ensure_team(branch: BranchPage, made: list[str]) -> None:
    team = _find_team(branch)
    name = branch.short_name
    if team.collection is None:
        root = Collection.get_first_root_node()
        team.collection = root.add_child(name=name)
        made.append(f"{Collection._meta.verbose_name} {name}")
    if team.editors is None:
        team.editors = _add_group(f"{name} " + _("Editors"), made)
    if team.approvers is None:
        team.approvers = _add_group(f"{name} " + _("Approvers"), made)
    workflow = _ensure_workflow(team.workflow, f"{name} " + _("Review"), made)
    team.workflow = workflow
    team.save()

    # An approval step that lost its group (someone deleted it) gets the new one.
    for task in workflow.tasks:
        if isinstance(task.specific, GroupApprovalTask) and not task.specific.groups.exists():
            task.specific.groups.add(team.approvers)
    roles.grant(team)
    _assign_workflow(team, branch.get_translations(inclusive=True))


def _add_group(name: str, made: list[str]) -> Group:
    group = Group.objects.create(name=_free_name(Group, name))
    made.append(f"{Group._meta.verbose_name} {group.name}")
    return group


def _find_team(branch: BranchPage) -> BranchTeam:
    """The branch's team. That of a deleted branch of the same code serves again, people and all."""
    team = BranchTeam.objects.filter(branch_key=branch.translation_key).first()
    if team is None:
        living = BranchPage.objects.values("translation_key")
        orphans = BranchTeam.objects.filter(branch_code=branch.code).exclude(branch_key__in=living)
        team = orphans.first() or BranchTeam()
        team.branch_key = branch.translation_key
    team.branch_code = branch.code
    return team


def _ensure_workflow(workflow: Workflow | None, name: str, made: list[str]) -> Workflow:
    """A workflow that is there, active, and has an active step; Wagtail's admin only disables."""
    if workflow and workflow.active and workflow.tasks.filter(active=True).exists():
        return workflow
    if workflow is None:
        workflow = Workflow.objects.create(name=_free_name(Workflow, name))
    if not workflow.tasks.exists():
        task = GroupApprovalTask.objects.create(name=name)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    workflow.tasks.update(active=True)
    workflow.active = True
    workflow.save()
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


def _assign_workflow(team: BranchTeam, pages: Iterable[BranchPage]) -> None:
    for page in pages:
        if team.workflow and not WorkflowPage.objects.filter(page=page).exists():
            WorkflowPage.objects.create(page=page, workflow=team.workflow)
