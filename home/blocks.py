from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.models import Page

from cms.core import visibility
from cms.core.blocks.body import HalfTypedAddress, ImageBlock, StreamBlock
from cms.core.images import responsive
from cms.core.languages import active_language, one_each


class BannerBlock(HalfTypedAddress):
    image = ImageBlock(
        label=_("Picture"),
        help_text=_("Say what the picture shows, for people who cannot see it."),
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=100)
    page = blocks.PageChooserBlock(label=_("Links to a page"), required=False)
    url = blocks.URLBlock(label=_("Links to an address"), required=False)

    class Meta:
        icon = "image"
        label = _("Banner picture")
        label_format = "{caption}"
        preset = "hero"

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        result = super().clean(value)
        if result.get("page") and result.get("url") and not self.is_deferred_validation:
            raise StructBlockValidationError(
                block_errors={"url": ValidationError(_("Link to a page or an address, not both."))}
            )
        return result


class BannersBlock(StreamBlock):
    """The old site's 图片展示."""

    banner = BannerBlock()

    class Meta:
        max_num = 8
        template = "home/blocks/banners.html"

    def get_context(self, value: blocks.StreamValue, parent_context: dict | None = None) -> dict:
        """`banners`: each with where it leads, "" where that is nothing the public may see.

        An address is looked at again: an override in a translation has not passed `clean`.
        """
        context = super().get_context(value, parent_context=parent_context)
        responsive.prefetch_within(value)
        urls = _public_urls([child.value.get("page") for child in value], context.get("request"))
        banners = []
        for child in value:
            picture = responsive.picture(child.value.get("image"), "hero")
            if picture is None:  # deleted since, or damaged
                continue
            page, url = child.value.get("page"), child.value.get("url") or ""
            link = url if url.startswith(("https://", "http://")) else ""
            banners.append(
                {
                    "picture": picture,
                    "caption": child.value.get("caption"),
                    "link": urls.get(page.translation_key, "") if page else link,
                }
            )
        return {**context, "banners": banners}


def _public_urls(pages: list[Page | None], request: HttpRequest | None) -> dict:
    """Translation key → address, of the translation that the reader asks for or of the page."""
    chosen = [page for page in pages if page]
    if not chosen:
        return {}
    candidates = Page.objects.filter(
        Q(pk__in=[page.pk for page in chosen]) | Q(locale__language_code=active_language()),
        translation_key__in=[page.translation_key for page in chosen],
    ).select_related("locale")
    found = one_each(visibility.public(candidates).specific(defer=True), active_language())
    return {page.translation_key: page.get_url(request) or "" for page in found}
