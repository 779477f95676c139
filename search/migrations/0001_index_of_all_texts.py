from typing import Any

from django.db import migrations

NAME = "search_all_texts"
TABLE = "wagtailsearch_indexentry"


def add(apps: Any, schema_editor: Any) -> None:
    """PostgreSQL: what Wagtail's search compares, title and body in one, and has no index of."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"CREATE INDEX {NAME} ON {TABLE} USING gin ((title || body))")


def remove(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX {NAME}")


class Migration(migrations.Migration):
    dependencies = [("wagtailsearch", "0010_add_text_fields")]

    operations = [migrations.RunPython(add, remove)]
