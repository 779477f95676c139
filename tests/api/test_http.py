"""How the content API travels over HTTP."""

import gzip

import brotli
import pytest
from django.core.files.base import ContentFile
from wagtail.documents.models import Document

from tests.factories import NewsPageFactory

NEWS = "/api/v1/news"


@pytest.fixture
def articles(dongguan):
    return [NewsPageFactory(parent=dongguan.index) for _number in range(5)]


def test_an_unchanged_answer_is_not_sent_again(client, dongguan, articles):
    first = client.get(NEWS)
    again = client.get(NEWS, headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content, again["Vary"]) == (304, b"", first["Vary"])
    docs = client.get("/api/v1/docs")
    again = client.get("/api/v1/docs", headers={"if-none-match": docs.headers["ETag"]})
    assert again.status_code == 304
    assert "Content-Security-Policy" not in again.headers  # a browser would put it to what it has
    NewsPageFactory(parent=dongguan.index)
    assert client.get(NEWS, headers={"if-none-match": first.headers["ETag"]}).status_code == 200


@pytest.mark.parametrize(
    "accepted,encoding,unpack",
    [("br, gzip", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress)],
)
def test_answers_are_compressed(client, articles, accepted, encoding, unpack):
    plain = client.get(NEWS)
    packed = client.get(NEWS, headers={"accept-encoding": accepted})
    assert packed.headers["Content-Encoding"] == encoding
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert unpack(packed.content) == plain.content
    headers = {"accept-encoding": accepted, "if-none-match": packed.headers["ETag"]}
    assert client.get(NEWS, headers=headers).status_code == 304


def test_frontends_on_other_hosts_may_ask(client, articles, settings):
    origin = {"origin": "https://www.example.org"}
    for path in (NEWS, "/api/v2/pages/", "/graphql/?query={site{name}}"):
        assert client.get(path, headers=origin).headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in client.get("/", headers=origin).headers
    guarded = client.get("/api/v3-preview/pages/", headers=origin)
    assert "Access-Control-Allow-Origin" not in guarded.headers
    settings.CORS_ALLOW_ALL_ORIGINS, settings.CORS_ALLOWED_ORIGINS = False, ["https://a.example"]
    assert "Access-Control-Allow-Origin" not in client.get(NEWS, headers=origin).headers
    named = client.get(NEWS, headers={"origin": "https://a.example"})
    assert named.headers["Access-Control-Allow-Origin"] == "https://a.example"


@pytest.mark.parametrize("path", [NEWS, "/api/v2/pages/", "/graphql/?query={site{name}}"])
def test_an_answer_is_the_same_for_all_and_asked_for_again(client, articles, path):
    answer = client.get(path)
    other = client.get(path, headers={"accept-language": "en", "accept": "text/html;q=0.9,*/*"})
    assert (answer.content, answer["ETag"]) == (other.content, other["ETag"])
    assert "Content-Language" not in answer.headers
    assert not {"Accept-Language", "Cookie"} & set(answer["Vary"].split(", "))
    assert answer["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", ["/api/v1/x", f"{NEWS}?limit=x", "/api/v1/preview/?token=x"])
def test_a_refusal_is_not_kept(client, dongguan, path):
    assert client.get(path)["Cache-Control"] == "no-store"


def test_a_last_slash_makes_no_difference(client, articles):
    for path in ("news{}?limit=2", "pages/full{}", f"news/{articles[0].pk}{{}}"):
        with_it, without = (client.get(f"/api/v1/{path.format(end)}") for end in ("/", ""))
        assert (with_it.status_code, with_it.content) == (200, without.content)


def test_head_has_the_headers_of_get(client, articles):
    got, head = client.get(NEWS), client.head(NEWS)
    assert head.headers["ETag"] == got.headers["ETag"]
    again = client.head(NEWS, headers={"if-none-match": got.headers["ETag"]})
    assert again.status_code == 304


def test_options_says_what_may_be_done(client, dongguan):
    response = client.options(NEWS)
    assert (response.status_code, response.headers["Allow"]) == (204, "GET, HEAD, OPTIONS")
    assert "Content-Type" not in response.headers


