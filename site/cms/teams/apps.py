from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TeamsConfig(AppConfig):
    name = "cms.teams"
    label = "teams"
    verbose_name = _("Teams")

    def ready(self) -> None:
        from . import signal_handlers  # noqa: F401
