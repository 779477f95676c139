"""What others' generators make of our schemas compiles strictly, and works on a running server."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from cms.content_api import previews
from tests import world
from tests.factories import NewsPageFactory

from .test_caches import SCHEMA

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
HERE = Path(__file__).parent
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

    article, copy, token = written()
    found = json.loads(node("use.mjs", site, article, copy, token))
    assert set(found) == {"preset", "genql", "hey", "orval"}
    assert_told(found)


def test_generated_python_clients_do_the_same(site, tmp_path):
    environment = HERE / "python" / ".venv" / "bin"
    assert environment.exists(), (
        "install the tools: python -m venv tests/clients/python/.venv, then its pip install -r "
        "tests/clients/python/requirements.txt"
    )
    folder = shutil.copytree(
        HERE / "python", tmp_path / "python", ignore=shutil.ignore_patterns(".venv")
    )
    shutil.copy(SCHEMA, folder / "schema.graphql")

    def run(program, *arguments):
        path = f"{environment}:{os.environ['PATH']}"
        result = subprocess.run(
            [environment / program, *map(str, arguments)],
            cwd=folder, env={**os.environ, "PATH": path}, capture_output=True, text=True,
            timeout=120,
        )  # fmt: skip
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout

    made = run("openapi-python-client", "generate", "--path", OPENAPI, "--output-path", "rest",
               "--meta", "none")  # fmt: skip
    assert "warning" not in made.lower(), made
    run("datamodel-codegen", "--input", OPENAPI, "--input-file-type", "openapi",
        "--output", "models.py", "--output-model-type", "pydantic_v2.BaseModel")  # fmt: skip
    run("ariadne-codegen")
    article, copy, token = written()
    found = json.loads(run("python", "use.py", site, article, copy, token))
    assert len(found) == 4
    assert_told(found)


def written():
    """The ids of an article and of its copy, and a token of its preview."""
    dongguan = world.found("dongguan")
    articles = [
        NewsPageFactory(parent=dongguan.index, title=f"第{number}篇") for number in range(4)
    ]
    copy = articles[0].copy(update_attrs={"title": "副本", "slug": "copy"})
    articles[0].title = "草稿"
    return articles[0].pk, copy.pk, previews.create(articles[0], dongguan.editor())


def assert_told(found):
    for name, titles in found.items():
        assert len(set(titles[:4])) == 4, name
        assert titles[4:] == ["第0篇", "副本", "草稿"], name
