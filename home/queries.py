"""Queries for the organisation and its branches, shared by every surface."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.db.models.functions import Substr
from django.http import HttpRequest
from wagtail.models import Page, PageQuerySet

from cms.core import visibility
from cms.core.db.prepared_queries import prepared
from cms.core.host import Host
from cms.core.languages import one_each, with_source
from cms.core.page_tree import BRANCH_DEPTH, paths_down_to

from .models import BranchPage, HomePage
from .querysets import shown_branches


def outside_hidden_branches(pages: PageQuerySet) -> PageQuerySet:
    """`pages` of any type without those of a branch that is hidden; theirs have no address.

    What `cms.core.visibility` hides pages with whose type names no owner of its own. A branch
    stands at one depth, so that its path is a part of theirs: the hidden ones are found once, and
    not looked for again for each page.
    """
    branch_path = Substr("path", 1, BRANCH_DEPTH * Page.steplen)
    return pages.alias(branch_path=branch_path).exclude(branch_path__in=_hidden_paths())


@cache
def _hidden_paths() -> PageQuerySet:
    """Part of most queries: composed once."""
    hidden = BranchPage.objects.exclude(pk__in=shown_branches(BranchPage).values("pk"))
    return hidden.values("path")


def branches(language: str) -> list[BranchPage]:
    """The organisation's public branches in the switcher's order: all of them, on every host.

    In `language` where a branch is translated, else as in the source language.
    """
    return one_each(_branches(language), language)


@prepared
def _branches(language: str) -> PageQuerySet:
    pages = with_source(BranchPage.objects.all(), language).public()
    return pages.select_related("locale").order_by("switcher_position", "code")


def tops() -> list[Page]:
    """The portals and branch pages in every language, as rows of pages, public or not
    (`is_public`); of a branch's `branchpage` is the branch."""
    return _tops()


@prepared
def _tops() -> PageQuerySet:
    keys = [model.objects.order_by().values("pk") for model in (HomePage, BranchPage)]
    public = visibility.public(Page.objects.filter(pk=OuterRef("pk")))
    pages = Page.objects.filter(pk__in=keys[0].union(keys[1])).annotate(is_public=Exists(public))
    return pages.select_related("locale", "branchpage").order_by("path")


def organisation(language: str) -> HomePage | None:
    """The portal, which holds the legal facts: in `language` if published there, else source's."""
    found = one_each(_organisation(language), language)
    return found[0] if found else None


@prepared
def _organisation(language: str) -> PageQuerySet:
    pages = with_source(HomePage.objects.all(), language).published()
    return pages.select_related("locale")


def organisations() -> dict[str, HomePage]:
    """The portal in every language in which the public may see it, by language."""
    return {page.locale.language_code: page for page in _organisations()}


@prepared
def _organisations() -> PageQuerySet:
    return HomePage.objects.public().select_related("locale")


def frontend_url(page: Page) -> str:
    """Where drafts of `page` are shown outside this site: by its branch's frontend, else by the
    organisation's, else nowhere (""). What stands in the source language holds for every one."""
    place = page.path or getattr(page.get_parent(), "path", "")  # one that is being created: ""
    above = Page.objects.filter(path__in=paths_down_to(place)).values("translation_key")
    for model in (BranchPage, HomePage):
        sources = model.objects.filter(
            translation_key__in=above, locale__language_code=settings.LANGUAGE_CODE
        )
        if url := sources.exclude(frontend_url="").values_list("frontend_url", flat=True).first():
            return url
    return ""


@dataclass(frozen=True)
class LegalFacts:
    """The legal facts in the footer of every page; empty strings where there is nothing."""

    copyright_owner: str
    copyright_since: int
    technical_support: str
    icp_number: str
    public_security_number: str


def legal_facts(home: HomePage, request: HttpRequest) -> LegalFacts:
    """The facts of the organisation `home`; on a branch's own host, with that host's numbers."""
    host = Host.find(request)
    root = host and host.branch
    return facts(home, BranchPage.objects.filter(pk=root.pk).first() if root else None)


def facts(home: HomePage, of_host: BranchPage | None) -> LegalFacts:
    """The facts of the organisation, with the numbers of the branch whose host it is, if any."""
    return LegalFacts(
        copyright_owner=home.copyright_owner,
        copyright_since=home.copyright_since,
        technical_support=home.technical_support,
        icp_number=(of_host and of_host.icp_number) or home.icp_number,
        public_security_number=(
            (of_host and of_host.public_security_number) or home.public_security_number
        ),
    )


def branches_with(section: str, branches: list[BranchPage]) -> set[int]:
    """The primary keys of those `branches` that have a public page `section` right below them."""
    return set(sections(section, branches))


def sections(section: str, branches: list[BranchPage]) -> dict[int, Page]:
    """The public pages `section` right below `branches`, by the keys of these."""
    keys = {branch.path: branch.pk for branch in branches}
    candidates = Page.objects.filter(slug=section, depth=BRANCH_DEPTH + 1)
    found = (
        (page.path[: -Page.steplen], page)
        for page in visibility.public(candidates).select_related("locale")
    )
    return {keys[path]: page for path, page in found if path in keys}


def branch_at(path: str, branches: list[BranchPage], request: HttpRequest) -> BranchPage | None:
    """The one of `branches` below whose address `path` lies, whether anything is there or not."""
    urls = ((branch.get_url(request) or "", branch) for branch in branches)
    return next((branch for url, branch in urls if url and path.startswith(url)), None)


def trail(page: Page, root: Page) -> PageQuerySet:
    """The public pages between `root` and `page`, both left out, from the top down."""
    between = Page.objects.ancestor_of(page).filter(depth__gt=root.depth)
    return visibility.public(between).order_by("depth").specific(defer=True)


def menu(root: Page) -> PageQuerySet:
    """The public pages right below `root` that an editor put into menus, in tree order."""
    return visibility.public(root.get_children()).in_menu().specific(defer=True)


def menus(roots: Sequence[Page]) -> dict[str, list[Page]]:
    """The menus of several roots by their path, in one query. See `menu`."""
    found: dict[str, list[Page]] = {root.path: [] for root in roots}
    for page in _in_menus(depths=sorted({root.depth + 1 for root in roots})):
        found.get(page.path[: -page.steplen], []).append(page)
    return found


@prepared
def _in_menus(depths: Any) -> PageQuerySet:
    pages = Page.objects.filter(depth__in=depths).in_menu()
    return visibility.public(pages).select_related("locale")