def test_how_much_may_still_be_searched(client, dongguan, settings, indexed):
    settings.SEARCHES_A_MINUTE = 2
    asked = [client.get("/api/v1/search?q=长者") for _time in range(3)]
    assert [each.status_code for each in asked] == [200, 200, 429]
    left = [each.headers["RateLimit"].partition(";t=")[0] for each in asked]
    assert left == ['"searches";r=1', '"searches";r=0', '"searches";r=0']
    assert {each.headers["RateLimit-Policy"] for each in asked} == {'"searches";q=2;w=60'}
    assert int(asked[2].headers["Retry-After"]) > 0
    answer = client.get("/graphql/", {"query": '{ search(q: "长者") { count } }'})
    assert answer.headers["RateLimit"].startswith('"searches";r=0')
    assert "RateLimit" not in client.get(NEWS).headers


@pytest.mark.parametrize("path", ["/api/v1/x", "/api/v1/nothing/", "/api/v1/news/x/"])
def test_every_error_is_a_problem(client, dongguan, path):
    response = client.get(path)
    assert response.status_code in (404, 422)
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == response.status_code


def test_the_docs_page_loads_nothing_from_elsewhere(client, dongguan):
    html = client.get("/api/v1/docs").content.decode()
    assert "swagger-ui" in html
    assert "https://" not in html.replace("https://django-ninja", "")
    assert client.get("/api/v1/openapi.json").json()["openapi"].startswith("3.1")


URQL = (
    "application/graphql-response+json, application/graphql+json, application/json, "
    "text/event-stream, multipart/mixed"
)


@pytest.mark.parametrize("path", [NEWS, "/api/v2/pages/", "/graphql", "/documents/1/a"])
@pytest.mark.parametrize(
    "header", ["apollographql-client-name", "authorization", "sentry-trace", "traceparent"]
)
def test_a_browser_may_send_what_clients_add(client, dongguan, path, header):
    preflight = {
        "origin": "https://www.example.org",
        "access-control-request-method": "POST",
        "access-control-request-headers": header,
    }
    response = client.options(path, headers=preflight)
    allowed = response["Access-Control-Allow-Headers"].split(", ")
    assert (header in allowed, "*" in allowed) == (True, True)
    read = client.get(path, headers={"origin": "https://www.example.org"})
    assert {"ETag", "Retry-After"} <= set(read["Access-Control-Expose-Headers"].split(", "))


@pytest.mark.parametrize("path", [NEWS, "/api/v1/", "/api/v2/pages/", "/api/v2/pages", "/graphql/"])
def test_what_is_not_allowed_is_said_with_what_is(client, dongguan, path):
    response = client.delete(path)
    assert response.status_code == 405
    assert "GET" in response["Allow"]


def test_without_the_last_slash(client, dongguan):
    query = {"query": "{site{name}}"}
    answer = client.post("/graphql", query, content_type="application/json")
    assert answer.json() == {"data": {"site": {"name": "鹏星社工"}}}
    assert client.get("/graphql", query).status_code == 200
    assert client.get("/api/v2/pages?limit=1", follow=True).json()["items"]


@pytest.mark.parametrize(
    "accept,media_type,status",
    [
        (URQL, "application/graphql-response+json", 400),
        ("application/json", "application/json", 200),
        ("*/*", "application/json", 200),
    ],
)
def test_graphql_refuses_in_the_form_that_the_client_takes(
    client, dongguan, accept, media_type, status
):
    def ask(query):
        headers = {"accept": accept}
        return client.post(
            "/graphql/", {"query": query}, content_type="application/json", headers=headers
        )

    for query, expected in (("{ nope }", status), ("{", status), ("", 400)):
        response = ask(query)
        assert (response.status_code, response["Content-Type"]) == (expected, media_type)
        assert response.json().keys() == {"errors"}
        assert "Accept" in response["Vary"].split(", ")
    assert ask("{ site { name } }").status_code == 200
    assert client.put("/graphql/", headers={"accept": accept})["Content-Type"] == media_type


def test_a_page_of_ours_may_show_a_document_in_a_frame(client, dongguan):
    document = Document.objects.create(title="年报", file=ContentFile(b"%PDF", name="a.pdf"))
    NewsPageFactory(parent=dongguan.index, body=[("attachment", document)])
    assert client.get(document.url)["X-Frame-Options"] == "SAMEORIGIN"
    assert client.get("/")["X-Frame-Options"] == "DENY"
