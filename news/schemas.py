"""What the API says of news."""

from datetime import datetime
from typing import Any, Literal

from django.utils.timezone import localtime
from strawberry import Private

from cms.core.api import blocks
from cms.core.api.context import APIContext
from cms.core.api.schema import described, named, shape
from cms.core.api.schemas import Link, Picture
from home.schemas import BranchName, Page

from . import models, queries


@shape
class Category:
    """One of the organisation's kinds of news."""

    code: str = described("The same in every language.")
    name: str


@shape
class NewsItem:
    """An article, as a list shows it."""

    id: int
    title: str
    slug: str
    locale: str
    url: str = described("Absolute.")
    path: str = described("Begins with /; on the branch's own host.")
    branch: BranchName
    published_at: datetime = described("To the second.")
    author: str = described("The branch's full name where no author is given.")
    excerpt: str = described("The editor's, else the beginning of the first paragraph.")
    category: Category | None
    tags: list[str]
    cover: Picture | None = described("In the preset card.")


@shape
class NewsPage(Page):
    """An article with its body."""

    type: Private[Literal["NewsPage"]] = named("NewsPage")
    published_at: datetime = described("To the second.")
    author: str = described("The branch's full name where no author is given.")
    excerpt: str = described("The editor's, else the beginning of the first paragraph.")
    category: Category | None
    tags: list[str]
    cover: Picture | None = described("In the preset cover.")
    body: list[blocks.Block]
    previous: Link | None = described("The next newer article of the branch.")
    next: Link | None = described("The next older article of the branch.")


@shape
class NewsIndexPage(Page):
    """The list of a branch's articles; ask `news` for what is on it."""

    type: Private[Literal["NewsIndexPage"]] = named("NewsIndexPage")


def news_item(row: dict, branch: BranchName, context: APIContext) -> NewsItem:
    """`row` is one of `queries.rows`."""
    address = context.page_urls.for_page(row["url_path"], context.language)
    return NewsItem(
        id=row["pk"],
        title=row["title"],
        slug=row["slug"],
        locale=context.language,
        url=address.url if address else "",
        path=address.path if address else "",
        branch=branch,
        published_at=localtime(row["published_at"]),
        author=row["author"] or branch.full_name,
        excerpt=row["summary"],
        category=(
            Category(code=row["category__code"], name=row["category__name"])
            if row["category__code"]
            else None
        ),
        tags=queries.tags_of(row["tag_names"]),
        cover=context.picture(row["cover_id"], "card"),
    )


def news_page(page: models.NewsPage, common: dict[str, Any], context: APIContext) -> NewsPage:
    branch = common["branch"]
    newer, older = queries.next_to(page) if context.requested("previous", "next") else (None, None)
    category = page.category
    return NewsPage(
        **common,
        published_at=localtime(page.published_at),
        author=page.author or (branch.full_name if branch else ""),
        excerpt=page.summary,
        category=Category(code=category.code, name=category.name) if category else None,
        tags=queries.tags(page),
        cover=context.picture(page.cover_id, "cover"),
        body=blocks.body(page.body.raw_data, context),
        previous=newer and context.link(newer),
        next=older and context.link(older),
    )


def news_index_page(
    page: models.NewsIndexPage, common: dict[str, Any], context: APIContext
) -> NewsIndexPage:
    return NewsIndexPage(**common)
