"""What news are filtered by, written once: the parameters of REST, the arguments of GraphQL, and
what the database is asked. A new filter has its place here, and its condition in `Filters.apply`.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.db.models import Subquery
from ninja import Field, Schema
from wagtail.models import Locale, PageQuerySet

from cms.core.api import parameters
from cms.core.api.problems import InvalidParameter
from home.models import BranchPage

from .taxonomy import NewsCategory, NewsPageTag

MAX_BRANCHES = 20


@dataclass(frozen=True)
class Filters:
    """Checked. `branches` are codes; None: those of all."""

    language: str = settings.LANGUAGE_CODE
    branches: list[str] | None = None
    category: parameters.Text | None = None
    tag: parameters.Text | None = None
    author: parameters.Text | None = None
    published_after: datetime | None = None
    published_before: datetime | None = None

    def apply(self, articles: PageQuerySet) -> PageQuerySet:
        """Narrow `articles`, public or not, to those that match.

        Language and branch are compared by subqueries that give one key each: with a constant, and
        not with a join, the database walks its index in the order asked for. One branch page is of
        one language; that asked for as well would lead PostgreSQL to count without the index.
        """
        if self.branches is None or len(self.branches) != 1:
            locale = Locale.objects.filter(language_code=self.language).values("pk")[:1]
            articles = articles.filter(content_locale=Subquery(locale))
        if self.branches is not None:
            branches = BranchPage.objects.filter(code__in=self.branches).order_by()
            keys = branches.in_languages(self.language).values("pk")
            one = len(self.branches) == 1
            articles = articles.filter(
                **{"branch": Subquery(keys[:1])} if one else {"branch__in": keys}
            )
        if self.category:
            category = NewsCategory.objects.filter(
                locale__language_code=self.language, code=self.category
            )
            articles = articles.filter(category=Subquery(category.values("pk")[:1]))
        if self.tag:
            tagged = NewsPageTag.objects.filter(tag__name=self.tag).values("content_object")
            articles = articles.filter(pk__in=tagged)
        if self.author:
            articles = articles.filter(author=self.author)
        if self.published_after:
            articles = articles.filter(published_at__gt=self.published_after)
        if self.published_before:
            articles = articles.filter(published_at__lt=self.published_before)
        return articles


class SearchFilters(Schema):
    """As clients send them."""

    branch: list[parameters.Text] = Field(
        [],
        description="Codes of branches; all if left out.",
        max_length=MAX_BRANCHES,
        examples=[["dongguan", "shenzhen"]],
    )
    category: parameters.Text | None = Field(
        None, description="A category's code.", examples=["activities"]
    )
    locale: parameters.LocaleCode | None = Field(None, description=parameters.LOCALE)
    published_after: parameters.Datetime | None = Field(
        None, description="Later than this.", examples=["2026-01-31T08:00:00+08:00"]
    )
    published_before: parameters.Datetime | None = Field(None, description="Earlier than this.")

    def checked(self) -> Filters:
        """Raises InvalidParameter."""
        return Filters(
            language=parameters.language(self.locale),
            branches=_codes(self.branch) or None,
            category=parameters.text("category", self.category) or None,
            published_after=parameters.aware_datetime("published_after", self.published_after),
            published_before=parameters.aware_datetime("published_before", self.published_before),
        )


class NewsFilters(SearchFilters):
    tag: parameters.Text | None = Field(
        None, description="A tag, exactly as written.", examples=["志愿者"]
    )
    author: parameters.Text | None = Field(None, description="Exactly as shown on the article.")

    def checked(self) -> Filters:
        return replace(
            super().checked(),
            tag=parameters.text("tag", self.tag) or None,
            author=parameters.text("author", self.author) or None,
        )


def _codes(branches: list[str]) -> list[str]:
    if len(branches) > MAX_BRANCHES:
        raise InvalidParameter("branch", f"At most {MAX_BRANCHES}.")
    return list(dict.fromkeys(parameters.text("branch", each) for each in branches))
