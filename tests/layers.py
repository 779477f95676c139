"""What many tests begin with: made once in each process, and found untouched by every test.

A layer is a savepoint in which something was made, one lying within the other. Each test runs in a
transaction of its own within the layers that it asks for; those that it does not ask for are rolled
back before it. A test in real transactions finds no layer: it makes what it asks for itself.

Why: almost every test wants the organisation and its branches. pytest-django rolls back after each
test whatever its fixtures made; its `django_db_setup` could make them once, but then also for tests
that begin with an empty database.

How to use it: decorate a fixture with `@layers.shared`. It may ask for other shared fixtures, and
for nothing else, since it outlives the test. Each test gets a deep copy of what it returned, and
may change that and its rows. `tests/conftest.py` has `organisation`, `dongguan` and `shenzhen`.

How it works: opening a layer enters `transaction.atomic()`, calls the fixture, and leaves the block
open; closing it rolls back. `tests/conftest.py` sorts the tests by the layers that they ask for
(`wanted`), so that few are opened twice, and calls `switch` before each test: it closes from the
top what the test does not ask for, then opens what is missing.

What to know: sequences of keys go on, so tests do not name primary keys; what a layer did outside
of the database (files, cache) stays, so `open` empties the cache; a test that closes its connection
loses all layers, and the next one opens them anew.
"""

import inspect
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.utils import translation

_known: dict[tuple[str, str], "Layer"] = {}  # by module and name of the fixture, lower ones first
open_now: list["Layer"] = []


class Layer:
    def __init__(self, make: Callable[..., Any]) -> None:
        self.make = make
        self.names_below = list(inspect.signature(make).parameters)
        self.below = [_find(make.__module__, name) for name in self.names_below]
        self.number = len(_known)

    def open(self) -> None:
        cache.clear()  # it begins as a test does
        translation.deactivate()
        self._savepoint = self._made()
        self._savepoint.__enter__()
        open_now.append(self)

    def close(self) -> None:
        open_now.remove(self)
        self._savepoint.__exit__(None, None, None)

    @contextmanager
    def _made(self) -> Iterator[None]:
        with transaction.atomic():
            self.outcome = self.make(*(layer.copy() for layer in self.below))
            yield
            transaction.set_rollback(True)

    def copy(self) -> Any:
        """Objects of the test's own, for it may change them."""
        return deepcopy(self.outcome)


def shared(make: Callable[..., Any]) -> Any:
    """A fixture that is a layer. It may ask for other layers, and for nothing else."""
    layer = _known[make.__module__, make.__name__] = Layer(make)

    @pytest.fixture(name=make.__name__)
    def hand_out(request, db):
        if layer in open_now:
            return layer.copy()
        return make(*map(request.getfixturevalue, layer.names_below))

    return hand_out


def _find(module: str, name: str) -> Layer | None:
    """Of the module itself, or of the nearest conftest above it."""
    packages = [module.rsplit(".", up)[0] for up in range(1, module.count(".") + 1)]
    places = [module, *(f"{package}.conftest" for package in packages)]
    return next((_known[place, name] for place in places if (place, name) in _known), None)


def _with_those_below(layers: Iterable[Layer]) -> set[Layer]:
    layers = set(layers)
    return layers.union(*(_with_those_below(layer.below) for layer in layers))


def commits(node: pytest.Item, fixtures: Iterable[str]) -> bool:
    """Whether a test is in real transactions, as pytest-django sees it."""
    mark = node.get_closest_marker("django_db")
    marked = bool(mark and mark.kwargs.get("transaction"))
    return marked or bool({"transactional_db", "live_server"} & set(fixtures))


def wanted(node: pytest.Item, fixtures: Iterable[str]) -> list[Layer]:
    if commits(node, fixtures):
        return []
    named = (_find(node.module.__name__, name) for name in fixtures)
    return sorted(_with_those_below(filter(None, named)), key=lambda layer: layer.number)


def switch(layers: list[Layer]) -> None:
    # A test that closes its connection (a streamed answer does, on PostgreSQL) loses them all.
    while open_now and (connection.closed_in_transaction or open_now != layers[: len(open_now)]):
        open_now[-1].close()
    for layer in layers[len(open_now) :]:
        layer.open()
