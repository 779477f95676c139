import logging
import os
import signal
import sys
import time
from argparse import ArgumentParser
from threading import Thread
from typing import Any

from django.db import InterfaceError, OperationalError, close_old_connections, connections
from django.db.models import Q
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Command as WorkerCommand
from django_tasks_db.models import DBTaskResult

from cms.operations import periodic_jobs

logger = logging.getLogger(__name__)

BACKEND = "background"
TASKS_A_ROUND = 50
ATTEMPTS = 3
PAUSE = 5  # seconds, after something went wrong


class Command(WorkerCommand):
    """django-tasks-db's worker on our queue, and what is due by the clock; `serve` starts one
    beside the server."""

    help = (
        "Work off what requests left for the background (pictures of published pages) "
        "and what is due by the clock (see cms.operations.periodic_jobs)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(
            backend_name=BACKEND, interval=1.0, reload=False, max_tasks=TASKS_A_ROUND
        )
        parser.add_argument(
            "--with-parent",
            type=int,
            metavar="PID",
            help="Work until this process ends; begin again if something kills the work.",
        )

    def configure_logging(self, verbosity: int) -> None:
        """As LOGGING says: failures are logged, the coming and going of tasks is not."""

    def handle(self, *, with_parent: int | None, batch: bool, **options: Any) -> None:  # type: ignore[override]
        if with_parent:
            _supervise(with_parent)  # returns in the process that shall work
        if batch:
            periodic_jobs.run_due_jobs()
        else:
            periodic_jobs.start()
        while True:
            try:
                take_up_lost_tasks()
                super().handle(batch=batch, **options)
            except (OperationalError, InterfaceError):
                if batch:
                    raise
                # Locked for long, or being restarted; django-tasks-db gives up at that.
                logger.exception("The queue cannot be read; trying again in %d s", PAUSE)
                close_old_connections()
                time.sleep(PAUSE)
            if batch or _told_to_stop():
                return


def take_up_lost_tasks() -> None:
    """Put back what a killed worker had begun, and what failed because of the database.

    Doing a task twice does no harm. One that has killed its worker several times is left.
    """
    lost = Q(status=TaskResultStatus.RUNNING) | Q(
        status=TaskResultStatus.FAILED,
        exception_class_path__in=[
            "builtins.SystemExit",
            "django.db.utils.OperationalError",
            "django.db.utils.InterfaceError",
        ],
    )
    for task in DBTaskResult.objects.filter(lost, backend_name=BACKEND):
        if len(task.worker_ids) < ATTEMPTS:
            task.status, task.exception_class_path, task.traceback = TaskResultStatus.READY, "", ""
        elif task.status == TaskResultStatus.RUNNING:
            logger.error("Given up after %d attempts: %s %s", ATTEMPTS, task.task_path, task.pk)
            task.status, task.finished_at = TaskResultStatus.FAILED, timezone.now()
        task.save()


def _told_to_stop() -> bool:
    """Whether django-tasks-db's worker, which handles the signals, has had one."""
    worker = getattr(signal.getsignal(signal.SIGTERM), "__self__", None)
    return worker is not None and not worker.running


def _supervise(parent: int) -> None:
    """Keep one working process for as long as `parent` lives. Returns in that process only."""
    connections.close_all()
    for number in (signal.SIGTERM, signal.SIGINT):  # Ctrl-C reaches it below `make dev`
        signal.signal(number, lambda *_: sys.exit())
    while os.getppid() == parent:
        child = os.fork()
        if child == 0:
            Thread(target=_end_with, args=[parent], daemon=True).start()
            return
        try:
            while os.getppid() == parent:
                if os.waitpid(child, os.WNOHANG) != (0, 0):
                    break
                time.sleep(1)
            else:
                sys.exit()
        except SystemExit:
            os.kill(child, signal.SIGTERM)
            os.waitpid(child, 0)
            raise
        logger.error("The worker of the background's queue ended; starting another")
        time.sleep(PAUSE)
    sys.exit()


def _end_with(parent: int) -> None:
    """In the working process, which nobody ends if its supervisor was killed."""
    while _lives(parent):
        time.sleep(PAUSE)
    os.kill(os.getpid(), signal.SIGTERM)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
