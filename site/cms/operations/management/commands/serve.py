import os
import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Prepare what is missing (see `prepare`), then run the Granian server."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default=settings.HOST)

    def handle(self, *, host: str, **options: Any) -> None:
        call_command("prepare", host=host)
        media = Path(settings.MEDIA_ROOT)
        mounts = []
        # Originals and documents are not among them: Django decides who may have those.
        for folder in ("images", "avatar_images"):
            (media / folder).mkdir(parents=True, exist_ok=True)
            mounts += [
                f"--static-path-route={settings.MEDIA_URL}{folder}",
                f"--static-path-mount={media / folder}",
            ]
        # The worker ends with the server, which this process becomes. In a session of its own, so
        # that Ctrl-C does not reach it too: it finishes what it has begun.
        subprocess.Popen(
            [sys.executable, sys.argv[0], "work", f"--with-parent={os.getpid()}"],
            start_new_session=True,
        )
        os.environ["PYTHONPATH"] = os.pathsep.join([str(settings.SITE_DIR), str(settings.BASE_DIR)])
        # Many threads: a slow phone holds one for as long as it loads.
        os.execv(
            sys.executable,
            [
                sys.executable, "-m", "granian", "cms.wsgi:application",
                "--interface=wsgi", f"--host={host}", f"--port={settings.PORT}",
                f"--workers={settings.WORKERS}", "--blocking-threads=32",
                "--workers-kill-timeout=3",  # else Ctrl-C can wait for a worker for ever
                "--no-ws", "--respawn-failed-workers", "--log-level=warning", *mounts,
            ],
        )  # fmt: skip
