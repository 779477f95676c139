"""Nobody puts another branch's picture, file or draft into a page, whatever the way in."""

import json
import re

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
from tests import world
from tests.factories import ImageFactory, NewsPageFactory
from tests.pages.test_visibility import hide_by_login, hide_by_password

from .forms import create, edit


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


# --- What a form shows of it ----------------------------------------------------------------------


def linking(*links):
    """A rich text as the editor sends it."""
    entities = {
        str(number): {"type": kind, "mutability": "MUTABLE", "data": {"id": pk}}
        for number, (kind, pk) in enumerate(links)
    }
    ranges = [{"offset": each, "length": 1, "key": each} for each in range(len(links))]
    block = {
        "key": "a", "text": "看看看", "type": "unstyled", "depth": 0,
        "inlineStyleRanges": [], "entityRanges": ranges,
    }  # fmt: skip
    return json.dumps({"blocks": [block], "entityMap": entities})


def with_blocks(*blocks):
    sent = {"body-count": str(len(blocks))}
    for number, (kind, value) in enumerate(blocks):
        sent |= {
            f"body-{number}-type": kind, f"body-{number}-value": str(value),
            f"body-{number}-order": str(number), f"body-{number}-deleted": "",
            f"body-{number}-id": "",
        }  # fmt: skip
    return sent


def choosing(things):
    links = linking(("LINK", things["draft"].pk), ("DOCUMENT", things["document"].pk))
    blocks = with_blocks(("attachment", things["document"].pk), ("rich_text", links))
    return {"cover": things["picture"].pk, **blocks}


def read(answer):
    """What is in the page and in the JSON for its scripts."""
    return re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), answer.content.decode())


NAMED = ["深圳的图", "深圳的文件", "secret", "shen-zhen-de-cao-gao"]


@pytest.mark.parametrize("way", ["edit", "create"])
def test_a_form_that_comes_back_names_nothing_of_another_branch(
    client, approver, article, theirs, dongguan, way
):
    theirs["draft"].slug = "shen-zhen-de-cao-gao"
    theirs["draft"].save()
    if way == "edit":
        answer = edit(client, article, **choosing(theirs))
    else:
        answer = create(client, "news/newspage", dongguan.index, title="新", **choosing(theirs))
    assertContains(answer, "不能选用")
    assert [each for each in NAMED if each in read(answer)] == []


def test_it_names_what_she_may_choose(client, dongguan, theirs, article):
    """That the test above would notice."""
    client.force_login(world.head_officer())
    theirs["draft"].slug = "shen-zhen-de-cao-gao"
    theirs["draft"].save()
    answer = edit(client, article, title="", **choosing(theirs))
    assert [each for each in NAMED if each in read(answer)] == NAMED


def test_what_somebody_else_has_put_there_is_shown(client, approver, article, theirs):
    article.cover, article.body = theirs["picture"], [("attachment", theirs["document"])]
    article.save_revision()
    edited = read(client.get(reverse("wagtailadmin_pages:edit", args=[article.pk])))
    assert "深圳的图" in edited
    assert "深圳的文件" in edited


# --- Pages that readers do not see, although they are live ----------------------------------------


@pytest.mark.parametrize("hide", [hide_by_password, hide_by_login])
def test_a_private_page_of_another_branch(client, approver, article, shenzhen, hide):
    private = NewsPageFactory(parent=shenzhen.index, title="深圳内部通知", slug="nei-bu")
    private.tags.add("深圳内部标签")
    private.save()
    assert "深圳内部通知" in listed_in_chooser(client, shenzhen)
    hide(private)
    assert "深圳内部通知" not in listed_in_chooser(client, shenzhen)
    suggested = client.get("/admin/tag-autocomplete/", {"term": "深圳内部"}).json()
    assert suggested == []
    links = with_blocks(("rich_text", linking(("LINK", private.pk))))
    assertContains(edit(client, article, **links), "不能选用")


def listed_in_chooser(client, branch):
    pages = read(client.get(f"/admin/choose-page/{branch.index.pk}/"))
    return pages + read(client.get("/admin/choose-page/search/", {"q": "深圳"}))


def test_several_pages_at_once(client, approver, theirs, article):
    address = "/admin/choose-page/chosen-multiple/"
    assert client.get(address, {"id": article.pk}).status_code == 200
    assert client.get(address, {"id": [article.pk, theirs["draft"].pk]}).status_code == 302
