"""How often one client may search."""

import pytest

from tests.factories import NewsPageFactory

QUERY = '{ search(q: "一") { count } }'


@pytest.fixture(autouse=True)
def _two_a_minute(settings, dongguan, indexed):
    settings.SEARCHES_A_MINUTE = 2
    NewsPageFactory(parent=dongguan.index, title="一则消息")


def graphql(client, query=QUERY):
    return client.post("/graphql/", {"query": query}, content_type="application/json")


def test_rest(client):
    for _time in range(2):
        assert client.get("/api/v1/search/?q=一").status_code == 200
    answer = client.get("/api/v1/search/?q=一")
    assert answer.status_code == 429
    assert answer["Content-Type"] == "application/problem+json"
    assert 0 < int(answer["Retry-After"]) <= 60
    assert answer["Cache-Control"] == "no-store"


def test_the_page(client):
    for _time in range(2):
        assert client.get("/search/?q=一").status_code == 200
    answer = client.get("/search/?q=一")
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 60
    assert "请" in answer.content.decode()
    assert "一则消息" not in answer.content.decode()


def test_graphql(client):
    assert graphql(client).json()["data"] == {"search": {"count": 1}}
    several = '{ a: search(q: "一") { count } b: search(q: "一") { count } }'
    answer = graphql(client, several)
    [error] = answer.json()["errors"]
    assert error["extensions"]["code"] == "TOO_MANY_REQUESTS"
    assert 0 < error["extensions"]["retryAfter"] <= 60
    assert answer["Retry-After"] == str(error["extensions"]["retryAfter"])
    assert answer["Cache-Control"] == "no-store"


def test_wagtails_own_api(client):
    for _time in range(2):
        assert client.get("/api/v2/pages/?search=一").status_code == 200
    answer = client.get("/api/v2/pages/?search=一")
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 60
    assert client.get("/api/v2/pages/").status_code == 200


def test_all_ways_together_but_not_suggestions(client):
    assert client.get("/search/?q=一").status_code == 200
    assert graphql(client).status_code == 200
    assert client.get("/api/v1/search/?q=一").status_code == 429
    for _time in range(10):
        assert client.get("/api/v1/search/suggest/?q=一").status_code == 200
    assert client.get("/api/v1/search/suggest/?q=一").status_code == 429


def test_nobody_else(client):
    for _time in range(3):
        client.get("/api/v1/search/?q=一")
    answer = client.get("/api/v1/search/?q=一", REMOTE_ADDR="192.0.2.7")
    assert answer.status_code == 200
    assert client.get("/api/v1/news/").status_code == 200


def test_behind_a_proxy_each_reader_counts(client, settings):
    settings.NINJA_NUM_PROXIES = 1
    for number in range(3):
        headers = {"x-forwarded-for": f"192.0.2.{number}"}
        assert client.get("/api/v1/search/?q=一", headers=headers).status_code == 200
    forged = [f"203.0.113.{number}, 192.0.2.9" for number in range(3)]
    codes = [
        client.get("/api/v1/search/?q=一", headers={"x-forwarded-for": each}).status_code
        for each in forged
    ]
    assert codes == [200, 200, 429]


@pytest.mark.parametrize(
    "addresses",
    [
        ["192.0.2.9:1024", "192.0.2.9:1025", "192.0.2.9", "::ffff:192.0.2.9"],
        ["[2001:db8::1]:1024", "[2001:db8::1]:1025", "[2001:db8::1]", "2001:db8::1"],
        ["2001:db8::1", "2001:db8::2", "2001:db8:0:0:ffff::3"],
        ["unknown", "_hidden", ""],
    ],
)
def test_however_a_proxy_writes_an_address(client, settings, addresses):
    settings.NINJA_NUM_PROXIES = 1
    codes = [
        client.get("/api/v1/search/?q=一", headers={"x-forwarded-for": each}).status_code
        for each in addresses
    ]
    assert codes[:3] == [200, 200, 429]
