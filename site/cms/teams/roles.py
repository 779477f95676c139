"""The permissions of each role, and their synchronisation to the groups of every branch.

The tables are binding: with every `manage.py prepare`, `sync_roles` gives each group what they have
gained, and takes from it what they have lost. What people have given or taken in the admin stays as
it is, for `BranchTeam.granted` remembers what came from here.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from home.models import HomePage
from home.permissions import MANAGE_BRANCHES

from .models import BranchTeam

Permissions = dict[str, list[str]]  # as the fields of a `Role`, in JSON


@dataclass(frozen=True)
class Role:
    """Permissions by `app_label.codename`: on the pages and the collection of whom a team works
    for, and everywhere."""

    pages: tuple[str, ...]
    collection: tuple[str, ...]
    everywhere: tuple[str, ...] = ("wagtailadmin.access_admin",)

    def as_json(self) -> Permissions:
        return {name: sorted(names) for name, names in vars(self).items()}


_EDIT = ("wagtailcore.add_page", "wagtailcore.change_page")
_PUBLISH = (
    *_EDIT, "wagtailcore.publish_page", "wagtailcore.lock_page", "wagtailcore.unlock_page",
)  # fmt: skip
# Who may add may also change and delete what they added themselves. More would let editors change
# what is live without a review.
_ADD_FILES = (
    "wagtailimages.add_image", "wagtailimages.choose_image",
    "wagtaildocs.add_document", "wagtaildocs.choose_document",
)  # fmt: skip
_CHANGE_FILES = (*_ADD_FILES, "wagtailimages.change_image", "wagtaildocs.change_document")

EDITORS = Role(pages=_EDIT, collection=_ADD_FILES)
APPROVERS = Role(pages=_PUBLISH, collection=_CHANGE_FILES)
HEAD_OFFICE = Role(
    pages=(*_PUBLISH, "wagtailcore.bulk_delete_page"),
    collection=_CHANGE_FILES,
    everywhere=(
        MANAGE_BRANCHES,
        "wagtailadmin.access_admin",
        "wagtail_localize.submit_translation",
        "news.add_newscategory",
        "news.change_newscategory",
        "news.delete_newscategory",
        "wagtailredirects.add_redirect",
        "wagtailredirects.change_redirect",
        "wagtailredirects.delete_redirect",
        "wagtailsearchpromotions.add_searchpromotion",
        "wagtailsearchpromotions.change_searchpromotion",
        "wagtailsearchpromotions.delete_searchpromotion",
    ),
)


def roles_of(team: BranchTeam) -> dict[str, Role]:
    """By the team's field that names the group. The portal's approvers are head office."""
    if HomePage.objects.filter(translation_key=team.branch_key).exists():
        return {"approvers": HEAD_OFFICE}
    return {"editors": EDITORS, "approvers": APPROVERS}


@transaction.atomic
def sync_roles() -> None:
    """Bring what has changed in the tables above to the groups of all teams."""
    for team in BranchTeam.objects.select_for_update():
        now = granted_by(team)
        if team.granted == now:
            continue
        pages = _pages_of(team)
        for name, permissions in now.items():
            group, before = getattr(team, name), team.granted.get(name, {})
            if group is not None:
                _grant(team, group, _without(permissions, before), pages)
                _revoke(team, group, _without(before, permissions), pages)
        team.granted = now
        team.save(update_fields=["granted"])


def grant(team: BranchTeam, pages: Iterable[Page] | None = None) -> None:
    """Give the team's groups all that their roles may do: on `pages`, or on all that are theirs."""
    now = granted_by(team)
    pages = _pages_of(team) if pages is None else list(pages)
    for name, permissions in now.items():
        if group := getattr(team, name):
            _grant(team, group, permissions, pages)
    if not team.granted:
        team.granted = now
        team.save(update_fields=["granted"])


def granted_by(team: BranchTeam) -> dict[str, Permissions]:
    return {name: role.as_json() for name, role in roles_of(team).items()}


def _without(permissions: Permissions, others: Permissions) -> Permissions:
    return {
        kind: sorted(set(names) - set(others.get(kind, ()))) for kind, names in permissions.items()
    }


def _pages_of(team: BranchTeam) -> list[Page]:
    """The pages that permissions are granted on, in every language."""
    return list(Page.objects.filter(translation_key=team.branch_key))


def collection_of(team: BranchTeam) -> Collection | None:
    """The branch's; head office's is the root of all."""
    if HEAD_OFFICE in roles_of(team).values():
        return Collection.get_first_root_node()
    return team.collection


def _grant(team: BranchTeam, group: Group, given: Permissions, pages: list[Page]) -> None:
    group.permissions.add(*_permissions(given["everywhere"]))
    on_pages = _permissions(given["pages"])
    GroupPagePermission.objects.bulk_create(
        [
            GroupPagePermission(group=group, page=page, permission=permission)
            for page in pages
            for permission in on_pages
        ],
        ignore_conflicts=True,  # what it has already
    )
    if collection := collection_of(team):
        GroupCollectionPermission.objects.bulk_create(
            [
                GroupCollectionPermission(group=group, collection=collection, permission=permission)
                for permission in _permissions(given["collection"])
            ],
            ignore_conflicts=True,
        )


def _revoke(team: BranchTeam, group: Group, taken: Permissions, pages: list[Page]) -> None:
    group.permissions.remove(*_named(taken.get("everywhere", ())))
    GroupPagePermission.objects.filter(
        group=group, page__in=pages, permission__in=_named(taken.get("pages", ()))
    ).delete()
    GroupCollectionPermission.objects.filter(
        group=group,
        collection=collection_of(team),
        permission__in=_named(taken.get("collection", ())),
    ).delete()


def _named(names: Iterable[str]) -> list[Permission]:
    named = Q(pk__in=[])
    for name in names:
        app_label, codename = name.split(".")
        named |= Q(content_type__app_label=app_label, codename=codename)
    return list(Permission.objects.select_related("content_type").filter(named))


def _permissions(names: Iterable[str]) -> list[Permission]:
    """By name; one that does not exist is a mistake and raises."""
    found = _named(names)
    known = {f"{each.content_type.app_label}.{each.codename}" for each in found}
    if unknown := set(names) - known:
        raise LookupError(f"There is no permission {', '.join(sorted(unknown))}.")
    return found
