from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "cms.core"
    label = "core"
    verbose_name = _("Core")

    def ready(self) -> None:
        from . import signal_handlers  # noqa: F401
        from .admin import (
            account,
            chosen_values,
            delete_views,
            explorable_pages,
            isolation,
            locales,
            spreadsheets,
        )
        from .files import permissions as file_permissions
        from .text import fields as text_fields

        account.install()
        chosen_values.install()
        delete_views.install()
        text_fields.install()
        spreadsheets.install()
        locales.require_synchronization()
        explorable_pages.install()
        isolation.install()
        file_permissions.install()
