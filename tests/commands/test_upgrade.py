"""What `manage.py prepare` does with content of an earlier version."""

import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command
from wagtail.search.models import IndexEntry

from cms.operations import first_content
from cms.operations.provisioning import provision_head_office

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture(autouse=True)
def _founded_with_an_earlier_version(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "static"
    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "search.backends"}}
    settings.PORT = 0  # any
    first_content.load()
    call_command("migrate", "search", "zero", verbosity=0)


def test_head_office_may_do_what_is_new():
    group = provision_head_office()
    promote = Permission.objects.get(codename="add_searchpromotion")
    group.permissions.remove(promote)
    call_command("prepare", host="127.0.0.1")
    assert promote in group.permissions.all()


def test_a_version_that_indexes_otherwise_indexes_anew():
    IndexEntry.objects.all()._raw_delete("default")
    call_command("prepare", host="127.0.0.1")
    assert IndexEntry.objects.exists()
    call_command("check_search")
