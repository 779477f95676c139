"""Conditions that change no result, but lead a database to the cheaper plan."""

from collections.abc import Iterable

from django.db import connections
from django.db.models import BigIntegerField, ExpressionWrapper, F
from wagtail.models import PageQuerySet


def own_table_first(pages: PageQuerySet) -> PageQuerySet:
    """The same `pages`, for a type of which there are few: their keys are among those of their own
    table, so that SQLite begins there, and not with the table of all pages."""
    return pages.filter(pk__in=pages.model.objects.order_by().values("pk"))


def without_index(pages: PageQuerySet, field: str, keys: Iterable[int]) -> PageQuerySet:
    """`pages` whose foreign key is among `keys`, where that is true of most. With its index SQLite
    would find them all, and sort them; there is none for a sum. PostgreSQL knows how many they are,
    but not of a sum."""
    if connections[pages.db].vendor != "sqlite":
        return pages.filter(**{f"{field}__in": list(keys)})
    own = ExpressionWrapper(F(field) + 0, BigIntegerField())
    return pages.alias(own_key=own).filter(own_key__in=list(keys))
