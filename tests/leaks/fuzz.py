"""Requests that nobody sends by mistake: of all public surfaces, with values that are none."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, quote

from hypothesis import strategies as st

from .surfaces import Request, requests

# What sensible requests name; the ids are those of the first things in a database.
KNOWN: dict[str, Any] = {
    "article": 12,
    "translations": [13],
    "column": 4,
    "beside": [14],
    "around": [5, 6, 7],
    "title": "社工探访",
    "words": "社工",
    "slug": "visit",
    "english_slug": "visit",
    "column_slug": "about",
    "author": "社工",
    "excerpt": "社工",
    "description": "社工",
    "tag": "社工",
    "day": "2026-01-01T00:00:00+08:00",
    "next_day": "2026-01-02T00:00:00+08:00",
    "image": 1,
    "picture": "社工",
    "original": "original_images/a.jpg",
    "document": 1,
    "document_title": "社工",
    "file": "a.pdf",
    "old": "old",
    "redirects": [1],
    "restriction": 1,
}

NUMBERS = [
    "0",
    "-1",
    "1.5",
    "1e400",
    "nan",
    "9" * 20,
    "9" * 5000,
    "-" + "9" * 30,
    "٣",
    "²",
    "0x1",
    "1_0",
]
MOMENTS = [
    "0000-01-01T00:00:00Z", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59.999999-23:59",
    "2026-02-30", "20260101", "2026-01-01T24:00:00Z", "2026-01-01T00:00:60Z", "-2026-01-01",
    "2026-01-01T00:00:00+99:99", "0", "253402300800", "1e18",
]  # fmt: skip
TEXTS = [
    "", " ", "\0", "\n", "\r\n", "\ud800", "\uffff", "\u202e", "é" * 300, "社" * 2000, "a" * 5000,
    "'", '"', '"社 -工', "-", "--", "*", "%", "_", "\\", "(", "((" * 200, ")", "&&|!:*", "<->",
    ",".join(f"社{number}" for number in range(300)), "null", "true", "[]", "{}", '{"a":' * 500,
    "//[", "http://[", "//a]b/?x", "../../etc/passwd", "/" * 300, "/?" + "a=1&" * 60, "?", "#",
    "en", "zh-hant", "zh", "xx", "main", "testserver:99999", "a.example:x", "[::1]",
    "random", "-title", "title,title", "news.NewsPage", "news.NewsPage,home.StandardPage",
    "auth.User", "wagtailcore.Page", "*,-title", "*,body(*)", "a(b(c(d", "_,id", "parent(*)",
    "MARKDOWN", "OLDEST", "-published_at",
]  # fmt: skip
RAW = [
    "%",
    "%ff",
    "%00",
    "%zz",
    "%C0%80",
    "%ED%A0%80",
    "%2F",
    "%2e%2e",
    "+",
    "%25ff",
    ";",
    "%u4e00",
]
HEADERS = {
    "Accept": ["", "*", "text/html;q=x", "application/json;" + "a" * 500, "a/b," * 300],
    "Accept-Encoding": ["", "gzip;q=9", "*;q=0", "br," * 200, "identity;q=0"],
    "Accept-Language": ["", "x" * 600, "zh-hant-" * 50, "en;q=nan", "*"],
    "Authorization": ["", "Bearer", "Bearer " + "a" * 5000, "Basic ///", "Token \xe9"],
    "Content-Type": ["", "multipart/form-data", "application/json; charset=x", "a", "text/plain"],
    "Cookie": [
        "", "=", ";;;", "sessionid=" + "é" * 40, "sessionid=" + "x" * 4000, "csrftoken=\xff",
        'sessionid="a\\000"', "known_browser=a:b:c", "django_language=xx", "a" * 4000,
    ],
    "Host": ["", "a" * 300, "elsewhere.example", "testserver:99999", "[::1", "é", "a b", "a:"],
    "If-Match": ["*", '"', 'W/"'],
    "If-Modified-Since": [
        "0", "x", "9" * 400, "Thu, 01 Jan 0001 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT",
        "Thu, 99 Foo 2026 99:99:99 GMT",
    ],
    "If-None-Match": ["*", '"', 'W/"', "," * 3000, '"' + "a" * 5000 + '"'],
    "If-Range": ["", '"', "x", "Thu, 01 Jan 0001 00:00:00 GMT"],
    "Origin": ["null", "", "http://[", "file://"],
    "Range": [
        "bytes=", "bytes=-", "bytes=9-1", "bytes=-0", "bytes=0-" + "9" * 5000, "bytes=\xb2-",
        "bytes=" + "0-1," * 2000, "items=0-1", "bytes=0-0,-1",
    ],
    "Referer": ["", "http://[", "\xff"],
    "X-Forwarded-For": ["", "x", ",,,", "1.2.3.4, " * 300, "[::1]:80"],
    "X-Forwarded-Proto": ["https", "x"],
    "X-HTTP-Method-Override": ["DELETE"],
    "X-Requested-With": ["XMLHttpRequest"],
}  # fmt: skip
BODIES = [
    b"", b"\xff\xfe", b"[", b"[" * 5000, b"null", b"[[]]", b'{"query":1}', b'{"query":"{"}',
    b'{"query":"{ ' + b"a " * 3000 + b'}"}', b'{"query":"' + b"{a" * 500 + b'"}',
    b'{"query":"{ page(id: ' + b"9" * 5000 + b') { id } }"}', b'{"query":"{ }"}',
    b'{"query":"query { ...a } fragment a on Query { ...a }"}', b'{"query":"\\ud800"}',
    b'{"query":"{ __schema { types { name } } }","operationName":[]}',
    b'{"query":"mutation { a }"}', b'{"query":"subscription { a }"}',
    b'{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"x"}}}',
    b'[{"query":"{ site { name } }"}]', b"a=1&" * 200, b"password=x&return_url=//[",
]  # fmt: skip
FAILED = b"The server failed"  # in an answer
WORDS = [  # in a query of GraphQL
    "", "{", "}", "{ }", "...a", "... { }", "... on Query { site { name } }", "__typename", "$a",
    "(a: 1)", "@skip(if: 1)", "@include(if: $a)", "@a", '"', '"""', "#", "a: id", "a " * 2000,
    "(" * 500, "9" * 5000, "{a" * 500, "id: id", "fragment a on Query { ...a }", "query", "\ufeff",
]  # fmt: skip
METHODS = ["HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "QUERY", "get", "X" * 40]


@dataclass(frozen=True)
class Odd:
    """A request as it goes over the wire; the path is percent-encoded."""

    surface: str
    method: str
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


texts = st.one_of(
    st.sampled_from(NUMBERS), st.sampled_from(MOMENTS), st.sampled_from(TEXTS), st.text(max_size=40)
)
encoded = st.one_of(
    texts.map(lambda text: quote(text.encode(errors="surrogatepass"), safe="")),
    st.sampled_from(RAW),
)
json_values = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.sampled_from([2**31, -(2**63), 10**400]),
        st.floats(), texts,
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=2),
    max_leaves=4,
)  # fmt: skip


