"""In which order a database looks: from what is found, and not through all that is there."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import NewsPageFactory


def test_a_search_begins_with_the_full_text(client, dongguan, indexed):
    NewsPageFactory(parent=dongguan.index, title="社工探访")
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/api/v1/search/?q=探访").json()["count"] == 1
    [sql] = [each["sql"] for each in queries if "SELECT U" in each["sql"] and "探访" in each["sql"]]
    steps = plan(sql)
    if connection.vendor == "postgresql":
        # What its index is of, and nothing that is put together for each row.
        assert any("(body @@ " in step for step in steps), steps
        assert not any("||" in step for step in steps if "@@" in step), steps
        return
    entries = [step for step in steps if step.startswith(("SCAN U", "SEARCH U1"))]
    assert "VIRTUAL TABLE" in entries[0], steps
    assert entries[1] == "SEARCH U1 USING INTEGER PRIMARY KEY (rowid=?)", steps


def plan(sql):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"EXPLAIN {sql}")
        else:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}".replace("%", "%%"))
        return [row[-1] for row in cursor.fetchall()]
