"""What a page tells search engines and share cards of itself: on the city sites and in the API."""

from html import unescape
from typing import Protocol

from django.utils.html import strip_tags
from django.utils.text import Truncator

from cms.core.pages.base import BasePage

from .models import BranchPage, HomePage

LONGEST_INTRODUCTION = 120  # characters; search engines show little more


class Names(Protocol):
    """How a branch is called: its page, or what the API says of it."""

    @property
    def short_name(self) -> str: ...

    @property
    def full_name(self) -> str: ...


def site_name(page: object, branch: Names | None, organisation: str) -> str:
    """Of what `page` is a part: a branch's, and the branch itself of the organisation. "" for the
    portal."""
    if isinstance(page, HomePage):
        return ""
    return branch.short_name if branch and not isinstance(page, BranchPage) else organisation


def description(page: BasePage, branch: Names | None) -> str:
    """The editor's, else the first words of the page, else its title and whose it is."""
    if page.search_description:
        return page.search_description
    if isinstance(page, HomePage | BranchPage):
        introduction = Truncator(_plain(page.introduction)).chars(LONGEST_INTRODUCTION)
        return introduction or (page.full_name if isinstance(page, BranchPage) else page.title)
    own = getattr(page, "summary", "")
    whose = f" - {branch.full_name}" if branch else ""
    return own or f"{page.title}{whose}"


def _plain(html: str) -> str:
    """Rich text without its markup, on one line."""
    return " ".join(unescape(strip_tags(html)).split())
