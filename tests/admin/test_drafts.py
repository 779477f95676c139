"""A draft may be unfinished: it is saved and shown; publishing says what lacks."""

import json

import pytest
from django.urls import reverse
from wagtail.models import Locale
from wagtail.test.utils.form_data import nested_form_data, streamfield

from cms.core.blocks.body import BodyBlock
from contacts.models import ContactPage
from home.models import BranchPage
from news.models import NewsPage
from tests.factories import ImageFactory
from tests.world import head_officer

from .forms import create, edit, errors, form_data, send

PICTURE = {"image": {"image": "", "decorative": "", "alt_text": ""}, "caption": ""}
TABLE = {"data": [["城市", None], [None, None]], "table_header_choice": "", "table_caption": ""}
UNFINISHED = {
    "heading": {"text": "", "level": "h2"},
    "picture": PICTURE,
    "picture_group": {
        "pictures-count": "1",
        "pictures-0-deleted": "",
        "pictures-0-order": "0",
        "pictures-0-type": "item",
        "pictures-0-id": "",
        "pictures-0-value": PICTURE,
    },
    "quotation": {"text": "", "attribution": ""},
    "video": {"file": "", "url": "", "caption": ""},
    "attachment": "",
    "table": json.dumps(TABLE),
}
HALF_TYPED = {
    "the beginning of an address": {"file": "", "url": "https://www", "caption": ""},
    "a player that is none yet": {"file": "", "url": "https://www.bilibili.com/vid", "caption": ""},
}


def body_of(kind, value):
    return nested_form_data({"body": streamfield([(kind, value)])})


@pytest.fixture
def editor(client, dongguan):
    client.force_login(dongguan.editor())
    return client


@pytest.fixture
def approver(client, dongguan):
    client.force_login(dongguan.approver())
    return client


@pytest.mark.parametrize("kind", UNFINISHED)
def test_a_draft_keeps_an_unfinished_block(editor, dongguan, kind):
    body = body_of(kind, UNFINISHED[kind])
    create(editor, "news/newspage", dongguan.index, title="探访", **body)
    page = NewsPage.objects.get(title="探访")
    assert [block.block_type for block in page.body] == [kind]
    assert editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
    draft = editor.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert draft.status_code == 200
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = {**form_data(editor.get(address).content.decode()), **body}
    assert editor.post(address, form, headers={"accept": "application/json"}).json()["success"]


@pytest.mark.parametrize("kind", UNFINISHED)
@pytest.mark.parametrize("action", ["action-publish", "action-submit"])
def test_what_is_published_or_submitted_is_finished(approver, dongguan, kind, action):
    body = body_of(kind, UNFINISHED[kind])
    refused = create(
        approver, "news/newspage", dongguan.index, title="探访", **body, **{action: "1"}
    )
    assert "body" in errors(refused)
    assert not NewsPage.objects.exists()


@pytest.mark.parametrize("video", HALF_TYPED.values(), ids=HALF_TYPED)
def test_a_draft_keeps_what_is_half_typed(editor, dongguan, video):
    create(editor, "news/newspage", dongguan.index, title="短片", **body_of("video", video))
    page = NewsPage.objects.get(title="短片")
    assert page.body[0].value["url"] == video["url"]
    draft = editor.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert "bilibili" not in draft.content.decode()


def test_a_draft_of_a_branch_keeps_a_banner_that_leads_to_two_places(approver, dongguan):
    image = ImageFactory(collection=dongguan.team.collection)
    banner = {
        "image": {"image": str(image.pk), "decorative": "on", "alt_text": ""},
        "caption": "",
        "page": str(dongguan.contact.pk),
        "url": "https://example.org/",
    }
    banners = nested_form_data({"banners": streamfield([("banner", banner)])})
    url = reverse("wagtailadmin_pages:edit", args=[dongguan.page.pk])
    assert "banners" in errors(send(approver, url, **banners, **{"action-publish": "1"}))
    assert send(approver, url, **banners).status_code == 302
    latest = BranchPage.objects.get(pk=dongguan.page.pk).get_latest_revision_as_object()
    assert latest.banners[0].value["url"] == "https://example.org/"


def test_a_draft_of_the_contact_page_keeps_half_a_position(approver, dongguan):
    assert edit(approver, dongguan.contact, latitude="23.02", longitude="").status_code == 302
    contact = ContactPage.objects.get(pk=dongguan.contact.pk)
    assert contact.latitude is None
    assert contact.get_latest_revision_as_object().latitude is not None
    half = {"latitude": "23.02", "longitude": "", "action-publish": "1"}
    assert "longitude" in errors(edit(approver, dongguan.contact, **half))


