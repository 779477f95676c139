from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PatternLibraryConfig(AppConfig):
    name = "cms.pattern_library"
    label = "components"
    verbose_name = _("Pattern library")
