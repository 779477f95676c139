"""The schemas as they are written down: a change of the API shows in its diff."""

import json
from pathlib import Path

from cms.content_api.graphql import schema

ROOT = Path(__file__).parents[2]
HINT = "The API's schema has changed. If that is meant: make schemas, and commit what it writes."


def test_openapi(client):
    written = json.loads((ROOT / "tests/api/snapshots/openapi.json").read_text(encoding="utf-8"))
    assert client.get("/api/v1/openapi.json").json() == written, HINT


def test_graphql():
    written = (ROOT / "site/cms/content_api/schema.graphql").read_text(encoding="utf-8")
    assert f"{schema}\n" == written, HINT
