"""What people look for, as head office sees it."""

import csv
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from wagtail.contrib.search_promotions.models import Query, QueryDailyHits

from search.analytics import query_log
from search.models import EmptySearches
from tests import world
from tests.factories import NewsPageFactory

REPORT = "/admin/reports/searches/"


@pytest.fixture
def officer(client, organisation):
    client.force_login(world.head_officer())
    return client


def rows(client, **parameters):
    """The report's file, as {query: (times, in vain)}."""
    response = client.get(REPORT, {"export": "csv", **parameters})
    assert response.status_code == 200
    _heading, *lines = csv.reader(b"".join(response).decode().splitlines())
    return {text: (int(times), int(empty)) for text, times, empty in lines}


def ask(client, text, way="rest"):
    if way == "page":
        return client.get("/search/", {"q": text})
    if way == "rest":
        return client.get("/api/v1/search/", {"q": text})
    query = "query ($q: String!) { search(q: $q) { count } }"
    return client.post(
        "/graphql/", {"query": query, "variables": {"q": text}}, content_type="application/json"
    )


@pytest.mark.parametrize("way", ["page", "rest", "graphql"])
def test_what_was_looked_for_and_not_found(dongguan, indexed, officer, way):
    NewsPageFactory(parent=dongguan.index, title="端午包粽子")
    for text in ("粽子", "粽子", "月饼"):
        assert ask(officer, text, way).status_code == 200
    query_log.flush()
    assert rows(officer) == {"粽子": (2, 0), "月饼": (1, 1)}


def test_however_it_is_written_it_is_the_same(dongguan, indexed, officer):
    for text in ("ＡＩ 東莞", "ai  东莞", " AI 东莞 "):
        ask(officer, text)
    query_log.flush()
    assert rows(officer) == {"ai 东莞": (3, 3)}


def test_turning_the_page_is_no_new_search(dongguan, indexed, officer):
    for number in range(21):
        NewsPageFactory(parent=dongguan.index, title=f"端午 {number}")
    officer.get("/search/", {"q": "端午", "page": 2})
    officer.get("/api/v1/search/", {"q": "端午", "offset": 20})
    query_log.flush()
    assert rows(officer) == {}


@pytest.mark.parametrize(
    "text", ["13800138000", "138 0013 8000", "me@example.org", "441900199001011234"]
)
def test_nothing_personal_is_kept(dongguan, indexed, officer, text):
    ask(officer, text)
    query_log.flush()
    assert not Query.objects.exists()


def test_what_strangers_send_does_not_fill_the_memory(dongguan, indexed, client, monkeypatch):
    monkeypatch.setattr("search.analytics.query_log.MAX_TEXTS", 2)
    for text in "甲乙丙丁":
        ask(client, text)
    query_log.flush()
    assert Query.objects.count() == 2


def test_old_counts_are_forgotten(officer, settings):
    query = Query.get("旧闻")
    day = date.today() - timedelta(days=settings.WAGTAILSEARCH_HITS_MAX_AGE + 2)
    QueryDailyHits.objects.create(query=query, date=day, hits=3)
    EmptySearches.objects.create(query=query, date=day, count=3)
    still_asked = Query.get("常问")
    QueryDailyHits.objects.create(query=still_asked, date=date.today(), hits=1)
    EmptySearches.objects.create(query=still_asked, date=day, count=1)
    call_command("searchpromotions_garbage_collect")
    assert Query.objects.get() == still_asked
    assert not EmptySearches.objects.exists()


def test_by_period_and_what_was_in_vain(officer):
    for text, day, hits, empty in [
        ("粽子", "2026-06-01", 5, 0), ("粽子", "2026-07-01", 2, 1), ("月饼", "2026-06-02", 1, 0),
    ]:  # fmt: skip
        query = Query.get(text)
        QueryDailyHits.objects.create(query=query, date=day, hits=hits)
        if empty:
            EmptySearches.objects.create(query=query, date=day, count=empty)
    assert rows(officer) == {"粽子": (7, 1), "月饼": (1, 0)}
    assert rows(officer, days_from="2026-07-01") == {"粽子": (2, 1)}
    assert rows(officer, days_to="2026-06-30") == {"粽子": (5, 0), "月饼": (1, 0)}
    assert rows(officer, in_vain="true") == {"粽子": (7, 1)}
    assert rows(officer, q="月") == {"月饼": (1, 0)}
    content = officer.get(REPORT).content.decode()
    assert content.index("粽子") < content.index("月饼")  # the most first


def test_who_may_read_it(client, dongguan, officer):
    assert REPORT in officer.get("/admin/").content.decode()
    client.force_login(dongguan.approver())
    assert REPORT not in client.get("/admin/").content.decode()
    assert client.get(REPORT, follow=True).redirect_chain[0][0] == reverse("wagtailadmin_home")
