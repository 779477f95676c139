"""A frontend in TypeScript: types from the running server, compiled strictly, and run."""

import json

import pytest

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

BLOCKS = [
    "rich_text",
    "heading 2 第一节",
    "picture 社工握着长者的手",
    "heading 3 第一小节",
    "picture_group 2",
    "quotation 社工",
    "video file",
    "video https://v.qq.com/txp/iframe/player.html?vid=a0001abcdef",
    "attachment 服务手册.pdf",
    "table 2",
]


def test_a_typescript_client_compiles_and_runs(filled, node):
    types = "src/generated"
    node("node_modules/openapi-typescript/bin/cli.js", f"{filled}/api/v1/openapi.json",
         "--output", f"{types}/rest.ts")  # fmt: skip
    node("graphql-types.mjs", f"{filled}/graphql/", f"{types}/graphql.ts")
    node("node_modules/typescript/bin/tsc")
    path = "/dongguan/news/every-block/"
    found = json.loads(node("build/main.js", filled, "dongguan", path))
    first = found["rest"]["news"][0]
    assert (first["title"], first["url"]) == ("牵手共学", filled + path)
    assert f"{filled}/media/images/" in first["srcset"]
    assert len(found["rest"]["news"]) == 3
    assert found["graphql"]["news"] == found["rest"]["news"]
    assert found["rest"]["page"] == BLOCKS
    assert len(found["graphql"]["page"]) == len(BLOCKS)
    assert found["rest"]["wrong"] == ["branch"]
