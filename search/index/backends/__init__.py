"""Wagtail's search in the database, with Chinese cut so that each part of a sentence is found.

`WAGTAILSEARCH_BACKENDS` names this package; what is asked of Wagtail's search anywhere, as in the
admin, comes here.
"""

from typing import Any

from django.db import connection


def SearchBackend(params: dict[str, Any]) -> Any:
    """The backend of the database in use."""
    if connection.vendor == "postgresql":
        # Here, for each of modelsearch's modules looks up models that exist on its database alone.
        from .postgres import PostgresSearchBackend

        return PostgresSearchBackend(params)
    # As above.
    from .sqlite import SQLiteSearchBackend

    return SQLiteSearchBackend(params)
