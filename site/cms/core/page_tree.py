"""The shape of the page tree: at which depth stands what, and which paths lie above a page."""

from wagtail.models import Page

# Wagtail's root has depth 1.
ORGANISATION_DEPTH = 2  # the portal, one for each language
BRANCH_DEPTH = 3


def paths_down_to(path: str) -> list[str]:
    """Of all pages from the root down to the one at `path`, itself included."""
    return [path[:end] for end in range(Page.steplen, len(path) + 1, Page.steplen)]
