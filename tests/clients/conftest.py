"""The same server and content as in the browser tests, and Node."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.browser.conftest import filled, site  # noqa: F401

HERE = Path(__file__).parent


@pytest.fixture
def node(tmp_path):
    """`node(module, …)` runs a script in a copy of the clients: nothing generated stays behind."""
    program, modules = shutil.which("node"), HERE / "node_modules"
    assert program, "the clients need Node: apt install nodejs npm"
    assert modules.exists(), "install the tools: npm ci --ignore-scripts --prefix tests/clients"
    for each in HERE.iterdir():
        if each.suffix in (".json", ".mjs"):
            shutil.copy(each, tmp_path)
    for folder in ("src", "caches", "generators", "lint"):
        shutil.copytree(HERE / folder, tmp_path / folder)
    (tmp_path / "src" / "generated").mkdir()
    (tmp_path / "node_modules").symlink_to(modules)

    def run(script, *arguments):
        result = subprocess.run(
            [program, script, *map(str, arguments)],
            cwd=run.cwd,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout

    run.folder = run.cwd = tmp_path
    return run
