from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page

from cms.core import visibility


class BannerBlock(blocks.StructBlock):
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
        template = "home/blocks/banner.html"

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        result = super().clean(value)
        if result.get("page") and result.get("url"):
            raise StructBlockValidationError(
                block_errors={"url": ValidationError(_("Link to a page or an address, not both."))}
            )
        return result

    def get_context(self, value: blocks.StructValue, parent_context: dict | None = None) -> dict:
        """`link`: where the picture leads, "" where that is nothing the public may see.

        The address is looked at again: an override in a translation has not passed `clean`.
        """
        context = super().get_context(value, parent_context=parent_context)
        page, url = value.get("page"), value.get("url") or ""
        link = url if url.startswith(("https://", "http://")) else ""
        if page:
            page = page.specific_deferred.localized
            if visibility.public(Page.objects.filter(pk=page.pk)).exists():
                link = page.get_url(context.get("request")) or ""
        return {**context, "link": link}


class BannersBlock(blocks.StreamBlock):
    """The old site's 图片展示."""

    banner = BannerBlock()

    class Meta:
        max_num = 8
