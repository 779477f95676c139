"""The periodic jobs, in one list. `manage.py work` runs those that are due.

Each job is a management command, so that an operator can run it by hand, too. The row of a job
says when it is due next; of several workers the one whose UPDATE moves that time on has the job. A
job that is overdue because no worker ran is run once. One that is killed runs again when it is next
due.
"""

import logging
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import StringIO
from threading import Thread

from django.core.management import call_command
from django.db import DatabaseError, close_old_connections, connections
from django.db.models import Q
from django.utils import timezone

from .models import PeriodicJob

logger = logging.getLogger(__name__)

TICK = timedelta(seconds=15)
DAY = timedelta(days=1)
RETRY_AFTER = timedelta(hours=1)
NIGHT = 3  # o'clock, in the organisation's time zone: when jobs of a day or more are due


@dataclass(frozen=True)
class Job:
    command: str
    arguments: tuple[str, ...] = ()
    every: timedelta = DAY

    def due_after(self, now: datetime) -> datetime:
        due = timezone.localtime(now + self.every)
        if self.every >= DAY:
            due = due.replace(hour=NIGHT, minute=0, second=0, microsecond=0)
        return due


JOBS = [
    # Ours, in the place of Wagtail's; what editors schedule to the minute is in time.
    Job("publish_scheduled", every=TICK),
    # Unsaved drafts that were looked at in a frontend; nobody can open them after an hour.
    Job("clear_previews", every=timedelta(hours=1)),
    # Django: sessions that have expired.
    Job("clearsessions"),
    # django-tasks-db: tasks that ended 14 days ago.
    Job("prune_db_task_results", ("--backend=background",)),
    # Wagtail: counts of what people searched for, after WAGTAILSEARCH_HITS_MAX_AGE days.
    Job("searchpromotions_garbage_collect"),
    # Files that were uploaded together with others, refused, and never corrected.
    Job("clear_uploads"),
    # Ours, in the place of Wagtail's: versions of two years ago, unless they are the latest,
    # published, scheduled or in a workflow. Who did what, and when, stays in the history.
    Job("purge_revisions", ("--days=730",)),
    # The index is written with every save; what went past that is found and mended.
    Job("check_search", ("--repair",), every=timedelta(weeks=1)),
]


def run_due_jobs() -> None:
    """Run what is due, one after the other."""
    for job in JOBS:
        _run_if_due(job)


def start() -> None:
    """Run what is due from here on, each job in a thread of its own: a night's work does not hold
    up what was scheduled to the minute. The threads end with the process."""
    for job in JOBS:
        Thread(target=_keep_running, args=[job], name=job.command, daemon=True).start()


def _keep_running(job: Job) -> None:
    while True:
        try:
            close_old_connections()
            _run_if_due(job)
            connections.close_all()  # this thread's own
        except DatabaseError:
            logger.exception("The database cannot be reached")
        time.sleep(TICK.total_seconds())


def _run_if_due(job: Job) -> None:
    try:
        if _claim(job):
            call_command(job.command, *job.arguments, verbosity=0, stdout=StringIO())
    except (Exception, SystemExit):
        logger.exception("The periodic job %s failed; it will run again", job.command)
        with suppress(DatabaseError):
            _move_up(job)


def _claim(job: Job) -> bool:
    """Whether the job is due and nobody else has it."""
    now = timezone.now()
    due_next = job.due_after(now)
    PeriodicJob.objects.get_or_create(command=job.command, defaults={"due_at": now})
    # Later than it can be: the clock was wrong when that was written.
    due = Q(due_at__lte=now) | Q(due_at__gt=due_next)
    rows = PeriodicJob.objects.filter(due, command=job.command)
    return rows.update(due_at=due_next) == 1


def _move_up(job: Job) -> None:
    """A night's work that failed is tried again before the next night."""
    soon = timezone.now() + RETRY_AFTER
    PeriodicJob.objects.filter(command=job.command, due_at__gt=soon).update(due_at=soon)
