from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LegacyImportConfig(AppConfig):
    name = "cms.legacy_import"
    label = "legacy_import"
    verbose_name = _("Legacy import")
