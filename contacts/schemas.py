"""API schemas of contact details."""

from typing import Any, Literal

from strawberry import Private

from cms.core.api.context import APIContext
from cms.core.api.registry import page_schema
from cms.core.api.schema import api_field, api_schema, discriminator
from cms.core.api.schemas import PictureSchema
from cms.core.pages.references import ReferenceCollector
from home.models import BranchPage
from home.schemas import BranchName, PageSchema, branch_name

from . import models, queries


@api_schema
class Position:
    """A place on Chinese maps (AMap, Tencent), in degrees of GCJ-02."""

    latitude: float
    longitude: float


@api_schema
class Contact:
    """How to reach a branch. Texts are empty where nothing is known."""

    branch: BranchName
    email: str
    phone: str
    phone_uri: str = api_field("For a link that dials: tel:….")
    postcode: str
    address: str
    opening_hours: str
    wechat_id: str
    wechat_qr: PictureSchema | None
    wecom_qr: PictureSchema | None
    position: Position | None
    map_url: str = api_field("A map of the position or address.")


@api_schema
class ContactPageSchema(PageSchema):
    """The page with a branch's contact details."""

    type: Private[Literal["ContactPage"]] = discriminator("ContactPage")
    contact: Contact


def contact(page: models.ContactPage, branch: BranchName, context: APIContext) -> Contact:
    position = None
    if page.latitude is not None and page.longitude is not None:
        position = Position(latitude=float(page.latitude), longitude=float(page.longitude))
    return Contact(
        branch=branch,
        email=page.email,
        phone=page.phone,
        phone_uri=page.phone_uri,
        postcode=page.postcode,
        address=page.address,
        opening_hours=page.opening_hours,
        wechat_id=page.wechat_id,
        wechat_qr=context.picture(page.wechat_qr_id, "square"),
        wecom_qr=context.picture(page.wecom_qr_id, "square"),
        position=position,
        map_url=page.map_url,
    )


@page_schema(models.ContactPage, joins=["branch"])
def contact_page(
    page: models.ContactPage, common: dict[str, Any], context: APIContext
) -> ContactPageSchema:
    return ContactPageSchema(**common, contact=contact(page, common["branch"], context))


def contacts_by_code(branches: list[BranchPage], context: APIContext) -> dict[str, Contact]:
    """By branch code, in the order of `branches`; without those whose contact page is hidden."""
    pairs = queries.contacts(branches, context.language)
    found = [(branch, page) for branch, page in pairs if page]
    references = ReferenceCollector()
    for _branch, page in found:
        references.add_page(page)
    context = context.with_references(references)
    return {
        branch.code: contact(page, branch_name(branch, context), context) for branch, page in found
    }
