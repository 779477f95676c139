"""What others' generators make of our schemas compiles strictly, and works on a running server."""

import json
import shutil

import pytest

from cms.content_api import previews
from tests import world
from tests.factories import NewsPageFactory

from .test_caches import SCHEMA

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
OPENAPI = SCHEMA.parents[3] / "tests" / "api" / "snapshots" / "openapi.json"


def test_generated_clients_list_turn_the_part_and_read(site, node):
    shutil.copy(SCHEMA, node.folder / "schema.graphql")
    shutil.copy(OPENAPI, node.folder / "openapi.json")
    modules, made = "node_modules", "generated"
    (node.folder / made).mkdir()
    node("generators/client-preset.mjs", "schema.graphql", f"{made}/preset")
    node(f"{modules}/@genql/cli/dist/cli.js", "--schema", "schema.graphql", "--output",
         f"{made}/genql")  # fmt: skip
    node(f"{modules}/@hey-api/openapi-ts/bin/run.js", "-i", "openapi.json", "-o", f"{made}/hey")
    node("generators/orval.mjs")
    node(f"{modules}/typescript/bin/tsc", "-p", "tsconfig.generators.json")
    node(f"{modules}/esbuild/bin/esbuild", "generators/use.ts", "--bundle", "--platform=node",
         "--format=esm", "--log-level=error", "--outfile=use.mjs")  # fmt: skip

    dongguan = world.found("dongguan")
    articles = [
        NewsPageFactory(parent=dongguan.index, title=f"第{number}篇") for number in range(4)
    ]
    copy = articles[0].copy(update_attrs={"title": "副本", "slug": "copy"})
    copy.unpublish()
    copy.save_revision().publish()
    articles[0].title = "草稿"
    token = previews.create(articles[0], dongguan.editor())
    found = json.loads(node("use.mjs", site, articles[0].pk, copy.pk, token))
    assert set(found) == {"preset", "genql", "hey", "orval"}
    for name, titles in found.items():
        assert len(set(titles[:4])) == 4, name
        assert titles[4:] == ["第0篇", "副本", "草稿"], name