@st.composite
def odd_requests(draw: st.DrawFn, surface: str) -> Odd:
    """A sensible request of a surface, of which something is not."""
    known = sensible()[surface]
    request = draw(st.sampled_from(known))
    headers = {
        name: draw(st.sampled_from(HEADERS[name]))
        for name in draw(st.lists(st.sampled_from(sorted(HEADERS)), max_size=2, unique=True))
    }
    if request.document:
        headers.setdefault("Content-Type", "application/json")
        return Odd(surface, "POST", request.path, headers, draw(_bodies(request)))
    path, _, query = request.path.partition("?")
    segments = [draw(encoded) if draw(_seldom) else quote(each) for each in path.split("/")[1:]]
    pairs = [
        (quote(name), quote(value)) for name, value in parse_qsl(query, keep_blank_values=True)
    ]
    pairs = [(name, draw(encoded) if draw(st.booleans()) else value) for name, value in pairs]
    pairs += draw(st.lists(st.tuples(_names(known), encoded), max_size=3))
    method = draw(st.sampled_from(METHODS)) if draw(_seldom) else "GET"
    body = b"" if method == "GET" else draw(st.sampled_from(BODIES))
    query = "&".join(f"{name}={value}" for name, value in pairs)
    path = f"/{'/'.join(segments)}{'?' if query else ''}{query}"
    return Odd(surface, method, path, headers, body)


_seldom = st.integers(0, 9).map(lambda number: number == 9)
_sensible: dict[str, list[Request]] = {}


def sensible() -> dict[str, list[Request]]:
    """The requests of the matrix, by surface."""
    if not _sensible:
        for each in requests(KNOWN):
            _sensible.setdefault(each.surface, []).append(each)
    return _sensible


def _names(of: Iterable[Request]) -> st.SearchStrategy[str]:
    """Parameters that the surface knows, and others."""
    known = {name for each in of for name, _value in parse_qsl(each.path.partition("?")[2])}
    return st.sampled_from([*sorted(known), "page", "tags", "%00", "%ff", "__proto__", ""])


@st.composite
def _bodies(draw: st.DrawFn, request: Request) -> bytes:
    if draw(_seldom):
        return draw(st.sampled_from(BODIES))
    variables = {
        name: draw(json_values) if draw(st.booleans()) else value
        for name, value in request.variables
    }
    body = {"query": draw(_documents(request)), "variables": variables}
    if draw(_seldom):
        part = draw(st.sampled_from(["query", "variables", "operationName", "extensions"]))
        body[part] = draw(json_values)
    return json.dumps(body).encode()


@st.composite
def _documents(draw: st.DrawFn, request: Request) -> str:
    """The query, or one in which a word is another."""
    words = request.document.split()
    if draw(st.booleans()):
        words[draw(st.integers(0, len(words) - 1))] = draw(st.sampled_from(WORDS))
    return " ".join(words)
