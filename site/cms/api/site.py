"""The frame around every page, in one request: branches, menus, legal facts, languages."""

from django.conf import settings
from django.http import Http404
from django.utils.translation import get_language_info
from wagtail.models import Page

from cms.core.api.asking import Asking
from cms.core.api.problems import InvalidParameter, one_of
from cms.core.api.shape import described, shape
from cms.core.api.shapes import Link
from contacts.shapes import Contact, contacts
from home import queries
from home.models import BranchPage
from home.shapes import BranchName, LegalFacts, branch_name


@shape
class Branch(BranchName):
    """A branch, with all that the frame shows of it."""

    id: int
    contact: Contact | None = described("Null where the branch has hidden its contact page.")
    menu: list[Link] = described("The pages of its city site's menu.")


@shape
class Language:
    """A language in which the organisation has published."""

    code: str
    name: str = described("In the language itself.")
    url: str = described("The portal in this language.")
    path: str


@shape
class Site:
    """The organisation, as the frame of every page shows it."""

    locale: str
    name: str
    url: str
    path: str
    branch: str | None = described("The code of the branch asked for, or whose host this is.")
    branches: list[Branch] = described("In the city switcher's order.")
    menu: list[Link] = described("The portal's menu.")
    legal: LegalFacts
    languages: list[Language]


def branches(asking: Asking) -> list[Branch]:
    """All public branches, on every host."""
    found = queries.branches(asking.language)
    menus = queries.menus(found) if asking.wants("menu") else {}
    return _shapes(found, menus, asking)


def branch(code: str, asking: Asking) -> Branch | None:
    return next((each for each in branches(asking) if each.code == code), None)


def site(asking: Asking, code: str | None = None) -> Site:
    """The frame, for the branch `code` or for the host. At most six queries.

    Raises InvalidParameter for a branch that there is not, Http404 without an organisation.
    """
    homes = queries.organisations()
    home = homes.get(asking.language) or homes.get(settings.LANGUAGE_CODE)
    link = home and asking.link(home)
    if home is None or link is None:
        raise Http404("No organisation has been published here.")
    found = queries.branches(asking.language)
    codes = [each.code for each in found]
    if code is not None and code not in codes:
        raise InvalidParameter("branch", f"There is no “{code[:60]}”. {one_of(codes)}")
    root = asking.site.root_page
    host_code = root.slug if root.depth > home.depth else None
    of_host = next((each for each in found if each.code == host_code), None)
    menus = queries.menus([home, *found])
    return Site(
        locale=asking.language,
        name=home.title,
        url=link.url,
        path=link.path,
        branch=code or (of_host and of_host.code),
        branches=_shapes(found, menus, asking),
        menu=_links(menus[home.path], asking),
        legal=LegalFacts(**vars(queries.facts(home, of_host))),
        languages=[
            Language(
                code=each, name=get_language_info(each)["name_local"], url=at.url, path=at.path
            )
            for each, _name in settings.LANGUAGES
            if each in homes and (at := asking.link(homes[each]))
        ],
    )


def _shapes(found: list[BranchPage], menus: dict[str, list[Page]], asking: Asking) -> list[Branch]:
    contact = contacts(found, asking) if asking.wants("contact", "branches") else {}
    return [
        Branch(
            **vars(branch_name(each, asking)),
            id=each.pk,
            contact=contact.get(each.code),
            menu=_links(menus.get(each.path, []), asking),
        )
        for each in found
    ]


def _links(pages: list[Page], asking: Asking) -> list[Link]:
    return [link for page in pages if (link := asking.link(page))]
