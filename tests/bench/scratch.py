"""A scratch database and folder of its own, so that a load test touches nothing that exists."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django


def configure(folder: Path) -> int:
    """Production settings on `folder`, for this process and its children; returns the port.

    Only DATABASE_URL is taken from outside, and it says where the scratch database is made.
    """
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder / 'db.sqlite3'}")
    os.environ.update(
        DJANGO_SETTINGS_MODULE="cms.settings.production",
        VAR_DIR=str(folder),
        CACHE_URL=f"filecache://{folder / 'cache'}",
        SECRET_KEY="only-for-the-load-test",
        HOST="127.0.0.1",
        PORT=str(port),
        BASE_URL=f"http://127.0.0.1:{port}",
        ALLOWED_HOSTS="127.0.0.1",
        HTTPS="0",
        SEARCHES_A_MINUTE="0",
    )
    django.setup()
    return port


@contextmanager
def database() -> Iterator[None]:
    """An empty, migrated database beside the one of DATABASE_URL, dropped at the end."""
    from django.db import connection

    original = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = f"{original}_bench"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    address, mark, parameters = os.environ["DATABASE_URL"].partition("?")
    os.environ["DATABASE_URL"] = f"{address}_bench{mark}{parameters}"
    try:
        yield
    finally:
        connection.creation.destroy_test_db(original, verbosity=0)
