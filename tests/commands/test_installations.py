"""An installation of an earlier version goes on with this one: `git pull && make run`.

`installations/` holds databases as main of a day had them, made by its own commands: two languages
open, two articles in the queue of the worker, one of which is to be published later, and a preview.
"""

import json
import lzma
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from wagtail.images.tests.utils import get_test_image_file_jpeg

FILES = Path(__file__).parent / "installations"
DAYS = sorted({each.name.partition(".")[0] for each in FILES.iterdir()})
SECRET_KEY = "an-installation-before-the-upgrade"
UPLOADED = "from cms.core.models import CustomImage; print(CustomImage.objects.get().file.name)"
PREVIEW = """
from cms.content_api import previews
from cms.content_api.models import Preview
print(previews.open(previews._signer().sign(Preview.objects.get().key)).title)
"""
STATE = """
import json
from django_tasks_db.models import DBTaskResult
from cms.core.models import CustomRendition
from cms.teams.models import BranchTeam
from news.models import NewsPage
print(json.dumps({
    "live": sorted(NewsPage.objects.live().values_list("title", flat=True)),
    "tasks": sorted(set(DBTaskResult.objects.values_list("status", flat=True))),
    "renditions": CustomRendition.objects.count(),
    "teams": BranchTeam.objects.exclude(granted={}).count(),
}))
"""


@pytest.fixture(params=DAYS)
def manage(request, db, tmp_path, free_port):
    """Runs manage.py of this version on the installation of that day."""
    url = f"sqlite:///{tmp_path / 'db.sqlite3'}"
    if connection.vendor == "sqlite":
        content = lzma.decompress((FILES / f"{request.param}.sqlite3.xz").read_bytes())
        (tmp_path / "db.sqlite3").write_bytes(content)
    else:
        url = _restored(lzma.decompress((FILES / f"{request.param}.sql.xz").read_bytes()))
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "cms.settings.production", "DATABASE_URL": url,
        "VAR_DIR": str(tmp_path), "CACHE_URL": "dummycache://", "SECRET_KEY": SECRET_KEY,
        "PORT": str(free_port), "QIANSHOU_DEMO": "0",
    }  # fmt: skip

    def run(*arguments):
        command = [sys.executable, settings.BASE_DIR / "manage.py", *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def _restored(dump):
    """The address of a database with the content of `dump`, made anew."""
    own = os.environ["DATABASE_URL"].rpartition("/")[0]
    name = f"{connection.settings_dict['NAME']}_installation"
    with closing(connection.copy(alias="default")) as admin, admin._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}"')
    psql = ["psql", "--quiet", "--set=ON_ERROR_STOP=1", f"{own}/{name}"]
    subprocess.run(psql, input=dump, check=True, capture_output=True)
    return f"{own}/{name}"


@pytest.mark.slow
def test_it_goes_on(manage, tmp_path):
    upload = tmp_path / "media" / manage("shell", "-v", "0", "-c", UPLOADED).strip()
    upload.parent.mkdir(parents=True)
    upload.write_bytes(get_test_image_file_jpeg(size=(1600, 900)).file.getvalue())

    assert "http" in manage("prepare")
    # Before the worker forgets it, for it is older than an hour.
    assert "没有保存过的预览" in manage("shell", "-v", "0", "-c", PREVIEW)
    manage("work", "--batch")
    state = json.loads(manage("shell", "-v", "0", "-c", STATE))
    assert state["live"] == ["升级之前改过的标题", "升级之后按时发布"]
    assert state["tasks"] == ["SUCCESSFUL"]
    assert state["renditions"] > 3
    assert state["teams"] == 6
    manage("check_search")
    manage("makemigrations", "--check")

    # A second start finds it done.
    assert "http" in manage("prepare")
    assert json.loads(manage("shell", "-v", "0", "-c", STATE)) == state
