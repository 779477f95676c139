"""modelsearch and its test application, without Wagtail, whose tables are the same."""

import os

import environ

SECRET_KEY = "only-for-tests"
DATABASES = {"default": environ.Env().db_url("DATABASE_URL", default="sqlite://:memory:")}
# Beside those of the tests that this is one of.
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    DATABASES["default"]["TEST"] = {"NAME": os.environ["MODELSEARCH_DATABASE"]}
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
INSTALLED_APPS = [
    "modelsearch.test.testapp",
    "modelsearch",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.postgres",
]
FIXTURE_DIRS = [os.path.join(os.path.dirname(__file__), "fixtures")]
USE_TZ = True
