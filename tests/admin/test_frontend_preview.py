"""Drafts in an outside frontend: where it is offered, what its token opens, and for how long."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.contrib.auth.tokens import default_token_generator
from django.core import signing
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains
from wagtail.models import TaskState
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from cms.content_api import previews
from cms.content_api.models import Preview
from home.models import BranchPage, HomePage, StandardPage
from home.queries import frontend_url
from news.models import NewsPage
from tests import world
from tests.factories import NewsPageFactory, StandardPageFactory

from .forms import create, edit, errors, form_data

FRONTEND = "https://www.example.org/preview?draft=1"


@pytest.fixture
def frontend(dongguan):
    BranchPage.objects.filter(pk=dongguan.page.pk).update(frontend_url=FRONTEND)
    return FRONTEND


@pytest.fixture
def editor(client, dongguan):
    user = dongguan.editor()
    client.force_login(user)
    return user


@pytest.fixture
def article(dongguan):
    page = NewsPageFactory(parent=dongguan.index, title="已发布", slug="visit")
    page.save_revision().publish()
    return page


def body(text):
    return nested_form_data({"body": streamfield([("rich_text", rich_text(f"<p>{text}</p>"))])})


def type_into(client, page, **fields):
    """What the side panel does while somebody types, up to the address of the preview."""
    form = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    assert client.post(url, {**form_data(form), **fields}).json()["is_valid"]
    return url


def token_of(response):
    """The token with which the frontend was called, in a tab or in a frame."""
    if response.status_code == 302:
        address = response.url
    else:
        address = BeautifulSoup(response.content, "html.parser").iframe["src"]
    assert address.startswith(FRONTEND)
    return parse_qs(urlsplit(address).query)["token"][0]


def opened(client, url, **query):
    return previews.open(token_of(client.get(url, {"mode": "frontend", **query})))


# --- Where there is a frontend --------------------------------------------------------------


def modes(page):
    return [name for name, _label in type(page).objects.get(pk=page.pk).preview_modes]


def test_the_frontend_is_offered_below_the_page_that_names_it(
    organisation, dongguan, shenzhen, frontend
):
    assert modes(dongguan.index) == modes(dongguan.page) == ["", "frontend"]
    assert modes(shenzhen.index) == modes(organisation) == [""]


def test_a_branchs_frontend_comes_before_the_organisations(
    organisation, dongguan, shenzhen, frontend
):
    HomePage.objects.update(frontend_url="https://all.example.org/")
    assert frontend_url(dongguan.index) == FRONTEND
    assert frontend_url(shenzhen.index) == frontend_url(organisation) == "https://all.example.org/"


def test_a_frontend_serves_every_language(dongguan, frontend):
    assert frontend_url(world.translate(dongguan.page)) == FRONTEND


def test_the_editor_offers_both_previews_for_a_new_page_too(client, dongguan, editor, frontend):
    add = reverse("wagtailadmin_pages:add", args=["news", "newspage", dongguan.index.pk])
    form = BeautifulSoup(client.get(add).content, "html.parser")
    options = form.select("select[name=preview_mode] option")
    assert [option["value"] for option in options] == ["", "frontend"]
    assert options[0].has_attr("selected")


def test_without_a_frontend_its_preview_is_this_sites(client, editor, article):
    response = client.get(type_into(client, article, title="草稿"), {"mode": "frontend"})
    assertContains(response, "<h1>草稿</h1>")
    assert not Preview.objects.exists()


@pytest.mark.parametrize("page_type", ["branch", "portal"])
def test_head_office_alone_names_the_frontend(client, organisation, dongguan, page_type):
    page = {"branch": dongguan.page, "portal": organisation}[page_type]
    client.force_login(world.head_officer())
    edit(client, page, frontend_url="https://new.example.org/", **{"action-publish": "1"})
    page = type(page).objects.get(pk=page.pk)
    assert page.frontend_url == "https://new.example.org/"
    refused = edit(client, page, frontend_url="ftp://example.org/", **{"action-publish": "1"})
    assert list(errors(refused)) == ["frontend_url"]


def test_a_branch_team_does_not(client, dongguan, frontend):
    client.force_login(dongguan.approver())
    url = reverse("wagtailadmin_pages:edit", args=[dongguan.page.pk])
    data = form_data(client.get(url).content.decode())
    assert "frontend_url" not in data
    forged = {**data, "frontend_url": "https://evil.example.org/", "action-publish": "1"}
    client.post(url, forged)
    assert BranchPage.objects.get(pk=dongguan.page.pk).frontend_url != forged["frontend_url"]


# --- What the token opens -------------------------------------------------------------------


def test_a_tab_is_sent_to_the_frontend_with_what_was_typed(client, editor, article, frontend):
    fields = {"title": "未保存", "tags": "长者,社区", **body("走访五户。")}
    response = client.get(type_into(client, article, **fields), {"mode": "frontend"})
    assert response.status_code == 302
    assert "no-store" in response["Cache-Control"]
    page = previews.open(token_of(response))
    assert (page.pk, page.path, page.branch, page.url) == (
        article.pk,
        article.path,
        article.branch,
        article.url,
    )
    assert (page.title, page.summary) == ("未保存", "走访五户。")
    assert "走访五户。" in page.body.render_as_block()
    assert {tag.name for tag in page.tags.all()} == {"长者", "社区"}

    stored = NewsPage.objects.get(pk=article.pk)
    assert (stored.title, stored.latest_revision_id) == ("已发布", article.latest_revision_id)
    client.logout()
    assert "未保存" not in client.get(article.url).content.decode()
    assert "未保存" not in client.get("/dongguan/news/").content.decode()


def test_the_side_panel_gets_the_frontend_in_a_frame_of_its_own_origin(
    client, editor, article, frontend
):
    url = type_into(client, article, title="未保存")
    response = client.get(url, {"mode": "frontend", "in_preview_panel": "true"})
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "no-store" in response["Cache-Control"]
    frame = BeautifulSoup(response.content, "html.parser").iframe
    assert frame["title"]
    assert "allow-top-navigation" not in frame["sandbox"]
    assert previews.open(token_of(response)).title == "未保存"


def test_this_sites_own_preview_stays_as_it_was(client, editor, article, frontend):
    assertContains(client.get(type_into(client, article, title="草稿")), "<h1>草稿</h1>")
    assert not Preview.objects.exists()


def test_a_page_that_is_being_created(client, dongguan, editor, frontend, image):
    image.collection = dongguan.team.collection
    image.save()
    add = reverse("wagtailadmin_pages:add", args=["news", "newspage", dongguan.index.pk])
    data = form_data(client.get(add).content.decode())
    data |= {"title": "新文章", "slug": "new", "tags": "党建", "cover": str(image.pk)}
    url = reverse("wagtailadmin_pages:preview_on_add", args=["news", "newspage", dongguan.index.pk])
    assert client.post(url, {**data, **body("新正文。")}).json()["is_valid"]
    page = opened(client, url)
    assert (type(page), page.pk, page.title, page.cover) == (NewsPage, None, "新文章", image)
    assert (page.branch, page.locale) == (dongguan.page, dongguan.page.locale)
    assert page.get_parent().specific == dongguan.index
    assert page.url == f"{dongguan.index.url}new/"
    assert (page.summary, [tag.name for tag in page.tags.all()]) == ("新正文。", ["党建"])
    assert not NewsPage.objects.exists()


def test_two_new_pages_in_two_tabs(client, dongguan, editor, frontend):
    """The token that a tab has shows what is written in that tab, also when the other is typed in
    and when it is typed in again."""
    add = reverse("wagtailadmin_pages:add", args=["news", "newspage", dongguan.index.pk])
    url = reverse("wagtailadmin_pages:preview_on_add", args=["news", "newspage", dongguan.index.pk])
    tabs = [form_data(client.get(add).content.decode()) for _tab in range(2)]

    def type_into_tab(number, title):
        assert client.post(url, {**tabs[number], "title": title, "slug": "x"}).json()["is_valid"]
        location = client.get(url, {"mode": "frontend"}).headers["Location"]
        return parse_qs(urlsplit(location).query)["token"][0]

    one, other = type_into_tab(0, "甲"), type_into_tab(1, "乙")
    assert (previews.open(one).title, previews.open(other).title) == ("甲", "乙")
    type_into_tab(0, "甲二")
    assert (previews.open(one).title, previews.open(other).title) == ("甲二", "乙")


def test_a_new_page_follows_its_parent(dongguan, shenzhen):
    parent = StandardPageFactory(parent=dongguan.page, slug="about")
    page = StandardPage(title="子页", slug="child", depth=parent.depth + 1)
    page.path = f"{parent.path}0001"
    token = previews.create(page, world.head_officer())
    parent.move(shenzhen.page, "last-child")
    assert previews.open(token).url == "/shenzhen/about/child/"


def test_an_older_version(client, editor, article, frontend):
    old = article.latest_revision
    article.title = "更新"
    article.save_revision().publish()
    url = reverse("wagtailadmin_pages:revisions_view", args=[article.pk, old.pk])
    assertContains(client.get(url), 'href="?mode=frontend"')
    assert opened(client, url).title == "已发布"


def test_what_approvers_are_asked_to_look_at(client, dongguan, editor, frontend):
    create(
        client, "news/newspage", dongguan.index, title="待审", slug="x", **{"action-submit": "1"}
    )
    page = NewsPage.objects.get()
    client.force_login(dongguan.approver())
    task = TaskState.objects.get(revision__object_id=str(page.pk)).task_id
    url = reverse("wagtailadmin_pages:workflow_preview", args=[page.pk, task])
    assertContains(client.get(url), 'href="?mode=frontend"')
    assert opened(client, url).title == "待审"


# --- How long, and for whom -----------------------------------------------------------------


def test_one_row_for_each_person_and_page_with_a_key_that_stays(
    client, dongguan, editor, article, frontend
):
    url = type_into(client, article, title="一")
    token = token_of(client.get(url, {"mode": "frontend"}))
    for title in ("二", "三"):
        type_into(client, article, title=title)
        assert opened(client, url).title == title
    assert previews.open(token).title == "三"
    new = NewsPage(title="新", path=f"{dongguan.index.path}0009", depth=5)
    tokens = [previews.create(new, editor) for _again in range(2)]
    assert [previews.open(each).title for each in tokens] == ["新", "新"]
    assert Preview.objects.count() == 2
    theirs = previews.create(article, dongguan.approver())
    assert Preview.objects.count() == 3
    assert previews.open(theirs).title == "已发布"
    assert previews.open(token).title == "三"


def test_a_token_dies_after_an_hour_and_its_row_soon_after(editor, article, dongguan, monkeypatch):
    token = previews.create(article, editor)
    later = timezone.now() + timedelta(minutes=61)
    monkeypatch.setattr("time.time", later.timestamp)
    assert previews.open(token) is None
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    previews.create(dongguan.index, editor)
    call_command("clear_previews")
    assert [row.page.specific for row in Preview.objects.all()] == [dongguan.index]


def test_only_what_was_signed_for_previews_opens(editor, article):
    token = previews.create(article, editor)
    key = Preview.objects.get().key
    forged = [
        "",
        key,
        f"x{token}",
        token[:-1],
        f"{token}\0",
        default_token_generator.make_token(editor),
        signing.TimestampSigner().sign(key),
        signing.TimestampSigner(salt="cms.api.other").sign(key),
        signing.TimestampSigner(salt="cms.api.previews", key="other").sign(key),
        signing.TimestampSigner(salt="cms.api.previews").sign("another-key"),
    ]
    assert [previews.open(each) for each in forged] == [None] * len(forged)
    assert previews.open(token) == article


def test_a_token_dies_when_its_author_may_no_longer_edit(editor, article, dongguan):
    parent = StandardPageFactory(parent=dongguan.page, slug="about")
    new = StandardPage(title="子页", slug="child", depth=parent.depth + 1)
    new.path = f"{parent.path}0001"
    tokens = [previews.create(page, editor) for page in (article, new)]
    assert all(map(previews.open, tokens))
    editor.groups.clear()
    assert list(map(previews.open, tokens)) == [None, None]


def test_a_token_dies_with_its_page_and_its_author(editor, article, dongguan):
    token, other = (previews.create(page, editor) for page in (article, dongguan.index))
    NewsPage.objects.get(pk=article.pk).delete()
    assert previews.open(token) is None
    assert previews.open(other).specific == dongguan.index
    User.objects.filter(pk=editor.pk).update(is_active=False)
    assert previews.open(other) is None
