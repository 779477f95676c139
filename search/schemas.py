"""API schemas of the search."""

from enum import StrEnum

import strawberry

from cms.core.api.schema import api_field, api_schema
from cms.core.api.schemas import PATH
from news.facets import BranchCount, CategoryCount, YearCount
from news.schemas import NewsItem

from .highlighting import Snippet


@api_schema
class Mark:
    """Where in a text stands what was looked for, in characters (code points) from 0."""

    start: int
    end: int = api_field("The position after the last character.")


@api_schema
class Highlighted:
    """A text, or the part of one, with what was looked for."""

    text: str
    html: str = api_field("The same, escaped, with <mark> around each mark.")
    marks: list[Mark]


@api_schema
class SearchItem:
    """An article that was found."""

    article: NewsItem
    title: Highlighted
    snippet: Highlighted = api_field("The passage that matches the search.")


@api_schema
class Promotion:
    """What head office recommends to whoever looks for this."""

    title: str
    url: str = api_field("Absolute.")
    path: str | None = api_field(PATH)
    description: str = api_field("May be empty.")


@api_schema
class SearchResult:
    """The best part of what was found, and how much there is of it where."""

    promotions: list[Promotion] = api_field("To be shown above the first items.")
    items: list[SearchItem]
    count: int = api_field("How many articles were found, at most 5000.")
    capped: bool = api_field("Whether there are more: `5000+`. The newest are ranked and counted.")
    branches: list[BranchCount] = api_field("Highest count first, like the categories.")
    categories: list[CategoryCount]
    years: list[YearCount] = api_field("The latest first.")


@strawberry.enum(description="What a suggestion is of.")
class SuggestionKind(StrEnum):
    BRANCH = "branch"
    CATEGORY = "category"
    TAG = "tag"
    ARTICLE = "article"


@api_schema
class Suggestion:
    """What somebody may be about to type."""

    text: str
    kind: SuggestionKind
    code: str | None = api_field("Of the branch or the category; else null.")
    url: str | None = api_field("Of the branch or the article; else null.")
    path: str | None = api_field("Of `url`.")


def highlighted(snippet: Snippet) -> Highlighted:
    return Highlighted(
        text=snippet.text,
        html=snippet.html,
        marks=[Mark(start=start, end=end) for start, end in snippet.marks],
    )
