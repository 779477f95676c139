import logging
import os
import signal
import threading
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.db import InterfaceError, OperationalError, close_old_connections
from django.db.models import Q
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Command as WorkerCommand
from django_tasks_db.models import DBTaskResult

logger = logging.getLogger(__name__)

BACKEND = "background"
TASKS_BETWEEN_PRUNING = 500
PAUSE = 5  # seconds, after the database could not be reached


class Command(WorkerCommand):
    """django-tasks-db's worker on our queue; `serve` starts one beside the server."""

    help = "Work off what requests left for the background: pictures of published pages."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(
            backend_name=BACKEND, interval=1.0, reload=False, max_tasks=TASKS_BETWEEN_PRUNING
        )
        parser.add_argument(
            "--with-parent", type=int, metavar="PID", help="Stop when this process ends."
        )

    def configure_logging(self, verbosity: int) -> None:
        """As LOGGING says: failures are logged, the coming and going of tasks is not."""

    def handle(self, *, with_parent: int | None, batch: bool, **options: Any) -> None:  # type: ignore[override]
        if with_parent:
            threading.Thread(target=_stop_without, args=[with_parent], daemon=True).start()
        take_up_lost_tasks()
        while True:
            try:
                # Else the queue's table would keep every publish for ever.
                call_command("prune_db_task_results", f"--backend={BACKEND}", verbosity=0)
                super().handle(batch=batch, **options)
            except (OperationalError, InterfaceError):
                if batch:
                    raise
                # Locked for long, or being restarted; django-tasks-db gives up at that.
                logger.exception("The queue cannot be read; trying again in %d s", PAUSE)
                close_old_connections()
                time.sleep(PAUSE)
            if batch:
                return


def take_up_lost_tasks() -> None:
    """Put back what a worker that was killed had begun: doing it twice does no harm."""
    lost = Q(status=TaskResultStatus.RUNNING) | Q(exception_class_path="builtins.SystemExit")
    DBTaskResult.objects.filter(lost, backend_name=BACKEND).update(
        status=TaskResultStatus.READY, exception_class_path="", traceback=""
    )


def _stop_without(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)
