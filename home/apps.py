from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Organisation and branches")

    def ready(self) -> None:
        from cms.core import visibility

        from . import signal_handlers  # noqa: F401
        from .queries import outside_hidden_branches

        visibility.FILTERS.append(outside_hidden_branches)
