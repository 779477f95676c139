"""A list of news, as REST and GraphQL both give it: five queries at most, however long it is."""

from dataclasses import dataclass, replace
from typing import Any

from cms.core.api import parameters
from cms.core.api.context import APIContext
from cms.core.api.cursor import Cursor, InvalidCursor
from cms.core.api.list_parts import ListPart
from cms.core.api.problems import InvalidParameter, one_of
from cms.core.pages.references import ReferenceCollector
from home.queries import branches
from home.schemas import BranchName, branch_name

from . import queries
from .filters import Filters
from .models import NewsPage
from .schemas import NewsItem, news_item, with_body

MAX_LIMIT = 100
MAX_RELATED = 20
MAX_OFFSET = 1000  # further down, a cursor costs the same everywhere


@dataclass(frozen=True)
class Pagination:
    """A part of a list: `limit` items behind the cursor `after`, or behind the first `offset`."""

    limit: int = 20
    offset: int = 0
    after: Cursor | None = None
    oldest_first: bool = False

    @classmethod
    def checked(
        cls, limit: int, offset: int, after: str | None, oldest_first: bool, *, limit_name: str
    ) -> "Pagination":
        """Validate what REST and GraphQL take. Raises InvalidParameter."""
        parameters.whole_number(limit_name, limit, 1, MAX_LIMIT)
        parameters.whole_number("offset", offset, 0, MAX_OFFSET)
        if after and offset:
            raise InvalidParameter("offset", "Give an offset or a cursor (after), not both.")
        try:
            cursor = Cursor.parse(after) if after else None
        except InvalidCursor as error:
            raise InvalidParameter("after", "Not a valid cursor.") from error
        return cls(limit, offset, cursor, oldest_first)


@dataclass(frozen=True)
class ListedNews(ListPart[NewsItem]):
    count: int | None


def list_news(filters: Filters, part: Pagination, context: APIContext) -> ListedNews:
    """The articles of `filters` that the host may show. The total only if `count` is requested.

    Raises InvalidParameter for a branch or category that there is not.
    """
    names = names_of_branches(filters.language, context)
    filters = restrict_to_host(filters, list(names), context)
    stop = part.offset + part.limit + 1
    more = ["body"] if with_body(context) else []
    rows = queries.rows(
        filters, part.offset, stop, *more, oldest_first=part.oldest_first, after=part.after
    )
    if not rows and filters.category:
        check_category(filters)
    counted = context.fields is not None and "count" in context.fields
    page = rows[: part.limit]
    shown = [row for row in page if row["branch__code"] in names]
    return ListedNews(
        items=items(shown, names, context),
        cursors=[_cursor(row) for row in shown],
        end=_cursor(page[-1]) if page else None,
        has_more=len(rows) > part.limit,
        count=NewsPage.objects.matching(filters).count() if counted else None,
    )


def _cursor(row: dict[str, Any]) -> str:
    return str(Cursor(row["published_at"], row["pk"]))


def names_of_branches(language: str, context: APIContext) -> dict[str, BranchName]:
    """The organisation's branches by code, in the switcher's order."""
    return {branch.code: branch_name(branch, context) for branch in branches(language)}


def items(
    rows: list[dict[str, Any]], names: dict[str, BranchName], context: APIContext
) -> list[NewsItem]:
    """Build the API's items from `rows`, with `body` if that is requested; `names` has their
    branches. One query for each kind of thing that they refer to."""
    references = ReferenceCollector()
    if with_body(context):
        for row in rows:
            references.add_block(row["body"].stream_block, row["body"].raw_data)
    if context.requested("cover"):
        for row in rows:
            references.add_picture(row["cover_id"], "card")
    context = context.with_references(references)
    return [news_item(row, names[row["branch__code"]], context) for row in rows]


def find_item(pk: int, context: APIContext) -> NewsItem | None:
    """The article as a list shows it, if the host may show it."""
    for row in queries.rows_by_pk([pk], "locale__language_code", "body"):
        context = replace(context, language=row["locale__language_code"])
        names = names_of_branches(context.language, context)
        if row["branch__code"] in (context.host.restrict_codes(list(names)) or ()):
            return items([row], names, context)[0]
    return None


def related_news(pk: int, count: int, context: APIContext) -> list[NewsItem] | None:
    """What else may interest who reads an article; None if the host does not show that."""
    public = NewsPage.objects.filter(pk=pk).public()
    article = public.defer_streamfields().select_related("locale", "branch").first()
    if article is None or not context.host.restrict_codes([article.branch.code]):
        return None
    context = replace(context, language=article.locale.language_code)
    names = names_of_branches(context.language, context)
    keys = queries.related(article, count, context.host.restrict_codes(None))
    more = ["body"] if with_body(context) else []
    rows = [row for row in queries.rows_by_pk(keys, *more) if row["branch__code"] in names]
    return items(rows, names, context)


def restrict_to_host(filters: Filters, known: list[str], context: APIContext) -> Filters:
    """`filters` for what the host has: a branch's own the branch's alone.

    Raises InvalidParameter for a branch that is not `known`.
    """
    asked = filters.branches
    for code in asked or ():
        if code not in known:
            raise InvalidParameter("branch", f"There is no branch “{code[:60]}”. {one_of(known)}")
    return replace(filters, branches=context.host.restrict_codes(asked))


def check_category(filters: Filters) -> None:
    """Raises InvalidParameter for a category that there is not."""
    asked = filters.category or ""
    known = [each.code for each in queries.categories(filters.language)]
    if asked not in known:
        raise InvalidParameter("category", f"There is no category “{asked[:60]}”. {one_of(known)}")
