"""The test suite: SQLite in memory unless DATABASE_URL says otherwise, nothing left on disk."""

import os
import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .base import CACHES, STORAGES, TASKS, env

SECRET_KEY = "only-for-tests"
DATABASES = {"default": env.db_url("DATABASE_URL", default="sqlite://:memory:")}
CACHES["default"] = env.cache_url("CACHE_URL", default="locmemcache://")
if "redis" in CACHES["default"]["BACKEND"]:
    # Each of pytest-xdist's workers (gw0, gw1 …) has a database of its own to clear.
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    CACHES["default"]["LOCATION"] = f"{CACHES['default']['LOCATION'].rstrip('/')}/{worker}"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="qianshou-test-media-"))
MAINTENANCE_FILE = MEDIA_ROOT / "maintenance"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS["background"] = TASKS["default"]  # tests of the queue itself switch it back
DEMO = False
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# A third of a page's saving goes into the search index; tests of search switch it on.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "search.index.backends", "AUTO_UPDATE": False}}
SEARCHES_A_MINUTE = 0  # tests of the limit set one
