"""What a page tells search engines and share cards, from what is said of it elsewhere."""

from typing import Any

from django.utils.timezone import localtime
from strawberry.scalars import JSON

import home.seo
from cms.core.api.context import APIContext
from cms.core.pages.base import BasePage
from home.models import BranchPage, HomePage
from home.schemas import OpenGraph, Seo
from news.models import NewsPage


def seo(page: BasePage, common: dict[str, Any], context: APIContext) -> Seo:
    """`common` is what `home.schemas.PageSchema` says of every page, so far without this."""
    title = page.seo_title or page.title
    branch, crumbs = common["branch"], common["breadcrumbs"]
    organisation = crumbs[0].title if crumbs else ""
    within = home.seo.site_name(page, branch, organisation)
    if within:
        title = f"{title} - {within}"
    description = home.seo.description(page, branch)
    article = isinstance(page, NewsPage)
    image = context.picture(page.cover_id, "cover") if isinstance(page, NewsPage) else None
    return Seo(
        title=title,
        description=description,
        canonical=common["url"],
        open_graph=OpenGraph(
            type="article" if article else "website",
            title=page.seo_title or page.title,
            description=description,
            url=common["url"],
            site_name=within or page.title,
            locale=_OPEN_GRAPH_LOCALES.get(context.language, context.language),
            image=image,
        ),
        json_ld=JSON(
            {
                "@context": "https://schema.org",
                "@graph": [
                    _thing(page, common, description, image.url if image else None),
                    {
                        "@type": "BreadcrumbList",
                        "itemListElement": [
                            {
                                "@type": "ListItem",
                                "position": number,
                                "name": each.title,
                                "item": each.url,
                            }
                            for number, each in enumerate(crumbs, 1)
                        ],
                    },
                ],
            }
        ),
    )


_OPEN_GRAPH_LOCALES = {"zh-hans": "zh_CN", "zh-hant": "zh_TW", "en": "en_US"}


def _thing(page: BasePage, common: dict[str, Any], description: str, image: str | None) -> dict:
    """The page itself, as a type of schema.org."""
    branch, url = common["branch"], common["url"]
    if isinstance(page, HomePage):
        return {"@type": "NGO", "name": page.title, "url": url}
    if isinstance(page, BranchPage):
        return {"@type": "NGO", "name": page.full_name, "url": url}
    if isinstance(page, NewsPage):
        publisher = (
            {"@type": "NGO", "name": branch.full_name, "url": branch.url} if branch else None
        )
        thing = {
            "@type": "NewsArticle",
            "headline": page.title,
            "description": description,
            "url": url,
            "inLanguage": common["locale"],
            "datePublished": localtime(page.published_at).isoformat(),
            "author": {"@type": "Person", "name": page.author} if page.author else publisher,
            "publisher": publisher,
        }
        return {**thing, **({"image": image} if image else {})}
    return {"@type": "WebPage", "name": page.title, "description": description, "url": url}
