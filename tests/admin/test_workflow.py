"""From an editor's draft to the published article, and what editors see on the way."""

import pytest
from django.core import mail
from django.urls import reverse
from pytest_django.asserts import assertContains
from wagtail.models import TaskState
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from home.models import BranchPage
from news.models import NewsPage
from tests.factories import NewsCategoryFactory, NewsPageFactory
from tests.html import find_link

from .forms import create, form_data


def write(client, dongguan, **fields):
    body = nested_form_data({"body": streamfield([("rich_text", rich_text("<p>走访五户。</p>"))])})
    create(client, "news/newspage", dongguan.index, title="走访慰问", **body, **fields)
    return NewsPage.objects.get(title="走访慰问")


def test_an_editor_submits_and_an_approver_publishes(client, dongguan):
    client.force_login(dongguan.editor())
    page = write(client, dongguan, **{"action-submit": "1"})
    assert not page.live
    assert client.get(page.url).status_code == 404

    client.force_login(dongguan.approver())
    assertContains(client.get("/admin/"), "走访慰问")
    task = TaskState.objects.get(revision__object_id=str(page.pk))
    client.post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk]))
    client.logout()
    assertContains(client.get("/dongguan/news/zou-fang-wei-wen/"), "走访五户。")


def test_approvers_of_another_branch_have_no_say(client, dongguan, shenzhen):
    client.force_login(dongguan.editor())
    page = write(client, dongguan, **{"action-submit": "1"})
    client.force_login(shenzhen.approver())
    task = TaskState.objects.get(revision__object_id=str(page.pk))
    client.post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk]))
    page.refresh_from_db()
    assert not page.live


def test_approvers_are_told_by_mail(client, dongguan):
    approver = dongguan.approver()
    approver.email = "approver@example.org"
    approver.save()
    client.force_login(dongguan.editor())
    write(client, dongguan, **{"action-submit": "1"})
    assert [message.to for message in mail.outbox] == [["approver@example.org"]]


def test_a_preview_shows_the_unsaved_draft_in_the_citys_frame(client, dongguan):
    client.force_login(dongguan.editor())
    add = reverse("wagtailadmin_pages:add", args=["news", "newspage", dongguan.index.pk])
    data = {**form_data(client.get(add).content.decode()), "title": "未保存的标题", "slug": "x"}
    url = reverse("wagtailadmin_pages:preview_on_add", args=["news", "newspage", dongguan.index.pk])
    assert client.post(url, data).json()["is_valid"]
    response = client.get(url)
    assertContains(response, "<h1>未保存的标题</h1>")
    assertContains(response, "作者：东莞市鹏星社会工作服务社")
    assert find_link(response.content, "/dongguan/news/", "东莞")["aria-current"] == "true"
    assert not NewsPage.objects.exists()


@pytest.mark.parametrize("name", ["page", "index", "contact"])
def test_every_structural_page_previews(client, dongguan, name):
    page = getattr(dongguan, name)
    client.force_login(dongguan.editor())
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = form_data(client.get(edit).content.decode())
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    assert client.post(url, data).json()["is_valid"]
    assertContains(client.get(url), "城市切换")


@pytest.mark.parametrize("page_type", ["home/branchpage", "home/standardpage"])
def test_new_pages_below_the_portal_preview(admin_client, organisation, page_type):
    app, model = page_type.split("/")
    add = reverse("wagtailadmin_pages:add", args=[app, model, organisation.pk])
    data = form_data(admin_client.get(add).content.decode())
    data |= {"title": "页面", "slug": "about", "code": "foshan", "city": "佛山"}
    data |= {"short_name": "佛山鹏星", "full_name": "佛山市鹏星社会工作服务社"}
    url = reverse("wagtailadmin_pages:preview_on_add", args=[app, model, organisation.pk])
    assert admin_client.post(url, data).json()["is_valid"]
    assertContains(admin_client.get(url), "城市切换")


