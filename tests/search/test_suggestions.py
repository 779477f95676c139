"""What the search suggests while somebody types, and how names are found by their sound."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import world
from tests.factories import NewsCategoryFactory, NewsPageFactory
from tests.pages.test_visibility import WAYS


@pytest.fixture
def suggest(client, indexed):
    """`suggest("dg")` → (kind, text) of each suggestion."""

    def ask(q, **parameters):
        response = client.get("/api/v1/search/suggest/", {"q": q, **parameters})
        assert response.status_code == 200, response.content.decode()
        return [(each["kind"], each["text"]) for each in response.json()]

    return ask


@pytest.fixture
def article(dongguan):
    category = NewsCategoryFactory(code="festival", name="节日活动")
    article = NewsPageFactory(
        parent=dongguan.index, title="中秋佳节送温暖", category=category,
        published_at=timezone.now() - timedelta(days=1),
    )  # fmt: skip
    article.tags.add("中秋")
    article.save_revision().publish()
    return article


@pytest.mark.parametrize(
    "typed", ["东", "東莞", "dong", "dongguan", "dg", "DG", "dong guan", "ｄｇ"]
)
def test_a_branch_by_its_characters_and_by_its_sound(dongguan, shenzhen, suggest, typed):
    assert suggest(typed) == [("branch", "东莞鹏星")]


def test_every_kind_in_its_order(article, shenzhen, suggest):
    assert suggest("中秋") == [("tag", "中秋"), ("article", "中秋佳节送温暖")]
    assert suggest("zhongqiu") == [("tag", "中秋")]
    assert suggest("jrhd") == [("category", "节日活动")]
    assert suggest("送温") == [("article", "中秋佳节送温暖")]
    assert suggest("没有") == suggest("!") == suggest("   ") == []


def test_where_it_leads(client, article, indexed):
    [branch] = client.get("/api/v1/search/suggest/?q=dongguan").json()
    assert branch["url"] == "http://testserver/dongguan/"
    tag, title = client.get("/api/v1/search/suggest/?q=中秋").json()
    assert tag["url"] is None
    assert title["url"] == article.full_url


def test_a_branch_s_own_host_suggests_its_articles(client, article, shenzhen, indexed):
    world.own_host(shenzhen.page, "sz.example.org")
    answer = client.get("/api/v1/search/suggest/?q=中秋", headers={"host": "sz.example.org"})
    assert answer.json() == []


@pytest.mark.parametrize("hide", WAYS)
def test_what_is_hidden_is_not_suggested(article, suggest, hide):
    hide(article)
    assert suggest("中秋") == suggest("zhongqiu") == []


def test_a_few(dongguan, suggest):
    for number in range(12):
        NewsPageFactory(parent=dongguan.index, title=f"重阳 {number}")
    assert len(suggest("重阳")) == 8


@pytest.mark.parametrize("q,reason", [("", "at least 1"), ("长" * 101, "at most 100")])
def test_what_makes_no_sense(client, organisation, q, reason):
    answer = client.get("/api/v1/search/suggest/", {"q": q})
    assert answer.status_code == 422
    [error] = answer.json()["errors"]
    assert error["parameter"] == "q"
    assert reason in error["reason"]


@pytest.mark.parametrize("typed", ["dongguan", "dg", "ＤＧ"])
def test_a_name_is_found_by_its_sound(dongguan, search, typed):
    NewsPageFactory(parent=dongguan.index, title="东莞的一天")
    NewsPageFactory(parent=dongguan.index, title="在别处")
    [item] = search(typed)["items"]
    assert item["title"]["html"] == "<mark>东莞</mark>的一天"


def test_what_is_written_in_letters_is_still_found(dongguan, titles):
    NewsPageFactory(parent=dongguan.index, title="DG 电台来访")
    assert titles("dg") == ["DG 电台来访"]
    assert titles("dg 来访") == ["DG 电台来访"]
    assert titles('"dg 电台" -dongguan') == ["DG 电台来访"]


def test_tags_of_drafts_alone_have_no_say(client, dongguan, indexed):
    """Of names that sound alike the first five count: which, drafts do not decide."""
    public = NewsPageFactory(parent=dongguan.index, title="颐琦来访")
    draft = NewsPageFactory(parent=dongguan.index, title="草稿", live=False)
    for page, names in [
        (public, ["颐琦"]),
        (draft, ["一期", "义期", "伊奇", "依旗", "壹期", "移旗"]),
    ]:
        page.tags.add(*names)
        page.save()
    answer = client.get("/api/v1/search/", {"q": "yiqi"}).json()
    assert [each["title"]["html"] for each in answer["items"]] == ["<mark>颐琦</mark>来访"]
