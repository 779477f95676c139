"""Steps that many tests begin with, each through the service or view that people use."""

from dataclasses import dataclass

from django.contrib.auth.models import AbstractUser
from wagtail.models import Locale, Page, Site
from wagtail.signal_handlers import disable_reference_index_auto_update

from cms.teams.models import BranchTeam
from cms.teams.provisioning import BranchFacts, provision_branch, provision_head_office
from contacts.models import ContactPage
from home.models import BranchPage, HomePage
from news.models import NewsIndexPage

from .factories import HomePageFactory, UserFactory

NAMES = {
    "dongguan": ("东莞", "东莞鹏星", "东莞市鹏星社会工作服务社"),
    "shenzhen": ("深圳", "深圳鹏星", "深圳市鹏星社会工作服务社"),
    "ronggui": ("容桂", "容桂鹏星", "容桂鹏星社会工作服务社"),
}


@dataclass
class Branch:
    """A founded branch and the people who work in it."""

    page: BranchPage
    index: NewsIndexPage
    contact: ContactPage
    team: BranchTeam

    def editor(self) -> AbstractUser:
        return UserFactory(groups=[self.team.editors])

    def approver(self) -> AbstractUser:
        return UserFactory(groups=[self.team.approvers])


def organisation() -> HomePage:
    """The portal, on the default site, in the place of Wagtail's welcome page."""
    welcome = Page.objects.filter(depth=2).first()
    home = HomePageFactory(parent=Page.get_first_root_node())
    home.save_revision().publish()
    site = Site.objects.get(is_default_site=True)
    site.root_page, site.hostname, site.port = home, "testserver", 80
    site.save()
    if welcome:
        welcome.delete()
    return home


def found(code: str, **contact: str) -> Branch:
    names = NAMES.get(code, (code.title(), f"{code.title()}鹏星", f"{code}鹏星社会工作服务社"))
    with disable_reference_index_auto_update():  # a sixth of the time; these pages refer to nothing
        page, _made = provision_branch(BranchFacts(code, *names, contact=contact))
    return Branch(
        page=page,
        index=NewsIndexPage.objects.get(branch=page),
        contact=ContactPage.objects.get(branch=page),
        team=BranchTeam.objects.get(branch_key=page.translation_key),
    )


def head_officer() -> AbstractUser:
    return UserFactory(groups=[provision_head_office()])


def translate(page: Page, language: str = "en", **fields: object) -> Page:
    """A published translation, its parents' placeholders made where they are missing."""
    locale, _created = Locale.objects.get_or_create(language_code=language)
    existing = page.get_translation_or_none(locale)
    if existing is not None:  # a placeholder becomes a page of its own
        existing.alias_of = None
        translation = existing
    else:
        translation = page.copy_for_translation(locale, copy_parents=True)
    for name, value in fields.items():
        setattr(translation, name, value)
    translation.save_revision().publish()
    translation.refresh_from_db()
    return translation


def own_host(branch: BranchPage, hostname: str = "dg.example.org") -> Site:
    return Site.objects.create(hostname=hostname, port=80, root_page=branch)
