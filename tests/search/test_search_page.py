"""What readers look for."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django.asserts import assertContains
from wagtail.rich_text import RichText

from tests import world
from tests.factories import NewsPageFactory


@pytest.fixture
def site(dongguan, shenzhen, indexed):
    write(dongguan, title="东莞社工探访独居长者", excerpt="送上慰问品")
    write(shenzhen, title="深圳社工培训", excerpt="两天课程")
    write(shenzhen, title="深圳社工草稿", live=False)


def write(branch, body="", **fields):
    text = [("rich_text", RichText(f"<p>{body}</p>"))]
    return NewsPageFactory(parent=branch.index, body=text, **fields)


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

    everywhere = client.get(
        "/search/", {"q": "社工", "branch": ""}, headers={"host": "sz.example.org"}
    )
    assertContains(everywhere, "东莞<mark>社工</mark>探访独居长者")


@pytest.mark.parametrize("language", ["en", "zh-hant"])
def test_a_language_that_nobody_opened_is_not_searched(client, site, language):
    assert client.get(f"/{language}/search/", {"q": "社工"}).status_code == 404


def test_each_language_finds_its_own(client, site, shenzhen):
    """The portal is not translated; the branch and one of its articles are."""
    page = write(shenzhen, title="社工上门")
    world.translate(shenzhen.page, "en", short_name="Shenzhen")
    world.translate(page, "en", title="A visit", excerpt="At home")
    assert found(client, "/en/search/", q="visit") == ["A visit"]
    assert found(client, "/en/search/", q="visit", branch="shenzhen") == ["A visit"]
    assert found(client, "/en/search/", q="社工") == []
    assert "A visit" not in found(client, q="visit")


def test_the_words_stay_in_the_field_and_robots_stay_out(client, site):
    for words in ("长者", "长" * 101):
        soup = BeautifulSoup(client.get("/search/", {"q": words}).content, "html.parser")
        assert soup.select_one("#q")["value"] == words
        assert soup.select_one("meta[name=robots]")["content"] == "noindex"


def test_nothing_found_offers_what_there_is_of_it(client, site):
    content = client.get("/search/?q=社工火星").content.decode()
    assert 'href="?q=%E7%A4%BE%E5%B7%A5"' in content
    assert "%E7%81%AB%E6%98%9F" not in content.split("</form>")[1]


def test_nothing_found_says_what_to_do(client, site):
    assertContains(client.get("/search/", {"q": "没有"}), "没有找到“没有”的相关文章。")


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
    for page in ("2", "0", "x"):
        assert client.get("/search/", {"q": "社工", "page": page}).status_code == 404


@settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.text(max_size=120))
def test_any_text_is_answered(client, site, text):
    assert client.get("/search/", {"q": text}).status_code in (200, 400)
