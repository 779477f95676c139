"""What was found, as REST and GraphQL both give it: in eight queries at most."""

from typing import Any

from cms.core.api import parameters
from cms.core.api.context import APIContext
from cms.core.api.problems import InvalidParameter
from cms.core.blocks.plain_text import prose
from home.schemas import BranchName
from news import queries as news
from news.filters import Filters
from news.schemas import Category
from news.service import check_category, items, names_of_branches, restrict_to_host

from .analytics.query_log import record
from .highlighting import Highlighter
from .promotions import promotions
from .query_parser import MAX_LENGTH
from .ranking import RankedResults, parse_query, ranked_search
from .schemas import BranchCount, CategoryCount, SearchItem, SearchResult, YearCount, highlighted

MAX_LIMIT = 50
MAX_OFFSET = 1000


def search_news(
    q: str, filters: Filters, limit: int, offset: int, context: APIContext
) -> SearchResult:
    """The articles that `q` and `filters` describe and the host may show, the best first.

    Raises InvalidParameter for what makes no sense, as a branch or category that there is not.
    """
    if not q:
        raise InvalidParameter("q", "Must not be empty.")
    query = parse_query(parameters.text("q", q, longest=MAX_LENGTH), filters.language)
    parameters.whole_number("offset", offset, 0, MAX_OFFSET)
    names = names_of_branches(filters.language, context)
    found = ranked_search(query, restrict_to_host(filters, list(names), context))
    if not offset:
        record(q, found=bool(found.keys))
    if not found.keys and filters.category:
        check_category(filters)
    keys = found.keys[offset : offset + limit]
    rows = [row for row in news.rows_by_pk(keys, "body") if row["branch__code"] in names]
    articles = items(rows, names, context)
    highlighter = Highlighter(query.marked)
    return SearchResult(
        items=[
            _item(article, row, highlighter) for article, row in zip(articles, rows, strict=True)
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
