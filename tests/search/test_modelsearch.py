"""What modelsearch, which is Wagtail's search, asks of any backend."""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

# That modelsearch skips for its own backend of this database, too; none is added to them.
SKIPPED = {"sqlite": 7, "postgresql": 5}


@pytest.mark.slow
def test_as_modelsearch_tests_its_own():
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    command = [sys.executable, "-m", "django", "test", "tests.search.modelsearch.backends.Ours"]
    run = subprocess.run(
        [*command, "--noinput"],
        cwd=settings.BASE_DIR,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.search.modelsearch.settings",
            "PYTHONPATH": f"{settings.BASE_DIR}{os.pathsep}{settings.SITE_DIR}",
            "MODELSEARCH_DATABASE": f"test_modelsearch_{worker}",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert int(re.search(r"Ran (\d+) tests", run.stderr)[1]) > 100
    assert f"(skipped={SKIPPED[connection.vendor]}, expected failures=1)" in run.stderr
