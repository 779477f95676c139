"""Bodies without a Content-Length, through the application that the server runs."""

import json
from io import BytesIO

import pytest
from django.core.signals import request_started
from django.db import close_old_connections
from django.test import RequestFactory

from cms.wsgi import application


@pytest.fixture
def post(dongguan):
    def send(body, **headers):
        environ = RequestFactory().generic("POST", "/graphql/").environ
        environ |= {
            "wsgi.input": BytesIO(body),
            "CONTENT_TYPE": "application/json",
            "HTTP_TRANSFER_ENCODING": "chunked",
            **headers,
        }
        answered = []
        response = application(environ, lambda status, headers: answered.append(status))
        return answered[0], b"".join(response)

    request_started.disconnect(close_old_connections)  # as Django's own test client
    yield send
    request_started.connect(close_old_connections)


def test_a_body_in_chunks_is_read(post):
    status, content = post(json.dumps({"query": "{ site { name } }"}).encode())
    assert status == "200 OK"
    assert json.loads(content) == {"data": {"site": {"name": "鹏星社工"}}}


def test_a_large_one_wants_a_length(post):
    status, content = post(b"x" * 3_000_000)
    assert status.startswith("413")
    assert b"Content-Length" in content
