"""Queries for contact details, shared by every surface."""

from wagtail.models import PageQuerySet

from cms.core.db.prepared_queries import prepared
from cms.core.languages import one_each, with_source
from home.models import BranchPage

from .models import ContactPage


def contacts(
    branches: list[BranchPage], language: str
) -> list[tuple[BranchPage, ContactPage | None]]:
    """Each of `branches` with its contact details, for the footers.

    In `language` where they are translated, else as in the source language; None where a branch's
    contact page is hidden.
    """
    found = one_each(_contact_pages(language), language)
    by_branch = {page.branch.translation_key: page for page in found}
    return [(branch, by_branch.get(branch.translation_key)) for branch in branches]


@prepared
def _contact_pages(language: str) -> PageQuerySet:
    pages = with_source(ContactPage.objects.all(), language).public()
    return pages.select_related("locale", "branch")
