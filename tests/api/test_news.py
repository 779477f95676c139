"""Lists of news, in REST and in GraphQL."""

from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from wagtail.rich_text import RichText

from cms.core.api.cursor import Cursor, InvalidCursor
from news.models import NewsPage
from tests import world
from tests.factories import ImageFactory, NewsCategoryFactory, NewsPageFactory

NOON = timezone.make_aware(datetime(2026, 5, 1, 12))


def titles(answer):
    return [item["title"] for item in answer["items"]]


@pytest.fixture
def five(dongguan):
    """第0篇, the newest, to 第4篇; the last three of the same second."""
    moments = [NOON, *[NOON - timedelta(hours=1)] * 1, *[NOON - timedelta(days=1)] * 3]
    for number, moment in reversed(list(enumerate(moments))):
        NewsPageFactory(parent=dongguan.index, title=f"第{number}篇", published_at=moment)


def test_an_item_is_what_a_card_shows(get, dongguan):
    article = NewsPageFactory(
        parent=dongguan.index,
        title="走访",
        slug="visit",
        published_at=NOON,
        excerpt="摘要",
        category=NewsCategoryFactory(code="visits", name="走访"),
        cover=ImageFactory(description="社工与长者", focal_point_x=25, focal_point_y=50,
                           focal_point_width=10, focal_point_height=10),
    )  # fmt: skip
    article.tags.add("长者", "志愿者")
    article.save()
    (item,) = get("news/")["items"]
    cover = item.pop("cover")
    assert item.pop("node_id")
    assert item == {
        "id": article.pk,
        "translation_key": str(article.translation_key),
        "title": "走访",
        "slug": "visit",
        "locale": "zh-hans",
        "url": "http://testserver/dongguan/news/visit/",
        "path": "/dongguan/news/visit/",
        "branch": {
            "code": "dongguan",
            "locale": "zh-hans",
            "city": "东莞",
            "short_name": "东莞鹏星",
            "full_name": "东莞市鹏星社会工作服务社",
            "url": "http://testserver/dongguan/",
            "path": "/dongguan/",
        },
        "published_at": "2026-05-01T12:00:00+08:00",
        "author": "东莞市鹏星社会工作服务社",
        "excerpt": "摘要",
        "category": {"code": "visits", "name": "走访"},
        "tags": ["志愿者", "长者"],
        "updated_at": None,
    }
    assert cover["url"].startswith("http://testserver/media/images/")
    assert cover["alt"] == "社工与长者"
    assert cover["focal_point"] == {"x": 0.25, "y": 0.5}


def test_every_address_of_a_picture_is_one(get, dongguan):
    article = NewsPageFactory(parent=dongguan.index, cover=ImageFactory())
    article.save_revision().publish()
    (item,) = get("news/")["items"]
    cover = item["cover"]
    assert [source["mime_type"] for source in cover["sources"]] == ["image/webp"]
    for source in cover["sources"]:
        for candidate in source["srcset"].split(", "):
            url, width = candidate.split(" ")
            name = url.removeprefix("http://testserver/media/")
            with Image.open(default_storage.path(name)) as made:
                assert f"{made.width}w" == width


def test_newest_first_or_oldest_first(get, five):
    assert titles(get("news/")) == ["第0篇", "第1篇", "第2篇", "第3篇", "第4篇"]
    assert titles(get("news/", order="oldest")) == [
        "第4篇",
        "第3篇",
        "第2篇",
        "第1篇",
        "第0篇",
    ]


@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_a_cursor_gives_every_article_once_though_new_ones_appear(get, dongguan, five, order):
    seen, after = [], {}
    while True:
        part = get("news/", limit=2, order=order, **after)
        seen += titles(part)
        if part["next"] is None:
            break
        after = {"after": part["next"]}
        moment = NOON + timedelta(days=1) if order == "newest" else NOON - timedelta(days=9)
        NewsPageFactory(parent=dongguan.index, title="新的", published_at=moment)
    assert sorted(seen) == ["第0篇", "第1篇", "第2篇", "第3篇", "第4篇"]


def test_offset_and_count(get, five):
    answer = get("news/", limit=2, offset=3, count="true")
    assert titles(answer) == ["第3篇", "第4篇"]
    assert (answer["next"], answer["count"]) == (None, 5)
    assert get("news/", limit=2)["count"] is None


