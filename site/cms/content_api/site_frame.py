"""The frame around every page, in one request: branches, menus, legal facts, languages."""

from django.conf import settings
from django.http import Http404
from django.utils.translation import get_language_info
from wagtail.models import Page

from cms.core import styles
from cms.core.api import parameters
from cms.core.api.context import APIContext
from cms.core.api.node_ids import node_id
from cms.core.api.parameters import LocaleCode
from cms.core.api.problems import InvalidParameter, one_of
from cms.core.api.schema import api_field, api_schema
from cms.core.api.schemas import Link, Node
from contacts.schemas import Contact, contacts_by_code
from home import queries
from home.models import BranchPage
from home.schemas import BranchName, LegalFactsSchema, branch_name


@api_schema
class Branch(BranchName, Node):
    """A branch, with all that the frame shows of it."""

    id: int = api_field("Of its front page.", graphql_name="databaseId")
    colour: str = api_field("#rrggbb, for light grounds and as a ground of white text.")
    colour_on_dark: str = api_field("#rrggbb, for dark grounds.")
    same_page: Link | None = api_field(
        "With `path`: its page of the same section, such as its contact page; else null."
    )
    contact: Contact | None = api_field("Null where the branch has hidden its contact page.")
    menu: list[Link] = api_field("The pages of its city site's menu.")


@api_schema
class Language:
    """A language in which the organisation has published."""

    code: LocaleCode
    name: str = api_field("In the language itself.")
    url: str = api_field("The portal in this language.")
    path: str


@api_schema
class Site:
    """The organisation, as the frame of every page shows it."""

    locale: LocaleCode
    name: str
    url: str
    path: str
    branch: BranchName | None = api_field("The branch asked for, or whose host this is.")
    branches: list[Branch] = api_field("In the city switcher's order.")
    menu: list[Link] = api_field("The portal's menu.")
    legal: LegalFactsSchema
    languages: list[Language]


def framed_branches(context: APIContext, path: str | None = None) -> list[Branch]:
    """All public branches, on every host; each with its page of the section that `path` is in."""
    found = queries.branches(context.language)
    menus = queries.menus(found) if context.requested("menu") else {}
    return _shapes(found, menus, context, _same_pages(path, found, context) if path else {})


def _same_pages(
    path: str, branches: list[BranchPage], context: APIContext
) -> dict[int, Link | None]:
    """By the key of their branches: the pages right below them that are called like the one that is
    at `path` or above it, and right below a branch."""
    path = parameters.text("path", path, longest=2000)
    path = path.partition("#")[0].partition("?")[0]
    url_path = context.page_urls.url_path(path, context.host.site) or ""
    code, section = [*url_path.split("/")[2:4], "", ""][:2]
    known = section and code in [branch.code for branch in branches]
    pages = queries.sections(section, branches) if known else {}
    return {pk: context.link(page) for pk, page in pages.items()}


def framed_branch(code: str, context: APIContext) -> Branch | None:
    return next((each for each in framed_branches(context) if each.code == code), None)


def build_frame(context: APIContext, code: str | None = None, path: str | None = None) -> Site:
    """The frame, for the branch `code` or for the host. At most six queries, seven with `path`.

    Raises InvalidParameter for a branch that there is not, Http404 without an organisation.
    """
    homes = queries.organisations()
    home = homes.get(context.language) or homes.get(settings.LANGUAGE_CODE)
    link = home and context.link(home)
    if home is None or link is None:
        raise Http404("No organisation has been published here.")
    found = queries.branches(context.language)
    by_code = {each.code: each for each in found}
    if code is not None and code not in by_code:
        raise InvalidParameter("branch", f"There is no “{code[:60]}”. {one_of(list(by_code))}")
    of_host = by_code.get(context.host.branch_code or "")
    branch = by_code[code] if code else of_host
    menus = queries.menus([home, *found])
    return Site(
        locale=context.language,
        name=home.title,
        url=link.url,
        path=link.path,
        branch=branch_name(branch, context) if branch else None,
        branches=_shapes(found, menus, context, _same_pages(path, found, context) if path else {}),
        menu=_links(menus[home.path], context),
        legal=LegalFactsSchema(**vars(queries.facts(home, of_host))),
        languages=[
            Language(
                code=each, name=get_language_info(each)["name_local"], url=at.url, path=at.path
            )
            for each, _name in settings.LANGUAGES
            if each in homes and (at := context.link(homes[each]))
        ],
    )


def _shapes(
    found: list[BranchPage],
    menus: dict[str, list[Page]],
    context: APIContext,
    same_pages: dict[int, Link | None],
) -> list[Branch]:
    contact = contacts_by_code(found, context) if context.requested("contact", "branches") else {}
    return [
        Branch(
            **vars(branch_name(each, context)),
            node_id=node_id("Branch", each.pk),
            id=each.pk,
            colour=styles.accents()[each.accent][0],
            colour_on_dark=styles.accents()[each.accent][1],
            same_page=same_pages.get(each.pk),
            contact=contact.get(each.code),
            menu=_links(menus.get(each.path, []), context),
        )
        for each in found
    ]


def _links(pages: list[Page], context: APIContext) -> list[Link]:
    return [link for page in pages if (link := context.link(page))]