def test_a_moved_article_belongs_to_its_new_branch(admin_client, client, dongguan, shenzhen):
    page = NewsPageFactory(parent=dongguan.index, slug="visit", title="探访")
    admin_client.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, shenzhen.index.pk]))
    client.logout()
    assertContains(client.get("/shenzhen/news/"), "探访")
    assert "探访" not in client.get("/dongguan/news/").content.decode()
    assertContains(client.get("/shenzhen/news/visit/"), "深圳市鹏星社会工作服务社")


def test_a_revision_from_before_the_move_does_not_bring_the_old_branch_back(
    admin_client, dongguan, shenzhen
):
    page = NewsPageFactory(parent=dongguan.index)
    old = page.save_revision()
    page.move(shenzhen.index, "last-child")
    old.refresh_from_db()
    old.publish()
    assert NewsPage.objects.get(pk=page.pk).branch == shenzhen.page


def test_a_copy_into_another_branch_belongs_there(dongguan, shenzhen):
    page = NewsPageFactory(
        parent=dongguan.index, legacy_url="http://old.example.org/1", legacy_views=7
    )
    copy = page.copy(to=shenzhen.index)
    assert copy.branch == shenzhen.page
    assert (copy.legacy_url, copy.legacy_views) == ("", None)


def test_an_article_outlives_its_category(admin_client, client, dongguan):
    page = NewsPageFactory(parent=dongguan.index)
    page.category = NewsCategoryFactory()
    page.save_revision()  # a draft of the live article
    page.category.delete()
    assert admin_client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200


def test_a_moved_draft_outlives_the_branch_that_it_came_from(admin_client, dongguan, shenzhen):
    page = NewsPageFactory(parent=shenzhen.index, live=False)
    page.save_revision()
    page.move(dongguan.index, "last-child")
    BranchPage.objects.get(pk=shenzhen.page.pk).delete()
    assert admin_client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200


def test_a_branch_founded_as_a_draft_is_hidden_with_all_its_pages_until_it_is_published(
    admin_client, client, organisation
):
    fields = {"code": "foshan", "city": "佛山", "short_name": "佛山鹏星", "full_name": "佛山鹏星社"}
    create(admin_client, "home/branchpage", organisation, **fields)
    paths = ["/foshan/", "/foshan/news/", "/foshan/contact/"]
    assert [client.get(path).status_code for path in paths] == [404, 404, 404]
    BranchPage.objects.get().get_latest_revision().publish()
    assert [client.get(path).status_code for path in paths] == [200, 200, 200]


def test_a_branch_founded_by_form_stands_last_in_the_switcher(
    admin_client, client, organisation, dongguan
):
    fields = {"code": "foshan", "city": "佛山", "short_name": "佛山鹏星", "full_name": "佛山鹏星社"}
    create(admin_client, "home/branchpage", organisation, **fields, **{"action-publish": "1"})
    portal = client.get("/").content.decode()
    assert portal.index(">东莞</a>") < portal.index(">佛山</a>")


def test_drafts_of_other_branches_are_not_offered_as_link_targets(client, dongguan, shenzhen):
    NewsPageFactory(parent=shenzhen.index, title="深圳草稿", live=False)
    NewsPageFactory(parent=shenzhen.index, title="深圳文章")
    NewsPageFactory(parent=dongguan.index, title="东莞草稿", live=False)
    client.force_login(dongguan.editor())
    theirs = client.get(f"/admin/choose-page/{shenzhen.index.pk}/").json()["html"]
    assert "深圳文章" in theirs
    assert "深圳草稿" not in theirs
    assert "东莞草稿" in client.get(f"/admin/choose-page/{dongguan.index.pk}/").json()["html"]


def test_tags_may_be_separated_by_chinese_commas(admin_client, dongguan):
    tags = "长者，社区、志愿 服务,党建"
    create(admin_client, "news/newspage", dongguan.index, title="x", tags=tags)
    page = NewsPage.objects.get(title="x").get_latest_revision_as_object()
    assert {tag.name for tag in page.tags.all()} == {"长者", "社区", "志愿 服务", "党建"}
