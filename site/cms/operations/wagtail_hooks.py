from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry

from .scheduled_publishing import FAILED


@hooks.register("register_log_actions")
def name_what_failed(actions: LogActionRegistry) -> None:
    @actions.register_action(FAILED)
    class ScheduledPublishingFailed(LogFormatter):
        label = _("Scheduled publishing failed")

        def format_message(self, log_entry: ModelLogEntry) -> str:
            return _("Not published at its time: %s") % log_entry.data["reason"]
