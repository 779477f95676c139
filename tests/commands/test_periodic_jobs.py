"""Everything that waits for a clock is in one list, and `manage.py work` runs it."""

import time
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.management import call_command, get_commands
from django.db import OperationalError
from django.utils import timezone
from django_tasks import TaskResultStatus, task_backends
from django_tasks_db import DatabaseBackend
from django_tasks_db.models import DBTaskResult
from wagtail.contrib.search_promotions.models import Query, QueryDailyHits
from wagtail.models import Revision, UploadedFile

from cms.content_api import previews
from cms.content_api.models import Preview
from cms.operations import periodic_jobs
from cms.operations.models import PeriodicJob
from cms.operations.periodic_jobs import JOBS, Job
from news.models import NewsIndexPage
from search.models import EmptySearches
from tests.factories import NewsPageFactory, UserFactory

# Commands of the apps that we use and that do not wait for a clock: why nothing runs them.
NOT_PERIODIC = {
    # For a person to run once, or to mend something with
    "changepassword", "createsuperuser", "createcachetable", "sendtestemail", "api_tokens",
    "import_redirects", "move_pages", "fixtree", "set_url_paths", "convert_mariadb_uuids",
    "create_log_entries_from_revisions", "rebuild_references_index", "show_references_index",
    "sync_locale_trees", "deduplicate_tags", "wagtail_update_image_renditions",
    "remove_stale_contenttypes", "export_openapi_schema",
    "enable_fuzzystrmatch", "enable_trigram", "enable_unaccent",
    # The worker itself; names that Wagtail keeps for what is in the list, or in `--repair`
    "db_worker", "publish_scheduled_pages", "wagtail_update_index",
    # Nothing is embedded from foreign hosts: `wagtail.embeds` is not installed
    "purge_embeds",
    # Drafts keep their tags by key: a tag that no saved page has may be one of theirs
    "remove_orphaned_tags",
    "collectstatic", "findstatic",  # `serve` collects
}  # fmt: skip


def upstream_commands():
    ours = ("cms.", "home", "contacts", "news", "search")
    for name, app in get_commands().items():
        if app != "django.core" and not app.startswith(ours):
            yield name


def test_every_command_of_a_library_is_in_the_list_or_needs_no_clock():
    listed = {job.command for job in JOBS}
    assert {*upstream_commands()} - listed - NOT_PERIODIC == {"runserver"}
    assert not listed & NOT_PERIODIC


@pytest.fixture
def queue(transactional_db, django_db_serialized_rollback):
    immediate = task_backends["background"]
    task_backends["background"] = DatabaseBackend("background", {})
    yield
    task_backends["background"] = immediate


def test_a_worker_that_travels_in_time_does_everything_in_its_time(queue, dongguan, caplog):
    user = UserFactory()
    now = timezone.now()
    article = NewsPageFactory(parent=dongguan.index, title="按时", live=False)
    old = article.save_revision()
    article.go_live_at = now + timedelta(minutes=2)
    article.save_revision().publish()
    old_upload = UploadedFile.objects.create(file=ContentFile(b"x", name="refused.jpg"))
    Session.objects.create(
        session_key="k" * 32, session_data="", expire_date=now + timedelta(days=14)
    )
    previews.create(article, user)
    query = Query.get("旧闻")
    QueryDailyHits.objects.create(query=query, date=date.today(), hits=3)
    EmptySearches.objects.create(query=query, date=date.today(), count=3)
    DBTaskResult.objects.update(status=TaskResultStatus.SUCCESSFUL, finished_at=now)
    task = DBTaskResult.objects.create(
        status=TaskResultStatus.SUCCESSFUL, finished_at=now, backend_name="background",
        args_kwargs={"args": [], "kwargs": {}}, task_path="x.y", run_after=now,
        exception_class_path="", traceback="",
    )  # fmt: skip

    def left_after(**time):
        with time_machine.travel(now + timedelta(**time)):
            call_command("work", batch=True, startup_delay=False)
        article.refresh_from_db()
        return {
            name
            for name, there in {
                "draft": not article.live,
                "preview": Preview.objects.exists(),
                "upload": UploadedFile.objects.filter(pk=old_upload.pk).exists(),
                "session": Session.objects.exists(),
                "task": DBTaskResult.objects.filter(pk=task.pk).exists(),
                "searches": Query.objects.exists() or EmptySearches.objects.exists(),
                "old version": Revision.objects.filter(pk=old.pk).exists(),
            }.items()
            if there
        }

    kept = {"upload", "session", "task", "searches", "old version"}
    assert left_after(minutes=1) == kept | {"draft", "preview"}
    assert left_after(minutes=3) == kept | {"preview"}
    assert left_after(hours=2) == kept
    assert left_after(days=8) == kept - {"upload"}
    assert left_after(days=16) == {"searches", "old version"}
    assert left_after(days=400) == {"old version"}
    assert left_after(days=735) == set()
    assert not caplog.messages
    assert not old_upload.file.storage.exists(old_upload.file.name)


