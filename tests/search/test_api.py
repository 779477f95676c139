"""What can be asked of the search, and what comes back."""

import json
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.rich_text import RichText

from tests.factories import NewsCategoryFactory, NewsPageFactory

HOSTILE = [
    '"', "'", '""', "-", "--", "-a", "“", "「", "a OR b", "NEAR(a b)", "title:a", "{title}:a", "a*",
    "(", ")", "a & !b | c:*", "\\", "%", "_", "'; DROP TABLE news_newspage; --", "😀", "\u200b",
    "\ue000", "alongtext", "﷽", "-".join("東" * 20), '"' * 100,
]  # fmt: skip


def write(branch, title, body="", **fields):
    text = [("rich_text", RichText(f"<p>{body}</p>"))]
    return NewsPageFactory(parent=branch.index, title=title, body=text, **fields)


@pytest.fixture
def articles(dongguan, shenzhen, indexed):
    visits = NewsCategoryFactory(code="visits", name="探访")
    write(
        dongguan, "重阳节探访", "社工来到独居老人家里，为长者量血压。",
        category=visits, published_at=datetime.fromisoformat("2024-10-11T09:00:00+08:00"),
    )  # fmt: skip
    write(
        dongguan, "中秋节活动", "志愿者和长者一起做月饼，老人们说真好。",
        published_at=datetime.fromisoformat("2025-10-06T09:00:00+08:00"),
    )  # fmt: skip
    write(
        shenzhen, "Summer Camp 2025", "小朋友学习AI编程，参观科技馆。",
        category=visits, published_at=datetime.fromisoformat("2025-07-20T09:00:00+08:00"),
    )  # fmt: skip


def test_every_word_must_be_there(articles, titles):
    assert titles("长者 血压") == ["重阳节探访"]
    assert titles("长者 月饼 血压") == []
    assert titles("长者　月饼") == ["中秋节活动"]  # a space of full width


def test_a_phrase_stands_as_it_is(articles, titles):
    assert titles('"独居老人"') == titles("“独居老人”") == ["重阳节探访"]
    assert titles('"独居 老人"') == []
    assert titles('"summer camp"') == ["Summer Camp 2025"]
    assert titles('"camp summer"') == []


def test_what_must_not_be_there(articles, titles):
    assert titles("长者 -血压") == ["中秋节活动"]
    assert titles('长者 -"做月饼"') == ["重阳节探访"]
    assert titles("-血压") == []  # nothing is looked for


def test_by_branch_category_and_period(articles, titles):
    assert titles("2025", branch="dongguan") == []
    assert titles("科技", branch=["dongguan", "shenzhen"]) == ["Summer Camp 2025"]
    assert titles("老人", category="visits") == ["重阳节探访"]
    assert titles("老人", published_after="2025-01-01") == ["中秋节活动"]
    assert titles("老人", published_before="2025-01-01") == ["重阳节探访"]
    assert titles("老人", locale="en") == []


def test_how_much_there_is_where(articles, search):
    found = search("节")
    assert (found["count"], found["capped"]) == (2, False)
    assert [(each["branch"]["code"], each["count"]) for each in found["branches"]] == [
        ("dongguan", 2)
    ]
    assert [(each["category"]["name"], each["count"]) for each in found["categories"]] == [
        ("探访", 1)
    ]
    assert found["years"] == [{"year": 2025, "count": 1}, {"year": 2024, "count": 1}]


def test_more_than_can_be_counted(articles, search, monkeypatch):
    monkeypatch.setattr("search.ranking.MAX_RANKED", 1)
    found = search("老人")
    assert (found["count"], found["capped"]) == (1, True)
    assert found["items"][0]["article"]["title"] == "中秋节活动"  # the newest is ranked


def test_part_by_part(articles, titles):
    everything = titles("节")
    assert titles("节", limit=1) + titles("节", limit=1, offset=1) == everything
    assert titles("节", offset=2) == []


def test_where_it_stands(articles, search):
    [item] = search("血壓 重阳")["items"]
    assert item["title"]["html"] == "<mark>重阳</mark>节探访"
    assert item["title"]["marks"] == [{"start": 0, "end": 2}]
    snippet = item["snippet"]
    assert "量<mark>血压</mark>" in snippet["html"]
    [mark] = snippet["marks"]
    assert snippet["text"][mark["start"] : mark["end"]] == "血压"


def test_a_snippet_is_around_the_first_thing_found(dongguan, search):
    write(dongguan, "很长", "开头的话。" * 200 + "社工在深处种下薄荷。" + "结尾的话。" * 200)
    [item] = search("薄荷")["items"]
    assert "社工在深处种下<mark>薄荷</mark>" in item["snippet"]["html"]
    assert item["snippet"]["text"].startswith("…")
    assert item["snippet"]["text"].endswith("…")
    assert len(item["snippet"]["text"]) < 120


