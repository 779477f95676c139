"""What every surface asks about contact details."""

from cms.core import visibility
from cms.core.languages import one_each, with_source
from home.models import BranchPage
from home.queries import branches

from .models import ContactPage


def contacts(language: str) -> list[tuple[BranchPage, ContactPage | None]]:
    """Every public branch in the switcher's order with its contact details, for the footers.

    Each of the two is in `language` where it is translated, else as in the source language. None
    where a branch's contact page is hidden.
    """
    pages = visibility.public(with_source(ContactPage.objects.all(), language))
    found = one_each(pages.select_related("locale", "branch"), language)
    by_branch = {page.branch.translation_key: page for page in found}
    return [(branch, by_branch.get(branch.translation_key)) for branch in branches(language)]