def test_a_job_is_claimed_by_one_worker(db, monkeypatch):
    runs = []
    monkeypatch.setattr(periodic_jobs, "call_command", lambda name, *_, **__: runs.append(name))
    periodic_jobs.run_due_jobs()
    periodic_jobs.run_due_jobs()
    assert sorted(runs) == sorted(job.command for job in JOBS)


def test_after_a_standstill_a_job_runs_once(db, monkeypatch):
    runs = []
    monkeypatch.setattr(periodic_jobs, "call_command", lambda name, *_, **__: runs.append(name))
    PeriodicJob.objects.create(command="clearsessions", due_at=timezone.now() - timedelta(days=30))
    periodic_jobs.run_due_jobs()
    periodic_jobs.run_due_jobs()
    assert runs.count("clearsessions") == 1


def test_a_clock_that_was_wrong_stops_nothing(db, monkeypatch):
    runs = []
    monkeypatch.setattr(periodic_jobs, "call_command", lambda name, *_, **__: runs.append(name))
    PeriodicJob.objects.create(
        command="publish_scheduled", due_at=timezone.now() + timedelta(days=3000)
    )
    periodic_jobs.run_due_jobs()
    assert "publish_scheduled" in runs


def test_a_job_that_fails_holds_up_no_other(db, monkeypatch, caplog):
    runs = []

    def run(name, *arguments, **options):
        runs.append(name)
        if name == "publish_scheduled":
            raise OperationalError("database is locked")

    monkeypatch.setattr(periodic_jobs, "call_command", run)
    periodic_jobs.run_due_jobs()
    assert len(runs) == len(JOBS)
    assert "The periodic job publish_scheduled failed" in caplog.text


@pytest.mark.parametrize("hour", range(0, 24, 3))
def test_a_nights_work_is_done_at_night(settings, hour):
    settings.TIME_ZONE = "Asia/Shanghai"
    now = datetime(2026, 7, 1, hour, tzinfo=UTC)
    due = Job("clearsessions").due_after(now)
    assert timezone.localtime(due).hour == 3
    assert timedelta(0) < due - now <= timedelta(hours=28)


PUBLISHED = """
from wagtail.models import PageLogEntry
print(PageLogEntry.objects.filter(action="wagtail.publish.scheduled").count())
"""


def count_published(manage):
    return manage("shell", "--no-imports", "-c", PUBLISHED).communicate()[0]


@pytest.mark.slow
def test_real_workers_publish_what_is_overdue_once(manage):
    now = timezone.now()
    with time_machine.travel(now - timedelta(hours=9)):
        for number in range(3):
            article = NewsPageFactory(parent=NewsIndexPage.objects.get(), live=False)
            article.go_live_at = now - timedelta(hours=number + 1)
            article.save_revision().publish()

    workers = [manage("work"), manage("work")]
    try:
        end = time.monotonic() + 30
        while (published := count_published(manage)) != "3\n":
            assert time.monotonic() < end, published
        time.sleep(1)  # for a second one, if it were to come
    finally:
        for worker in workers:
            worker.terminate()
        said = "".join(worker.communicate(timeout=20)[0] for worker in workers)
    assert "Traceback" not in said
    assert count_published(manage) == "3\n"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_published_version_is_kept_however_old(dongguan):
    article = NewsPageFactory(parent=dongguan.index, title="旧版在线")
    article.save_revision().publish()
    draft = article.save_revision()
    with time_machine.travel(timezone.now() + timedelta(days=800)):
        article.save_revision()
        call_command("purge_revisions", days=730)
        article.refresh_from_db()
        assert article.live_revision is not None
        assert not Revision.objects.filter(pk=draft.pk).exists()


def test_an_upload_that_cannot_be_deleted_holds_up_no_other(db, monkeypatch, caplog):
    for name in ("first.jpg", "second.jpg"):
        UploadedFile.objects.create(file=ContentFile(b"x", name=name))
    stuck = UploadedFile.objects.order_by("pk")[0]
    delete = FileSystemStorage.delete

    def refuse(storage, name):
        if name == stuck.file.name:
            raise PermissionError(name)
        delete(storage, name)

    monkeypatch.setattr(FileSystemStorage, "delete", refuse)
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        call_command("clear_uploads")
    assert [*UploadedFile.objects.all()] == [stuck]
    assert "cannot be deleted" in caplog.text


def test_a_nights_work_that_failed_is_tried_again_within_the_hour(db, monkeypatch, caplog):
    monkeypatch.setattr(periodic_jobs, "JOBS", [Job("clearsessions")])

    def fail(*args, **options):
        raise SystemExit(1)

    monkeypatch.setattr(periodic_jobs, "call_command", fail)
    periodic_jobs.run_due_jobs()
    assert PeriodicJob.objects.get().due_at <= timezone.now() + timedelta(hours=1)
