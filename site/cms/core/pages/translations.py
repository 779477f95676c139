"""Actions on a page extended to its translations: move, unpublish, delete, restrict.

The page in the source language decides. Signals carry it out (`signal_handlers`), so that no way
in passes it by; permissions ask for the translations beforehand (`permissions`); Wagtail's
confirmation pages say what goes along (`page_views`). A placeholder counts as a translation.
"""

from functools import partial

from django.conf import settings
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, PageQuerySet, PageViewRestriction

from cms.core.admin.refusals import Refusal

from .slugs import free_slug


class AddressTaken(Refusal):
    """A translation cannot go along: another page has its address there."""


def of(page: Page) -> PageQuerySet:
    """The translations that go along with `page`; none where it is a translation itself."""
    if page.depth == 1 or page.locale.language_code != settings.LANGUAGE_CODE:
        return Page.objects.none()
    return Page.objects.translation_of(page).exclude(locale=page.locale_id)


def source_of(page: Page) -> Page | None:
    """The source that `page` is a translation of; None where it is a source, or has none."""
    if page.depth == 1 or page.locale.language_code == settings.LANGUAGE_CODE:
        return None
    return (
        Page.objects.translation_of(page)
        .filter(locale__language_code=settings.LANGUAGE_CODE)
        .first()
    )


def going_along(page: Page) -> dict[Page, int]:
    """Those that somebody would miss, with the number of such pages below each: what is not a
    placeholder."""
    below = {each: each.get_descendants().filter(alias_of=None).count() for each in of(page)}
    return {each: count for each, count in below.items() if count or not each.alias_of_id}


def check_move(page: Page, parent: Page) -> None:
    """Raises `AddressTaken` if a translation of `page` cannot follow it to below `parent`."""
    for translation in of(page).filter(alias_of=None).select_related("locale"):
        target = parent.get_translation_or_none(translation.locale)
        if target and not _is_free(translation.slug, target, translation):
            message = _("The translation “%(title)s” cannot go along: “%(slug)s” is taken there.")
            facts = {"title": translation.get_admin_display_title(), "slug": translation.slug}
            raise AddressTaken(page, {"slug": [message % facts]})


def move(page: Page, parent: Page) -> None:
    """Puts the translations of `page` below those of `parent`, which `check_move` let pass.

    A language that lacks the parent gets its placeholder, as when a page is sent for translation.
    """
    for translation in of(page).select_related("locale"):
        target = parent.get_translation_or_none(translation.locale)
        if target is None:
            target = parent.specific.copy_for_translation(
                translation.locale, copy_parents=True, alias=True
            )
        if translation.get_parent().pk == target.pk:
            continue
        if not _is_free(translation.slug, target, translation):  # a placeholder's means nothing
            slug = free_slug(translation.slug, partial(_is_free, parent=target))
            Page.objects.filter(pk=translation.pk).update(slug=slug)
            translation.slug = slug
        translation.move(target, pos="last-child")


def _is_free(slug: str, parent: Page, page: Page | None = None) -> bool:
    return Page._slug_is_available(slug, parent, page)


def unpublish(page: Page) -> None:
    """Takes the translations of `page` offline. To publish it again does not bring them back:
    what they say may be old."""
    for translation in of(page).specific():
        scheduled = translation.scheduled_revision
        if translation.live:
            translation.unpublish(
                set_expired=page.expired,
                log_action="wagtail.unpublish.scheduled" if page.expired else True,
            )
        if scheduled:
            translation.revisions.update(approved_go_live_at=None)
            log(translation, "wagtail.schedule.cancel", revision=scheduled)


def delete(page: Page) -> None:
    """Deletes the translations of `page`, placeholders too, with all that is below them."""
    for translation in of(page):
        translation.delete()


def restrict(restriction: PageViewRestriction) -> None:
    """A restriction on a page also covers its translations."""
    for translation in of(restriction.page):
        _copy(restriction, translation)


def unrestrict(restriction: PageViewRestriction) -> None:
    """Opens the translations of a page that is private no longer."""
    PageViewRestriction.objects.filter(page__in=of(restriction.page)).delete()


def restrict_as_source(translation: Page) -> None:
    """Makes a new translation as private as what it translates."""
    source = source_of(translation)
    restriction = source and PageViewRestriction.objects.filter(page=source).first()
    if restriction:
        _copy(restriction, translation)


def _copy(restriction: PageViewRestriction, translation: Page) -> None:
    copy = PageViewRestriction.objects.filter(page=translation).first()
    copy = copy or PageViewRestriction(page=translation)
    copy.restriction_type, copy.password = restriction.restriction_type, restriction.password
    copy.save()
    copy.groups.set(restriction.groups.all())
