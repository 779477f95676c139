"""Odd requests to a running server, and what came of them.

    PYTHONPATH=site .venv/bin/python -m tests.leaks http://127.0.0.1:8000 --requests 100000

Start the server with SEARCHES_A_MINUTE=0, else most searches are refused. The exit status is 1 if
anything failed.
"""

import argparse
import http.client
import os
import sys
import time
from collections import Counter
from urllib.parse import urlsplit

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
django.setup()

from hypothesis import HealthCheck, Phase, given, seed, settings  # noqa: E402
from hypothesis import strategies as st  # noqa: E402

from .fuzz import FAILED, Odd, odd_requests, sensible  # noqa: E402

SLOWEST = 10
NO_ANSWER = 0  # the connection was closed, or nothing came in time
TIMEOUT = 30  # seconds


def main() -> int:
    options = _options()
    statuses: Counter[int] = Counter()
    slowest: list[tuple[float, str]] = []
    failures: list[str] = []

    @seed(options.seed)
    @given(st.sampled_from(sorted(sensible())).flatmap(odd_requests))
    @settings(
        max_examples=options.requests,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def ask(odd: Odd) -> None:
        began = time.perf_counter()
        status = _status(urlsplit(options.server), odd)
        slowest.append((time.perf_counter() - began, f"{status} {odd}"[:300]))
        slowest.sort(reverse=True)
        del slowest[SLOWEST:]
        statuses[status] += 1
        if status >= 500 or status == NO_ANSWER:
            failures.append(f"{status} {odd}")

    began = time.perf_counter()
    ask()
    seconds = time.perf_counter() - began
    print(f"{statuses.total()} requests in {seconds:.0f} s")
    print(*(f"{status}: {count}" for status, count in sorted(statuses.items())), sep="\n")
    print("slowest", *(f"{each * 1000:.0f} ms  {odd}" for each, odd in slowest), sep="\n")
    print("failures", *failures or ["none"], sep="\n")
    return int(bool(failures))


def _status(server: object, odd: Odd) -> int:
    connection = http.client.HTTPConnection(server.hostname, server.port or 80, timeout=TIMEOUT)
    headers = {name: value.encode("utf-8") for name, value in odd.headers.items()}
    try:
        connection.putrequest(odd.method, odd.path, skip_host="Host" in headers)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.putheader("Content-Length", str(len(odd.body)))
        connection.endheaders(odd.body)
        response = connection.getresponse()
        failed = FAILED in response.read()  # in GraphQL, of which HTTP knows nothing
        return 500 if failed else response.status
    except (http.client.HTTPException, OSError):
        return NO_ANSWER
    finally:
        connection.close()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("server", help="e.g. http://127.0.0.1:8000")
    parser.add_argument("--requests", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
