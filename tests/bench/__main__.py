import argparse
import json
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from tqdm import tqdm

from . import __doc__ as description
from . import load, scratch, search
from .entries import ENTRIES, Entry, following
from .server import Server, serving

WARM_UP_SECONDS = 2
# A slow request is measured for longer until it was answered so often, or for so long.
ENOUGH_REQUESTS, MOST_SECONDS = 10, 80
HEADINGS = (
    "", "req/s", "p50 ms", "p99 ms", "errors", "SQL", "CPU ms", "× req/s", "× CPU", "target", ""
)  # fmt: skip


@dataclass(frozen=True)
class Result:
    load: load.Load
    processor: float  # milliseconds of the server's for one request
    queries: int


def main() -> int:
    options = _options()
    load.check_wrk()
    signal.signal(signal.SIGTERM, lambda *_signal: sys.exit(1))  # cleaning up, as after Ctrl-C
    with tempfile.TemporaryDirectory(prefix="qianshou-bench-") as folder:
        port = scratch.configure(Path(folder))
        with scratch.database():
            article = _fill(options.articles)
            searching = options.only.lower() in "search"
            if searching:
                search.index()
            with serving(port) as server:
                found = {each.name: _find(server, each, article) for each in _chosen(options.only)}
                entries = [entry for entry, problem in found.values() if not problem]
                queries = _count_queries(entries)
                progress = tqdm(list(zip(entries, queries, strict=True)), desc="load", leave=False)
                results = {
                    entry.name: _measure(server, entry, count, options.seconds)
                    for entry, count in progress
                }
                searches = search.measure(server) if searching else [search.HEADINGS]
    rows = _rows(found, results)
    _print(searches)
    _print(rows)
    missed = [f"{row[0]}: {row[-1]}" for row in [*searches[1:], *rows[1:]] if row[-1]]
    print("\n".join(["missed", *missed]) if missed else "met")
    return int(bool(missed))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=description)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--seconds", type=int, default=10, help="of load, for each request")
    parser.add_argument("--only", default="", help="requests with this in their names")
    return parser.parse_args()


def _chosen(text: str) -> list[Entry]:
    """The entries with `text` in their names, and those that they are compared with."""
    chosen = [each for each in ENTRIES if text.lower() in each.name.lower()]
    wanted = {each.name for each in chosen} | {each.baseline for each in chosen}
    return [each for each in ENTRIES if each.name in wanted]


def _fill(articles: int) -> dict[str, object]:
    """Returns what stands for an article in the entries' paths."""
    from cms.operations.static_files import collect_static_files
    from news.models import NewsPage

    from . import content

    content.fill(articles)
    collect_static_files()
    of_dongguan = NewsPage.objects.filter(branch__code="dongguan").order_by("published_at")
    article = of_dongguan[of_dongguan.count() // 2]
    return {"id": article.pk, "slug": article.slug}


def _find(server: Server, entry: Entry, article: dict[str, object]) -> tuple[Entry, str]:
    """The entry with the path that is to be measured, and what is wrong with its answer, if
    anything: a quick error must not pass for a quick answer."""
    path = start = entry.path.format(**article)
    for step in range(entry.walk + 1):
        try:
            status, content = server.answer(entry.method, path, entry.body)
        except TimeoutError:
            return entry, "FAILED (no answer)"
        if status != 200:
            return entry, "MISSING (404)" if status == 404 else f"FAILED ({status})"
        answer = json.loads(content) if content.startswith(b"{") else {}
        if "errors" in answer:  # GraphQL's
            return entry, f"FAILED ({answer['errors'][0]['message']})"
        if step < entry.walk:
            onwards = following(start, answer)
            if onwards is None:
                return entry, f"FAILED (the list ends after {step} steps)"
            path = onwards
    return replace(entry, path=path), ""


def _count_queries(entries: list[Entry]) -> list[int]:
    requests = json.dumps([(each.method, each.path, each.body) for each in entries])
    command = [sys.executable, "-m", "tests.bench.sql"]
    answer = subprocess.run(command, input=requests, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(answer.stdout)


def _measure(server: Server, entry: Entry, queries: int, seconds: int) -> Result:
    request = (f"http://127.0.0.1:{server.port}{entry.path}", entry.method, entry.body)
    load.run(*request, WARM_UP_SECONDS)
    while True:
        before = server.processor_seconds()
        measured = load.run(*request, seconds)
        used = server.processor_seconds() - before
        if measured.requests >= ENOUGH_REQUESTS or seconds >= MOST_SECONDS:
            return Result(measured, used * 1000 / max(measured.requests, 1), queries)
        seconds *= 2


def _rows(found: dict[str, tuple[Entry, str]], results: dict[str, Result]) -> list[tuple[str, ...]]:
    """The table. The last column says what is missing, erroneous or slower than it must be."""
    rows: list[tuple[str, ...]] = [HEADINGS]
    for name, (entry, problem) in found.items():
        if problem:
            rows.append((name, *[""] * 9, problem))
            continue
        result, baseline = results[name], results.get(entry.baseline)
        faster = cheaper = None
        if baseline:
            faster = _times(result.load.per_second, baseline.load.per_second)
            cheaper = _times(baseline.processor, result.processor)
        met = not entry.target or bool(faster and cheaper and min(faster, cheaper) >= entry.target)
        verdict = (
            "ERRORS" if result.load.errors
            else "NO ANSWER" if not result.load.requests
            else "" if met
            else "TOO SLOW"
        )  # fmt: skip
        rows.append(
            (
                name,
                f"{result.load.per_second:.1f}",
                f"{result.load.p50:.1f}",
                f"{result.load.p99:.1f}",
                str(result.load.errors),
                str(result.queries),
                f"{result.processor:.2f}",
                f"{faster:.1f}" if faster else "?",
                f"{cheaper:.1f}" if cheaper else "?",
                f"≥ {entry.target:g}" if entry.target else "",
                verdict,
            )
        )
    return rows


def _times(larger: float, smaller: float) -> float | None:
    """None if there is nothing to compare with: a request that was never answered."""
    return larger / smaller if smaller else None


def _print(rows: list[tuple[str, ...]]) -> None:
    """As a table; the last column is a remark."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *numbers, verdict in rows:
        cells = [cell.rjust(width) for cell, width in zip(numbers, widths[1:-1], strict=True)]
        print("  ".join([first.ljust(widths[0]), *cells, verdict]).rstrip())


if __name__ == "__main__":
    sys.exit(main())
