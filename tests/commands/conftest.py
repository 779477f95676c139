import os
import socket
import sqlite3
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from tests import world


@pytest.fixture
def manage(transactional_db, django_db_serialized_rollback, tmp_path):
    """Runs manage.py beside, on a founded organisation in a database that it can open: what the
    test makes before the first run is in it."""
    world.organisation()
    world.found("dongguan")
    database = connection.settings_dict["NAME"]
    url = f"{os.environ.get('DATABASE_URL', '').rpartition('/')[0]}/{database}"
    copy = tmp_path / "db.sqlite3"
    if connection.vendor == "sqlite":
        url = f"sqlite:///{copy}"
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "cms.settings.production",
        "DATABASE_URL": url,
        "VAR_DIR": str(tmp_path / "var"),
        "CACHE_URL": "dummycache://",
    }

    def begin(*arguments):
        if connection.vendor == "sqlite" and not copy.exists():
            with sqlite3.connect(copy) as file:
                connection.connection.backup(file)
        return subprocess.Popen(
            [sys.executable, settings.BASE_DIR / "manage.py", *arguments],
            env=environment,
            start_new_session=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    return begin


@pytest.fixture
def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
