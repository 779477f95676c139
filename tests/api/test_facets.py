"""By what lists are narrowed, and what else there is to read."""

from datetime import datetime

import pytest
from django.utils import timezone

from tests import world
from tests.factories import NewsCategoryFactory, NewsPageFactory, StandardPageFactory


def article(branch, title, *tags, **fields):
    page = NewsPageFactory(parent=branch.index, title=title, **fields)
    page.tags.add(*tags)
    page.save()
    return page


@pytest.fixture
def visits(dongguan, shenzhen):
    category = NewsCategoryFactory(code="visits", name="走访")
    moment = timezone.make_aware(datetime(2024, 12, 31, 23, 30))
    article(dongguan, "甲", "长者", "志愿者", category=category, author="李四", published_at=moment)
    article(dongguan, "乙", "长者", published_at=timezone.make_aware(datetime(2025, 1, 1)))
    article(shenzhen, "丙", "儿童", category=category, published_at=moment)
    NewsPageFactory(parent=dongguan.index, title="草稿", live=False).tags.add("秘密")


def counts(facets, field, name):
    return [(each[name], each["count"]) for each in facets[field]]


def test_how_many_there_are_of_what(get, visits):
    facets = get("news/facets")
    branches = [(each["branch"]["code"], each["count"]) for each in facets["branches"]]
    assert branches == [("dongguan", 2), ("shenzhen", 1)]
    categories = [(each["category"]["name"], each["count"]) for each in facets["categories"]]
    assert categories == [("走访", 2)]
    assert counts(facets, "tags", "tag")[0] == ("长者", 2)
    assert {tag for tag, _count in counts(facets, "tags", "tag")} == {"长者", "志愿者", "儿童"}
    assert counts(facets, "authors", "author") == [("李四", 1)]
    assert counts(facets, "years", "year") == [(2025, 1), (2024, 2)]  # by the organisation's clock


def test_of_what_is_filtered(get, graphql, dongguan, visits):
    assert counts(get("news/facets", branch="shenzhen"), "tags", "tag") == [("儿童", 1)]
    assert get("news/facets", tag="长者")["categories"][0]["count"] == 1
    world.own_host(dongguan.page, "dg.example.org")
    facets = get("news/facets", host="dg.example.org")
    assert {tag for tag, _count in counts(facets, "tags", "tag")} == {"长者", "志愿者"}
    query = '{ newsFacets(branch: ["shenzhen"]) { tags { tag count } years { year count } } }'
    assert graphql(query)["newsFacets"] == {
        "tags": [{"tag": "儿童", "count": 1}],
        "years": [{"year": 2024, "count": 1}],
    }


def test_an_unknown_category_is_refused(problem, visits):
    assert problem("news/facets", category="typo")[1].keys() == {"category"}


def test_a_count_leads_to_as_many_articles(get, visits):
    facets = get("news/facets")
    for tag, count in counts(facets, "tags", "tag"):
        assert get("news", tag=tag, count="true")["count"] == count
    for author, count in counts(facets, "authors", "author"):
        assert get("news", author=author, count="true")["count"] == count


def test_related_articles_share_most_tags_then_category_and_branch(
    get, graphql, problem, dongguan, shenzhen
):
    category = NewsCategoryFactory(code="visits")
    here = article(dongguan, "这里", "长者", "志愿者", "义工", category=category)
    article(shenzhen, "两个标签", "长者", "志愿者")
    article(dongguan, "一个标签", "长者")
    article(dongguan, "同类", category=category)
    article(dongguan, "别的", "儿童")
    draft = NewsPageFactory(parent=dongguan.index, title="草稿", live=False)
    draft.tags.add("长者", "志愿者", "义工")
    titles = [each["title"] for each in get(f"news/{here.pk}/related")]
    assert titles == ["两个标签", "一个标签", "同类"]
    assert [each["title"] for each in get(f"news/{here.pk}/related", limit=1)] == ["两个标签"]
    query = "query ($id: Int!) { relatedNews(databaseId: $id, first: 2) { title cover { url } } }"
    assert [each["title"] for each in graphql(query, id=here.pk)["relatedNews"]] == titles[:2]
    world.own_host(dongguan.page, "dg.example.org")
    found = get(f"news/{here.pk}/related", host="dg.example.org")
    assert [each["title"] for each in found] == ["一个标签", "同类"]
    assert problem(f"news/{draft.pk}/related")[0] == 404
    assert graphql(query, id=draft.pk) == {"relatedNews": None}


def test_branches_have_their_colours_and_the_same_page_in_another_city(
    get, graphql, dongguan, shenzhen
):
    StandardPageFactory(parent=dongguan.page, title="招聘", slug="jobs")
    first, second = get("branches")
    assert (first["colour"], first["colour_on_dark"]) == ("#0b6654", "#74d4ba")
    assert first["colour"] != second["colour"]
    assert first["same_page"] is None
    same = [each["same_page"]["path"] for each in get("branches", path="/dongguan/contact/")]
    assert same == ["/dongguan/contact/", "/shenzhen/contact/"]
    news = get("branches", path="/dongguan/news/visit/?from=wechat")
    assert news[1]["same_page"]["path"] == "/shenzhen/news/"
    assert [each["same_page"] for each in get("branches", path="/about/contact/")] == [None, None]
    assert get("branches", path="/dongguan/contact/#map")[1]["same_page"]
    jobs = get("site", path="/dongguan/jobs/")["branches"]
    assert [each["same_page"] and each["same_page"]["path"] for each in jobs] == [
        "/dongguan/jobs/",
        None,
    ]
    query = '{ branches(path: "/dongguan/contact/") { code colour samePage { title } } }'
    assert graphql(query)["branches"][1]["samePage"] == {"title": shenzhen.contact.title}
