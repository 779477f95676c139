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
    return schemas_of([page], context, draft)[0]


def schemas_of(pages: list[BasePage], context: APIContext, draft: str = "") -> list[PageSchema]:
    """Build the schemas of several `pages`, in as many queries as of one."""
    collector = ReferenceCollector()
    for page in pages:
        collector.add_page(page)
    around = _pages_around(
        links=sorted(collector.pages),
        above=sorted({path for page in pages for path in _paths_above(page)}),
        translations=list({page.translation_key: None for page in pages}),
        branches=sorted({_branch_code(page) for page in pages}),
    )
    for page_type in page_types().values():
        if of_type := [page for page in pages if type(page) is page_type.model]:
            page_type.prefetch(of_type)
    languages = {page.locale.language_code for page in pages}
    resolved = references.resolve_in(languages, collector, context.page_urls, around)
    contexts = {
        language: replace(context, language=language, references=resolved[language])
        for language in languages
    }
    neighbourhood = Neighbourhood(around)
    return [
        _build(page, neighbourhood, contexts[page.locale.language_code], draft) for page in pages
    ]


def _build(
    page: BasePage, neighbourhood: "Neighbourhood", context: APIContext, draft: str
) -> PageSchema:
    around = Around(page, neighbourhood, context)
    address = context.link(page)
    page_type = page_types()[type(page)]
    pk = page.pk or 0
    common = {
        "node_id": node_id(page_type.name, f"{pk}:{draft}" if draft else pk),
        "id": pk,
        "translation_key": page.translation_key,
        "title": page.title,
        "slug": page.slug,
        "locale": context.language,
        "url": address.url if address else "",
        "path": address.path if address else "",
        "branch": around.branch,
        "parent_id": around.parent_id,
        "updated_at": page.last_published_at and localtime(page.last_published_at),
        "breadcrumbs": around.breadcrumbs,
        "alternates": around.alternates,
    }
    common["seo"] = seo(page, common, context)
    return page_type.build(page, common, context)


def load_pages(keys: list[int]) -> list[BasePage]:
    """The public ones of the pages with these `keys`, whole and in their order."""
    found = {page.pk: page for row in _by_key(keys=keys) if (page := _specific(row))}
    return [found[key] for key in keys if key in found]


@prepared
def _by_key(keys: Any) -> PageQuerySet:
    pages = visibility.public(Page.objects.filter(pk__in=keys))
    return pages.annotate(tag_names=tag_names()).select_related(*JOINS)


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
def _pages_around(links: Any, above: Any, translations: Any, branches: Any) -> PageQuerySet:
    """In one query: what pages link to, what they stand below, their translations and branches."""
    pks = references.linked_pages(links).union(
        Page.objects.order_by().filter(path__in=above).values("pk"),
        Page.objects.order_by().filter(translation_key__in=translations).values("pk"),
        home.models.BranchPage.objects.order_by().filter(code__in=branches).values("pk"),
    )
    return references.public_pages(pks).select_related("locale", "branchpage")


def _paths_above(page: BasePage) -> list[str]:
    return paths_down_to(page.path)[ORGANISATION_DEPTH - 1 : -1]


def _branch_code(page: BasePage) -> str:
    """A branch's code is its slug in every language; "" where `page` is the organisation's."""
    parts = page.url_path.split("/")
    return parts[2] if len(parts) > 3 else ""


class Neighbourhood:
    """What `_pages_around` found, by what it is looked for by."""

    def __init__(self, pages: list[Page]) -> None:
        self.by_path = {page.path: page for page in pages}
        self.by_translation_key: dict[Any, dict[str, Page]] = {}
        self.branches: dict[str, dict[str, Page]] = {}
        for page in pages:
            language = page.locale.language_code
            self.by_translation_key.setdefault(page.translation_key, {})[language] = page
            if branch := getattr(page, "branchpage", None):
                self.branches.setdefault(branch.code, {})[language] = page


@dataclass(frozen=True)
class Around:
    """What of a neighbourhood is around one page."""

    page: BasePage
    found: Neighbourhood
    context: APIContext

    @property
    def branch(self) -> home.schemas.BranchName | None:
        """In the page's language if it is published there, else in the source's."""
        found = self.found.branches.get(_branch_code(self.page), {})
        row = found.get(self.context.language) or found.get(settings.LANGUAGE_CODE)
        if row is None:
            return None
        row.branchpage.locale = row.locale
        return home.schemas.branch_name(row.branchpage, self.context)

    @property
    def parent_id(self) -> int | None:
        parent = self.found.by_path.get(self.page.path[: -Page.steplen])
        return parent.pk if parent else None

    @property
    def breadcrumbs(self) -> list[Link]:
        above = (self.found.by_path.get(path) for path in _paths_above(self.page))
        pages = (*(each for each in above if each), self.page)
        return [link for each in pages if (link := self.context.link(each))]

    @property
    def alternates(self) -> list[home.schemas.Alternate]:
        same = self.found.by_translation_key.get(self.page.translation_key, {})
        return [
            home.schemas.Alternate(locale=language, url=link.url, path=link.path)
            for language, _name in settings.LANGUAGES
            if language in same and (link := self.context.link(same[language]))
        ]
