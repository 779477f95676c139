from django import template
from django.template import Context
from wagtail.models import Page, PageQuerySet

from cms.core.languages import active_language

from .. import queries
from ..models import BranchPage, HomePage

register = template.Library()


@register.simple_tag
def branch_of(page: Page | str | None) -> BranchPage | None:
    """The branch whose page this is. Error pages have no page."""
    return queries.branch_of(page) if page else None


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
