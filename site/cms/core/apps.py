from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "cms.core"
    label = "core"
    verbose_name = _("Core")

    def ready(self) -> None:
        from . import (
            account,
            delete_views,
            explorable,
            file_permissions,
            isolation,
            locales,
            signal_handlers,  # noqa: F401
            spreadsheets,
            text_fields,
        )

        account.install()
        delete_views.install()
        text_fields.install()
        spreadsheets.install()
        locales.require_synchronization()
        explorable.install()
        isolation.install()
        file_permissions.install()
