"""References by id in content (pages, documents, pictures), resolved together.

Texts and blocks hold ids. A `ReferenceCollector` collects them, and `resolve` fetches what they
lead to: one query for each kind, however many there are. What the public may not see is not among
it, so that no address or title of it can be shown.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html import escape, unescape
from typing import Any

from django.db.models import QuerySet
from wagtail import blocks
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.documents.models import AbstractDocument
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page, PageQuerySet

from cms.core import visibility
from cms.core.db.prepared_queries import prepared
from cms.core.images import responsive
from cms.core.images.responsive import Picture
from cms.core.page_urls import PageURLs

_LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL)
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
LONGEST_PK = 18  # digits that every database takes for a key
# Draftail's own name of a paragraph, of no use to a reader.
_BLOCK_KEY = re.compile(r' data-block-key="[^"]*"')


@dataclass
class ReferenceCollector:
    """The ids that some contents hold. Pictures with the preset that each is shown in."""

    pages: set[int] = field(default_factory=set)
    documents: set[int] = field(default_factory=set)
    pictures: set[tuple[int, str]] = field(default_factory=set)

    def add_text(self, html: str) -> None:
        """The links of a rich text as it is stored."""
        for match in _LINK.finditer(html):
            attributes = dict(_ATTRIBUTE.findall(match[1]))
            ids = {"page": self.pages, "document": self.documents}.get(
                attributes.get("linktype", "")
            )
            pk = _pk(attributes)
            if ids is not None and pk is not None:
                ids.add(pk)

    def add_picture(self, pk: int | None, *presets: str) -> None:
        if pk:
            self.pictures.update((pk, preset) for preset in presets)

    def add_page(self, page: Page) -> None:
        """Collect from a page's rich text, its stream fields and the pictures it shows."""
        for name, presets in getattr(page, "picture_presets", {}).items():
            self.add_picture(getattr(page, f"{name}_id"), *presets)
        for each in page._meta.get_fields():
            if isinstance(each, StreamField):
                value = getattr(page, each.name)
                self.add_block(value.stream_block, value.raw_data)
            elif isinstance(each, RichTextField):
                self.add_text(getattr(page, each.name))

    def add_block(self, block: blocks.Block, value: Any) -> None:
        """Collect from `value`, the stored form (JSON) of a `block`."""
        if value is None:
            return
        if isinstance(block, blocks.StreamBlock):
            for child in value:
                if child["type"] in block.child_blocks:
                    self.add_block(block.child_blocks[child["type"]], child["value"])
        elif isinstance(block, blocks.ListBlock):
            for item in value:
                self.add_block(block.child_block, item["value"])
        elif isinstance(block, blocks.StructBlock) and not isinstance(block, ImageBlock):
            for name, child_block in block.child_blocks.items():
                if isinstance(child_block, ImageBlock):
                    self.add_picture((value.get(name) or {}).get("image"), block.meta.preset)
                else:
                    self.add_block(child_block, value.get(name))
        elif isinstance(block, blocks.RichTextBlock):
            self.add_text(value)
        elif isinstance(block, DocumentChooserBlock):
            self.documents.add(value)
        elif isinstance(block, blocks.PageChooserBlock):
            self.pages.add(value)


