"""How many articles there are of each branch, category, tag, author and year."""

from collections import Counter

from django.db.models import Count
from django.db.models.functions import ExtractYear

from cms.core.api.context import APIContext
from cms.core.api.schema import api_field, api_schema
from home.schemas import BranchName

from . import queries
from .filters import Filters
from .models import NewsPage
from .querysets import NewsPageQuerySet
from .schemas import Category
from .service import check_category, names_of_branches, restrict_to_host
from .taxonomy import NewsPageTag

MOST = 100  # of each


@api_schema
class BranchCount:
    """Articles of a branch."""

    branch: BranchName
    count: int


@api_schema
class CategoryCount:
    """Articles of a category."""

    category: Category
    count: int


@api_schema
class TagCount:
    """Articles with a tag."""

    tag: str
    count: int


@api_schema
class AuthorCount:
    """Articles by an author."""

    author: str
    count: int


@api_schema
class YearCount:
    """Articles of a year."""

    year: int
    count: int


@api_schema
class NewsFacets:
    """By what the articles of some filters may be narrowed further, and how many are left then."""

    branches: list[BranchCount] = api_field("Highest count first, as all but the years.")
    categories: list[CategoryCount]
    tags: list[TagCount] = api_field(f"The {MOST} most frequent.")
    authors: list[AuthorCount] = api_field(
        f"The {MOST} most frequent of those that editors have entered."
    )
    years: list[YearCount] = api_field("The latest first.")


def news_facets(filters: Filters, context: APIContext) -> NewsFacets:
    """Two passes over the articles: one for their tags, of which each has several.

    Raises InvalidParameter for a branch or category that there is not.
    """
    names = names_of_branches(filters.language, context)
    articles = NewsPage.objects.matching(restrict_to_host(filters, list(names), context)).order_by()
    categories = {each.code: each for each in queries.categories(filters.language)}
    counts = _counts(articles) if context.requested(*_ONE_EACH) else [Counter() for _ in _ONE_EACH]
    branches, of_categories, authors, years = counts
    if filters.category and not any(counts):
        check_category(filters)
    tags = _tags(articles) if context.requested("tags") else []
    return NewsFacets(
        branches=[
            BranchCount(branch=names[code], count=count)
            for code, count in branches.most_common()
            if code in names
        ],
        categories=[
            CategoryCount(category=Category(code=code, name=categories[code].name), count=count)
            for code, count in of_categories.most_common()
            if code in categories
        ],
        tags=[TagCount(tag=tag, count=count) for tag, count in tags],
        authors=[
            AuthorCount(author=author, count=count)
            for author, count in authors.most_common(MOST + 1)
            if author
        ][:MOST],
        years=[
            YearCount(year=year, count=count) for year, count in sorted(years.items(), reverse=True)
        ],
    )


_ONE_EACH = ("branches", "categories", "authors", "years")  # of which an article has one at most


def _counts(articles: NewsPageQuerySet) -> list[Counter]:
    counters: list[Counter] = [Counter() for _ in _ONE_EACH]
    columns = ("branch__code", "category__code", "author", "year")
    groups = articles.annotate(year=ExtractYear("published_at")).values(*columns)
    for *values, count in groups.annotate(count=Count("pk")).values_list(*columns, "count"):
        for counter, value in zip(counters, values, strict=True):
            counter[value] += count
    return counters


def _tags(articles: NewsPageQuerySet) -> list[tuple[str, int]]:
    tagged = NewsPageTag.objects.filter(content_object__in=articles.values("pk"))
    counted = tagged.values("tag__name").annotate(count=Count("pk"))
    return list(counted.order_by("-count", "tag__name").values_list("tag__name", "count")[:MOST])
