"""Every public surface, and what a stranger asks it for.

Collected from the URL configuration, the OpenAPI schema, the GraphQL schema and the endpoints of
Wagtail's API: what is added tomorrow is asked, too, or fails with the name that has no values in
`values`.
"""

import re
from urllib.parse import unquote_plus, urlencode

from . import graphql, rest, views, wagtail_v2
from .request import Request
from .values import Unknown, Values

__all__ = ["Request", "Unknown", "main_requests", "requests"]

# What of a secret says that this very thing is meant.
NAMES = (
    "article", "column", "image", "document", "slug", "column_slug", "title", "words", "author",
    "tag", "excerpt", "description", "picture", "document_title", "old", "original",
)  # fmt: skip
BY_PATH = {"wagtail_serve", "REST getRoute", "query route"}
NAMING = {"/", "/dongguan/", "/dongguan/news/", "/dongguan/news/newer/", "/shenzhen/"}
ALWAYS_THE_SAME = {"content_api:openapi-json", "content_api:openapi-view", "wagtailcore_login"}


def requests(known: Values) -> list[Request]:
    """What all surfaces are asked for by somebody who has heard of what is `known`."""
    return [
        *views.requests(known),
        *rest.requests(known),
        *graphql.requests(known),
        *wagtail_v2.requests(known),
    ]


def main_requests(known: Values) -> list[Request]:
    """Of them what costs a second: of each surface one request, and one for each parameter in which
    it can be named; the pages that name it."""
    values = "|".join(re.escape(str(known[key])) for key in NAMES)
    names = re.compile(rf"(?<!\w)(?:{values})(?!\w)")
    found: dict[tuple[str, str], Request] = {}
    for request in requests(known):
        if request.surface in ALWAYS_THE_SAME:
            continue
        asked = unquote_plus(f"{request.path} {urlencode(request.variables)}").strip()
        before, *named = names.split(asked, maxsplit=1)
        parameter = before.rpartition("=")[0]
        if request.surface in BY_PATH and (named or asked.split("path=")[-1] in NAMING):
            parameter = asked
        elif not named or (request.surface.endswith(":listing") and "search=" not in asked):
            parameter = ""
        found.setdefault((request.surface, parameter), request)
    return list(found.values())
