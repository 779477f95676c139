import re

from django import template
from django.core.paginator import Page
from django.template import Context
from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString, mark_safe
from wagtail.images.models import AbstractImage
from wagtail.models import Site

from .. import styles
from ..images import responsive
from ..languages import active_language
from ..pages import translations
from ..pages.references import ResolvedReferences, resolve_texts

register = template.Library()

# A run of text with the punctuation that ends it and what closes after that.
PHRASE = re.compile(r"[^：，。！？；、｜]*[：，。！？；、｜]+[”’」』）》】]*|[^：，。！？；、｜]+")

MANY_PAGES = 10  # from here on a reader may type the number of a page


@register.filter
def phrases(title: str) -> SafeString:
    """`title` in spans that end with punctuation: where it does not fit, it breaks between them."""
    found = PHRASE.findall(title)
    if len(found) < 2:
        return conditional_escape(title)
    return format_html_join("", '<span class="phrase">{}</span>', ((each,) for each in found))


@register.simple_tag(takes_context=True)
def rich_text(context: Context, text: str, related: ResolvedReferences | None = None) -> SafeString:
    """A stored rich text as HTML, its links resolved: by `related`, or looked up for it alone."""
    related = related or resolve_texts([text], active_language())
    request = context.get("request")
    site = Site.find_for_request(request) if request else None
    root = site.root_url if site else ""
    html = related.html(text, lambda address: address.removeprefix(root))
    return mark_safe(html)  # cleaned when stored


@register.inclusion_tag("core/picture.html")
def picture(
    image: AbstractImage | None, preset: str, alt: str | None = None, eager: bool = False
) -> dict:
    """`image` in a named preset of `cms.core.images.presets`, with its size, so that nothing jumps.

    `alt` overrules the picture's own text; "" says that it is decoration. `eager` is for the first
    picture that the reader sees. Empty without an image.
    """
    return {"picture": responsive.picture(image, preset, alt), "eager": eager}


@register.simple_tag
def style_sheet() -> SafeString:
    return mark_safe(styles.style_sheet())  # our own files


@register.inclusion_tag("core/pagination.html", takes_context=True)
def pagination(context: Context, pages: Page) -> dict:
    """Links to the neighbours, the ends and what lies around `pages`, which may be one of 3,000."""
    around = pages.paginator.get_elided_page_range(pages.number, on_each_side=2, on_ends=1)
    request = context["request"]
    others = [(name, value) for name, value in request.GET.items() if name != "page"]
    return {
        "request": request,
        "pages": pages,
        "numbers": [number if isinstance(number, int) else None for number in around],
        "far": [pages.number - 2, pages.number + 2],  # left out where there is no room
        "may_jump": pages.paginator.num_pages > MANY_PAGES,
        "others": others,
    }


@register.inclusion_tag("core/translations_going_along.html")
def translations_going_along(items: list[dict], action: str) -> dict:
    """List the translations that a bulk `action` on the pages of `items` takes along."""
    along = [
        each
        for item in items
        for each in translations.of(item["item"]).filter(alias_of=None).select_related("locale")
    ]
    return {"translations": [each for each in along if each.live or action != "unpublish"]}
