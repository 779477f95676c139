"""Answers of REST: schemas as JSON, whole or with the `fields` alone that were asked for."""

from collections.abc import Collection, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from pydantic_core import to_json

from .problems import InvalidParameter, one_of

# A part of an item is another representation than the item, which its schema knows by this name.
JSON, SELECTION = "application/json", "application/vnd.qianshou.selection+json"


def json_response(content: Any) -> HttpResponse:
    """Shapes as JSON. They are right by construction: checking them again would cost as much as
    all the rest of a list; the tests hold them to the schema."""
    return HttpResponse(to_json(content), content_type=JSON)


def found(content: Any, what: str) -> HttpResponse:
    """Raises Http404 for None."""
    if content is None:
        raise Http404(f"There is no such {what}, or the public may not see it.")
    return json_response(content)


def selection_response(content: Any, request: HttpRequest) -> HttpResponse:
    """A part of what the schema says, as its own type, except for who asks for plain JSON."""
    response = json_response(content)
    preferred = request.get_preferred_type([SELECTION, JSON])
    if preferred == SELECTION and request.accepts(SELECTION):
        response.headers["Content-Type"] = SELECTION
    patch_vary_headers(response, ["Accept"])
    return response


def chosen_fields(text: str | None, known: Sequence[str]) -> list[str] | None:
    """The names in a parameter `fields`; None where all are meant. Raises InvalidParameter."""
    if text is None:
        return None
    names = list(dict.fromkeys(text.split(",")))
    for name in names:
        if name not in known:
            raise InvalidParameter("fields", f"There is no “{name[:50]}”. {one_of(list(known))}")
    return names


def selection(items: list[Any], fields: Collection[str]) -> list[dict[str, Any]]:
    return [{name: getattr(item, name) for name in fields} for item in items]
