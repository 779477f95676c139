"""What a request has changed in the database."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import Model

_WRITING = re.compile(r'\s*(?:INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM) "(\w+)"')
# Tables that a request may write into, whoever asks: why.
NOISE = {
    "sessions.Session": "who is logged in, and what is told her on the next page",
    "wagtailcore.ReferenceIndex": "derived from the pages",
    "wagtailsearch.IndexEntry": "derived from the pages",
    "core.CustomRendition": "made when a picture is shown",
    "wagtailsearchpromotions.QueryDailyHits": "counts what people look for",
    "django_tasks_database.DBTaskResult": "work that a publish leaves to the worker",
}
Row = dict[str, Any]


@dataclass(frozen=True)
class Change:
    model: type[Model]
    before: Row | None
    after: Row | None

    @property
    def verb(self) -> str:
        if self.before is None:
            return "add"
        return "delete" if self.after is None else "change"

    def __str__(self) -> str:
        before, after = self.before or {}, self.after or {}
        fields = [each for each in before | after if before.get(each) != after.get(each)]
        key = (self.after or self.before)[self.model._meta.pk.column]
        told = ", ".join(fields) if self.verb == "change" else ""
        return f"{self.verb} {self.model._meta.label} {key} {told}".strip()


class Database:
    """Its rows as they were in the beginning, and what requests make of them."""

    def __init__(self) -> None:
        self._models = {
            model._meta.db_table: model
            for model in apps.get_models(include_auto_created=True)
            if model._meta.managed and model._meta.label not in NOISE
        }
        self._rows = {table: self._read(table) for table in self._models}

    def after(self, request: Callable[[], Any]) -> tuple[Any, list[Change]]:
        """What a request answers and changes; afterwards it is undone."""
        written = set()

        def note(execute, sql, *rest):
            if found := _WRITING.match(sql):
                written.add(found[1])
            return execute(sql, *rest)

        with transaction.atomic():
            with connection.execute_wrapper(note):
                answer = request()
            # After an error PostgreSQL tells nothing before all is undone.
            tables = sorted(written & self._models.keys()) if answer.status_code < 500 else []
            changes = [change for table in tables for change in self._differences(table)]
            transaction.set_rollback(True)
        if written:
            cache.clear()
        return answer, changes

    def _differences(self, table: str) -> Iterator[Change]:
        before, after = self._rows[table], self._read(table)
        for key in before.keys() | after.keys():
            if before.get(key) != after.get(key):
                yield Change(self._models[table], before.get(key), after.get(key))

    def _read(self, table: str) -> dict[Any, Row]:
        key = self._models[table]._meta.pk.column
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - the name is Django's
            columns = [column[0] for column in cursor.description]
            rows = [dict(zip(columns, row, strict=True)) for row in cursor]
        return {row[key]: row for row in rows}
