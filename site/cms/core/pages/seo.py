"""SEO of pages: what search engines and share cards get, on the city sites and in the API."""

from html import unescape
from typing import Any, Protocol

from django.utils.html import strip_tags
from django.utils.text import Truncator

MAX_INTRODUCTION = 120  # characters; search engines show little more


class BranchNames(Protocol):
    """The names of a branch: its page, or its schema in the API."""

    @property
    def short_name(self) -> str: ...

    @property
    def full_name(self) -> str: ...

    @property
    def url(self) -> str: ...


class SEOMixin:
    """The answers of most pages; page types have others."""

    title: str
    search_description: str
    open_graph_type = "website"
    share_image_id: int | None = None

    def site_name(self, branch: BranchNames | None, organisation: str) -> str:
        """The name of the site that the page is a part of; "" for the portal."""
        return branch.short_name if branch else organisation

    def description(self, branch: BranchNames | None) -> str:
        """The editor's, else the page's own words, else its title and whose it is."""
        whose = f" - {branch.full_name}" if branch else ""
        return self.search_description or self.own_description() or f"{self.title}{whose}"

    def own_description(self) -> str:
        return ""

    def json_ld(self, url: str, description: str, image: str, branch: BranchNames | None) -> dict:
        """The page as a type of schema.org."""
        return {"@type": "WebPage", "name": self.title, "description": description, "url": url}


def organisation_json_ld(name: str, url: str) -> dict[str, Any]:
    return {"@type": "NGO", "name": name, "url": url}


def beginning(html: str) -> str:
    """The first words of a rich text, on one line."""
    return Truncator(" ".join(unescape(strip_tags(html)).split())).chars(MAX_INTRODUCTION)
