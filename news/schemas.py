"""API schemas of news."""

from datetime import datetime
from enum import Enum
from typing import Any, Literal
from uuid import UUID

import strawberry
from django.utils.timezone import localtime
from strawberry import Private

from cms.core.api import blocks
from cms.core.api.context import APIContext
from cms.core.api.node_ids import node_id
from cms.core.api.parameters import LocaleCode
from cms.core.api.registry import page_schema
from cms.core.api.schema import api_field, api_schema, discriminator, graphql_field
from cms.core.api.schemas import Link, Node, PictureSchema
from home.schemas import BranchName, PageSchema

from . import models, queries


@strawberry.enum(description="The order of a list of news.")
class NewsOrder(Enum):
    NEWEST = "newest"
    OLDEST = "oldest"


@api_schema
class Category:
    """One of the organisation's kinds of news."""

    code: str = api_field("The same in every language.")
    name: str


@api_schema
class NewsItem(Node):
    """An article, as a list shows it."""

    id: int = api_field("The page's.", graphql_name="databaseId")
    translation_key: UUID = api_field("The same for an article in all its languages.")
    title: str
    slug: str
    locale: LocaleCode
    url: str = api_field("Absolute.")
    path: str = api_field("Begins with /; on the branch's own host.")
    branch: BranchName
    published_at: datetime = api_field("To the second.")
    author: str = api_field("The branch's full name where no author is given.")
    excerpt: str = api_field("The editor's, else the beginning of the first paragraph.")
    category: Category | None
    tags: list[str]
    cover: PictureSchema | None = api_field("In the preset card.")
    updated_at: datetime | None = api_field("When it was last published.")


@graphql_field(NewsItem, "body")
def body_of_item(item: strawberry.Parent[Any]) -> list[blocks.Block]:
    """The whole article; in REST with fields=body."""
    return item.body


@api_schema
class NewsPageSchema(PageSchema):
    """An article with its body."""

    type: Private[Literal["NewsPage"]] = discriminator("NewsPage")
    published_at: datetime = api_field("To the second.")
    author: str = api_field("The branch's full name where no author is given.")
    excerpt: str = api_field("The editor's, else the beginning of the first paragraph.")
    category: Category | None
    tags: list[str]
    cover: PictureSchema | None = api_field("In the preset cover.")
    body: list[blocks.Block]
    newer: Link | None = api_field("The next newer article of the branch.")
    older: Link | None = api_field("The next older article of the branch.")


@api_schema
class NewsIndexPageSchema(PageSchema):
    """The list of a branch's articles; ask `news` for what is on it."""

    type: Private[Literal["NewsIndexPage"]] = discriminator("NewsIndexPage")


def news_item(row: dict, branch: BranchName, context: APIContext) -> NewsItem:
    """`row` is one of `queries.rows`."""
    address = context.page_urls.for_page(row["url_path"], context.language)
    item = NewsItem(
        node_id=node_id("NewsItem", row["pk"]),
        id=row["pk"],
        translation_key=row["translation_key"],
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
        updated_at=row["last_published_at"] and localtime(row["last_published_at"]),
    )
    if with_body(context):
        vars(item)["body"] = blocks.body(row["body"].raw_data, item.node_id, context)
    return item


def with_body(context: APIContext) -> bool:
    """Whether a list has bodies: only where they are asked for by name."""
    return "body" in (context.fields or ())


@page_schema(models.NewsPage, joins=["branch", "category"], prefetch=queries.prefetch_next_to)
def news_page(page: models.NewsPage, common: dict[str, Any], context: APIContext) -> NewsPageSchema:
    branch = common["branch"]
    newer, older = queries.next_to(page) if context.requested("newer", "older") else (None, None)
    category = page.category
    return NewsPageSchema(
        **common,
        published_at=localtime(page.published_at),
        author=page.author or (branch.full_name if branch else ""),
        excerpt=page.summary,
        category=Category(code=category.code, name=category.name) if category else None,
        tags=queries.tags(page),
        cover=context.picture(page.cover_id, "cover"),
        body=blocks.body(page.body.raw_data, common["node_id"], context),
        newer=newer and context.link(newer),
        older=older and context.link(older),
    )


@page_schema(models.NewsIndexPage)
def news_index_page(
    page: models.NewsIndexPage, common: dict[str, Any], context: APIContext
) -> NewsIndexPageSchema:
    return NewsIndexPageSchema(**common)
