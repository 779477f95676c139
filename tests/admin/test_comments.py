"""Comments beside the text: on every page type, by mail, in Chinese."""

import pytest
from django.core import mail
from django.urls import reverse
from wagtail.models import Comment, PageLogEntry, PageSubscription
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from tests.factories import NewsPageFactory, StandardPageFactory, UserFactory

from .forms import form_data

BODY = nested_form_data({"body": streamfield([("rich_text", rich_text("<p>走访五户。</p>"))])})


@pytest.fixture
def article(dongguan):
    page = NewsPageFactory(parent=dongguan.index, title="走访", live=False)
    page.save_revision()
    return page


def new(number=0, **values):
    """A comment as the editor's script sends it."""
    fields = {"id": "", "contentpath": "title", "text": "请核实", "position": "", "resolved": ""}
    fields |= {"DELETE": "", "replies-TOTAL_FORMS": "0", "replies-INITIAL_FORMS": "0"} | values
    return {f"comments-{number}-{name}": value for name, value in fields.items()}


def save(client, page, comments, initial=0, **fields):
    """As autosave does."""
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    counts = {"comments-TOTAL_FORMS": "1", "comments-INITIAL_FORMS": str(initial)}
    form = form_data(client.get(url).content.decode())
    data = {**form, **BODY, **counts, **comments, **fields}
    response = client.post(url, data, headers={"accept": "application/json"})
    assert response.json()["success"], response.json()


def test_every_page_type_takes_comments(client, organisation, dongguan, article):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    about = StandardPageFactory(parent=dongguan.page)
    pages = [organisation, dongguan.page, dongguan.index, dongguan.contact, about, article]
    for page in pages:
        response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        assert "comments" in response.context["form"].formsets, page
        assert 'name="comment_notifications"' in response.content.decode(), page


def test_a_team_comments_on_what_provisioning_made(client, dongguan):
    client.force_login(dongguan.editor())
    save(client, dongguan.contact, new(contentpath="address"))
    assert Comment.objects.get().page_id == dongguan.contact.pk


def test_a_comment_from_writing_to_resolving(client, dongguan, article):
    editor, approver = dongguan.editor(), dongguan.approver()
    client.force_login(approver)
    save(client, article, new())
    comment = Comment.objects.get()
    assert (comment.user, comment.text) == (approver, "请核实")

    client.force_login(editor)
    reply = {"replies-TOTAL_FORMS": "1", "replies-0-id": "", "replies-0-text": "已核实"}
    save(client, article, new(id=str(comment.pk), **reply), initial=1)
    assert comment.replies.get().user == editor

    save(client, article, new(id=str(comment.pk), resolved="on"), initial=1)
    comment.refresh_from_db()
    assert comment.resolved_by == editor
    assert set(
        PageLogEntry.objects.filter(action__startswith="wagtail.comments").values_list(
            "action", flat=True
        )
    ) == {"wagtail.comments.create", "wagtail.comments.create_reply", "wagtail.comments.resolve"}


def test_nobody_rewrites_anothers_comment(client, dongguan, article):
    client.force_login(dongguan.approver())
    save(client, article, new())
    comment = Comment.objects.get()
    client.force_login(dongguan.editor())
    url = reverse("wagtailadmin_pages:edit", args=[article.pk])
    form = form_data(client.get(url).content.decode())
    counts = {"comments-TOTAL_FORMS": "1", "comments-INITIAL_FORMS": "1"}
    client.post(url, {**form, **BODY, **counts, **new(id=str(comment.pk), text="无需核实")})
    comment.refresh_from_db()
    assert comment.text == "请核实"


def test_who_asked_for_it_gets_a_mail_in_chinese(client, dongguan, article):
    editor = dongguan.editor()
    editor.email = "editor@example.org"
    editor.save()
    PageSubscription.objects.create(page=article, user=editor, comment_notifications=True)
    client.force_login(dongguan.approver())
    save(client, article, new(text="请核实日期"))
    (message,) = mail.outbox
    assert message.to == ["editor@example.org"]
    assert "评论" in message.subject
    assert "请核实日期" in message.body
    english = "".join(char for char in message.body if char.isascii() and char.isalpha())
    assert "comment" not in english.lower()


def test_another_branchs_team_neither_reads_nor_writes_them(client, dongguan, shenzhen, article):
    Comment.objects.create(
        page=article, user=dongguan.approver(), text="内部", contentpath="title", position=""
    )
    client.force_login(shenzhen.editor())
    url = reverse("wagtailadmin_pages:edit", args=[article.pk])
    assert "内部" not in client.get(url, follow=True).content.decode()
    client.post(url, {**BODY, **new()})
    assert Comment.objects.count() == 1


def test_the_public_sees_none(client, dongguan):
    page = NewsPageFactory(parent=dongguan.index)
    Comment.objects.create(
        page=page, user=dongguan.approver(), text="内部意见", contentpath="title", position=""
    )
    page.save_revision().publish()
    for url in (page.url, f"/api/v1/pages/{page.pk}/", f"/api/v2/pages/{page.pk}/?fields=*"):
        response = client.get(url)
        assert response.status_code == 200, url
        assert "内部意见" not in response.content.decode()
