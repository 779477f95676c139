"""What `manage.py prepare` does with content of an earlier version."""

import pytest
from django.core.management import call_command
from django.db import connection
from taggit.models import Tag
from wagtail.contrib.redirects.models import Redirect
from wagtail.search.models import IndexEntry

from cms.core.images.models import CustomImage
from cms.operations import initial_content
from news.models import NewsIndexPage, NewsPage
from tests.factories import ImageFactory, NewsPageFactory

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture(autouse=True)
def _founded_with_an_earlier_version(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "static"
    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "search.index.backends"}}
    settings.PORT = 0  # any
    initial_content.load_initial_content()
    call_command("migrate", "search", "zero", verbosity=0)


def test_a_version_that_indexes_otherwise_indexes_anew():
    IndexEntry.objects.all()._raw_delete("default")
    call_command("prepare", host="127.0.0.1")
    assert IndexEntry.objects.exists()
    call_command("check_search")


def test_names_that_were_stored_before_texts_were_cleaned_are_those_that_are_looked_up():
    pages = [NewsPageFactory(parent=NewsIndexPage.objects.first()) for _each in range(3)]
    for page, tags in zip(pages, (["社区"], ["社区2"], ["社区", "社区2", "花园"]), strict=True):
        page.tags.add(*tags)
        page.save_revision().publish()
    ImageFactory().tags.add("社区2")
    Redirect.objects.create(old_path="/a")
    call_command("migrate", "operations", "0003", verbosity=0)
    with connection.cursor() as cursor:
        rename = "UPDATE taggit_tag SET name = %s WHERE name = %s"
        cursor.execute(rename, ["社\u200b区", "社区2"])
        cursor.execute(rename, ["花\u2060园", "花园"])
        cursor.execute("UPDATE wagtailredirects_redirect SET old_path = %s", ["/a\u200b"])
    call_command("prepare", host="127.0.0.1")
    assert sorted(Tag.objects.values_list("name", flat=True)) == ["社区", "花园"]
    for page, names in zip(pages, ({"社区"}, {"社区"}, {"社区", "花园"}), strict=True):
        stored = NewsPage.objects.get(pk=page.pk)
        for each in (stored, stored.get_latest_revision_as_object()):
            assert sorted(tag.name for tag in each.tags.all()) == sorted(names)
    assert CustomImage.objects.get().tags.get().name == "社区"
    assert Redirect.objects.get().old_path == "/a"
