"""Other places than this site in which an unsaved draft may be looked at.

A room above `cms.core` offers one through a Wagtail hook of ours:

    @hooks.register("offer_preview")
    def offer(page: Page) -> PreviewMode | None: ...
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from wagtail import hooks
from wagtail.models import Page


class PreviewMode(NamedTuple):
    name: str  # as in `?mode=`
    label: Any  # lazily translated
    serve: Callable[[Page, HttpRequest], HttpResponse]


def offered(page: Page) -> list[PreviewMode]:
    """The previews of `page` that there are beside this site's own."""
    return [mode for offer in hooks.get_hooks("offer_preview") if (mode := offer(page))]
