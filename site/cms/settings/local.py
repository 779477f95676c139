"""`make dev`: error pages with tracebacks, static files straight from their folders."""

from .base import *  # noqa: F403
from .base import STORAGES

DEBUG = True
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
