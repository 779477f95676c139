"""Head office: who may found, move, hide and rename what a city site hangs on."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models
from wagtail.admin.panels import PublishingPanel

from cms.core.pages.base import BasePageForm
from cms.core.pages.permissions import PagePermissionTester

MANAGE_BRANCHES = "home.manage_branches"


class StructuralPagePermissionTester(PagePermissionTester):
    """Branch teams edit and publish a structural page; its existence is head office's matter."""

    def _is_head_office(self) -> bool:
        return self.user.has_perm(MANAGE_BRANCHES)

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        # Wagtail's can_move() asks this too.
        return self._is_head_office() and super().can_delete(ignore_bulk)

    def can_unpublish(self) -> bool:
        return self._is_head_office() and super().can_unpublish()

    def can_unschedule(self) -> bool:
        return self._is_head_office() and super().can_unschedule()

    def can_set_view_restrictions(self) -> bool:
        return self._is_head_office() and super().can_set_view_restrictions()

    def can_copy(self) -> bool:
        # Provisioned once for each branch; a copy would be half a city site with a taken code.
        return False


class PortalPermissionTester(PagePermissionTester):
    """With the portal goes everything, its `Site` too: that is for administrators."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return self.user.is_superuser and super().can_delete(ignore_bulk)


class StructuralPageForm(BasePageForm):
    """Keeps what only head office may change as it is, also when an old version is restored."""

    HEAD_OFFICE_FIELDS = (
        "code",
        "slug",
        "switcher_position",
        "frontend_url",
        "go_live_at",
        "expire_at",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and not self.for_user.has_perm(MANAGE_BRANCHES):
            current = type(self.instance).objects.get(pk=self.instance.pk)
            latest = current.get_latest_revision_as_object()
            for name in self.HEAD_OFFICE_FIELDS:
                if hasattr(latest, name):
                    setattr(self.instance, name, getattr(latest, name))
                self.fields.pop(name, None)  # the management API offers the slug of every page


class StructuralPage(models.Model):
    """Mixin for the pages that provisioning makes for every branch."""

    base_form_class = StructuralPageForm

    class Meta:
        abstract = True

    def permissions_for_user(
        self, user: AbstractBaseUser | AnonymousUser
    ) -> StructuralPagePermissionTester:
        return StructuralPagePermissionTester(user, self)


class HeadOfficePublishingPanel(PublishingPanel):
    """Wagtail's scheduling fields, for head office alone."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for child in self.children:
            child.permission = MANAGE_BRANCHES
