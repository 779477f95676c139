"""Whole lists: every public page of every type, for static sites, sitemaps and copies elsewhere.

Four queries, and flat to the end of a million pages: a part of a list is a range of an index.
"""

from datetime import UTC, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils.timezone import localtime
from wagtail.models import Page

from cms.core import visibility
from cms.core.api import parameters
from cms.core.api.context import APIContext
from cms.core.api.cursor import InvalidCursor, sealed, unsealed
from cms.core.api.list_parts import ListPart
from cms.core.api.node_ids import node_id
from cms.core.api.parameters import LocaleCode
from cms.core.api.problems import InvalidParameter
from cms.core.api.registry import page_types
from cms.core.api.schema import api_field, api_schema, part_of
from cms.core.api.schemas import Node
from home.queries import tops
from home.schemas import BranchName, PageSchema, branch_name

from .page_detail import load_pages, schemas_of
from .page_filters import PageConditions, PageFilters, PageTypeName, code_of, content_type_of

MAX_LIMIT, MAX_WHOLE = 1000, 100


@api_schema
class PageItem(Node):
    """A page, as a list shows it."""

    type: PageTypeName
    id: int = api_field("For pages/.", graphql_name="databaseId")
    translation_key: UUID = api_field("The same for a page in all its languages.")
    title: str
    slug: str
    locale: LocaleCode
    url: str = api_field("Absolute.")
    path: str = api_field("Begins with /; on the page's own host.")
    branch: BranchName | None = api_field("Whose page it is; null for the organisation's.")
    parent_id: int | None = api_field("The `id` of the page above it; null for the portal.")
    updated_at: datetime | None = api_field("When it was last published.")


# What of a page is known without loading it; and what GraphQL may select for that.
LISTED = [name for name in PageItem.__dataclass_fields__ if name not in ("type", "node_id")]
SUMMARY = {*LISTED, "database_id", "__typename"}


class ListedPages(ListPart[PageItem]):
    def summaries(self) -> list[PageSchema]:
        """The pages as GraphQL knows them, of which only the `SUMMARY` was selected."""
        schemas = {each.name: each.schema for each in page_types().values()}
        fields = ("node_id", *LISTED)
        return [
            part_of(schemas[item.type], **{name: getattr(item, name) for name in fields})
            for item in self.items
        ]

    def whole(self, context: APIContext) -> list[PageSchema]:
        """The pages with all that `pages/{id}` gives: in seven queries more. Without one that was
        hidden in the meantime."""
        return schemas_of(load_pages([item.id for item in self.items]), context)


def find_pages(
    filters: PageFilters, limit: int, after: str | None, context: APIContext
) -> ListedPages:
    """The public pages of `filters` that the host shows, in the order of the tree: what is below a
    page follows it.

    Raises InvalidParameter for what makes no sense, as a branch or parent that there is not.
    """
    fronts = tops()
    conditions = filters.checked(fronts, context)
    order = ByUpdate() if conditions.updated_after else ByPath()
    rows = _rows(conditions, order, limit + 1, after)
    part = rows[:limit]
    builder = _Builder(fronts, _parents(part, conditions.parent), context)
    built = [(order.cursor(row), item) for row in part if (item := builder.item(row))]
    return ListedPages(
        items=[item for _cursor, item in built],
        cursors=[cursor for cursor, _item in built],
        end=order.cursor(part[-1]) if part else None,
        has_more=len(rows) > limit,
    )


class ByPath:
    """The order of the tree. A cursor is the path of the last page that was given."""

    fields = ("path",)

    def cursor(self, row: dict[str, Any]) -> str:
        return sealed(row["path"])

    def behind(self, cursor: str) -> Q:
        (path,) = unsealed(cursor)
        return Q(path__gt=parameters.text("after", path))


class ByUpdate:
    """The order of publication. A cursor is the last page's, to the microsecond, and its key."""

    fields = ("last_published_at", "pk")
    FORM = "%Y%m%d%H%M%S%f"

    def cursor(self, row: dict[str, Any]) -> str:
        moment = row["last_published_at"].astimezone(UTC)
        return sealed(moment.strftime(self.FORM), str(row["pk"]))

    def behind(self, cursor: str) -> Q:
        moment, key = unsealed(cursor)
        when = datetime.strptime(moment, self.FORM).replace(tzinfo=UTC)
        pk = parameters.whole_number("after", int(key), 1, 2**63 - 1)
        # The plain condition lets the database seek in its index; the other settles one moment.
        return Q(last_published_at__gte=when) & (Q(last_published_at__gt=when) | Q(pk__gt=pk))


def _rows(
    conditions: PageConditions, order: ByPath | ByUpdate, limit: int, after: str | None
) -> list[dict[str, Any]]:
    pages = conditions.apply(Page.objects.all())
    if after:
        try:
            pages = pages.filter(order.behind(after))
        except (InvalidCursor, ValueError) as error:
            raise InvalidParameter("after", "Not a cursor of this list.") from error
    rows = visibility.public(pages).order_by(*order.fields).values(
        "pk", "path", "url_path", "title", "slug", "translation_key", "content_type",
        "locale__language_code", "last_published_at",
    )  # fmt: skip
    return list(rows[:limit])


def _parents(rows: list[dict[str, Any]], parent: Page | None) -> dict[str, int]:
    """The keys of the public pages right above `rows`, by path."""
    if parent:
        return {parent.path: parent.pk}
    paths = sorted({_above(row) for row in rows})
    pages = visibility.public(Page.objects.filter(path__in=paths, depth__gt=1)).order_by()
    return dict(pages.values_list("path", "pk"))


def _above(row: dict[str, Any]) -> str:
    return row["path"][: -Page.steplen]


class _Builder:
    """Builds items of rows, each branch's name once."""

    def __init__(self, tops: list[Page], parents: dict[str, int], context: APIContext) -> None:
        self.tops, self.parents, self.context = tops, parents, context
        self.types = {content_type_of(each): each.name for each in page_types().values()}

    def item(self, row: dict[str, Any]) -> PageItem | None:
        """None for what has no address, or is of no type of ours."""
        language = row["locale__language_code"]
        address = self.context.page_urls.for_page(row["url_path"], language)
        type_name, updated = self.types.get(row["content_type"]), row["last_published_at"]
        if address is None or type_name is None:
            return None
        return PageItem(
            node_id=node_id(type_name, row["pk"]),
            type=type_name,
            id=row["pk"],
            translation_key=row["translation_key"],
            title=row["title"],
            slug=row["slug"],
            locale=language,
            url=address.url,
            path=address.path,
            branch=self._branch(row["url_path"], language),
            parent_id=self.parents.get(_above(row)),
            updated_at=updated and localtime(updated),
        )

    def _branch(self, url_path: str, language: str) -> BranchName | None:
        """In the page's language if it is published there, else in the source's."""
        code = url_path.split("/")[2]  # "" of the portal
        found = self._branches.get(code, {})
        return found.get(language) or found.get(settings.LANGUAGE_CODE)

    @cached_property
    def _branches(self) -> dict[str, dict[str, BranchName]]:
        found: dict[str, dict[str, BranchName]] = {}
        for top in self.tops:
            if top.is_public and (code := code_of(top)):
                top.branchpage.locale = top.locale
                name = branch_name(top.branchpage, self.context)
                found.setdefault(code, {})[top.locale.language_code] = name
        return found
