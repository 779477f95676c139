"""The shape of the page tree: at which depth stands what, and which paths lie above a page."""

from django.db.models import Q
from wagtail.models import Page

# Wagtail's root has depth 1.
ORGANISATION_DEPTH = 2  # the portal, one for each language
BRANCH_DEPTH = 3


def paths_down_to(path: str) -> list[str]:
    """Of all pages from the root down to the one at `path`, itself included."""
    return [path[:end] for end in range(Page.steplen, len(path) + 1, Page.steplen)]


def within_paths(*paths: str) -> Q:
    """A condition for pages: at one of `paths` or below it; as a range, for which every database
    uses the index that it has."""
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(path__gte=path, path__lt=Page(path=path)._inc_path())
    return condition
