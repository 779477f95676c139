"""SEO data of a page, built from the other fields of its schema."""

from typing import Any

from strawberry.scalars import JSON

from cms.core.api.context import APIContext
from cms.core.pages.base import BasePage
from home.schemas import OpenGraph, Seo

_OPEN_GRAPH_LOCALES = {"zh-hans": "zh_CN", "zh-hant": "zh_TW", "en": "en_US"}


def seo(page: BasePage, common: dict[str, Any], context: APIContext) -> Seo:
    """`common` is what `home.schemas.PageSchema` says of every page, so far without this."""
    title = page.seo_title or page.title
    branch, breadcrumbs, url = common["branch"], common["breadcrumbs"], common["url"]
    site_name = page.site_name(branch, breadcrumbs[0].title if breadcrumbs else "")
    description = page.description(branch)
    image = context.picture(page.share_image_id, "cover")
    return Seo(
        title=f"{title} - {site_name}" if site_name else title,
        description=description,
        canonical=url,
        open_graph=OpenGraph(
            type=page.open_graph_type,
            title=title,
            description=description,
            url=url,
            site_name=site_name or page.title,
            locale=_OPEN_GRAPH_LOCALES.get(context.language, context.language),
            image=image,
        ),
        json_ld=JSON(
            {
                "@context": "https://schema.org",
                "@graph": [
                    page.json_ld(url, description, image.url if image else "", branch),
                    {
                        "@type": "BreadcrumbList",
                        "itemListElement": [
                            {
                                "@type": "ListItem",
                                "position": number,
                                "name": each.title,
                                "item": each.url,
                            }
                            for number, each in enumerate(breadcrumbs, 1)
                        ],
                    },
                ],
            }
        ),
    )
