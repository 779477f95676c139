"""GraphQL over HTTP: ways to ask, persisted queries, limits, errors."""

import hashlib
import json
from time import process_time

import pytest

from tests.factories import NewsPageFactory

NAME = "{ site { name } }"


@pytest.fixture
def ask(client, dongguan):
    """The whole answer to a POST: data, errors."""

    def post(query=None, **rest):
        body = {"query": query, **rest} if query is not None else rest
        response = client.post("/graphql/", body, content_type="application/json")
        assert response.status_code == 200, response.content
        return response.json()

    return post


def message(answer):
    (error,) = answer["errors"]
    return error["message"]


def test_by_post_and_by_get(ask, client):
    expected = {"data": {"site": {"name": "鹏星社工"}}}
    assert ask(NAME) == expected
    response = client.get("/graphql/", {"query": NAME})
    assert response.json() == expected
    again = client.get("/graphql/", {"query": NAME}, headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304


def test_a_query_once_known_is_asked_for_by_its_hash(ask, client):
    known = {
        "persistedQuery": {"version": 1, "sha256Hash": hashlib.sha256(NAME.encode()).hexdigest()}
    }
    assert message(ask(extensions=known)) == "PersistedQueryNotFound"
    assert ask(NAME, extensions=known)["data"]["site"]["name"] == "鹏星社工"
    assert ask(extensions=known)["data"]["site"]["name"] == "鹏星社工"
    anything = {"accept": "*/*"}  # as curl and Node have it
    response = client.get("/graphql/", {"extensions": json.dumps(known)}, headers=anything)
    assert response.json()["data"]["site"]["name"] == "鹏星社工"


def test_a_browser_that_asks_nothing_gets_something_to_ask_with(client, dongguan):
    html = {"accept": "text/html,*/*;q=0.8"}
    assert "GraphiQL" in client.get("/graphql/", headers=html).content.decode()
    assert client.get("/graphql/", headers={"accept": "*/*"}).status_code == 400


@pytest.mark.parametrize("persisted", [1, {}, {"sha256Hash": 5}, {"sha256Hash": "x"}])
def test_a_hash_that_is_none(ask, persisted):
    assert "PersistedQuery" in message(ask(extensions={"persistedQuery": persisted}))


def test_a_hash_of_another_query_is_not_remembered(ask):
    wrong = {"persistedQuery": {"version": 1, "sha256Hash": "0" * 64}}
    assert "does not match" in message(ask(NAME, extensions=wrong))
    assert message(ask(extensions=wrong)) == "PersistedQueryNotFound"


@pytest.mark.parametrize("query", ["{ nothing }", "{", NAME + " " * 10_000])
def test_what_makes_no_sense_or_is_too_long_is_not_remembered(ask, query):
    digest = hashlib.sha256(query.encode()).hexdigest()
    known = {"persistedQuery": {"version": 1, "sha256Hash": digest}}
    ask(query, extensions=known)
    assert message(ask(extensions=known)) == "PersistedQueryNotFound"


def test_of_several_operations_one_must_be_named(ask):
    two = "query a { site { name } } query b { branches { code } }"
    assert "Must provide operation name" in message(ask(two))
    assert ask(two, operationName="b") == {"data": {"branches": [{"code": "dongguan"}]}}


def test_null_is_as_good_as_left_out(ask):
    query = "{ news(after: null, locale: null) { totalCount } page(databaseId: 1) { id } }"
    assert ask(query) == {"data": {"news": {"totalCount": 0}, "page": None}}


def test_chinese_is_written_as_it_is(client, dongguan):
    response = client.get("/graphql/", {"query": NAME})
    assert "鹏星社工" in response.content.decode()


def test_the_schema_may_be_kept_to_oneself(ask, settings):
    asked = "{ __schema { __typename } }"
    assert ask(asked)["data"] == {"__schema": {"__typename": "__Schema"}}
    settings.GRAPHQL_INTROSPECTION = False
    assert "introspection has been disabled" in message(ask(asked))
    assert ask(NAME)["data"]


def test_limits_say_what_they_are(ask):
    deep = "{ news { edges { node { branch { city } } } } }"
    assert "errors" not in ask(deep)
    fragments = "".join(f"fragment f{n} on Site {{ ...f{n + 1} ...f{n + 1} }} " for n in range(99))
    doubled = f"{{ site {{ ...f0 }} }} {fragments} fragment f99 on Site {{ name }}"
    assert message(ask(doubled)) == "Selects more than 3000 fields."


def test_the_same_again_and_again_is_refused(ask):
    """What is selected twice is compared with each other, a square of it."""
    again = "branches { code } " * 101
    assert message(ask(f"{{ {again} }}")) == "Selects 'branches' more than 100 times."
    routes = " ".join(f'a{n}: route(path: "/{n}") {{ page {{ id }} }}' for n in range(6))
    assert message(ask(f"{{ {routes} }}")) == "Selects 'route' more than 5 times."
    facets = " ".join(f"...{n} " for n in "ab")
    fragments = " ".join(
        f"fragment {n} on Query {{ {n}1: newsFacets {{ years {{ count }} }} "
        f"{n}2: newsFacets {{ years {{ count }} }} }}"
        for n in "ab"
    )
    asked = f"{{ {facets} }} {fragments}"
    assert message(ask(asked)) == "Selects 'newsFacets' more than 3 times."
    lists = " ".join(f"a{n}: news {{ edges {{ node {{ ...withBody }} }} }}" for n in range(5))
    with_body = "fragment withBody on NewsItem { title body { __typename } }"
    assert message(ask(f"{{ {lists} }} {with_body}")) == "Selects 'body' more than 4 times."
    inner = "branches { %s }" % ("... { code } " * 51)
    assert message(ask(f"{{ {inner} {inner} }}")) == "Selects 'code' more than 100 times."
    spread = "fragment a on Query { branches { code } }"
    assert "errors" not in ask(f"{{ {'...a ' * 200} }} {spread}")
    aliases = " ".join(f"a{number}: site {{ name }}" for number in range(16))
    assert message(ask(f"{{ {aliases} }}")) == "16 aliases found. Allowed: 15"
    assert "1500 tokens" in message(ask(f"{{ site {{ {'name ' * 1600} }} }}"))
    assert message(ask("{ news(first: 101) { totalCount } }")) == "first: Must be from 1 to 100."
    too_deep = "{ site " + "{ branches " * 13 + "}" * 14
    errors = [error["message"] for error in ask(too_deep)["errors"]]
    assert any("maximum operation depth of 12" in each for each in errors), errors


@pytest.mark.parametrize(
    "query,parameter",
    [
        ('{ news(branch: "nowhere") { totalCount } }', "branch"),
        ('{ news(after: "x") { totalCount } }', "after"),
        ('{ news(tag: "a\\u0000") { totalCount } }', "tag"),
        ('{ site(branch: "nowhere") { name } }', "branch"),
        ('{ route(path: "/", host: "http://x") { page { title } } }', "host"),
        ("{ newsPage { title } }", "databaseId"),
        ('{ node(id: "x") { id } }', "id"),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(ask, query, parameter):
    (error,) = ask(query)["errors"]
    assert error["extensions"]["parameter"] == parameter
    assert error["message"].startswith(f"{parameter}: ")


@pytest.mark.parametrize("query", ["{", "{ nothing }", "mutation { x }", "{ site }", ""])
def test_what_is_no_query_is_an_error_and_no_failure(client, dongguan, query):
    response = client.post("/graphql/", {"query": query}, content_type="application/json")
    assert response.status_code in (200, 400)


def test_what_fails_within_is_logged_and_not_told(ask, monkeypatch, caplog):
    monkeypatch.setattr("cms.content_api.site_frame.build_frame", lambda *args: 1 / 0)
    assert message(ask(NAME)) == "The server failed to answer this."
    assert "division by zero" in caplog.text


@pytest.mark.parametrize("leaf", ["__typename", "nothing"])
def test_fragments_that_double_at_every_step_cost_nothing(ask, leaf):
    names = range(40)
    doubling = "".join(f"fragment f{n} on Query {{ ...f{n + 1} ...f{n + 1} }} " for n in names)
    started = process_time()
    answer = ask(f"{{ ...f0 }} {doubling} fragment f40 on Query {{ {leaf} }}")
    assert process_time() - started < 1
    assert "Selects more than" in message(answer)


def test_a_surrogate_is_refused_by_name(ask):
    answer = ask(
        "query ($tag: String) { news(tag: $tag) { totalCount } }", variables={"tag": "\ud800"}
    )
    assert answer["errors"][0]["extensions"]["parameter"] == "tag"


def test_an_unselected_picture_is_not_looked_for(ask, dongguan, django_assert_num_queries):
    NewsPageFactory(parent=dongguan.index)
    ask("{ news { edges { node { title } } } }")
    with django_assert_num_queries(3):
        ask("query($n: Int!) { news(first: $n) { ...part } } fragment part on NewsConnection"
            " { edges { node { title } } }", variables={"n": 5})  # fmt: skip
