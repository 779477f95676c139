"""modelsearch's tests of a backend, on its own and on ours."""

from django.db import connection
from django.test import override_settings
from modelsearch.tests.test_postgres_backend import TestPostgresSearchBackend
from modelsearch.tests.test_sqlite_backend import TestSQLiteSearchBackend

Stock = TestPostgresSearchBackend if connection.vendor == "postgresql" else TestSQLiteSearchBackend
del TestPostgresSearchBackend, TestSQLiteSearchBackend  # each is tested once


@override_settings(MODELSEARCH_BACKENDS={"default": {"BACKEND": "search.index.backends"}})
class Ours(Stock):
    backend_path = "search.index.backends"
