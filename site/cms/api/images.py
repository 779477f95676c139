"""A picture in every preset: for frontends that know it by its id."""

from wagtail.models import Page

from cms.core import visibility
from cms.core.api.asking import Asking
from cms.core.api.shape import described, shape
from cms.core.api.shapes import Picture
from cms.core.models import CustomImage
from cms.core.presets import PRESETS
from cms.core.related import References

from . import pages


@shape
class PresetPicture:
    """A picture as one preset shows it."""

    preset: str
    picture: Picture


@shape
class Image:
    """A picture in all the presets that have been made of it."""

    id: int
    title: str
    width: int = described("Of the upload, in pixels.")
    height: int = described("Of the upload, in pixels.")
    pictures: list[PresetPicture]


def image(pk: int, asking: Asking) -> Image | None:
    """The picture, if a page refers to it that the public may see on this host."""
    public = pages.on_host(visibility.public(Page.objects.all()), pages.host_key(asking))
    found = visibility.referred_to(CustomImage.objects.filter(pk=pk), public).first()
    if found is None:
        return None
    references = References()
    references.add_picture(pk, *PRESETS)
    asking = asking.loading(references)
    return Image(
        id=pk,
        title=found.title,
        width=found.width,
        height=found.height,
        pictures=[
            PresetPicture(preset=preset, picture=picture)
            for preset in PRESETS
            if (picture := asking.picture(pk, preset))
        ],
    )
