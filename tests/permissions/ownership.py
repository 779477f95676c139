"""What of a request's changes is the asker's own business. Whatever is not named here is not."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.contrib.contenttypes.models import ContentType
from taggit.models import Tag
from wagtail.models import Page, Revision

from tests import world

from .changes import Change, Row

# The column by which a row belongs to a page, to a collection, to a person.
OF_PAGES = {
    "news.NewsPage": "page_ptr_id",
    "news.NewsPageTag": "content_object_id",
    "wagtailcore.PageLogEntry": "page_id",
    "wagtailcore.PageSubscription": "page_id",
}
OF_COLLECTIONS = {"core.CustomImage": "collection_id", "wagtaildocs.Document": "collection_id"}
OF_PEOPLE = {
    "api.Preview": "user_id",
    "wagtailadmin.EditingSession": "user_id",
    "wagtailadmin.FormState": "user_id",
    "wagtailcore.APIToken": "user_id",
    "wagtailcore.ModelLogEntry": "user_id",  # what it tells of is looked at itself
    "wagtailcore.UploadedFile": "uploaded_by_user_id",
    "wagtailusers.UserProfile": "user_id",
}
# What nobody may make of herself.
POWERS = ["is_superuser", "is_staff", "is_active"]


class Own:
    """A person's account, and the things of her branch if there is one."""

    def __init__(self, user: AbstractUser | None, branch: world.Branch | None) -> None:
        self._user = user.pk if user else None
        trees = branch.page.get_translations(inclusive=True) if branch else []
        self._paths = tuple(page.path for page in trees)
        self._pages = {
            key for page in trees
            for key in page.get_descendants(inclusive=True).values_list("pk", flat=True)
        }  # fmt: skip
        self._collection = branch.team.collection_id if branch else None
        self._page_type = ContentType.objects.get_for_model(Page).pk

    def others(self, changes: Iterable[Change]) -> list[Change]:
        """The changes of what is not her own."""
        changes = list(changes)
        new = [each.after for each in changes if each.model is Page and each.before is None]
        pages = self._pages | {row["id"] for row in new if self._below(row)}
        return [each for each in changes if not self._is_own(each, pages)]

    def _is_own(self, change: Change, pages: set[Any]) -> bool:
        if change.model is Tag:  # a name, nothing more
            return change.before is None
        if change.model._meta.label == "auth.User":
            before, after = change.before or {}, change.after or {}
            powers = any(before.get(name) != after.get(name) for name in POWERS)
            return after.get("id") == self._user and not powers
        rows = [row for row in (change.before, change.after) if row]
        return all(self._row_is_own(change.model, row, pages) for row in rows)

    def _row_is_own(self, model: type, row: Row, pages: set[Any]) -> bool:
        label = model._meta.label
        if model is Page:
            return row["id"] in pages and self._below(row)
        if model is Revision:
            of_a_page = row["base_content_type_id"] == self._page_type
            return of_a_page and int(row["object_id"]) in pages
        if label in OF_PAGES:
            mine = label == "wagtailcore.PageSubscription" and row["user_id"] == self._user
            return row[OF_PAGES[label]] in pages or (mine and not self._paths)
        if label in OF_COLLECTIONS:
            return row[OF_COLLECTIONS[label]] == self._collection
        return label in OF_PEOPLE and row[OF_PEOPLE[label]] == self._user

    def _below(self, row: Row) -> bool:
        return bool(self._paths) and row["path"].startswith(self._paths)
