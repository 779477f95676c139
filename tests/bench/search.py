"""What a search costs: the index, keeping it, and asking it, one request after the other.

Nothing of it is cached. The words and how many articles have each: `content.WORDS`.
"""

import json
import statistics
import time
from collections import defaultdict
from collections.abc import Callable
from urllib.parse import quote

from tqdm import tqdm

from .server import Server

ROUNDS = 20
TARGET, TARGET_BEYOND = 30, 100  # milliseconds: for all hits ranked; for the newest of more
HEADINGS = ("search", "hits", "p50 ms", "p95 ms", "target", "")


def index() -> None:
    """Build the index of what was filled in; print what it and a publish cost."""
    from django.core.management import call_command
    from django.db import connection

    from news.models import NewsPage

    before = _size(connection)
    began = time.perf_counter()
    call_command("update_index", verbosity=0)
    seconds = time.perf_counter() - began
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    print(f"index: {(_size(connection) - before) / 2**20:.0f} MB, rebuilt in {seconds:.0f} s")
    articles = list(NewsPage.objects.order_by("-pk")[:ROUNDS])
    costs = [_milliseconds(lambda each=each: each.save_revision().publish()) for each in articles]
    print(f"publish: p50 {statistics.median(costs):.0f} ms")


def _size(connection: object) -> int:
    statement = {
        "postgresql": "SELECT pg_database_size(current_database())",
        "sqlite": "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
    }
    with connection.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(statement[connection.vendor])  # type: ignore[attr-defined]
        return cursor.fetchone()[0]


def measure(server: Server) -> list[tuple[str, ...]]:
    """The rows of the table: 20 results, counts, highlights. The last column says what is slow."""
    from .content import WORDS

    rows: list[tuple[str, ...]] = [HEADINGS]
    for every, words in tqdm(WORDS.items(), desc="search", leave=False):
        times: dict[bool, list[float]] = defaultdict(list)  # by whether there are more hits
        hits: dict[bool, int] = defaultdict(int)
        for word in words:
            path = f"/api/v1/search?q={quote(word)}"
            answer = json.loads(_answer(server, path))  # and the server is warm
            hits[answer["capped"]] = max(hits[answer["capped"]], answer["count"])
            for _round in range(ROUNDS):
                cost = _milliseconds(lambda path=path: _answer(server, path))
                times[answer["capped"]].append(cost)
        for capped, costs in times.items():
            target, p95 = TARGET_BEYOND if capped else TARGET, statistics.quantiles(costs, n=20)[-1]
            rows.append(
                (
                    f"a word of each {every}th article",
                    f"{hits[capped]}{'+' if capped else ''}",
                    f"{statistics.median(costs):.1f}",
                    f"{p95:.1f}",
                    f"< {target}",
                    "" if p95 < target else "TOO SLOW",
                )
            )
    return rows


def _answer(server: Server, path: str) -> bytes:
    status, content = server.answer("GET", path)
    if status != 200:
        raise SystemExit(f"{path}: {status}")
    return content


def _milliseconds(do: Callable[[], object]) -> float:
    began = time.perf_counter()
    do()
    return (time.perf_counter() - began) * 1000
