"""Wagtail's promoted search results, by our text analysis."""

from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import Page
from wagtail.search.utils import normalise_query_string

from cms.core import visibility
from cms.core.api.context import APIContext

from .analytics.query_log import normalized
from .index.analysis import fold
from .schemas import Promotion


def promotions(typed: str, context: APIContext) -> list[Promotion]:
    """In head office's order; of pages those that the public may see, in the language asked for and
    on the host's own branch if it is one's."""
    queries = set(map(fold, (normalise_query_string(typed), normalized(typed))))
    promoted = [
        each
        for each in SearchPromotion.objects.select_related("query")
        if fold(each.query.query_string) in queries
    ]
    pages = _pages([each.page_id for each in promoted if each.page_id], context)
    found = []
    for each in promoted:
        if each.page_id is None:
            if each.external_link_url.startswith(("https://", "http://")):
                title = each.external_link_text or each.external_link_url
                url = each.external_link_url
                path = context.path(url)
                found.append(
                    Promotion(title=title, url=url, path=path, description=each.description)
                )
        elif link := each.page_id in pages and context.link(pages[each.page_id]):
            found.append(
                Promotion(
                    title=link.title, url=link.url, path=link.path, description=each.description
                )
            )
    return found


def _pages(keys: list[int], context: APIContext) -> dict[int, Page]:
    if not keys:
        return {}
    pages = Page.objects.filter(pk__in=keys, locale__language_code=context.language)
    return visibility.public(context.host.restrict(pages)).select_related("locale").in_bulk()
