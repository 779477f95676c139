"""`make bench` says "met" exactly when all is met."""

import pytest

from tests.bench.__main__ import Result, _rows
from tests.bench.entries import V2_LIST, Entry
from tests.bench.load import Load

BASELINE, LIST = Entry(V2_LIST, "/v2"), Entry("REST list", "/v1", target=10)


def result(requests, errors=0):
    load = Load(requests, errors, per_second=requests / 10, p50=1.0, p99=2.0)
    return Result(load, processor=10_000 / requests if requests else 0.0, queries=4)


@pytest.mark.parametrize(
    ("baseline", "measured", "verdict"),
    [
        (result(20), result(200), ""),
        (result(20), result(199), "TOO SLOW"),
        (result(20), result(200, errors=1), "ERRORS"),
        (result(20), result(0), "NO ANSWER"),
        (result(0), result(200), "TOO SLOW"),  # than what? it cannot be told
    ],
)
def test_a_target_is_met_or_not(baseline, measured, verdict):
    entries = {each.name: (each, "") for each in (BASELINE, LIST)}
    rows = _rows(entries, {BASELINE.name: baseline, LIST.name: measured})
    assert rows[-1][-1] == verdict


def test_what_is_not_there_is_not_met():
    assert _rows({LIST.name: (LIST, "MISSING (404)")}, {})[-1][-1] == "MISSING (404)"
