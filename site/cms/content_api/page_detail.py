"""One page of any type, whole: its content, its place in the tree, and what it refers to.

At most six queries, however much there is: the site of the host, the page, the pages that it refers
to in whatever way, its pictures, its documents, and the neighbours of an article.
"""

from dataclasses import dataclass, replace
from typing import Any, cast

from django.conf import settings
from django.utils.timezone import localtime
from wagtail.models import Page, PageQuerySet

import home.models
import home.schemas
import news.schemas
from cms.core import visibility
from cms.core.api import parameters
from cms.core.api.context import APIContext
from cms.core.api.node_ids import node_id
from cms.core.api.registry import any_page, page_types
from cms.core.api.schemas import Link
from cms.core.db.prepared_queries import prepared
from cms.core.host import of_branch
from cms.core.page_tree import ORGANISATION_DEPTH, paths_down_to
from cms.core.pages import references
from cms.core.pages.base import BasePage
from cms.core.pages.references import ReferenceCollector
from home.schemas import PageSchema
from news.queries import tag_names

from . import previews
from .seo import seo

AnyPage = any_page()
# Joined to the row of a page, so that one query reads a page of whatever type.
JOINS = (
    "locale",
    *(each.relation for each in page_types().values()),
    *(f"{each.relation}__{join}" for each in page_types().values() for join in each.joins),
)


def find_page(context: APIContext, **which: Any) -> PageSchema | None:
    """The public page with these values of its fields, if the host may show it."""
    return _find(context, which)


def find_article(context: APIContext, **which: Any) -> news.schemas.NewsPageSchema | None:
    """Find a page like `find_page`, if it is an article."""
    return cast(news.schemas.NewsPageSchema | None, _find(context, which, articles_only=True))


def _find(
    context: APIContext, which: dict[str, Any], articles_only: bool = False
) -> PageSchema | None:
    found = _public(articles_only, branch_key=context.host.branch_key, **which)
    specific = next(map(_specific, found), None)
    return schema_of(specific, context) if specific else None


@prepared
def _public(articles_only: bool, branch_key: Any, **which: Any) -> PageQuerySet:
    pages = Page.objects.filter(newspage__isnull=False) if articles_only else Page.objects.all()
    pages = of_branch(visibility.public(pages.filter(**which)), branch_key)
    return pages.annotate(tag_names=tag_names()).select_related(*JOINS)[:1]


def find_article_by_slug(
    context: APIContext, branch: str, slug: str
) -> news.schemas.NewsPageSchema | None:
    """One article in the language of `context`, by its branch's code and the end of its address."""
    return find_article(
        context,
        slug=parameters.text("slug", slug),
        newspage__branch__code=parameters.text("branch", branch),
        locale__language_code=context.language,
    )


def find_draft(token: str, context: APIContext) -> PageSchema | None:
    """The draft that the token of a preview opens."""
    token = parameters.text("token", token, longest=500)
    page = previews.open(token)
    return schema_of(page, context, draft=previews.name_of(token)) if page else None


def schema_of(page: BasePage, context: APIContext, draft: str = "") -> PageSchema:
    """Build the schema of `page`, the specific instance: stored, or in a preview `draft`."""
    context = replace(context, language=page.locale.language_code)
    references = ReferenceCollector()
    references.add_page(page)
    pages = _pages_around(
        links=list(references.pages),
        above=_paths_above(page),
        translations=page.translation_key,
        branch=_branch_code(page),
    )
    around = Around(page, pages, context)
    context = context.with_references(references, around.pages)
    address = context.link(page)
    page_type = page_types()[type(page)]
    pk = page.pk or 0
    common = {
        "node_id": node_id(page_type.schema.__name__, f"{pk}:{draft}" if draft else pk),
        "id": pk,
        "translation_key": page.translation_key,
        "title": page.title,
        "slug": page.slug,
        "locale": context.language,
        "url": address.url if address else "",
        "path": address.path if address else "",
        "branch": around.branch,
        "updated_at": page.last_published_at and localtime(page.last_published_at),
        "breadcrumbs": around.breadcrumbs,
        "alternates": around.alternates,
    }
    common["seo"] = seo(page, common, context)
    return page_type.build(page, common, context)


def _specific(page: Page) -> BasePage | None:
    """The row of its type, which was joined to it; the root of the tree has none."""
    joined = (getattr(page, each.relation, None) for each in page_types().values())
    specific = next((each for each in joined if each is not None), None)
    if specific is None:
        return None
    specific.locale = page.locale
    specific.tag_names = page.tag_names or ""
    return specific


@prepared
def _pages_around(links: Any, above: Any, translations: Any, branch: Any) -> PageQuerySet:
    """In one query: what a page links to, what it stands below, its translations, its branch."""
    pks = references.linked_pages(links).union(
        Page.objects.order_by().filter(path__in=above).values("pk"),
        Page.objects.order_by().filter(translation_key=translations).values("pk"),
        home.models.BranchPage.objects.order_by().filter(code=branch).values("pk"),
    )
    return references.public_pages(pks).select_related("locale", "branchpage")


def _paths_above(page: BasePage) -> list[str]:
    return paths_down_to(page.path)[ORGANISATION_DEPTH - 1 : -1]


def _branch_code(page: BasePage) -> str:
    """A branch's code is its slug in every language; "" where `page` is the organisation's."""
    parts = page.url_path.split("/")
    return parts[2] if len(parts) > 3 else ""


@dataclass(frozen=True)
class Around:
    """What `_pages_around` found, sorted."""

    page: BasePage
    pages: list[Page]
    context: APIContext

    @property
    def branch(self) -> home.schemas.BranchName | None:
        """In the page's language if it is published there, else in the source's."""
        code = _branch_code(self.page)
        of_code = [each for each in self.pages if getattr(each, "branchpage", None)]
        found = {
            each.locale.language_code: each for each in of_code if each.branchpage.code == code
        }
        row = found.get(self.context.language) or found.get(settings.LANGUAGE_CODE)
        if row is None:
            return None
        row.branchpage.locale = row.locale
        return home.schemas.branch_name(row.branchpage, self.context)

    @property
    def breadcrumbs(self) -> list[Link]:
        paths = _paths_above(self.page)
        above = sorted((each for each in self.pages if each.path in paths), key=lambda e: e.depth)
        return [link for each in (*above, self.page) if (link := self.context.link(each))]

    @property
    def alternates(self) -> list[home.schemas.Alternate]:
        same = {
            each.locale.language_code: each
            for each in self.pages
            if each.translation_key == self.page.translation_key
        }
        return [
            home.schemas.Alternate(locale=language, url=link.url, path=link.path)
            for language, _name in settings.LANGUAGES
            if language in same and (link := self.context.link(same[language]))
        ]
