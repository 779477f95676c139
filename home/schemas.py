"""API schemas shared by every page, and those of the organisation's and the branches' own."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from strawberry import Private
from strawberry.scalars import JSON

from cms.core.api import blocks
from cms.core.api.context import APIContext
from cms.core.api.parameters import LocaleCode
from cms.core.api.registry import page_schema
from cms.core.api.rich_text import rich_text_field
from cms.core.api.schema import api_field, api_schema, discriminator, interface
from cms.core.api.schemas import PATH, Link, Node, PictureSchema

from . import models


@api_schema
class BranchName:
    """A branch's names and address."""

    code: str = api_field("The same in every language, e.g. dongguan.")
    locale: LocaleCode = api_field("Of its names: the source's where the branch is not translated.")
    city: str
    short_name: str
    full_name: str
    url: str = api_field("Absolute.")
    path: str = api_field("Begins with /; on the branch's own host.")


@api_schema
class OpenGraph:
    """What a card shows when somebody forwards the page (ogp.me)."""

    type: str
    title: str
    description: str
    url: str
    site_name: str
    locale: str = api_field("As Open Graph writes it, e.g. zh_CN.")
    image: PictureSchema | None


@api_schema
class Seo:
    """What search engines and cards need."""

    title: str = api_field("For <title>.")
    description: str
    canonical: str = api_field("Absolute.")
    open_graph: OpenGraph
    json_ld: JSON = api_field(
        "For a script of the type application/ld+json; schema.org's vocabulary."
    )


@api_schema
class Alternate:
    """The page in a language, itself among them: for hreflang."""

    locale: LocaleCode
    url: str = api_field("Absolute.")
    path: str


def branch_name(branch: models.BranchPage, context: APIContext) -> BranchName:
    address = context.page_urls.for_page(branch.url_path, branch.locale.language_code)
    return BranchName(
        code=branch.code,
        locale=branch.locale.language_code,
        city=branch.city,
        short_name=branch.short_name,
        full_name=branch.full_name,
        url=address.url if address else "",
        path=address.path if address else "",
    )


@interface
class PageSchema(Node):
    """What every page has."""

    id: int = api_field("0 in a preview of a page that was never saved.", graphql_name="databaseId")
    translation_key: UUID = api_field("The same for a page in all its languages.")
    title: str
    slug: str
    locale: LocaleCode
    url: str = api_field("Absolute.")
    path: str = api_field("Begins with /; on the page's own host.")
    branch: BranchName | None = api_field("Whose page it is; null for the organisation's.")
    parent_id: int | None = api_field("The `id` of the page above it; null for the portal.")
    updated_at: datetime | None = api_field("When it was last published.")
    seo: Seo
    breadcrumbs: list[Link] = api_field("From the portal down to the page itself.")
    alternates: list[Alternate]


@api_schema
class HomePageSchema(PageSchema):
    """The organisation's portal."""

    type: Private[Literal["HomePage"]] = discriminator("HomePage")
    introduction: str = rich_text_field("May be empty.")


@api_schema
class Banner:
    """A large picture at the top of a city site."""

    picture: PictureSchema
    caption: str = api_field("May be empty.")
    url: str = api_field("Where it leads; empty where it leads nowhere.")
    path: str | None = api_field(PATH)


@api_schema
class BranchPageSchema(PageSchema):
    """The front page of a city site."""

    type: Private[Literal["BranchPage"]] = discriminator("BranchPage")
    introduction: str = rich_text_field("May be empty.")
    banners: list[Banner]


@api_schema
class StandardPageSchema(PageSchema):
    """A page of running text."""

    type: Private[Literal["StandardPage"]] = discriminator("StandardPage")
    body: list[blocks.Block]


@api_schema
class LegalFactsSchema:
    """The legal facts at the foot of every page."""

    copyright_owner: str
    copyright_since: int = api_field("A year.")
    icp_number: str = api_field("May be empty.")
    public_security_number: str = api_field("May be empty.")
    technical_support: str = api_field("May be empty.")


@page_schema(models.HomePage)
def home_page(page: models.HomePage, common: dict[str, Any], context: APIContext) -> HomePageSchema:
    return HomePageSchema(**common, introduction=context.text(page.introduction))


@page_schema(models.BranchPage)
def branch_page(
    page: models.BranchPage, common: dict[str, Any], context: APIContext
) -> BranchPageSchema:
    banners = [
        Banner(
            picture=picture,
            caption=value.get("caption") or "",
            url=(url := _leads_to(value, context)),
            path=context.path(url),
        )
        for value in (each["value"] for each in page.banners.raw_data)
        if (picture := blocks.shown(value, "hero", context))
    ]
    return BranchPageSchema(**common, introduction=context.text(page.introduction), banners=banners)


@page_schema(models.StandardPage)
def standard_page(
    page: models.StandardPage, common: dict[str, Any], context: APIContext
) -> StandardPageSchema:
    return StandardPageSchema(
        **common, body=blocks.body(page.body.raw_data, common["node_id"], context)
    )


def _leads_to(banner: dict, context: APIContext) -> str:
    """An address is looked at again: an override in a translation has not passed `clean`."""
    if page := banner.get("page"):
        return context.references.page_url(page)
    url = banner.get("url") or ""
    return context.absolute(url) if url.startswith(("https://", "http://")) else ""
