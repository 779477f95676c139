"""What the API says of what was found."""

from enum import StrEnum

from cms.core.api.schema import described, shape
from home.schemas import BranchName
from news.schemas import Category, NewsItem

from .highlighting import Snippet


@shape
class Mark:
    """Where in a text stands what was looked for, in characters (code points) from 0."""

    start: int
    end: int = described("The position after the last character.")


@shape
class Highlighted:
    """A text, or the part of one, with what was looked for."""

    text: str
    html: str = described("The same, escaped, with <mark> around each mark.")
    marks: list[Mark]


@shape
class SearchItem:
    """An article that was found."""

    article: NewsItem
    title: Highlighted
    snippet: Highlighted = described("The passage that matches the search.")


@shape
class BranchCount:
    branch: BranchName
    count: int


@shape
class CategoryCount:
    category: Category
    count: int


@shape
class YearCount:
    year: int
    count: int


@shape
class Promotion:
    """What head office recommends to whoever looks for this."""

    title: str
    url: str = described("Absolute.")
    description: str = described("May be empty.")


@shape
class SearchResult:
    """The best part of what was found, and how much there is of it where."""

    promotions: list[Promotion] = described("To be shown above the first items.")
    items: list[SearchItem]
    count: int = described("How many articles were found, at most 5000.")
    capped: bool = described("Whether there are more: `5000+`. The newest are ranked and counted.")
    branches: list[BranchCount] = described("Highest count first, like the categories.")
    categories: list[CategoryCount]
    years: list[YearCount] = described("The latest first.")


class SuggestionKind(StrEnum):
    BRANCH = "branch"
    CATEGORY = "category"
    TAG = "tag"
    ARTICLE = "article"


@shape
class Suggestion:
    """What somebody may be about to type."""

    text: str
    kind: SuggestionKind
    url: str | None = described("Of the branch or the article; else null.")


def highlighted(snippet: Snippet) -> Highlighted:
    return Highlighted(
        text=snippet.text,
        html=snippet.html,
        marks=[Mark(start=start, end=end) for start, end in snippet.marks],
    )