def test_fields_are_chosen_and_typed_as_a_selection_but_for_who_asks_for_json(client, five):
    path, own = "/api/v1/news?fields=title,path&limit=1", "application/vnd.qianshou.selection+json"
    for accept, kind in (("*/*", own), ("application/json",) * 2, (own, own)):
        response = client.get(path, headers={"accept": accept})
        assert response.headers["Content-Type"] == kind
        assert "Accept" in response.headers["Vary"]
        (item,) = response.json()["items"]
        assert list(item) == ["title", "path"]


def test_bodies_in_a_list(get, graphql, dongguan, django_assert_max_num_queries):
    for number in range(3):
        body = [("rich_text", RichText(f"<p>第{number}段。</p>"))]
        NewsPageFactory(parent=dongguan.index, title=f"第{number}篇", body=body)
    assert "body" not in get("news")["items"][0]
    get("news", fields="title,body")
    with django_assert_max_num_queries(5):
        items = get("news", fields="title,body")["items"]
    assert {each["title"]: each["body"][0]["text"] for each in items} == {
        f"第{number}篇": f"<p>第{number}段。</p>" for number in range(3)
    }
    (first, *_rest) = get("news", fields="body", rich_text="markdown")["items"]
    assert first["body"][0]["text"].startswith("第")
    query = "{ news { edges { node { title body { ... on RichTextBlock { text } } } } } }"
    nodes = [edge["node"] for edge in graphql(query)["news"]["edges"]]
    assert [each["body"][0]["text"] for each in nodes] == [
        each["body"][0]["text"] for each in items
    ]


def test_links_in_a_list_have_their_pages_ids_on_request(get, graphql, dongguan):
    target = NewsPageFactory(parent=dongguan.index, title="目标")
    link = f'<p><a linktype="page" id="{target.pk}">x</a></p>'
    NewsPageFactory(parent=dongguan.index, author="链接", body=[("rich_text", RichText(link))])
    (item,) = get("news", author="链接", fields="body", page_ids="true")["items"]
    assert f'data-page-id="{target.pk}"' in item["body"][0]["text"]
    query = """{ news(author: "链接") { edges { node { body {
        ... on RichTextBlock { text text(pageIds: true) } } } } } }"""
    query = query.replace("text text", "plain: text text")
    (edge,) = graphql(query)["news"]["edges"]
    (block,) = edge["node"]["body"]
    assert block["text"] == item["body"][0]["text"]
    assert "data-page-id" not in block["plain"]


def test_lists_of_parameters_as_clients_write_them(client, dongguan, shenzhen):
    NewsPageFactory(parent=dongguan.index)
    NewsPageFactory(parent=shenzhen.index)
    for query in (
        "branch=dongguan&branch=shenzhen",
        "branch[]=dongguan&branch[]=shenzhen",
        "branch=dongguan,shenzhen",
    ):
        assert len(client.get(f"/api/v1/news?{query}").json()["items"]) == 2, query
    assert len(client.get("/api/v1/news?branch[]=dongguan").json()["items"]) == 1


@pytest.mark.parametrize("name", ["branch", "category", "tag", "author", "after", "fields"])
def test_an_empty_text_is_refused(problem, dongguan, name):
    assert problem("news", **{name: ""})[1].keys() == {name}


def test_filters(get, dongguan, shenzhen):
    category = NewsCategoryFactory(code="party")
    NewsPageFactory(parent=dongguan.index, title="东莞", author="李四", published_at=NOON)
    earlier = NOON - timedelta(days=9)
    tagged = NewsPageFactory(
        parent=shenzhen.index,
        title="深圳",
        category=category,
        published_at=earlier,
    )
    tagged.tags.add("党建")
    tagged.save()
    for parameters, expected in [
        ({"branch": "dongguan"}, ["东莞"]),
        ({"branch": ["dongguan", "shenzhen"]}, ["东莞", "深圳"]),
        ({"category": "party"}, ["深圳"]),
        ({"tag": "党建"}, ["深圳"]),
        ({"tag": "没有"}, []),
        ({"author": "李四"}, ["东莞"]),
        ({"published_after": "2026-04-25"}, ["东莞"]),
        ({"published_before": "2026-04-25T00:00:00+08:00"}, ["深圳"]),
        ({"branch": "dongguan", "category": "party"}, []),
        ({"locale": "en"}, []),
    ]:
        assert titles(get("news/", **parameters)) == expected, parameters


def test_a_translation_is_an_article_of_its_language(get, dongguan):
    article = NewsPageFactory(parent=dongguan.index, title="走访", slug="visit")
    world.translate(article, title="A visit", slug="a-visit")
    (item,) = get("news/", locale="en")["items"]
    assert (item["title"], item["path"]) == ("A visit", "/en/dongguan/news/a-visit/")
    assert item["branch"]["short_name"] == "东莞鹏星"  # not translated yet


