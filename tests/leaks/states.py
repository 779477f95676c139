"""Every state in which the public may not see something, and the world without that thing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.models import Page

from tests.factories import ImageFactory
from tests.pages import test_visibility as ways

from .secret import NEW, Secret

Step = Callable[[Secret], None]


@dataclass(frozen=True)
class State:
    """`enter` hides something; `without` is the world in which that never was."""

    name: str
    enter: Step
    without: Step
    guarded: bool = False  # its own address asks for a password, or for logging in


def _fresh(pages: Iterable[Page]) -> list[Page]:
    return [each.specific for each in Page.objects.filter(pk__in=[each.pk for each in pages])]


def _pages(secret: Secret) -> list[Page]:
    """Article and page, in the source language: translations go along."""
    return _fresh(secret.pages)


def _translations(secret: Secret) -> list[Page]:
    return [each for page in _pages(secret) for each in _fresh(page.get_translations().live())]


def _each(of: Callable[[Secret], list[Page]], hide: Callable[[Page], None]) -> Step:
    def step(secret: Secret) -> None:
        for page in of(secret):
            hide(page)

    return step


def _delete(page: Page) -> None:
    page.delete()


def _expire(page: Page) -> None:
    page.expire_at = timezone.now() - timedelta(seconds=1)
    page.save()


def _with_translations(secret: Secret) -> list[Page]:
    return [*_pages(secret), *_translations(secret)]


def _branch(secret: Secret) -> list[Page]:
    return _fresh([secret.dongguan.page])


def _news(secret: Secret) -> list[Page]:
    return _fresh([secret.dongguan.index])


def _placeholder(page: Page) -> None:
    """What wagtail-localize makes of a translation that is given up."""
    page.alias_of = page.get_translations().get(locale__language_code="zh-hans")
    page.live = False
    page.save()


def _new_version(page: Page) -> None:
    page.title, page.slug, page.search_description = NEW["title"], NEW["slug"], NEW["description"]
    if hasattr(page, "excerpt"):
        page.excerpt, page.author = NEW["excerpt"], NEW["author"]
        page.cover = ImageFactory(title=NEW["picture"], description=NEW["alt text"])
        page.tags.add(NEW["tag"])
    document = Document.objects.create(
        title=NEW["document"], file=ContentFile(b"%PDF", name="gai-hou.pdf")
    )
    page.body = [
        ("rich_text", NEW["body"]),
        ("picture", {"image": ImageFactory(title=NEW["picture"]), "caption": NEW["caption"]}),
        ("attachment", document),
    ]
    page.save_revision()


def _nothing(secret: Secret) -> None:
    pass


def _make_shenzhens_list_private(secret: Secret) -> None:
    ways.hide_by_password(secret.shenzhen.index)


def _move_below_it(secret: Secret) -> None:
    _make_shenzhens_list_private(secret)
    _fresh([secret.article])[0].move(secret.shenzhen.index, pos="last-child")


def _delete_instead(secret: Secret) -> None:
    _make_shenzhens_list_private(secret)
    _pages(secret)[0].delete()


# Each asked once, for all states that are compared with it.
GONE = _each(_pages, _delete)
NO_NEWS, NO_BRANCH = _each(_news, _delete), _each(_branch, _delete)
ARTICLE = [
    State("draft", _each(_pages, ways.hide_as_draft), GONE),
    State("expired", _each(_with_translations, _expire), GONE),
    State("scheduled", _each(_pages, ways.hide_as_scheduled), GONE),
    State("behind a password", _each(_pages, ways.hide_by_password), GONE, True),
    State("for who is logged in", _each(_pages, ways.hide_by_login), GONE, True),
    State("for a group", _each(_pages, ways.hide_by_group), GONE, True),
]
ABOVE = [
    State("below a list behind a password", _each(_news, ways.hide_by_password),
          NO_NEWS, True),
    State("in a branch that is a draft", _each(_branch, ways.hide_as_draft),
          NO_BRANCH),
    State("in a branch that has expired", _each(_branch, _expire), NO_BRANCH),
    State("in a branch behind a password", _each(_branch, ways.hide_by_password),
          NO_BRANCH, True),
    State("in a branch for who is logged in", _each(_branch, ways.hide_by_login),
          NO_BRANCH, True),
]  # fmt: skip
MOVED = [State("moved below what is private", _move_below_it, _delete_instead)]
NO_TRANSLATION = _each(_translations, _delete)
TRANSLATION = [
    State("a placeholder", _each(_translations, _placeholder), NO_TRANSLATION),
    State("a draft translation", _each(_translations, ways.hide_as_draft), NO_TRANSLATION),
    State("an expired translation", _each(_translations, _expire), NO_TRANSLATION),
]
PUBLIC = State("public", _nothing, GONE)
VERSION = [
    State("a new version of what is public", _each(_with_translations, _new_version), _nothing)
]
STATES = [*ARTICLE, *ABOVE, *MOVED, *TRANSLATION, *VERSION]


def named(*names: str) -> list[State]:
    by_name = {state.name: state for state in STATES}
    return [by_name[name] for name in names]
