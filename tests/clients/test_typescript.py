"""A frontend in TypeScript: types from the running server, compiled strictly, and run."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

HERE = Path(__file__).parent
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


@pytest.fixture
def node(tmp_path):
    """`node(module, …)` runs a script in a copy of the clients: nothing generated stays behind."""
    program, modules = shutil.which("node"), HERE / "node_modules"
    assert program, "the clients need Node: apt install nodejs npm"
    assert modules.exists(), "install the tools: npm ci --ignore-scripts --prefix tests/clients"
    for name in ("package.json", "tsconfig.json", "graphql-types.mjs"):
        shutil.copy(HERE / name, tmp_path)
    shutil.copytree(HERE / "src", tmp_path / "src")
    (tmp_path / "src" / "generated").mkdir()
    (tmp_path / "node_modules").symlink_to(modules)

    def run(script, *arguments):
        result = subprocess.run(
            [program, script, *arguments], cwd=tmp_path, capture_output=True, text=True, timeout=120
        )
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout

    return run


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
