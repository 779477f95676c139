"""What head office recommends for a query."""

import pytest
from django.urls import reverse
from wagtail.contrib.search_promotions.models import Query, SearchPromotion

from tests import world
from tests.factories import NewsPageFactory, StandardPageFactory
from tests.pages.test_visibility import WAYS


def promote(text, page=None, **fields):
    return SearchPromotion.objects.create(query=Query.get(text), page=page, **fields)


@pytest.fixture
def joining(dongguan):
    return NewsPageFactory(parent=dongguan.index, title="怎样成为志愿者")


def titles(client, q, **headers):
    answer = client.get("/api/v1/search/", {"q": q}, headers=headers).json()
    return [each["title"] for each in answer["promotions"]]


def test_above_what_is_found_on_every_way(client, joining, indexed):
    promote("报名", joining, description="从这里开始")
    promote("报名", external_link_url="https://example.org/", external_link_text="义工系统")
    expected = [
        {
            "title": "怎样成为志愿者",
            "url": joining.full_url,
            "path": joining.url,
            "description": "从这里开始",
        },
        {"title": "义工系统", "url": "https://example.org/", "path": None, "description": ""},
    ]
    assert client.get("/api/v1/search/?q=报名").json()["promotions"] == expected
    query = '{ search(q: "报名") { promotions { title url path description } } }'
    answer = client.post("/graphql/", {"query": query}, content_type="application/json").json()
    assert answer["data"]["search"]["promotions"] == expected
    page = client.get("/search/?q=报名").content.decode()
    assert page.index(joining.full_url) < page.index("https://example.org/")
    assert "从这里开始" in page


@pytest.mark.parametrize("typed", ["ai 東莞", "ＡＩ 东莞", " AI  东莞 "])
def test_however_the_query_is_written(client, joining, indexed, typed):
    promote("AI 东莞", joining)
    assert titles(client, typed) == ["怎样成为志愿者"]
    assert titles(client, "AI") == []


def test_with_the_first_results_alone(client, joining, indexed):
    promote("志愿者", joining)
    assert client.get("/api/v1/search/?q=志愿者&offset=1").json()["promotions"] == []


@pytest.mark.parametrize("hide", WAYS)
def test_what_is_hidden_is_not_recommended(client, joining, indexed, hide):
    promote("报名", joining)
    hide(joining)
    assert titles(client, "报名") == []
    assert "怎样成为志愿者" not in client.get("/search/?q=报名").content.decode()


def test_a_branch_s_own_host_recommends_its_own(client, joining, shenzhen, indexed):
    world.own_host(shenzhen.page, "sz.example.org")
    promote("报名", joining)
    promote("报名", StandardPageFactory(parent=shenzhen.page, title="深圳招募", slug="join"))
    assert titles(client, "报名", host="sz.example.org") == ["深圳招募"]


def test_no_address_that_runs_a_script(client, organisation, indexed):
    promote("报名", external_link_url="javascript:alert(1)", external_link_text="x")
    assert titles(client, "报名") == []


def test_head_office_promotes_in_the_admin(client, joining, indexed):
    client.force_login(world.head_officer())
    address = reverse("wagtailsearchpromotions:add")
    assert client.get(address).status_code == 200
    picks = {
        "TOTAL_FORMS": 1, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000,
        "0-page": joining.pk, "0-external_link_url": "", "0-external_link_text": "",
        "0-description": "", "0-ORDER": 1, "0-DELETE": "",
    }  # fmt: skip
    form = {"query_string": "报名"} | {
        f"editors_picks-{name}": each for name, each in picks.items()
    }
    assert client.post(address, form).status_code == 302
    assert titles(client, "报名") == ["怎样成为志愿者"]
    client.force_login(world.found("ronggui").approver())
    assert client.get(address).status_code == 302  # back to the dashboard


@pytest.mark.parametrize(
    "saved,typed",
    [
        ("⻓者", "长者"),
        ("花園", "花园"),
        ("ＡＢ", "ab"),
        ("中　文", "中 文"),
        ("社区", "社\u200b区"),
    ],
)
def test_what_counts_as_the_same_text(client, joining, saved, typed):
    promote(saved, joining)
    assert titles(client, typed) == ["怎样成为志愿者"]
