"""Wagtail's search in the database, with Chinese cut so that each part of a sentence is found.

`WAGTAILSEARCH_BACKENDS` names this package; what is asked of Wagtail's search anywhere, as in the
admin, comes here.
"""

from typing import Any

from django.db import connection


def SearchBackend(params: dict[str, Any]) -> Any:
    """The backend of the database in use."""
    if connection.vendor == "postgresql":
        from .postgres import PostgresSearchBackend

        return PostgresSearchBackend(params)
    from .sqlite import SQLiteSearchBackend

    return SQLiteSearchBackend(params)
