"""What the API says of every page, and of the organisation's and the branches' own."""

from datetime import datetime
from typing import Any, Literal

from strawberry import Private
from strawberry.scalars import JSON

from cms.core.api import blocks
from cms.core.api.context import APIContext
from cms.core.api.schema import described, interface, named, shape
from cms.core.api.schemas import Link, Picture

from . import models


@shape
class BranchName:
    """A branch's names and address."""

    code: str = described("The same in every language, e.g. dongguan.")
    locale: str = described("Of its names: the source's where the branch is not translated.")
    city: str
    short_name: str
    full_name: str
    url: str = described("Absolute.")
    path: str = described("Begins with /; on the branch's own host.")


@shape
class OpenGraph:
    """What a card shows when somebody forwards the page (ogp.me)."""

    type: str
    title: str
    description: str
    url: str
    site_name: str
    locale: str
    image: Picture | None


@shape
class Seo:
    """What search engines and cards need."""

    title: str = described("For <title>.")
    description: str
    canonical: str = described("Absolute.")
    open_graph: OpenGraph
    json_ld: JSON = described("For <script type=application/ld+json>; schema.org's vocabulary.")


@shape
class Alternate:
    """The page in a language, itself among them: for hreflang."""

    locale: str
    url: str = described("Absolute.")
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
class Page:
    """What every page has."""

    id: int
    title: str
    slug: str
    locale: str = described("zh-hans, zh-hant or en.")
    url: str = described("Absolute.")
    path: str = described("Begins with /; on the page's own host.")
    branch: BranchName | None = described("Whose page it is; null for the organisation's.")
    updated_at: datetime | None = described("When it was last published.")
    seo: Seo
    breadcrumbs: list[Link] = described("From the portal down to the page itself.")
    alternates: list[Alternate]


@shape
class HomePage(Page):
    """The organisation's portal."""

    type: Private[Literal["HomePage"]] = named("HomePage")
    introduction: str = described("Rich text; may be empty.")


@shape
class Banner:
    """A large picture at the top of a city site."""

    picture: Picture
    caption: str = described("May be empty.")
    url: str = described("Where it leads; empty where it leads nowhere.")


@shape
class BranchPage(Page):
    """The front page of a city site."""

    type: Private[Literal["BranchPage"]] = named("BranchPage")
    introduction: str = described("Rich text; may be empty.")
    banners: list[Banner]


@shape
class StandardPage(Page):
    """A page of running text."""

    type: Private[Literal["StandardPage"]] = named("StandardPage")
    body: list[blocks.Block]


@shape
class LegalFacts:
    """The legal facts at the foot of every page."""

    copyright_owner: str
    copyright_since: int = described("A year.")
    icp_number: str = described("May be empty.")
    public_security_number: str = described("May be empty.")
    technical_support: str = described("May be empty.")


def home_page(page: models.HomePage, common: dict[str, Any], context: APIContext) -> HomePage:
    return HomePage(**common, introduction=context.text(page.introduction))


def branch_page(page: models.BranchPage, common: dict[str, Any], context: APIContext) -> BranchPage:
    banners = [
        Banner(picture=picture, caption=value.get("caption") or "", url=_leads_to(value, context))
        for value in (each["value"] for each in page.banners.raw_data)
        if (picture := blocks.shown(value, "hero", context))
    ]
    return BranchPage(**common, introduction=context.text(page.introduction), banners=banners)


def standard_page(
    page: models.StandardPage, common: dict[str, Any], context: APIContext
) -> StandardPage:
    return StandardPage(**common, body=blocks.body(page.body.raw_data, context))


def _leads_to(banner: dict, context: APIContext) -> str:
    """An address is looked at again: an override in a translation has not passed `clean`."""
    if page := banner.get("page"):
        return context.references.page_urls.get(page, "")
    url = banner.get("url") or ""
    return context.absolute(url) if url.startswith(("https://", "http://")) else ""
