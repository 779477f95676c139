"""Page permissions, extended to the translations that an action takes along."""

from django.utils.functional import cached_property
from wagtail.models import Page
from wagtail.models import PagePermissionTester as WagtailPagePermissionTester

from . import translations


class PagePermissionTester(WagtailPagePermissionTester):
    """Wagtail's, for a page and its translations. See `cms.core.pages.translations`."""

    @cached_property
    def _translations(self) -> list[WagtailPagePermissionTester]:
        if self.user.is_superuser:  # who may do everything
            return []
        along = translations.of(self.page).specific(defer=True)
        return [each.permissions_for_user(self.user) for each in along]

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return super().can_delete(ignore_bulk) and all(
            each.can_delete(ignore_bulk) for each in self._translations
        )

    def can_unpublish(self) -> bool:
        return super().can_unpublish() and all(
            each.can_unpublish() for each in self._translations if each.page.live
        )

    def can_set_view_restrictions(self) -> bool:
        """A translation is as private as what it translates: that is decided there."""
        return (
            super().can_set_view_restrictions()
            and all(each.can_publish() for each in self._translations)
            and translations.source_of(self.page) is None
        )

    def can_move_to(self, destination: Page) -> bool:
        """Within one language; a translation stays where its source is."""
        if destination.depth > 1 and destination.locale_id != self.page.locale_id:
            return False
        source = translations.source_of(self.page)
        if source and source.get_parent().translation_key != destination.translation_key:
            return False
        return super().can_move_to(destination) and all(
            self._can_follow(each, destination) for each in self._translations
        )

    @staticmethod
    def _can_follow(translation: WagtailPagePermissionTester, destination: Page) -> bool:
        target = destination.get_translation_or_none(translation.page.locale)
        return target is None or WagtailPagePermissionTester.can_move_to(translation, target)