def test_a_shared_block_asks_again_after_a_draft(approver, dongguan):
    """Blocks are the project's, not the request's: a draft must leave them as it found them."""
    body = body_of("video", UNFINISHED["video"])
    create(approver, "news/newspage", dongguan.index, title="一", **body)
    refused = create(
        approver, "news/newspage", dongguan.index, title="二", **body, **{"action-publish": "1"}
    )
    assert "body" in errors(refused)


@pytest.mark.parametrize("action", ["action-publish", "action-submit"])
def test_an_untouched_table_is_unfinished(approver, dongguan, action):
    body = body_of("table", "null")
    assert create(approver, "news/newspage", dongguan.index, title="一", **body).status_code == 302
    refused = create(approver, "news/newspage", dongguan.index, title="二", **body, **{action: "1"})
    assert "body" in errors(refused)


def test_versions_with_an_unfinished_picture_are_compared(editor, dongguan):
    body = body_of("picture", PICTURE)
    create(editor, "news/newspage", dongguan.index, title="探访", **body)
    page = NewsPage.objects.get()
    edit(editor, page, title="再访", **body)
    compare = [page.pk, "earliest", "latest"]
    answer = editor.get(reverse("wagtailadmin_pages:revisions_compare", args=compare))
    assert answer.status_code == 200


def test_what_is_unfinished_can_be_sent_back(client, dongguan):
    client.force_login(dongguan.editor())
    fine = body_of("heading", {"text": "经过", "level": "h2"})
    create(client, "news/newspage", dongguan.index, title="探访", **fine, **{"action-submit": "1"})
    page = NewsPage.objects.get()
    client.force_login(dongguan.approver())
    action = {"action-workflow-action": "1", "workflow-action-name": "reject"}
    unfinished = body_of("video", UNFINISHED["video"])
    assert edit(client, page, **unfinished, **action).status_code == 302
    assert NewsPage.objects.get().current_workflow_state.status == "needs_changes"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_translation_of_what_is_unfinished_is_not_published(client, dongguan):
    client.force_login(dongguan.editor())
    body = body_of("video", UNFINISHED["video"])
    create(client, "news/newspage", dongguan.index, title="探访", **body)
    english = Locale.objects.create(language_code="en")
    page = NewsPage.objects.get()
    client.force_login(head_officer())
    client.post(f"/admin/localize/submit/page/{page.pk}/", {"locales": [english.pk]})
    translation = page.get_translation(english)
    url = reverse("wagtailadmin_pages:edit", args=[translation.pk])
    answer = client.post(url, {"action": "publish"}, follow=True)
    *_earlier, refusal = answer.context["messages"]
    assert refusal.level_tag == "error"
    translation.refresh_from_db()
    assert not translation.live


# A table for which nothing was chosen has no headings, as Wagtail reads it.
@pytest.mark.parametrize("kind", sorted(UNFINISHED.keys() - {"table"}))
def test_many_published_at_once_are_finished(approver, dongguan, kind):
    body = body_of(kind, UNFINISHED[kind])
    create(approver, "news/newspage", dongguan.index, title="探访", **body)
    page = NewsPage.objects.get(title="探访")
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    response = approver.post(f"{url}?id={page.pk}", follow=True)
    assert response.redirect_chain[-1][0] == f"/admin/pages/{page.pk}/edit/"
    text = response.content.decode()
    assert "“探访”还不能发布" in text
    assert "正文:" in text
    assert f"{BodyBlock().child_blocks[kind].label} (1) ›" in text
    page.refresh_from_db()
    assert not page.live


def test_what_is_approved_from_the_list_is_finished(client, dongguan):
    client.force_login(dongguan.editor())
    fine = body_of("heading", {"text": "经过", "level": "h2"})
    create(client, "news/newspage", dongguan.index, title="探访", **fine, **{"action-submit": "1"})
    page = NewsPage.objects.get(title="探访")
    client.force_login(dongguan.approver())
    edit(client, page, **body_of("video", UNFINISHED["video"]))
    task = page.current_workflow_task_state
    approve = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk])
    assert "还不能发布" in client.post(approve, follow=True).content.decode()
    page.refresh_from_db()
    assert not page.live
    assert page.workflow_in_progress
