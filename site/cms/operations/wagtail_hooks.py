from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry, Page

from home.models import BranchPage

from .provisioning import complete_branch
from .scheduled_publishing import FAILED


@hooks.register("after_create_page")
def complete_new_branch(request: HttpRequest, page: Page) -> None:
    """Head office may also found a branch with the page form: it gets all that belongs to it."""
    if isinstance(page, BranchPage):
        complete_branch(page)


@hooks.register("register_log_actions")
def name_what_failed(actions: LogActionRegistry) -> None:
    @actions.register_action(FAILED)
    class ScheduledPublishingFailed(LogFormatter):
        label = _("Scheduled publishing failed")

        def format_message(self, log_entry: ModelLogEntry) -> str:
            return _("Not published at its time: %s") % log_entry.data["reason"]
