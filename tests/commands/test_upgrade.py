"""What `manage.py prepare` does with content of an earlier version."""

import pytest
from django.core.management import call_command
from wagtail.search.models import IndexEntry

from cms.operations import first_content

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_a_version_that_indexes_otherwise_indexes_anew(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "static"
    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "search.backends"}}
    settings.PORT = 0  # any
    first_content.load()
    call_command("migrate", "search", "zero", verbosity=0)
    IndexEntry.objects.all()._raw_delete("default")
    call_command("prepare", host="127.0.0.1")
    assert IndexEntry.objects.exists()
    call_command("check_search")
