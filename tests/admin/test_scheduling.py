"""What editors schedule happens by itself: the worker runs `publish_scheduled` every 15 seconds."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains
from wagtail.models import PageLogEntry, Revision, TaskState
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from news.models import NewsPage
from tests.factories import NewsPageFactory, StandardPageFactory
from tests.world import head_officer

from .forms import create, edit

TITLE = "中秋游园会"
ADDRESS = "/dongguan/news/zhong-qiu-you-yuan-hui/"


def in_minutes(minutes):
    return timezone.now() + timedelta(minutes=minutes)


def in_form(moment):
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M:%S")


def write(client, dongguan, **fields):
    body = nested_form_data({"body": streamfield([("rich_text", rich_text("<p>灯谜。</p>"))])})
    create(client, "news/newspage", dongguan.index, title=TITLE, **body, **fields)
    return NewsPage.objects.get(title=TITLE)


def published(dongguan, **fields):
    page = NewsPageFactory(parent=dongguan.index, **{"title": TITLE, **fields})
    page.save_revision().publish()
    return NewsPage.objects.get(pk=page.pk)


def actions(page):
    return list(PageLogEntry.objects.filter(page=page.pk).values_list("action", flat=True))


def test_an_article_goes_live_at_its_time_everywhere(client, dongguan, indexed):
    client.force_login(dongguan.approver())
    go_live_at = in_form(in_minutes(2))
    write(client, dongguan, go_live_at=go_live_at, **{"action-publish": "1"})
    call_command("publish_scheduled")
    client.logout()
    assert client.get(ADDRESS).status_code == 404
    with time_machine.travel(in_minutes(3)):
        call_command("publish_scheduled")
        assertContains(client.get(ADDRESS), "灯谜。")
        assertContains(client.get("/dongguan/"), TITLE)
        assertContains(client.get("/search/", {"q": "游园"}), ADDRESS)
        assert client.get("/api/v1/news/").json()["items"][0]["title"] == TITLE


def test_a_live_article_changes_at_its_time(client, dongguan):
    page = published(dongguan)
    client.force_login(dongguan.approver())
    later = in_form(in_minutes(2))
    edit(client, page, title="改期通知", go_live_at=later, **{"action-publish": "1"})
    assertContains(client.get(page.url), TITLE)
    with time_machine.travel(in_minutes(3)):
        call_command("publish_scheduled")
        assertContains(client.get(page.url), "改期通知")


def test_a_standard_page_goes_live_at_its_time(client, dongguan):
    page = StandardPageFactory(parent=dongguan.page, live=False)
    page.go_live_at = in_minutes(2)
    page.save_revision().publish()
    with time_machine.travel(in_minutes(3)):
        call_command("publish_scheduled")
    assert client.get(page.url).status_code == 200


def test_an_approved_article_goes_live_at_its_time_and_is_open_for_editing(client, dongguan):
    editor = dongguan.editor()
    client.force_login(editor)
    page = write(client, dongguan, go_live_at=in_form(in_minutes(2)), **{"action-submit": "1"})
    client.force_login(dongguan.approver())
    task = TaskState.objects.get(revision__object_id=str(page.pk))
    client.post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk]))
    page.refresh_from_db()
    assert page.get_lock().for_user(editor)
    with time_machine.travel(in_minutes(3)):
        call_command("publish_scheduled")
        page = NewsPage.objects.get()
        assert page.live
        assert page.get_lock() is None


def test_an_expired_article_is_no_longer_live_in_the_admin(client, dongguan):
    page = published(dongguan)
    page.expire_at = in_minutes(2)
    page.save_revision().publish()
    with time_machine.travel(in_minutes(3)):
        call_command("publish_scheduled")
        page.refresh_from_db()
        assert (page.live, page.expired) == (False, True)
        client.force_login(head_officer())
        explorer = client.get(reverse("wagtailadmin_explore", args=[dongguan.index.pk]))
        assertContains(explorer, "已过期")
    assert actions(page)[0] == "wagtail.unpublish.scheduled"


def test_after_a_standstill_the_latest_word_counts(dongguan):
    """Its time and its end have both passed while no worker ran."""
    page = NewsPageFactory(parent=dongguan.index, title=TITLE, live=False)
    page.go_live_at, page.expire_at = in_minutes(2), in_minutes(60)
    page.save_revision().publish()
    with time_machine.travel(in_minutes(600)):
        call_command("publish_scheduled")
    page.refresh_from_db()
    assert (page.live, page.expired) == (False, True)
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()


def test_a_new_version_in_time_moves_the_expiry(dongguan):
    page = published(dongguan)
    page.expire_at = in_minutes(10)
    page.save_revision().publish()
    page.go_live_at, page.expire_at = in_minutes(5), in_minutes(1000)
    page.save_revision().publish()
    with time_machine.travel(in_minutes(600)):
        call_command("publish_scheduled")
    page.refresh_from_db()
    assert page.live
    assert "wagtail.unpublish.scheduled" not in actions(page)


def test_what_is_scheduled_for_later_outlives_the_expiry(dongguan):
    page = published(dongguan)
    page.expire_at = in_minutes(5)
    page.save_revision().publish()
    page.title, page.go_live_at, page.expire_at = "第二场", in_minutes(60), None
    page.save_revision().publish()
    with time_machine.travel(in_minutes(10)):
        call_command("publish_scheduled")
        page.refresh_from_db()
        assert not page.live
    with time_machine.travel(in_minutes(70)):
        call_command("publish_scheduled")
    page.refresh_from_db()
    assert (page.live, page.title) == (True, "第二场")


def test_what_two_workers_see_at_once_is_published_once(dongguan, monkeypatch):
    """Both have read that it is due; the second comes to it when the first has published it."""
    page = NewsPageFactory(parent=dongguan.index, title=TITLE, live=False)
    page.go_live_at = in_minutes(2)
    page.save_revision().publish()
    publish, seen = Revision.publish, []

    def publish_while_another_worker_comes(revision, **options):
        publish(revision, **options)
        if not seen:
            seen.append(revision.pk)
            call_command("publish_scheduled")

    monkeypatch.setattr(Revision, "publish", publish_while_another_worker_comes)
    with time_machine.travel(in_minutes(3)):
        call_command("publish_scheduled")
    assert actions(page).count("wagtail.publish.scheduled") == 1


def test_one_that_cannot_be_published_says_so_and_holds_up_no_other(client, dongguan):
    """Another page has taken the address that a scheduled version wants."""
    page = published(dongguan, slug="old")
    page.slug, page.go_live_at = "new", in_minutes(2)
    page.save_revision().publish()
    NewsPageFactory(parent=dongguan.index, title="先到的", slug="new")
    other = NewsPageFactory(parent=dongguan.index, title="另一篇", live=False)
    other.go_live_at = in_minutes(3)
    other.save_revision().publish()
    with time_machine.travel(in_minutes(4)):
        call_command("publish_scheduled")
        other.refresh_from_db()
        assert other.live
        assert actions(page)[0] == "operations.scheduled_publishing_failed"
        client.force_login(dongguan.approver())
        history = client.get(reverse("wagtailadmin_pages:history", args=[page.pk]))
        assertContains(history, "未能按时发布")
        assertContains(client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])), TITLE)


def test_a_fault_is_tried_again(dongguan, monkeypatch, caplog):
    page = NewsPageFactory(parent=dongguan.index, title=TITLE, live=False)
    page.go_live_at = in_minutes(2)
    page.save_revision().publish()

    def fail(*args, **options):
        raise OSError("disk full")

    with time_machine.travel(in_minutes(3)):
        with monkeypatch.context() as patch:
            patch.setattr(Revision, "publish", fail)
            call_command("publish_scheduled")
            call_command("publish_scheduled")
        assert actions(page).count("operations.scheduled_publishing_failed") == 1
        assert "could not be published as scheduled" in caplog.text
        call_command("publish_scheduled")
    page.refresh_from_db()
    assert page.live


def test_what_is_gone_waits_no_longer(dongguan, caplog):
    page = NewsPageFactory(parent=dongguan.index, title=TITLE, live=False)
    page.save_revision(approved_go_live_at=in_minutes(1))
    Revision.objects.update(object_id="999999")
    with time_machine.travel(in_minutes(2)):
        call_command("publish_scheduled")
    assert not Revision.objects.exclude(approved_go_live_at=None).exists()
    assert not caplog.records


def test_nobody_publishes_what_would_expire_at_once(client, dongguan):
    page = published(dongguan, expire_at=in_minutes(1))
    with time_machine.travel(in_minutes(2)):
        call_command("publish_scheduled")
        client.force_login(dongguan.approver())
        bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        answer = client.post(f"{bulk}?id={page.pk}", follow=True)
        assertContains(answer, "这个时间已经过去")
        page.refresh_from_db()
        assert (page.live, page.expired) == (False, True)


def test_a_dry_run_changes_nothing(dongguan, capsys):
    page = NewsPageFactory(parent=dongguan.index, title=TITLE, live=False)
    page.go_live_at = in_minutes(2)
    page.save_revision().publish()
    with time_machine.travel(in_minutes(3)):
        call_command("publish_scheduled", dryrun=True)
    assert "Revisions to be published" in capsys.readouterr().out
    page.refresh_from_db()
    assert not page.live


@pytest.mark.parametrize("status", ["go_live_at", "expire_at"])
def test_what_is_not_due_stays_as_it_is(dongguan, status):
    page = published(dongguan)
    setattr(page, status, in_minutes(60))
    page.save_revision().publish()
    before = NewsPage.objects.values().get()
    call_command("publish_scheduled")
    assert NewsPage.objects.values().get() == before
