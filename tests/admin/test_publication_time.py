"""An article is dated when it is first published, unless somebody dates it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import TaskState
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from news.models import NewsPage
from tests.factories import NewsPageFactory
from tests.world import translate

from .forms import create, edit

MORNING = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
BODY = nested_form_data({"body": streamfield([("rich_text", rich_text("<p>走访五户。</p>"))])})


@pytest.fixture
def clock(monkeypatch):
    """Sets the time."""

    def set_to(moment):
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    set_to(MORNING)
    return set_to


@pytest.fixture
def desk(client, dongguan, clock):
    """An approver's, who may publish."""
    client.force_login(dongguan.approver())
    return client


def write(client, dongguan, **fields):
    create(client, "news/newspage", dongguan.index, title="走访慰问", **BODY, **fields)
    return NewsPage.objects.get(title="走访慰问")


def dated(page):
    return NewsPage.objects.get(pk=page.pk).published_at


def test_a_draft_has_no_date_until_it_is_published(desk, dongguan, clock):
    page = write(desk, dongguan)
    assert page.published_at is None
    clock(NOON)
    edit(desk, page, **BODY, **{"action-publish": "1"})
    assert dated(page) == NOON
    clock(NOON + timedelta(days=1))
    edit(desk, page, title="走访慰问（改）", **BODY, **{"action-publish": "1"})
    assert dated(page) == NOON


def test_a_date_that_was_set_stays(desk, dongguan, clock):
    page = write(desk, dongguan, published_at="2022-10-30 14:18:22", **{"action-publish": "1"})
    assert dated(page).isoformat() == "2022-10-30T06:18:22+00:00"


def test_the_form_of_a_published_article_shows_its_date(desk, dongguan):
    page = write(desk, dongguan, **{"action-publish": "1"})
    form = desk.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert 'value="2026-03-02 09:30:00"' in form
    edit(desk, page, published_at="", **BODY, **{"action-publish": "1"})
    assert dated(page) == MORNING


def test_what_was_approved_later_is_dated_then(client, dongguan, clock):
    client.force_login(dongguan.editor())
    page = write(client, dongguan, **{"action-submit": "1"})
    clock(NOON)
    client.force_login(dongguan.approver())
    task = TaskState.objects.get(revision__object_id=str(page.pk))
    client.post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk]))
    assert dated(page) == NOON


def test_what_goes_live_by_time_has_that_time(desk, dongguan, clock):
    page = write(desk, dongguan, go_live_at="2026-03-02 12:00:00", **{"action-publish": "1"})
    assert (page.live, page.published_at) == (False, None)
    clock(NOON + timedelta(hours=5))  # the worker had stood still
    call_command("publish_scheduled")
    assert dated(page) == NOON


def test_a_change_by_time_keeps_the_date(desk, dongguan, clock):
    page = write(desk, dongguan, **{"action-publish": "1"})
    later = {"published_at": "", "go_live_at": "2026-03-02 12:00:00", "action-publish": "1"}
    edit(desk, page, **BODY, **later)
    clock(NOON)
    call_command("publish_scheduled")
    assert dated(page) == MORNING


def test_what_is_unscheduled_is_dated_when_it_is_published(desk, dongguan, clock):
    page = write(desk, dongguan, go_live_at="2026-03-02 12:00:00", **{"action-publish": "1"})
    cancel = [page.pk, page.scheduled_revision.pk]
    desk.post(reverse("wagtailadmin_pages:revisions_unschedule", args=cancel))
    edit(desk, page, go_live_at="", **BODY, **{"action-publish": "1"})
    assert dated(page) == MORNING


def test_what_is_approved_after_its_time_is_dated_by_the_approval(client, dongguan, clock):
    client.force_login(dongguan.editor())
    page = write(client, dongguan, go_live_at="2026-03-02 10:00:00", **{"action-submit": "1"})
    clock(NOON)
    client.force_login(dongguan.approver())
    task = TaskState.objects.get(revision__object_id=str(page.pk))
    client.post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk]))
    assert dated(page) == NOON


def test_republishing_changes_no_date(desk, dongguan, clock):
    page = write(desk, dongguan, **{"action-publish": "1"})
    NewsPage.objects.get(pk=page.pk).unpublish()
    clock(NOON)
    NewsPage.objects.get(pk=page.pk).get_latest_revision().publish()
    assert dated(page) == MORNING


def test_previews_show_a_date(desk, dongguan):
    page = write(desk, dongguan)
    shown = desk.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).content.decode()
    assert '<time datetime="2026-03-02T09:30:00+08:00">' in shown
    assert dated(page) is None


def test_a_translation_has_the_date_of_its_source(desk, dongguan, clock):
    page = write(desk, dongguan, published_at="2022-10-30 14:18:22", **{"action-publish": "1"})
    assert dated(translate(page)) == dated(page)


def test_an_alias_has_the_date_of_its_source(desk, dongguan, clock):
    page = write(desk, dongguan, **{"action-publish": "1"})
    alias = page.create_alias(update_slug="alias")
    clock(NOON)
    page.get_latest_revision().publish()
    assert dated(alias) == MORNING


def test_lists_follow_the_date(desk, dongguan, clock):
    early = NewsPageFactory(parent=dongguan.index, title="早", published_at=MORNING, live=True)
    draft = write(desk, dongguan)
    clock(NOON)
    NewsPageFactory(parent=dongguan.index, title="午")
    clock(NOON + timedelta(hours=1))
    edit(desk, draft, **BODY, **{"action-publish": "1"})
    news = desk.get("/api/v1/news/?branch=dongguan").json()["items"]
    assert [item["title"] for item in news] == ["走访慰问", "午", early.title]


def test_no_public_article_is_without_a_date(dongguan):
    assert NewsPageFactory(parent=dongguan.index).published_at is not None
    assert NewsPageFactory(parent=dongguan.index, live=False).published_at is None
