"""`node`: whatever a client keeps by its id, found again."""

from dataclasses import replace

from cms.core.api.context import APIContext
from cms.core.api.node_ids import node_id, parse_node_id
from cms.core.api.parameters import LARGEST_ID
from cms.core.api.schemas import Node
from home.models import BranchPage
from news.service import find_item

from .images import find_image
from .page_detail import find_page
from .site_frame import framed_branches


def find_node(text: str, context: APIContext) -> Node | None:
    """None for what is gone, what the host does not show, and drafts. Raises InvalidParameter."""
    type_name, key = parse_node_id(text)
    pk = int(key) if key.isascii() and key.isdigit() and len(key) < 11 else 0
    if not 0 < pk <= LARGEST_ID:
        return None
    found: Node | None
    match type_name:
        case "Branch":
            found = _branch(pk, context)
        case "Image":
            found = find_image(pk, context)
        case "NewsItem":
            found = find_item(pk, context)
        case _:
            found = find_page(context, pk=pk)
    return found if found and found.node_id == node_id(type_name, key) else None


def _branch(pk: int, context: APIContext) -> Node | None:
    page = BranchPage.objects.filter(pk=pk).select_related("locale").first()
    if page is None:
        return None
    branches = framed_branches(replace(context, language=page.locale.language_code))
    return next((each for each in branches if each.id == pk), None)
