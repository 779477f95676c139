"""The context of a request to the content API, REST or GraphQL."""

from collections.abc import Set
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.http import HttpRequest
from strawberry.types import Info
from wagtail.models import Page

from ..host import Host
from ..page_urls import PageURLs
from ..pages import references
from ..pages.references import ReferenceCollector, ResolvedReferences
from . import schemas
from .rich_text import PLAIN_HTML, WITH_PAGE_IDS, RichText
from .schemas import Link, PictureSchema


@dataclass(frozen=True)
class APIContext:
    """`fields` names the fields that are requested, None all of them.
    `references` is what the contents shown refer to: see `with_references`."""

    host: Host
    language: str = settings.LANGUAGE_CODE
    rich_text: RichText = PLAIN_HTML
    fields: Set[str] | None = None
    page_urls: PageURLs = field(default_factory=PageURLs)
    references: ResolvedReferences = field(default_factory=ResolvedReferences)

    @classmethod
    def from_request(
        cls,
        request: HttpRequest,
        language: str = settings.LANGUAGE_CODE,
        fields: Set[str] | None = None,
        rich_text: RichText = PLAIN_HTML,
    ) -> "APIContext":
        """Raises Http404 on a host where no organisation has been set up."""
        return cls(Host.from_request(request), language, rich_text, fields)

    @classmethod
    def from_info(
        cls, info: Info, language: str = settings.LANGUAGE_CODE, fields: Set[str] | None = None
    ) -> "APIContext":
        """Of a request to GraphQL, whose fields of rich text take their form as arguments."""
        return cls.from_request(info.context.request, language, fields, WITH_PAGE_IDS)

    def requested(self, *fields: str) -> bool:
        """Whether one of `fields` is requested; check it before a query."""
        return self.fields is None or not self.fields.isdisjoint(fields)

    def with_references(
        self, collector: ReferenceCollector, linked: list[Page] | None = None
    ) -> "APIContext":
        """A copy with the references of `collector` resolved. See `references.resolve`."""
        found = references.resolve(collector, self.language, self.page_urls, linked)
        return replace(self, references=found)

    def text(self, stored: str) -> str:
        """A rich text in the form asked for, its links resolved."""
        html = self.references.html(stored, self.absolute, page_ids=True)
        return self.rich_text.written(html)

    def picture(self, pk: int | None, preset: str, alt: str | None = None) -> PictureSchema | None:
        return schemas.picture_schema(self.references.picture(pk, preset, alt), self.host.root_url)

    def absolute(self, url: str) -> str:
        return schemas.absolute(url, self.host.root_url)

    def path(self, url: str) -> str | None:
        """What of an absolute `url` is the path on a host of the organisation's, if it is one's."""
        return self.page_urls.path(url)

    def link(self, page: Page) -> Link | None:
        """None for a page that has no address."""
        address = self.page_urls.for_page(page.url_path, page.locale.language_code)
        if address is None:
            return None
        return Link(page_id=page.pk, title=page.title, url=address.url, path=address.path)
