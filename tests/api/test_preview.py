"""An unsaved draft, for the frontend that an editor looks at it in."""

import pytest
from wagtail.rich_text import RichText

from cms.content_api import previews
from news.models import NewsPage
from tests import world
from tests.factories import ImageFactory, NewsPageFactory


@pytest.fixture
def draft(dongguan):
    """A published article as somebody has changed it, without having saved that."""
    NewsPageFactory(parent=dongguan.index, title="更早", slug="older")
    page = NewsPageFactory(
        parent=dongguan.index, title="已发布", slug="visit", cover=ImageFactory(title="社工")
    )
    world.translate(page, title="A visit", slug="a-visit")
    page.title, page.excerpt = "草稿", "还没有保存"
    page.body = [
        ("rich_text", RichText('<p>新<a linktype="page" id="9999999999999999999">链接</a></p>'))
    ]
    return page


@pytest.fixture
def new(dongguan):
    """An article that is being written and was never saved."""
    page = NewsPage(title="新文章", slug="", locale=dongguan.index.locale)
    page.path, page.depth = f"{dongguan.index.path}000Z", dongguan.index.depth + 1
    return page


def test_the_draft_is_told_as_a_page_is(get, dongguan, draft):
    page = get("preview/", token=previews.create(draft, dongguan.editor()))
    assert (page["id"], page["title"], page["excerpt"]) == (draft.pk, "草稿", "还没有保存")
    assert [block["text"] for block in page["body"]] == ["<p>新链接</p>"]
    assert page["path"] == "/dongguan/news/visit/"
    assert [each["locale"] for each in page["alternates"]] == ["zh-hans", "en"]
    assert page["older"]["title"] == "更早"
    stored = get(f"news/{draft.pk}/")
    assert stored["title"] == "已发布"
    assert page.keys() == stored.keys()


def test_a_page_that_was_never_saved(get, dongguan, draft, new):
    page = get("preview/", token=previews.create(new, dongguan.editor()))
    assert (page["id"], page["title"], page["branch"]["code"]) == (0, "新文章", "dongguan")
    assert [each["title"] for each in page["breadcrumbs"]][1:3] == ["东莞鹏星", "新闻动态"]


def test_graphql_tells_the_same(graphql, dongguan, draft):
    token = previews.create(draft, dongguan.editor())
    query = "query ($token: String!) { preview(token: $token) { title seo { title } } }"
    found = graphql(query, token=token)["preview"]
    assert found == {"title": "草稿", "seo": {"title": "草稿 - 东莞鹏星"}}
    assert graphql(query, token=f"{token}x") == {"preview": None}


def test_it_is_kept_nowhere_and_widens_nothing_else(client, dongguan, draft):
    token = previews.create(draft, dongguan.editor())
    response = client.get("/api/v1/preview/", {"token": token})
    assert (response.status_code, response["Cache-Control"]) == (200, "no-store")
    assert "ETag" not in response.headers
    for path in ("/api/v1/news/", f"/api/v1/pages/{draft.pk}/", "/api/v2/pages/"):
        assert "草稿" not in client.get(path, {"token": token}).content.decode()
    assert client.get("/api/v1/preview/", {"token": f"{token}x"}).status_code == 404
