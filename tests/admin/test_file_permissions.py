"""An editor changes her own pictures and documents until readers see them."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.models import APIToken

from cms.core.images.models import CustomImage
from tests.factories import ImageFactory, NewsPageFactory


@pytest.fixture
def editor(dongguan):
    return dongguan.editor()


@pytest.fixture
def document(dongguan, editor):
    return Document.objects.create(
        title="手册", file=ContentFile(b"%PDF old", name="a.pdf"),
        collection=dongguan.team.collection, uploaded_by_user=editor,
    )  # fmt: skip


@pytest.fixture
def shown(dongguan, document, editor):
    """A picture and a document on an article, which is a draft."""
    image = ImageFactory(collection=dongguan.team.collection, uploaded_by_user=editor)
    article = NewsPageFactory(
        parent=dongguan.index, live=False, cover=image, body=[("attachment", document)]
    )
    return article


def replace(client, document):
    address = f"/admin/documents/edit/{document.pk}/"
    sent = {
        "title": "新手册", "file": ContentFile(b"%PDF new", name="b.pdf"),
        "collection": document.collection_id, "tags": "",
    }  # fmt: skip
    client.post(address, sent)
    document.refresh_from_db()
    with document.file.open() as file:
        return file.read() == b"%PDF new"


def test_of_a_draft_she_may(client, shown, document, editor):
    client.force_login(editor)
    assert replace(client, document)
    assert client.get(f"/admin/images/{shown.cover_id}/").status_code == 200


def test_of_a_published_page_she_may_not(client, shown, document, editor):
    shown.save_revision().publish()
    client.force_login(editor)
    assert not replace(client, document)
    for address in (f"/admin/images/{shown.cover_id}/", f"/admin/documents/edit/{document.pk}/"):
        assert client.get(address)["Location"] == "/admin/"
    for address in (
        f"/admin/documents/delete/{document.pk}/",
        f"/admin/images/{shown.cover_id}/delete/",
        f"/admin/bulk/wagtaildocs/document/delete/?id={document.pk}",
        f"/admin/bulk/core/customimage/delete/?id={shown.cover_id}",
    ):
        client.post(address)
    _token, key = APIToken.create_token(user=editor, name="手机")
    for path in (f"documents/{document.pk}/", f"images/{shown.cover_id}/"):
        for method in ("patch", "delete"):
            response = getattr(client, method)(
                f"/api/v3-preview/{path}", {"title": "x"}, content_type="application/json",
                headers={"authorization": f"Bearer {key}"},
            )  # fmt: skip
            assert response.status_code == 403
    assert Document.objects.filter(pk=document.pk, title="手册").exists()
    assert CustomImage.objects.filter(pk=shown.cover_id).exclude(title="x").exists()


def test_when_it_is_taken_down_she_may_again(client, shown, document, editor):
    shown.save_revision().publish()
    shown.refresh_from_db()
    shown.unpublish()
    client.force_login(editor)
    assert replace(client, document)


def test_an_approver_may(client, shown, document, dongguan):
    shown.save_revision().publish()
    client.force_login(dongguan.approver())
    assert replace(client, document)


def test_what_deletes_is_a_form_that_has_been_confirmed(client, document, dongguan):
    """Django's base class would take HTTP's DELETE, past Wagtail's checks and logs."""
    client.force_login(dongguan.approver())
    address = f"/admin/documents/delete/{document.pk}/"
    assert client.delete(address).status_code == 405
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 302
    assert not Document.objects.filter(pk=document.pk).exists()


def test_of_what_will_be_published_at_its_time_she_may_not(client, shown, document, editor):
    shown.go_live_at = timezone.now() + timedelta(hours=1)
    shown.save_revision().publish()
    assert not shown.live
    client.force_login(editor)
    assert not replace(client, document)
    assert client.get(f"/admin/images/{shown.cover_id}/")["Location"] == "/admin/"
