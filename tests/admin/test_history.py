"""The history of a page offers every version that it had, whoever made it."""

from importlib import import_module

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from cms.legacy_import.article import Article, Text
from cms.legacy_import.importer import import_article
from news.models import NewsPage
from tests.factories import NewsPageFactory, UserFactory
from tests.world import translate

from .forms import edit, form_data


@pytest.fixture
def admin(client, db):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    return client


def offered(client, page):
    """The versions that the history offers to go back to."""
    html = client.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content
    links = BeautifulSoup(html, "html.parser").select("a[href*='/revert/']")
    return {int(link["href"].split("/revisions/")[1].split("/")[0]) for link in links}


def earlier(page):
    return set(page.revisions.exclude(pk=page.latest_revision_id).values_list("pk", flat=True))


def changed(page):
    page = page.specific.get_latest_revision_as_object()
    page.title += "（改）"
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def test_the_first_version_of_what_programs_make(admin, organisation, dongguan):
    """The founding of a branch, and an import."""
    article = import_article(
        Article(
            title="旧文", published_at=timezone.now(), author="东莞鹏星", views=None,
            blocks=(Text("<p>走访。</p>"),),
        )
    ).page  # fmt: skip
    for page in [organisation, dongguan.page, dongguan.index, dongguan.contact, article]:
        first = page.revisions.first()
        page = changed(page)
        assert first.pk in offered(admin, page), page


def test_a_copy_and_a_translation(admin, dongguan):
    page = NewsPageFactory(parent=dongguan.index)
    page.save_revision().publish()
    copy = changed(page.copy(update_attrs={"slug": "copy"}))
    translation = changed(translate(page))
    assert offered(admin, copy) >= {copy.revisions.order_by("-pk")[1].pk}
    assert offered(admin, translation) == earlier(translation)


def test_a_version_brought_back(admin, dongguan):
    page = NewsPageFactory(parent=dongguan.index, title="第一版")
    page.save_revision().publish()
    page = changed(page)
    (first,) = offered(admin, page)
    revert = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, first])
    assert "第一版" in admin.get(revert).content.decode()


def test_what_people_save_is_logged_once(admin, dongguan):
    page = NewsPageFactory(parent=dongguan.index)
    edit(admin, page, title="改")
    edits = PageLogEntry.objects.filter(page=page, action="wagtail.edit")
    assert edits.count() == 1


def test_existing_installations(admin, dongguan):
    page = NewsPageFactory(parent=dongguan.index)
    page.save_revision().publish()
    page = changed(page)
    PageLogEntry.objects.filter(action="wagtail.edit").delete()
    assert not offered(admin, page)
    migration = import_module("cms.core.migrations.0003_log_unlogged_revisions")
    for _twice in range(2):
        migration.log_edits(apps, None)
        assert offered(admin, page) == earlier(page)
        entries = PageLogEntry.objects.filter(page=page, action="wagtail.edit")
        assert entries.count() == page.revisions.count()
        first = page.revisions.first()
        assert entries.get(revision=first).timestamp == first.created_at


def test_what_was_published_is_not_written_over(client, dongguan):
    """Wagtail's editor goes on with the version that it has just saved."""
    editor = dongguan.editor()
    client.force_login(editor)
    page = NewsPageFactory(parent=dongguan.index, title="审核过的", live=False, owner=editor)
    revision = page.save_revision(user=editor)
    revision.publish()
    edit_url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = form_data(client.get(edit_url).content.decode()) | {
        "title": "没有审核过的",
        "overwrite_revision_id": revision.pk,
        "loaded_revision_id": revision.pk,
    }
    answer = client.post(edit_url, data, headers={"accept": "application/json"})
    assert answer.json()["success"]
    revision.refresh_from_db()
    assert revision.as_object().title == "审核过的"
    latest = NewsPage.objects.get(pk=page.pk).get_latest_revision()
    assert (latest.pk, latest.as_object().title) == (answer.json()["revision_id"], "没有审核过的")
