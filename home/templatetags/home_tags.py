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


@register.filter
def accent(branch: BranchPage | None) -> int:
    """The number of the branch's colour in the style sheets; 0, the organisation's, without one."""
    return branch.accent if branch else 0


@register.simple_tag(takes_context=True)
def frame(context: Context) -> str:
    """Put what the frame around every page shows into the context of its template, for all blocks.

    - `home`: the organisation's portal; None before there is one
    - `all_branches`: the public branches, in the switcher's order
    - `branch`: the one whose page this is; None on the organisation's pages
    - `menu_items`: the pages of the branch's menu, else of the organisation's
    """
    language = active_language()
    home, shown = queries.organisation(language), queries.branches(language)
    branch = _branch_of(context, context.get("page"), shown)
    root = branch or home
    context["home"], context["all_branches"], context["branch"] = home, shown, branch
    context["menu_items"] = queries.menu(root) if root else None
    return ""


def _branch_of(context: Context, page: Any, shown: list[BranchPage]) -> BranchPage | None:
    """The branch whose page this is, as readers may see it.

    What is no page is of the branch that its view names, else of the one that its address begins
    with: so are error pages.
    """
    if isinstance(page, BranchPage):
        return page
    if not isinstance(page, Page):
        request = context.get("request")
        named = as_shown(context.get("branch"), shown)
        return named or (queries.branch_at(request.path, shown, request) if request else None)
    if isinstance(page, BelongsToBranch) and page.branch_id:
        return as_shown(page.branch, shown)
    return as_shown(BranchPage.objects.containing(page).first(), shown)


@register.simple_tag(takes_context=True)
def site_name(context: Context) -> str:
    """The suffix of the browser's title."""
    home, branch, page = context.get("home"), context.get("branch"), context.get("page")
    organisation = home.title if home else ""
    if page:
        return page.site_name(branch, organisation)
    return branch.short_name if branch else organisation


@register.simple_tag(takes_context=True)
def description(context: Context) -> str:
    """The page's description, for search engines and share cards."""
    return context["page"].description(context.get("branch"))


@register.simple_tag
def menu(root: Page | None) -> PageQuerySet | None:
    return queries.menu(root) if root else None


@register.inclusion_tag("home/city_switcher.html", takes_context=True)
def city_switcher(context: Context, branches: list[BranchPage], current: BranchPage | None) -> dict:
    """Leads to the section of the other city that one is in here; where it has none, to its top.

    A view that is not a page's says itself where a city leads: `city_address` in its context.
    """
    section = _section(context.get("page"), current)
    with_it = queries.branches_with(section, branches) if section else set()
    request = context.get("request")

    def same_section(branch: BranchPage) -> str:
        url = branch.get_url(request) or ""
        return f"{url}{section}/" if branch.pk in with_it else url

    address = context.get("city_address") or same_section
    cities = [(branch, address(branch)) for branch in branches]
    return {"request": request, "cities": cities, "current": current}


def _section(page: Any, branch: BranchPage | None) -> str:
    """The slug of the page right below `branch` that `page` is or stands below; "" at its top."""
    if branch is None or not isinstance(page, Page) or page.depth is None:
        return ""
    slugs = page.url_path.split("/")
    return slugs[branch.depth] if page.depth > branch.depth else ""


@register.inclusion_tag("home/breadcrumbs.html", takes_context=True)
def breadcrumbs(context: Context) -> dict:
    """Portal, branch, what lies between, and the page itself."""
    page, home, branch = context["page"], context.get("home"), context.get("branch")
    root = branch or home
    between = root and page.depth and page.depth > root.depth + 1
    return {
        "request": context.get("request"),
        "page": page,
        "trail": [
            *(each for each in (home, branch) if each),
            *(queries.trail(page, root) if between else ()),
        ],
    }


@register.inclusion_tag("home/legal_facts.html", takes_context=True)
def legal_facts(context: Context, home: HomePage) -> dict:
    return {"facts": queries.legal_facts(home, context["request"])}