@dataclass(frozen=True)
class ResolvedReferences:
    """The objects that a `ReferenceCollector` refers to; empty by default."""

    pages: dict[int, tuple[Page, str]] = field(default_factory=dict)  # with their addresses
    documents: dict[int, AbstractDocument] = field(default_factory=dict)
    images: dict[int, responsive.Loaded] = field(default_factory=dict)

    def html(self, text: str, address: Callable[[str], str], *, page_ids: bool = False) -> str:
        """A stored rich text for readers: a link to what they may not see keeps its words only.

        `address` turns each link's address into the one to show: an API's are absolute. With
        `page_ids` a link to a page has the page's as `data-page-id`.
        """

        def link(match: re.Match[str]) -> str:
            attributes = dict(_ATTRIBUTE.findall(match[1]))
            kind, pk = attributes.get("linktype"), _pk(attributes)
            url: str | None
            if kind is None:
                url = unescape(attributes.get("href", ""))
            else:
                url = self._url(kind, pk) if pk is not None else None
            if not url:
                return match[2]
            page = self.pages[pk or 0][0] if page_ids and kind == "page" else None
            page_id = f' data-page-id="{page.pk}"' if page else ""
            return f'<a href="{escape(address(url))}"{page_id}>{match[2]}</a>'

        return _BLOCK_KEY.sub("", _LINK.sub(link, text))

    def picture(self, pk: int | None, preset: str, alt: str | None = None) -> Picture | None:
        loaded = self.images.get(pk) if pk else None
        return loaded.picture(preset, alt) if loaded else None

    def page_url(self, pk: int) -> str:
        """The address of the page that a link to `pk` leads to; "" if there is none to show."""
        return self.pages[pk][1] if pk in self.pages else ""

    def _url(self, kind: str, pk: int) -> str | None:
        if kind == "page":
            return self.page_url(pk)
        document = self.documents.get(pk) if kind == "document" else None
        return document.url if document else None


def _pk(attributes: dict[str, str]) -> int | None:
    text = attributes.get("id", "")
    return int(text) if text.isdecimal() and len(text) <= LONGEST_PK else None


def resolve(
    references: ReferenceCollector,
    language: str,
    page_urls: PageURLs,
    linked: Iterable[Page] | None = None,
) -> ResolvedReferences:
    """`linked` are the pages of `linked_pages`, where the caller has fetched them with others."""
    if linked is None:
        linked = _linked(pages=list(references.pages)) if references.pages else ()
    return resolve_in([language], references, page_urls, linked)[language]


def resolve_in(
    languages: Iterable[str],
    references: ReferenceCollector,
    page_urls: PageURLs,
    linked: Iterable[Page],
) -> dict[str, ResolvedReferences]:
    """As `resolve`, for contents in several languages: only where links lead differs."""
    documents = _documents(references.documents) if references.documents else {}
    images = responsive.load_renditions(references.pictures) if references.pictures else {}
    return {
        language: ResolvedReferences(
            _pages(references.pages, linked, language, page_urls), documents, images
        )
        for language in languages
    }


def resolve_texts(texts: Iterable[str], language: str) -> ResolvedReferences:
    """Resolve the links of stored rich texts; no query without a link."""
    references = ReferenceCollector()
    for text in texts:
        references.add_text(text)
    return resolve(references, language, PageURLs())


def linked_pages(pks: Any) -> QuerySet:
    """The keys of the pages `pks` and of their translations."""
    keys = Page.objects.order_by().filter(pk__in=pks).values("translation_key")
    return Page.objects.order_by().filter(translation_key__in=keys).values("pk")


def public_pages(pks: QuerySet) -> PageQuerySet:
    """What the public may see of the pages `pks`, with what it takes to lead there."""
    return visibility.public(Page.objects.filter(pk__in=pks)).select_related("locale")


@prepared
def _linked(pages: Any) -> PageQuerySet:
    return public_pages(linked_pages(pages))


def _pages(
    pks: set[int], linked: Iterable[Page], language: str, page_urls: PageURLs
) -> dict[int, tuple[Page, str]]:
    """Where each link to a page leads: to it in `language` if it is translated, else to itself."""
    public = {page.pk: page for page in linked}
    translations = {
        page.translation_key: page
        for page in public.values()
        if page.locale.language_code == language
    }
    found = {}
    for pk in pks & public.keys():
        page = translations.get(public[pk].translation_key, public[pk])
        address = page_urls.for_page(page.url_path, page.locale.language_code)
        if address:
            found[pk] = page, address.url
    return found


def _documents(pks: set[int]) -> dict[int, AbstractDocument]:
    return {each.pk: each for each in _public_documents(pks=list(pks))}


@prepared
def _public_documents(pks: Any) -> QuerySet:
    documents = get_document_model().objects.filter(pk__in=pks)
    return visibility.outside_private_collections(documents)
