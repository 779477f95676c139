import os
import signal
import threading
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django_tasks_db.management.commands.db_worker import Command as WorkerCommand


class Command(WorkerCommand):
    """django-tasks-db's worker on our queue; `serve` starts one beside the server."""

    help = "Work off what requests left for the background: pictures of published pages."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(backend_name="background", interval=1.0, reload=False)
        parser.add_argument(
            "--with-parent", action="store_true", help="Stop when the process that started it ends."
        )

    def configure_logging(self, verbosity: int) -> None:
        """As LOGGING says: failures are logged, the coming and going of tasks is not."""

    def handle(self, *, with_parent: bool, **options: Any) -> None:  # type: ignore[override]
        if with_parent:
            threading.Thread(target=_stop_without, args=[os.getppid()], daemon=True).start()
        # Else the queue's table would keep every publish for ever.
        call_command("prune_db_task_results", "--backend=background", verbosity=0)
        super().handle(**options)


def _stop_without(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)
