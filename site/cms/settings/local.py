"""`make dev`: error pages with tracebacks, static files straight from their folders."""

from .base import *  # noqa: F403
from .base import STORAGES, TASKS

DEBUG = True
TASKS["background"] = TASKS["default"]  # one process: nothing works a queue off
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
