"""A search, as the page, REST and GraphQL run it: in eight queries at most."""

from dataclasses import dataclass
from typing import Any

from cms.core.api import parameters
from cms.core.api.context import APIContext
from cms.core.api.problems import InvalidParameter
from cms.core.blocks.plain_text import prose
from home.schemas import BranchName
from news import queries as news
from news.facets import BranchCount, CategoryCount, YearCount
from news.filters import Filters
from news.schemas import Category
from news.service import check_category, items, names_of_branches, restrict_to_host

from .analytics.query_log import record
from .highlighting import Highlighter
from .promotions import promotions
from .query_parser import MAX_LENGTH, ParsedQuery
from .ranking import RankedResults, parse_query, ranked_search
from .schemas import SearchItem, SearchResult, highlighted

MAX_LIMIT = 50
MAX_OFFSET = 1000


@dataclass(frozen=True)
class Search:
    """A search that was made: what was asked, and all that was found."""

    query: ParsedQuery
    ranked: RankedResults

    @property
    def highlighter(self) -> Highlighter:
        return Highlighter(self.query.marked)


def run_search(text: str, filters: Filters, *, first_part: bool) -> Search:
    """Search the articles of `filters` for `text`: the page, REST and GraphQL all come here.

    Counted with the first part of the results alone: who turns the page has not searched again.
    """
    query = parse_query(text, filters.language)
    ranked = ranked_search(query, filters)
    if first_part:
        record(text, found=bool(ranked.keys))
    return Search(query, ranked)


def search_news(
    q: str, filters: Filters, limit: int, offset: int, context: APIContext
) -> SearchResult:
    """The articles that `q` and `filters` describe and the host may show, the best first.

    Raises InvalidParameter for what makes no sense, as a branch or category that there is not.
    """
    if not q:
        raise InvalidParameter("q", "Must not be empty.")
    q = parameters.text("q", q, longest=MAX_LENGTH)
    parameters.whole_number("offset", offset, 0, MAX_OFFSET)
    names = names_of_branches(filters.language, context)
    filters = restrict_to_host(filters, list(names), context)
    search = run_search(q, filters, first_part=not offset)
    found = search.ranked
    if not found.keys and filters.category:
        check_category(filters)
    keys = found.keys[offset : offset + limit]
    rows = [row for row in news.rows_by_pk(keys, "body") if row["branch__code"] in names]
    articles = items(rows, names, context)
    return SearchResult(
        items=[
            _item(article, row, search.highlighter)
            for article, row in zip(articles, rows, strict=True)
        ],
        promotions=promotions(q, context) if not offset and context.requested("promotions") else [],
        **_counts(found, names),
    )


def _item(article: Any, row: dict[str, Any], highlighter: Highlighter) -> SearchItem:
    return SearchItem(
        article=article,
        title=highlighted(highlighter.whole(row["title"])),
        snippet=highlighted(highlighter.part(row["summary"], prose(row["body"].raw_data))),
    )


def _counts(found: RankedResults, names: dict[str, BranchName]) -> dict[str, Any]:
    return {
        "count": len(found.keys),
        "capped": found.capped,
        "branches": [
            BranchCount(branch=names[code], count=count)
            for code, count in found.by_branch
            if code in names
        ],
        "categories": [
            CategoryCount(category=Category(code=code, name=name), count=count)
            for (code, name), count in found.by_category
        ],
        "years": [YearCount(year=year, count=count) for year, count in found.by_year],
    }
