"""The backend of Wagtail's own small tasks, which keep search and reference index up to date."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import Any

from django.apps import apps
from django_tasks.backends import immediate
from django_tasks.base import Task, TaskResult, TaskResultStatus
from django_tasks.utils import get_random_id
from modelsearch.backends import get_search_backends
from modelsearch.index import get_indexed_instance

INDEXING = "modelsearch.tasks.insert_or_update_object_task"

_waiting: ContextVar[dict[tuple, Callable[[], Any]] | None] = ContextVar("waiting", default=None)
_to_index: ContextVar[dict[tuple[str, str], set[str]]] = ContextVar("to_index")


class ImmediateBackend(immediate.ImmediateBackend):
    """Runs a task at once, so that a publish is found at once; or at the end of
    `deferred_indexing`."""

    def enqueue(self, task: Task, args: Any, kwargs: Any) -> TaskResult:
        waiting = _waiting.get()
        if waiting is None:
            return super().enqueue(task, args, kwargs)
        if task.module_path == INDEXING:
            app_label, model_name, pk = args
            _to_index.get()[app_label, model_name].add(pk)
        else:
            waiting[task.module_path, repr(args), repr(kwargs)] = partial(
                super().enqueue, task, args, kwargs
            )
        return TaskResult(
            task=task, id=get_random_id(), status=TaskResultStatus.READY, enqueued_at=None,
            started_at=None, finished_at=None, last_attempted_at=None, args=args, kwargs=kwargs,
            backend=self.alias, errors=[], worker_ids=[],
        )  # fmt: skip


@contextmanager
def deferred_indexing() -> Iterator[None]:
    """Tasks that are begun within this block run at its end, equal ones once.

    What is to be searched for goes into the index in bulk: one by one, each would cost a look at
    the whole index. Nothing runs if the block fails.
    """
    waiting: dict[tuple, Callable[[], Any]] = {}
    to_index: dict[tuple[str, str], set[str]] = defaultdict(set)
    tokens = _waiting.set(waiting), _to_index.set(to_index)
    try:
        yield
    finally:
        _waiting.reset(tokens[0])
        _to_index.reset(tokens[1])
    for run in waiting.values():
        run()
    for (app_label, model_name), pks in to_index.items():
        model = apps.get_model(app_label, model_name)
        saved = map(get_indexed_instance, model._default_manager.filter(pk__in=pks))
        by_type = defaultdict(list)
        for instance in filter(None, saved):
            by_type[type(instance)].append(instance)
        for backend in get_search_backends(with_auto_update=True):
            for kind, instances in by_type.items():
                backend.add_bulk(kind, instances)
