"""`manage.py update_index` and `check_search`: the index and the content, told apart and mended."""

import pytest
from django.core.management import CommandError, call_command
from wagtail.search.models import IndexEntry

from news.models import NewsPage
from tests.factories import NewsPageFactory


@pytest.fixture
def article(dongguan):
    """Saved while the index was not looked after."""
    return NewsPageFactory(parent=dongguan.index, title="龙舟竞渡")


@pytest.fixture
def rebuilt(article, settings):
    settings.WAGTAILSEARCH_BACKENDS = {
        "default": {
            "BACKEND": "search.index.backends",
            "AUTO_UPDATE": False,
            "ATOMIC_REBUILD": False,
        }
    }
    call_command("update_index", verbosity=0)
    return article


def of_articles(capsys) -> str:
    with pytest.raises(CommandError, match="update_index"):
        call_command("check_search")
    return capsys.readouterr().out


def test_a_rebuilt_index_is_up_to_date_and_finds(rebuilt, client):
    call_command("check_search")
    found = client.get("/api/v1/search/", {"q": "龙舟"}).json()
    assert [item["article"]["title"] for item in found["items"]] == ["龙舟竞渡"]


def test_rebuilding_again_changes_nothing(rebuilt):
    before = list(IndexEntry.objects.order_by("pk").values("pk", "object_id"))
    call_command("update_index", verbosity=0)
    assert list(IndexEntry.objects.order_by("pk").values("pk", "object_id")) == before


def test_what_is_missing_is_reported(rebuilt, capsys):
    IndexEntry.objects.filter(object_id=rebuilt.pk).delete()
    assert str(rebuilt.pk) in of_articles(capsys)


def test_what_is_outdated_is_reported(rebuilt, capsys):
    NewsPage.objects.filter(pk=rebuilt.pk).update(title="端午")
    assert str(rebuilt.pk) in of_articles(capsys)


def test_what_is_no_longer_there_is_reported_and_a_rebuild_removes_it(rebuilt, capsys):
    entry = IndexEntry.objects.filter(object_id=rebuilt.pk).first()
    IndexEntry.objects.filter(pk=entry.pk).update(object_id="987654")
    assert "987654" in of_articles(capsys)
    call_command("update_index", verbosity=0)
    call_command("check_search")
    assert not IndexEntry.objects.filter(object_id="987654").exists()


def test_it_goes_in_parts_and_misses_none(dongguan, settings, client):
    settings.WAGTAILSEARCH_BACKENDS = {
        "default": {
            "BACKEND": "search.index.backends",
            "AUTO_UPDATE": False,
            "ATOMIC_REBUILD": False,
        }
    }
    for number in range(5):
        NewsPageFactory(parent=dongguan.index, title=f"龙舟 {number}")
    call_command("update_index", verbosity=0, chunk_size=2)
    assert client.get("/api/v1/search/", {"q": "龙舟"}).json()["count"] == 5
