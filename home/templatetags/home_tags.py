from typing import Any

from django import template
from django.template import Context
from wagtail.models import Page, PageQuerySet

from cms.core.languages import active_language

from .. import queries
from ..membership import BelongsToBranch
from ..models import BranchPage, HomePage

register = template.Library()


@register.filter
def as_shown(branch: BranchPage | None, shown: list[BranchPage]) -> BranchPage | None:
    """`branch` as readers may see it: the one of the public branches `shown` that it is.

    Its own page may be a draft or a placeholder in this language. Itself where it is not among
    them: in a preview, or behind a password.
    """
    if branch is None:
        return None
    return next((each for each in shown if each.translation_key == branch.translation_key), branch)


@register.simple_tag
def branch_of(page: Any, shown: list[BranchPage]) -> BranchPage | None:
    """The branch whose page this is, as readers may see it. Error pages have no page."""
    if not page or isinstance(page, BranchPage):
        return page or None
    if isinstance(page, BelongsToBranch) and page.branch_id:
        return as_shown(page.branch, shown)
    return as_shown(queries.branch_of(page), shown)


@register.simple_tag
def organisation() -> HomePage | None:
    return queries.organisation(active_language())


@register.simple_tag
def branches() -> list[BranchPage]:
    return queries.branches(active_language())


@register.simple_tag
def menu(root: Page) -> PageQuerySet:
    return queries.menu(root)


@register.inclusion_tag("home/city_switcher.html", takes_context=True)
def city_switcher(context: Context, branches: list[BranchPage], current: BranchPage | None) -> dict:
    return {"request": context.get("request"), "branches": branches, "current": current}


@register.inclusion_tag("home/legal_facts.html", takes_context=True)
def legal_facts(context: Context, home: HomePage) -> dict:
    return {"facts": queries.legal_facts(home, context["request"])}
