"""Scheduled publishing: going live and expiring at a time.

Does what Wagtail's `publish_scheduled` does, with four differences: any number of workers may run
it at once, since each object is looked at again under a lock; an object that cannot be published
holds up no other; what an article's expiry would unschedule stays scheduled; and whoever looks at
the history of a page is told why it did not go live.
https://docs.wagtail.org/en/stable/reference/management_commands.html#publish-scheduled
"""

import logging
from collections.abc import Iterator

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.log_actions import log, registry
from wagtail.models import DraftStateMixin, Page, Revision

logger = logging.getLogger(__name__)

# The entry in a page's history; `wagtail_hooks` gives it a name.
FAILED = "operations.scheduled_publishing_failed"


def publish_scheduled() -> None:
    """Publish what has reached its time, then unpublish what has expired, maybe while no worker
    ran. In this order: a new version may have moved the expiry."""
    due = Revision.objects.filter(approved_go_live_at__lte=timezone.now())
    for pk in list(due.order_by("approved_go_live_at").values_list("pk", flat=True)):
        try:
            _publish(pk)
        except Exception:
            logger.exception("Revision %s could not be published as scheduled; trying again", pk)
            _tell(Revision.objects.filter(pk=pk).first())
    for model in _models():
        expired = model.objects.filter(  # type: ignore[attr-defined]
            live=True, expire_at__lte=timezone.now()
        )
        for pk in list(expired.order_by("expire_at").values_list("pk", flat=True)):
            try:
                _unpublish(model, pk)
            except Exception:
                logger.exception("%s %s could not be unpublished; trying again", model.__name__, pk)


def _models() -> Iterator[type[models.Model]]:
    yield Page
    for model in apps.get_models():
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page):
            yield model


def _publish(pk: int) -> None:
    try:
        with transaction.atomic():
            revision = Revision.objects.select_for_update().filter(
                pk=pk, approved_go_live_at__lte=timezone.now()
            ).first()  # fmt: skip
            # Else another worker has published it, or an editor has unscheduled it.
            if revision and revision.content_object is None:  # nor is there anything to publish
                Revision.objects.filter(pk=pk).update(approved_go_live_at=None)
            elif revision:
                revision.publish(log_action="wagtail.publish.scheduled")
    except ValidationError as error:
        # It would fail for ever, e.g. because its slug was taken meanwhile.
        with transaction.atomic():
            _give_up(Revision.objects.get(pk=pk), error)


def _give_up(revision: Revision, error: ValidationError) -> None:
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
    log(
        instance=revision.content_object,
        action=FAILED,
        revision=revision,
        data={"reason": " ".join(error.messages)},
    )
    logger.error("Revision %s was not published as scheduled: %s", revision.pk, error.messages)


def _tell(revision: Revision | None) -> None:
    """Once, for who wonders why it is not live yet."""
    page = revision and revision.content_object
    if page is None:
        return
    logs = registry.get_logs_for_instance(page)
    if not logs.filter(action=FAILED, revision=revision).exists():
        reason = gettext("an error of the server; it is tried again every few seconds")
        log(instance=page, action=FAILED, revision=revision, data={"reason": reason})


@transaction.atomic
def _unpublish(model: type[models.Model], pk: object) -> None:
    expired = model.objects.select_for_update().filter(  # type: ignore[attr-defined]
        pk=pk, live=True, expire_at__lte=timezone.now()
    )
    instance = expired.first()
    if instance is None:
        return
    if isinstance(instance, Page):
        instance = instance.specific
    scheduled = dict(
        instance.revisions.filter(approved_go_live_at__isnull=False).values_list(
            "pk", "approved_go_live_at"
        )
    )
    instance.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    for revision, go_live_at in scheduled.items():
        Revision.objects.filter(pk=revision).update(approved_go_live_at=go_live_at)
