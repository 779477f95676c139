"""What every surface asks about the organisation and its branches."""

from dataclasses import dataclass

from django.http import HttpRequest
from wagtail.models import Page, PageQuerySet

from cms.core import scope, visibility
from cms.core.languages import one_each, with_source

from .models import BranchPage, HomePage


def branch_of(page: Page) -> BranchPage | None:
    """The branch that `page` is or stands below, in the same language; None for the portal's."""
    if isinstance(page, BranchPage):
        return page
    step = page.steplen
    paths = [page.path[:end] for end in range(step, len(page.path) + 1, step)]
    return BranchPage.objects.filter(path__in=paths).first()


def branches(language: str) -> list[BranchPage]:
    """The organisation's public branches in the switcher's order: all of them, on every host.

    In `language` where a branch is translated, else as in the source language.
    """
    pages = visibility.public(with_source(BranchPage.objects.all(), language))
    return one_each(pages.select_related("locale").order_by("switcher_position", "code"), language)


def organisation(language: str) -> HomePage | None:
    """The portal, which holds the legal facts: in `language` if published there, else source's."""
    pages = visibility.published(with_source(HomePage.objects.all(), language))
    found = one_each(pages.select_related("locale"), language)
    return found[0] if found else None


@dataclass(frozen=True)
class LegalFacts:
    """What the law and courtesy put under every page. Empty strings where there is nothing."""

    copyright_owner: str
    copyright_since: int
    technical_support: str
    icp_number: str
    public_security_number: str


def legal_facts(home: HomePage, request: HttpRequest) -> LegalFacts:
    """The facts of the organisation `home`; on a branch's own host, with that host's numbers."""
    host = scope.host_of(request)
    own = BranchPage.objects.get(pk=host.pk) if host.depth == home.depth + 1 else None
    return LegalFacts(
        copyright_owner=home.copyright_owner,
        copyright_since=home.copyright_since,
        technical_support=home.technical_support,
        icp_number=own.icp_number if own and own.icp_number else home.icp_number,
        public_security_number=(
            own.public_security_number
            if own and own.public_security_number
            else home.public_security_number
        ),
    )


def menu(root: Page) -> PageQuerySet:
    """The public pages right below `root` that an editor put into menus, in tree order."""
    return visibility.public(root.get_children()).in_menu().specific(defer=True)
