from collections.abc import Collection
from typing import Any

from django.http import HttpResponse
from pydantic_core import to_json

# A part of an item is another representation than the item, which its schema knows by this name.
SELECTION = "application/vnd.qianshou.selection+json"


def json_response(content: Any) -> HttpResponse:
    """Shapes as JSON. They are right by construction: checking them again would cost as much as
    all the rest of a list; the tests hold them to the schema."""
    return HttpResponse(to_json(content), content_type="application/json")


def selection(items: list[Any], fields: Collection[str]) -> list[dict[str, Any]]:
    return [{name: getattr(item, name) for name in fields} for item in items]