def test_markup_is_escaped(dongguan, search):
    write(dongguan, "<b>粗体</b> & 标题", "他写道：&lt;script&gt;粗体&lt;/script&gt;")
    [item] = search("粗体")["items"]
    assert item["title"]["html"] == "&lt;b&gt;<mark>粗体</mark>&lt;/b&gt; &amp; 标题"
    assert "<script>" not in item["snippet"]["html"]


@pytest.mark.parametrize(
    "word,marked",
    [("ai", "AI"), ("ＡＩ", "AI"), ("学习ai编程", "学习AI编程"), ("camp", "Camp")],
)
def test_marked_is_what_was_found_however_it_is_written(articles, search, word, marked):
    [item] = search(word)["items"]
    assert f"<mark>{marked}</mark>" in item["title"]["html"] + item["snippet"]["html"]


def test_a_letter_that_folds_to_several(dongguan, search):
    write(dongguan, "㎏与ﬁ之后的社工")
    [item] = search("社工")["items"]
    assert item["title"]["html"] == "㎏与ﬁ之后的<mark>社工</mark>"


@pytest.mark.parametrize("query", HOSTILE)
def test_nothing_that_is_typed_is_a_command(articles, search, query):
    assert search(query)["count"] == 0


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=110))
def test_any_text_is_answered(client, articles, text):
    response = client.get("/api/v1/search/", {"q": text})
    assert response.status_code in (200, 400, 422)
    for item in response.json().get("items", []):
        for field in (item["title"], item["snippet"]):
            for mark in field["marks"]:
                assert 0 <= mark["start"] < mark["end"] <= len(field["text"])


@pytest.mark.parametrize(
    "parameter,value",
    [
        ("q", ""), ("q", "长" * 101), ("q", "a\0b"), ("branch", "nowhere"), ("category", "nothing"),
        ("locale", "fr"), ("published_after", "yesterday"), ("limit", "0"), ("limit", "51"),
        ("offset", "1001"), ("order", "rank"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_named(client, articles, parameter, value):
    response = client.get("/api/v1/search/", {"q": "没有的", parameter: value})
    assert response.status_code == 422, response.content
    assert [each["parameter"] for each in response.json()["errors"]] == [parameter]


def test_without_a_question(client, articles):
    response = client.get("/api/v1/search/")
    assert response.status_code == 422
    assert [each["parameter"] for each in response.json()["errors"]] == ["q"]


QUERY = """
query ($q: String!, $branch: [String!]) {
  search(q: $q, branch: $branch, first: 1, offset: 1) {
    count capped years { year count }
    items { article { title branch { code } } title { html } snippet { marks { start end } } }
  }
}
"""


def test_graphql_gives_the_same(client, articles, search):
    variables = {"q": "节", "branch": ["dongguan"]}
    response = client.post(
        "/graphql/", {"query": QUERY, "variables": variables}, content_type="application/json"
    )
    found = response.json()["data"]["search"]
    same = search("节", branch="dongguan", limit=1, offset=1)
    assert found["count"] == same["count"] == 2
    assert found["years"] == same["years"]
    [item], [other] = found["items"], same["items"]
    assert item["title"]["html"] == other["title"]["html"]
    assert item["article"]["title"] == other["article"]["title"]


@pytest.mark.parametrize(
    "arguments,reason",
    [('q: ""', "q:"), ('q: "a", first: 51', "first"), ('q: "a", offset: -1', "offset")],
)
def test_graphql_names_what_makes_no_sense(client, articles, arguments, reason):
    query = f"{{ search({arguments}) {{ count }} }}"
    answer = client.post("/graphql/", {"query": query}, content_type="application/json")
    assert reason in json.dumps(answer.json()["errors"])


PIECES = {
    "heading": ("heading", {"text": "薄荷小标题", "level": "h2"}),
    "quotation": ("quotation", {"text": "我种薄荷", "attribution": ""}),
    "attribution": ("quotation", {"text": "好", "attribution": "薄荷奶奶"}),
    "table": ("table", {"data": [["时间", "薄荷课"]], "table_caption": ""}),
    "bold": ("rich_text", RichText("<p>种<b>薄</b>荷</p>")),
}


@pytest.mark.parametrize("block", PIECES.values(), ids=PIECES)
def test_wherever_in_a_body_it_stands(dongguan, search, block):
    NewsPageFactory(parent=dongguan.index, title="标题", excerpt="摘要", body=[block])
    [item] = search("薄荷")["items"]
    assert "<mark>薄荷</mark>" in item["snippet"]["html"]
