"""Nobody puts another branch's picture, file or draft into a page, whatever the way in."""

import json

import pytest
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.test.client import encode_multipart
from django.urls import reverse
from pytest_django.asserts import assertContains
from wagtail.documents.models import Document
from wagtail.models import APIToken, Locale
from wagtail.rich_text import RichText
from wagtail_localize.models import (
    LocaleSynchronization,
    OverridableSegment,
    SegmentOverride,
    Translation,
    TranslationSource,
)

from news.models import NewsPage
from tests.factories import ImageFactory, NewsPageFactory

from .forms import edit


@pytest.fixture
def theirs(shenzhen):
    """What an editor of 东莞 may not choose, by what it is."""
    file = ContentFile(b"%PDF", name="secret.pdf")
    collection = shenzhen.team.collection
    return {
        "picture": ImageFactory(title="深圳的图", collection=collection),
        "document": Document.objects.create(title="深圳的文件", file=file, collection=collection),
        "draft": NewsPageFactory(parent=shenzhen.index, title="深圳的草稿", live=False),
    }


@pytest.fixture
def approver(client, dongguan):
    user = dongguan.approver()
    client.force_login(user)
    return user


@pytest.fixture
def article(dongguan):
    own = ImageFactory(title="东莞的图", collection=dongguan.team.collection)
    page = NewsPageFactory(
        parent=dongguan.index,
        title="走访",
        cover=own,
        body=[("rich_text", RichText('<p>看<a href="https://example.org/">链接</a></p>'))],
    )
    page.save_revision().publish()
    return NewsPage.objects.get(pk=page.pk)


@pytest.fixture
def translation(article):
    english = Locale.objects.create(language_code="en")
    LocaleSynchronization.objects.create(locale=english, sync_from=Locale.get_default())
    source, _created = TranslationSource.update_or_create_from_instance(article)
    translation = Translation.objects.create(source=source, target_locale=english)
    translation.save_target(publish=False)
    return translation


def latest(article):
    return NewsPage.objects.get(pk=article.pk).get_latest_revision_as_object()


def test_by_the_form(client, approver, article, theirs):
    answer = edit(client, article, cover=theirs["picture"].pk)
    assertContains(answer, "不能选用")
    assert latest(article).cover.title == "东莞的图"


def test_by_an_override_of_a_translation(client, approver, translation, theirs):
    segment = OverridableSegment.objects.get(context__path="cover")
    url = f"/admin/localize/translate/{translation.pk}/overrides/{segment.pk}/edit/"
    data = encode_multipart("limit", {"value": str(theirs["picture"].pk)})
    answer = client.put(url, data, content_type="multipart/form-data; boundary=limit")
    assert answer.status_code == 400
    assert "深圳的图" not in answer.content.decode()
    assert not SegmentOverride.objects.exists()


def test_by_an_override_that_was_there_already(client, approver, translation, theirs):
    """One that is published by whoever may not choose what it shows."""
    segment = OverridableSegment.objects.get(context__path="cover")
    SegmentOverride.objects.create(
        locale=translation.target_locale,
        context=segment.context,
        data_json=json.dumps(theirs["picture"].pk),
    )
    target = translation.get_target_instance()
    url = reverse("wagtailadmin_pages:edit", args=[target.pk])
    answer = client.post(url, {"action": "publish"}, follow=True)
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]
    assert latest(target).cover.title == "东莞的图"


@pytest.mark.parametrize("kind", ["picture", "document", "draft"])
def test_by_the_management_api(client, approver, article, theirs, kind):
    approver.user_permissions.add(*Permission.objects.filter(codename="access_admin"))
    _token, key = APIToken.create_token(user=approver, name="电脑")
    link = {
        "picture": {"cover_id": theirs["picture"].pk},
        "document": {"excerpt": "x", "body": _text(f'linktype="document" id="{theirs[kind].pk}"')},
        "draft": {"excerpt": "x", "body": _text(f'linktype="page" id="{theirs[kind].pk}"')},
    }[kind]
    answer = client.patch(
        f"/api/v3-preview/pages/{article.pk}/",
        json.dumps(link),
        content_type="application/json",
        headers={"authorization": f"Bearer {key}"},
    )
    assert 400 <= answer.status_code < 500, answer.content
    assert latest(article).cover.title == "东莞的图"
    assert "linktype" not in str(latest(article).body.raw_data)


def _text(link):
    return [{"type": "rich_text", "value": f"<p><a {link}>看</a></p>"}]


def test_what_somebody_else_put_there_stays(client, approver, article, theirs):
    article.cover = theirs["picture"]
    article.save_revision().publish()
    answer = edit(client, article, title="改了题目")
    assert answer.status_code == 302
    assert latest(article).title == "改了题目"


def test_an_old_version_does_not_bring_it_back(client, approver, article, theirs):
    article.cover = theirs["picture"]
    old = article.save_revision()
    article.cover = None
    article.save_revision().publish()
    url = reverse("wagtailadmin_pages:revisions_revert", args=[article.pk, old.pk])
    assert client.get(url).status_code == 200
    edit(client, article, cover=theirs["picture"].pk)
    assert latest(article).cover is None
