"""Other processes for the work of a long import, so that it uses more than one core.

They begin by importing this module, before Django is set up: it imports nothing of it.
"""

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any

import django

FEW = 50  # pages: for fewer, a second process takes longer to start than it saves
AHEAD = 40  # pages prepared before they can be written


class Workers:
    """Other processes, or this one when there is too little to do for more."""

    def __init__(self, executor: Executor | None = None) -> None:
        self._executor = executor

    def map(self, function: Callable, items: Iterable[Any], *args: Any) -> Iterator[Any]:
        """`function(item, *args)` of each item, in order, a little ahead of who asks."""
        if self._executor is None:
            yield from (function(item, *args) for item in items)
            return
        waiting: deque[Future] = deque()
        for item in items:
            waiting.append(self._executor.submit(function, item, *args))
            if len(waiting) > AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


@contextmanager
def workers(items: int) -> Iterator[Workers]:
    """As many as are of use for that many items."""
    if items < FEW:
        yield Workers()
        return
    executor = ProcessPoolExecutor(
        max((os.cpu_count() or 1) - 1, 1),  # one core is for this process
        multiprocessing.get_context("spawn"),
        initializer=_begin,
    )
    try:
        yield Workers(executor)
    finally:
        executor.shutdown(cancel_futures=True)


def _begin() -> None:
    django.setup()
    # Without it, a process whose parent was killed would wait for work for ever.
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)
