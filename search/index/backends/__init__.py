"""Wagtail's search in the database, with Chinese cut so that each part of a sentence is found.

`WAGTAILSEARCH_BACKENDS` names this package; what is asked of Wagtail's search anywhere, as in the
admin, comes here.
"""

from typing import Any

from django.db import connection

from .postgres import PostgresSearchBackend
from .sqlite import SQLiteSearchBackend


def SearchBackend(params: dict[str, Any]) -> Any:
    """The backend of the database in use."""
    of_postgres = connection.vendor == "postgresql"
    return PostgresSearchBackend(params) if of_postgres else SQLiteSearchBackend(params)
