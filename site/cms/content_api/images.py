"""A picture in every preset: for frontends that know it by its id."""

from wagtail.models import Page

from cms.core import visibility
from cms.core.api.context import APIContext
from cms.core.api.node_ids import node_id
from cms.core.api.schema import api_field, api_schema
from cms.core.api.schemas import Node, PictureSchema
from cms.core.images.models import CustomImage
from cms.core.images.presets import PRESETS
from cms.core.pages.references import ReferenceCollector


@api_schema
class PresetPicture:
    """A picture as one preset shows it."""

    preset: str
    picture: PictureSchema


@api_schema
class Image(Node):
    """A picture in all the presets that have been made of it."""

    id: int = api_field("For images/.", graphql_name="databaseId")
    title: str
    width: int = api_field("Of the upload, in pixels.")
    height: int = api_field("Of the upload, in pixels.")
    pictures: list[PresetPicture]


def find_image(pk: int, context: APIContext) -> Image | None:
    """The picture, if a page refers to it that the public may see on this host."""
    public = context.host.restrict(visibility.public(Page.objects.all()))
    found = visibility.referred_to(CustomImage.objects.filter(pk=pk), public).first()
    if found is None:
        return None
    references = ReferenceCollector()
    references.add_picture(pk, *PRESETS)
    context = context.with_references(references)
    return Image(
        node_id=node_id("Image", pk),
        id=pk,
        title=found.title,
        width=found.width,
        height=found.height,
        pictures=[
            PresetPicture(preset=preset, picture=picture)
            for preset in PRESETS
            if (picture := context.picture(pk, preset))
        ],
    )
