"""What readers look for."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django.asserts import assertContains

from tests import world
from tests.factories import NewsPageFactory


@pytest.fixture
def site(dongguan, shenzhen):
    NewsPageFactory(parent=dongguan.index, title="东莞社工探访独居长者", excerpt="送上慰问品")
    NewsPageFactory(parent=shenzhen.index, title="深圳社工培训", excerpt="两天课程")
    NewsPageFactory(parent=shenzhen.index, title="深圳社工草稿", live=False)


def found(client, path="/search/", **query):
    response = client.get(path, query)
    assert response.status_code == 200
    soup = BeautifulSoup(response.content, "html.parser")
    return [link.text for link in soup.select(".card-title a")]


def test_a_word_in_the_middle_of_a_title_or_summary_is_found(client, site):
    assert found(client, q="探访") == ["东莞社工探访独居长者"]
    assert found(client, q="慰问") == ["东莞社工探访独居长者"]
    assert found(client, q="长者 慰问") == ["东莞社工探访独居长者"]
    assert found(client, q="长者 培训") == []


def test_one_city_or_all_and_no_drafts(client, site):
    assert set(found(client, q="社工")) == {"东莞社工探访独居长者", "深圳社工培训"}
    assert found(client, q="社工", branch="shenzhen") == ["深圳社工培训"]


def test_a_branchs_own_host_looks_in_that_branch(client, site, shenzhen):
    world.own_host(shenzhen.page, "sz.example.org")
    response = client.get("/search/", {"q": "社工"}, headers={"host": "sz.example.org"})
    soup = BeautifulSoup(response.content, "html.parser")
    assert [link.text for link in soup.select(".card-title a")] == ["深圳社工培训"]


def test_nothing_found_says_what_to_do(client, site):
    assertContains(client.get("/search/", {"q": "没有"}), "没有找到相关文章。")


@pytest.mark.parametrize(
    "query,reason",
    [
        ({"q": "长" * 101}, "100"),
        ({"q": "a\0b"}, "空字符"),
        ({"branch": "nowhere"}, "nowhere"),
    ],
)
def test_a_query_that_makes_no_sense_is_400_with_the_reason(client, site, query, reason):
    assertContains(client.get("/search/", query), reason, status_code=400)


def test_a_page_of_results_that_there_is_not_is_404(client, site):
    assert client.get("/search/", {"q": "社工", "page": "2"}).status_code == 404


@settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.text(max_size=120))
def test_any_text_is_answered(client, dongguan, text):
    assert client.get("/search/", {"q": text}).status_code in (200, 400)
