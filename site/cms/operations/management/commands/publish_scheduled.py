from typing import Any

from wagtail.management.commands import publish_scheduled

from cms.operations.scheduled_publishing import publish_scheduled as publish_what_is_due


class Command(publish_scheduled.Command):
    """Wagtail's, done as `scheduled_publishing` says. `manage.py work` does it by itself."""

    help = "Publish what has reached its time, and unpublish what has expired."

    def handle(self, *args: Any, dryrun: bool, **options: Any) -> None:
        if dryrun:
            super().handle(*args, dryrun=dryrun, **options)
        else:
            publish_what_is_due()
