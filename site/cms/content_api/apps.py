from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentAPIConfig(AppConfig):
    name = "cms.content_api"
    label = "api"
    verbose_name = _("Content API")
