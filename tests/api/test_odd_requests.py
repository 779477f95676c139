"""No request that a stranger can make fails; each bug here was found by schemathesis or by hand."""

import json

import pytest
from wagtail.models import Page

NAME = "{ site { name } }"


@pytest.fixture(autouse=True)
def _strangers_client(dongguan, client):
    client.raise_request_exception = False


@pytest.fixture
def refused(client):
    """The problem that `GET` of an address below /api/v1/ is answered with."""

    def ask(path, parameters=None, **rest):
        response = client.get(f"/api/v1/{path}", parameters, **rest)
        assert response.headers["Content-Type"] == "application/problem+json"
        found = response.json()
        assert found["status"] == response.status_code < 500
        return response.status_code, [each["parameter"] for each in found["errors"]]

    return ask


def test_the_root_of_the_tree_is_no_page(client, refused):
    root = Page.get_first_root_node().pk
    assert refused(f"pages/{root}/") == (404, [])
    answer = client.get("/graphql/", {"query": f"{{ page(databaseId: {root}) {{ id }} }}"}).json()
    assert answer == {"data": {"page": None}}


@pytest.mark.parametrize("path", ["//[", "http://[", "//a]b/?x", "/\n", "/%00"])
def test_an_address_that_is_none(refused, path):
    assert refused("route/", {"path": path}) == (404, [])


@pytest.mark.parametrize("text", ["0", "0.5", "2026", "20260101", "1e400", "nan", "", "2026-02-30"])
def test_a_number_is_no_date(refused, text):
    assert refused("news/", {"published_after": text}) == (422, ["published_after"])


@pytest.mark.parametrize(
    "path,parameter",
    [
        ("pages/99999999999999999999/", "page_id"),
        ("pages/%00/", "page_id"),
        ("branches/dongguan/news/%00/", "slug"),
        ("branches/%00/news/a/", "branch"),
        ("preview/?token=%00", "token"),
        (f"news/?limit={'9' * 5000}", "limit"),
        (f"news/?branch={'x' * 5000}", "branch"),
        ("news/?%00=1", "\0"),
    ],
)
def test_what_no_database_takes(refused, path, parameter):
    assert refused(path) == (422, [parameter])


@pytest.mark.parametrize("path", ["x", "%00", "%ff", "%0a", "branches/%00/", "/", "news//"])
def test_an_unknown_address(client, refused, path):
    assert refused(path) == (404, [])
    client.handler.enforce_csrf_checks = True
    assert client.post(f"/api/v1/{path}").headers["Content-Type"] == "application/problem+json"


def test_what_django_itself_refuses(refused, settings):
    assert refused("news/?" + "tag=a&" * 10001) == (400, [])
    settings.ALLOWED_HOSTS = ["testserver"]
    assert refused("news/", headers={"host": "elsewhere.example"}) == (400, [])


def test_what_fails_is_a_problem(client, monkeypatch):
    monkeypatch.setattr("cms.content_api.site_frame.build_frame", lambda *args: 1 / 0)
    response = client.get("/api/v1/site/")
    assert (response.status_code, response.json()["status"]) == (500, 500)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "QUERY"])
@pytest.mark.parametrize("path", ["", "news/", "openapi.json", "docs", "branches/dongguan/"])
def test_there_is_only_something_to_read(client, path, method):
    client.handler.enforce_csrf_checks = True
    response = client.generic(method, f"/api/v1/{path}", b"a=\xff", "multipart/form-data")
    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert response.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["news/", "openapi.json", "docs", "news/?limit=0", "x"])
def test_head_is_get_without_a_body(client, path):
    get, head = (client.generic(method, f"/api/v1/{path}") for method in ("GET", "HEAD"))
    assert (head.status_code, head.content) == (get.status_code, b"")
    assert head.headers["Content-Type"] == get.headers["Content-Type"]


