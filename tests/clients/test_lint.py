"""What others' linters say of our schemas, by their recommended rules."""

import json
import shutil

import pytest

from .test_caches import SCHEMA
from .test_generators import HERE, OPENAPI

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def test_redocly_and_spectral_find_nothing_in_openapi(node):
    shutil.copy(OPENAPI, node.folder / "openapi.json")
    told = node("node_modules/@redocly/cli/bin/cli.js", "lint", "openapi.json", "--format=json")
    totals = json.loads(told[told.index("{") : told.rindex("}") + 1])["totals"]
    assert (totals["errors"], totals["warnings"]) == (0, 0), told
    node("node_modules/@stoplight/spectral-cli/dist/index.js", "lint", "openapi.json",
         "--ruleset", "lint/.spectral.yaml", "--fail-severity=hint")  # fmt: skip


def test_graphql_eslint_finds_nothing_in_schema_and_operations(node):
    lint = node.folder / "lint"
    shutil.copy(SCHEMA, lint / "schema.graphql")
    shutil.copy(HERE / "src" / "operations.graphql", lint)
    node.cwd = lint
    node("../node_modules/eslint/bin/eslint.js", "--max-warnings=0", "schema.graphql",
         "operations.graphql")  # fmt: skip


def test_graphql_over_http_is_as_it_should_be(site, node):
    found = json.loads(node("lint/audit.mjs", f"{site}/graphql/"))
    assert len(found) > 50
    assert [each for each in found if each["status"] != "ok"] == []