def test_a_branchs_own_host_has_the_branchs_alone(get, dongguan, shenzhen):
    NewsPageFactory(parent=dongguan.index, title="东莞", slug="a")
    NewsPageFactory(parent=shenzhen.index, title="深圳")
    world.own_host(dongguan.page, "dg.example.org")
    (item,) = get("news/", host="dg.example.org")["items"]
    assert (item["title"], item["url"]) == ("东莞", "http://dg.example.org/news/a/")
    assert titles(get("news/", host="dg.example.org", branch="shenzhen")) == []
    assert set(titles(get("news/"))) == {"东莞", "深圳"}


@pytest.mark.parametrize(
    "parameters,parameter,reason",
    [
        ({"brnch": "dongguan"}, "brnch", "branch, category, locale"),
        ({"branch": "dongguang"}, "branch", "dongguan"),
        ({"category": "partie"}, "category", "party"),
        ({"locale": "fr"}, "locale", "'zh-hans', 'zh-hant' or 'en'"),
        ({"limit": "0"}, "limit", "greater than or equal to 1"),
        ({"limit": "101"}, "limit", "less than or equal to 100"),
        ({"offset": "1001"}, "offset", "less than or equal to 1000"),
        ({"order": "title"}, "order", "newest"),
        ({"after": "x"}, "after", "Not a valid cursor"),
        ({"fields": "title,bodies"}, "fields", "node_id, id, translation_key"),
        ({"published_after": "gestern"}, "published_after", "date"),
        ({"published_after": "0001-01-01"}, "published_after", "1900"),
        ({"tag": "a\0b"}, "tag", "characters"),
        ({"author": "x" * 201}, "author", "200"),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(problem, dongguan, parameters, parameter, reason):
    NewsCategoryFactory(code="party")
    status, reasons = problem("news/", **parameters)
    assert status == 422
    assert reason in reasons[parameter]


def test_an_offset_and_a_cursor_exclude_each_other(get, problem, five):
    after = get("news/", limit=1)["next"]
    assert problem("news/", after=after, offset=1)[0] == 422


@given(st.datetimes(datetime(1900, 1, 2), datetime(2200, 1, 1)), st.integers(1, 2**63 - 1))
def test_a_cursor_is_read_as_it_was_written(moment, pk):
    cursor = Cursor(timezone.make_aware(moment.replace(microsecond=0)), pk)
    assert Cursor.parse(str(cursor)) == cursor


@given(st.text())
def test_any_other_text_is_no_cursor(text):
    with suppress(InvalidCursor):
        assert str(Cursor.parse(text)) == text


def test_the_connection_of_graphql(graphql, five):
    query = """query ($after: String) { news(first: 2, after: $after, branch: ["dongguan"]) {
        totalCount edges { cursor node { title publishedAt cover { url } } }
        pageInfo { hasNextPage endCursor } } }"""
    first = graphql(query)["news"]
    assert [edge["node"]["title"] for edge in first["edges"]] == ["第0篇", "第1篇"]
    assert first["totalCount"] == 5
    assert first["pageInfo"]["hasNextPage"]
    second = graphql(query, after=first["pageInfo"]["endCursor"])["news"]
    assert [edge["node"]["title"] for edge in second["edges"]] == ["第2篇", "第3篇"]
    assert graphql(query, after=second["pageInfo"]["endCursor"])["news"]["pageInfo"] == {
        "hasNextPage": False,
        "endCursor": graphql("{news(first: 100) {pageInfo {endCursor}}}")["news"]["pageInfo"][
            "endCursor"
        ],
    }


def test_rest_and_graphql_say_the_same(get, graphql, five):
    fields = "title slug url path author excerpt tags"
    items = get("news/", fields=f"node_id,id,translation_key,{fields.replace(' ', ',')}")["items"]
    node = f"node_id: id id: databaseId translation_key: translationKey {fields}"
    edges = graphql(f"{{ news {{ edges {{ node {{ {node} }} }} }} }}")["news"]["edges"]
    assert [edge["node"] for edge in edges] == items


def test_an_article_in_the_second_of_another_is_not_lost_by_deleting(get, five):
    part = get("news/", limit=3)
    NewsPage.objects.get(title="第2篇").delete()
    assert titles(get("news/", after=part["next"])) == ["第3篇", "第4篇"]
