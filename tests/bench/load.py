"""Load by `wrk`, a public tool: https://github.com/wg/wrk"""

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

CONNECTIONS = 8
SCRIPT = Path(__file__).with_name("wrk.lua")


@dataclass(frozen=True)
class Load:
    requests: int
    errors: int
    per_second: float
    p50: float  # milliseconds, as the next
    p99: float


def check_wrk() -> None:
    if shutil.which("wrk") is None:
        raise SystemExit("The load comes from wrk, which is missing: apt install wrk")


def run(url: str, method: str, body: dict | None, seconds: int) -> Load:
    """As many requests in `seconds` as get answered, on connections that are kept."""
    command = [
        "wrk", "--threads=1", f"--connections={CONNECTIONS}", f"--duration={seconds}s",
        "--timeout=30s", f"--script={SCRIPT}", url, "--", method, json.dumps(body) if body else "",
    ]  # fmt: skip
    report = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return Load(**json.loads(report.splitlines()[-1]))
