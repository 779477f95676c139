"""The server under load: Granian as `manage.py serve` starts it, with one process of Python."""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

THREADS = 4
START_SECONDS = 60
ANSWER_SECONDS = 30


@dataclass(frozen=True)
class Server:
    pid: int
    port: int

    def processor_seconds(self) -> float:
        """What the server and its worker process have used so far."""
        children = Path(f"/proc/{self.pid}/task").glob("*/children")
        workers = [int(pid) for file in children for pid in file.read_text().split()]
        return sum(map(_processor_seconds, [self.pid, *workers]))

    def answer(self, method: str, path: str, body: dict | None = None) -> tuple[int, bytes]:
        """Status and content of one answer; redirects are not followed. Raises TimeoutError."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=ANSWER_SECONDS)
        headers = {"Content-Type": "application/json"} if body else {}
        try:
            connection.request(method, path, json.dumps(body) if body else None, headers)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()


def _processor_seconds(pid: int) -> float:
    after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    user, system = after_name[11:13]  # fields 14 and 15 of proc(5)
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(port: int) -> Iterator[Server]:
    process = subprocess.Popen(
        [
            sys.executable, "-m", "granian", "cms.wsgi:application", "--interface=wsgi",
            "--host=127.0.0.1", f"--port={port}", "--workers=1", f"--blocking-threads={THREADS}",
            "--workers-kill-timeout=3", "--no-ws", "--log-level=warning",
        ]
    )  # fmt: skip
    try:
        _wait_for(process, port)
        yield Server(process.pid, port)
    finally:
        process.terminate()
        process.wait()


def _wait_for(process: subprocess.Popen, port: int) -> None:
    for _attempt in range(START_SECONDS * 10):
        if process.poll() is not None:
            break
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The server did not start.")
