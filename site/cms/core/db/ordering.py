"""Lists that are shown in pages need an order in which no two rows are equal: of equal ones a
database may give any first, and another the next time (PostgreSQL does), so that one page repeats
what the page before had, and what comes in its place is on none."""

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import OrderBy, QuerySet


def in_total_order(rows: Any) -> Any:
    """`rows` with their key as the last thing that they are ordered by, if nothing else tells them
    apart; what is no query of whole rows, as what the search has found, as it is."""
    if not isinstance(rows, QuerySet) or rows._fields is not None:  # type: ignore[attr-defined]
        return rows
    query: Any = rows.query
    if query.combinator or query.is_sliced or query.distinct_fields or query.extra_order_by:
        return rows
    order = query.order_by or (query.default_ordering and query.get_meta().ordering) or ()
    if any(each == "?" or _is_unique(each, rows) for each in order):
        return rows
    last = order[-1] if order else ""
    descending = last.descending if isinstance(last, OrderBy) else str(last).startswith("-")
    return rows.order_by(*order, "-pk" if descending else "pk")


def _is_unique(order: Any, rows: QuerySet) -> bool:
    expression: Any = order.expression if isinstance(order, OrderBy) else order
    name = str(getattr(expression, "name", expression)).lstrip("-")  # of an F
    if name == "pk":
        return True
    try:
        field: Any = rows.model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return getattr(field, "unique", False) and not field.null