# --- GraphQL --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 100_000,
        b'{"query": "{a}", "variables": ' + b'{"a":' * 50_000,
        b"1",
        b"null",
        b'"text"',
        b"\xff\xfe",
        b"",
        json.dumps({"query": NAME, "operationName": "\ud800"}).encode(),
        json.dumps({"query": NAME, "operationName": ["a"]}).encode(),
        json.dumps({"query": NAME, "extensions": [1]}).encode(),
    ],
)
def test_a_body_that_is_no_graphql(client, body):
    assert client.generic("POST", "/graphql/", body, "application/json").status_code == 400


def test_a_body_that_is_too_large(client):
    body = json.dumps({"query": NAME + " " * 3_000_000})
    response = client.generic("POST", "/graphql/", body, "application/json")
    assert response.status_code == 413
    assert "2621440 bytes" in response.json()["errors"][0]["message"]


def test_a_number_that_python_does_not_read(client, caplog):
    response = client.get("/graphql/", {"query": f"{{ page(databaseId: {'9' * 5000}) {{ id }} }}"})
    assert "digits" in response.json()["errors"][0]["message"]
    assert not caplog.records


def test_nested_variables_in_an_address(client):
    response = client.get("/graphql/", {"query": NAME, "variables": "[" * 100_000})
    assert response.status_code == 400


@pytest.mark.parametrize("known", ["\ud800" * 64, "é" * 64, "F" * 64, "a" * 63 + "\n"])
def test_a_hash_that_no_cache_takes(client, known):
    body = {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": known}}}
    response = client.post("/graphql/", body, content_type="application/json")
    assert response.json()["errors"][0]["message"] == "PersistedQueryNotSupported"


def each_names_all(count):
    spreads = " ".join(f"...f{number}" for number in range(count))
    return "".join(f"fragment f{number} on Site {{ {spreads} }} " for number in range(count))


@pytest.mark.parametrize(
    "query,message",
    [
        ("{ ...a }", "Unknown fragment 'a'."),
        ("{ site { ...f0 } } " + each_names_all(20), "Cannot spread fragment 'f0' within itself."),
    ],
)
def test_fragments_that_lead_nowhere(client, query, message):
    body = {"query": query}
    response = client.post("/graphql/", body, content_type="application/json")
    assert [each["message"] for each in response.json()["errors"]] == [message]


@pytest.mark.parametrize(
    "query",
    [
        "{ }",
        "{ site { } }",
        "{ page(databaseId: 1) { ... on NewsPage { } } }",
        "{ ...a } fragment a on Query { }",
    ],
)
def test_nothing_is_selected(client, caplog, query):
    """graphql-core reads it, though the grammar has no empty selection."""
    response = client.post("/graphql/", {"query": query}, content_type="application/json")
    (error,) = response.json()["errors"]
    assert error["message"] == "Selects nothing: there is no field between { and }."
    assert not caplog.records


def test_an_argument_has_its_own_name_and_its_fault_is_not_logged(client, caplog):
    query = '{ news(publishedAfter: "0001-01-01T00:00:00Z") { totalCount } }'
    body = {"query": query}
    (error,) = client.post("/graphql/", body, content_type="application/json").json()["errors"]
    assert error["message"] == "publishedAfter: The year must be from 1900 to 2200."
    assert error["extensions"]["parameter"] == "publishedAfter"
    client.post("/graphql/", {"query": "{ nothing }"}, content_type="application/json")
    assert not caplog.records


def test_only_so_many_branches_may_be_named(client, refused):
    query = "query ($codes: [String!]) { news(branch: $codes) { totalCount } }"
    body = {"query": query, "variables": {"codes": ["dongguan"] * 100_000}}
    response = client.post("/graphql/", body, content_type="application/json")
    assert [each["message"] for each in response.json()["errors"]] == ["branch: At most 20."]
    assert refused("news/", {"branch": ["dongguan"] * 21}) == (422, ["branch"])


def test_what_is_given_twice_would_be_half_ignored(refused):
    assert refused("news/", {"limit": ["5", "50"]}) == (422, ["limit"])
