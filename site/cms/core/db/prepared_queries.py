"""Queries that are asked with every request: built and compiled once, like a prepared statement.

Django builds a query anew each time, and its SQL from that, which takes many times as long as the
database takes to answer. Here only the values change.
"""

from collections.abc import Callable, Hashable
from copy import copy
from datetime import datetime
from functools import lru_cache, wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import (
    BigIntegerField,
    CharField,
    DateTimeField,
    Expression,
    Field,
    QuerySet,
    UUIDField,
)

REMEMBERED = 200  # ways to ask one question; a list's `offset` is one each


def prepared(build: Callable[..., QuerySet]) -> Callable[..., list]:
    """Decorate `build`, which makes a query, to get a function that answers it with a list.

    Positional arguments are what the query's form depends on; they are remembered, so there should
    be few. Keyword arguments are values: `build` gets placeholders for them, and for a list of
    values a list of placeholders; None, True and False are part of the form. It must not ask the
    database itself, nor the clock: what it finds would stay. A list, and no query, is the answer
    because a `.filter()` added to a compiled query later would be ignored.
    """

    @lru_cache(maxsize=REMEMBERED)
    def statement(form: tuple[Hashable, ...], types: tuple[tuple[str, Any], ...]) -> _Statement:
        return _Statement(build(*form, **{name: _placeholders(name, type) for name, type in types}))

    @wraps(build)
    def ask(*form: Hashable, **values: Any) -> list:
        given = {name: _padded(value) for name, value in values.items()}
        types = tuple((name, _type(value)) for name, value in given.items())
        return statement(form, types).answer(given)

    return ask


class _Placeholder(Expression):
    """Stands for a value of `type`: that of the argument `name`, or one of its list."""

    FIELDS: dict[type, Field] = {
        str: CharField(),
        int: BigIntegerField(),
        datetime: DateTimeField(),
        UUID: UUIDField(),
    }

    def __init__(self, name: str, type: type, index: int | None = None) -> None:
        if type not in self.FIELDS:
            kinds = ", ".join(kind.__name__ for kind in self.FIELDS)
            raise TypeError(f"{name}: {type.__name__} is none of the types of values: {kinds}.")
        super().__init__(output_field=self.FIELDS[type])
        self.name, self.index = name, index

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple]:
        return "%s", (self,)

    def value_in(self, values: dict[str, Any], connection: Any) -> Any:
        value = values[self.name] if self.index is None else values[self.name][self.index]
        return self.output_field.get_db_prep_value(value, connection)


class _Statement:
    def __init__(self, queryset: QuerySet) -> None:
        self.queryset = queryset
        self.compiler = queryset.query.get_compiler(queryset.db)
        try:
            self.sql, self.parameters = self.compiler.as_sql()
        except EmptyResultSet:
            self.sql, self.parameters = "", ()
            return
        selected = [expression for expression, _sql, _alias in self.compiler.select]
        self.converters = self.compiler.get_converters(selected)

    def answer(self, values: dict[str, Any]) -> list:
        if not self.sql:
            return []
        compiler = copy(self.compiler)  # another thread may be using it
        compiler.connection = connections[self.queryset.db]
        parameters = tuple(
            each.value_in(values, compiler.connection) if isinstance(each, _Placeholder) else each
            for each in self.parameters
        )
        compiler.as_sql = lambda *_arguments, **_options: (self.sql, parameters)
        compiler.get_converters = lambda _selected: self.converters
        queryset = self.queryset.all()
        vars(queryset.query)["get_compiler"] = lambda *_arguments, **_options: compiler
        return list(queryset)


def _padded(value: Any) -> Any:
    """A list with its last value repeated up to a power of two: lists of whatever lengths become
    few statements."""
    if not isinstance(value, list) or not value:
        return value
    length = 1 << (len(value) - 1).bit_length()
    return value + value[-1:] * (length - len(value))


def _type(value: Any) -> Any:
    """A value's; of a list's values with how many there are; None, True and False as they are."""
    if isinstance(value, bool):
        return value
    if isinstance(value, list):
        return type(value[0]) if value else None, len(value)
    return type(value) if value is not None else None


def _placeholders(name: str, type: Any) -> Any:
    if isinstance(type, bool):
        return type
    if isinstance(type, tuple):
        of_each, length = type
        return [_Placeholder(name, of_each, index) for index in range(length)]
    return _Placeholder(name, type) if type else None
