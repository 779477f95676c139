"""Where, in which language and in which form somebody asks. Every question of the API needs it."""

from collections.abc import Set
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.request import split_domain_port
from wagtail.models import Page, Site

from .. import related, scope
from ..addresses import Addresses
from ..related import References, Related
from . import shapes
from .markdown import markdown
from .shapes import Link, Picture, RichTextFormat


@dataclass(frozen=True)
class Asking:
    """`site` is the host's. `wanted` names the fields asked for, None all of them. `related` is
    what `loading` has fetched for the contents shown."""

    site: Site
    language: str = settings.LANGUAGE_CODE
    rich_text: RichTextFormat = RichTextFormat.HTML
    wanted: Set[str] | None = None
    addresses: Addresses = field(default_factory=Addresses)
    related: Related = field(default_factory=Related)

    @classmethod
    def of(
        cls,
        request: HttpRequest,
        language: str = settings.LANGUAGE_CODE,
        wanted: Set[str] | None = None,
        rich_text: RichTextFormat = RichTextFormat.HTML,
    ) -> "Asking":
        name, _port = split_domain_port(request.get_host())
        site = scope.site_of(name, int(request.get_port()))
        if site is None:
            raise Http404("No organisation has been set up on this host.")
        return cls(site, language, rich_text, wanted)

    def wants(self, *fields: str) -> bool:
        """Whether one of `fields` is asked for: what costs a query is not done in vain."""
        return self.wanted is None or not self.wanted.isdisjoint(fields)

    def loading(self, references: References, linked: list[Page] | None = None) -> "Asking":
        """The same, with what `references` lead to. See `related.load`."""
        found = related.load(references, self.language, self.addresses, linked)
        return replace(self, related=found)

    def text(self, stored: str) -> str:
        """A rich text in the form asked for, its links resolved."""
        html = self.related.html(stored, self.absolute)
        return markdown(html) if self.rich_text is RichTextFormat.MARKDOWN else html

    def picture(self, pk: int | None, preset: str, alt: str | None = None) -> Picture | None:
        return shapes.picture(self.related.picture(pk, preset, alt), self.site.root_url)

    def absolute(self, url: str) -> str:
        return shapes.absolute(url, self.site.root_url)

    def link(self, page: Page) -> Link | None:
        """None for a page that has no address."""
        address = self.addresses.of(page.url_path, page.locale.language_code)
        if address is None:
            return None
        return Link(id=page.pk, title=page.title, url=address.url, path=address.path)
