"""What a list of pages is filtered by: the parameters of REST, the arguments of GraphQL, and what
the database is asked, by the indexes that it has."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

import strawberry
from django.contrib.contenttypes.models import ContentType
from graphql.pyutils import camel_to_snake
from ninja import Field, Schema
from wagtail.models import Page, PageQuerySet

from cms.core import visibility
from cms.core.api import parameters
from cms.core.api.context import APIContext
from cms.core.api.problems import InvalidParameter, one_of
from cms.core.api.registry import PageType, page_types
from cms.core.db.planner_hints import without_index
from cms.core.page_tree import within_paths
from news.models import NewsPage

MAX_CODES = 20

_NAMES = [each.name for each in page_types().values()]
if TYPE_CHECKING:
    PageTypeName = str
else:
    PageTypeName = strawberry.enum(
        StrEnum("PageType", {camel_to_snake(name).upper(): name for name in _NAMES}),
        description="A type of page.",
    )


@dataclass(frozen=True)
class PageConditions:
    """Checked. `tops` are the paths at or below which the pages are; no `types` are all."""

    tops: list[str]
    types: list[PageType]
    parent: Page | None
    updated_after: datetime | None

    def apply(self, pages: PageQuerySet) -> PageQuerySet:
        """Narrow `pages`, public or not, to those that match."""
        pages = pages.filter(within_paths(*self.tops))
        if self.parent:
            below = within_paths(self.parent.path)
            pages = pages.filter(below, depth=self.parent.depth + 1)
        if self.updated_after:
            pages = pages.filter(last_published_at__gt=self.updated_after)
        if not self.types:
            return pages
        keys = [content_type_of(each) for each in self.types]
        if any(each.model is NewsPage for each in self.types):  # of which there are many
            return without_index(pages, "content_type", keys)
        return pages.filter(content_type__in=keys)


class PageFilters(Schema):
    """As clients send them."""

    branch: list[parameters.Text] = Field(
        [], description="Codes of branches; all pages if left out.", max_length=MAX_CODES
    )
    type: list[PageTypeName] = Field([], description="Types of pages; all if left out.")
    parent: int | None = Field(
        None,
        description="The `id` of a page: what is right below it.",
        ge=1,
        le=parameters.LARGEST_ID,
    )
    locale: parameters.LocaleCode | None = Field(None, description="All if left out.")
    updated_after: parameters.Datetime | None = Field(
        None, description="Last published later than this, and listed in the order of that."
    )

    def checked(self, tops: list[Page], context: APIContext) -> PageConditions:
        """`tops` are the organisation's and the branches' front pages. Raises InvalidParameter."""
        codes = context.host.restrict_codes(self._codes(tops) or None)
        wanted = [
            top.path
            for top in tops
            if (codes is None or code_of(top) in codes)
            and (not self.locale or top.locale.language_code == self.locale)
        ]
        types = [each for each in page_types().values() if each.name in self.type]
        moment = parameters.aware_datetime("updated_after", self.updated_after)
        return PageConditions(wanted, types, self._parent(context), moment)

    def _codes(self, tops: list[Page]) -> list[str]:
        shown = (code_of(top) for top in tops if top.is_public)
        known = list(dict.fromkeys(filter(None, shown)))
        if len(self.branch) > MAX_CODES:
            raise InvalidParameter("branch", f"At most {MAX_CODES}.")
        for code in self.branch:
            if code not in known:
                raise InvalidParameter("branch", f"There is no “{code[:60]}”. {one_of(known)}")
        return self.branch

    def _parent(self, context: APIContext) -> Page | None:
        if self.parent is None:
            return None
        pk = parameters.whole_number("parent", self.parent, 1, parameters.LARGEST_ID)
        pages = visibility.public(Page.objects.filter(pk=pk, depth__gt=1))
        parent = context.host.restrict(pages).first()
        if parent is None:
            raise InvalidParameter("parent", "There is no such page.")
        return parent


def code_of(top: Page) -> str | None:
    """A branch's; None for the organisation's portal."""
    branch = getattr(top, "branchpage", None)
    return branch.code if branch else None


def content_type_of(page_type: PageType) -> int:
    return ContentType.objects.get_for_model(page_type.model).pk
