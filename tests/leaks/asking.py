"""A stranger, or somebody who is logged in, asks all surfaces and keeps what they answered."""

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote_plus

from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.utils import translation

from .surfaces import Request

_ESCAPED = re.compile(r"\\u([0-9a-f]{4})")
_FORM_TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value=)"\w+"')
_LOGIN = re.compile('"Location": "(/en)?/_util/login/')
# Of these, one answer differs from the next.
_HEADERS = re.compile("date|expires|etag|set-cookie|server-timing", re.IGNORECASE)


@dataclass(frozen=True)
class Answer:
    status: int
    headers: str
    text: str

    @property
    def is_password_form(self) -> bool:
        return self.status == 200 and "/_util/authenticate_with_password/" in self.text

    @property
    def leads_to_login(self) -> bool:
        return self.status == 302 and bool(_LOGIN.search(self.headers))

    def tells(self, secrets: dict[str, str], request: Request) -> list[str]:
        """The kinds of `secrets` that stand in it; what was asked for may be repeated."""
        asked = unquote_plus(str(request))
        everything = self.headers + self.text
        return [kind for kind, each in secrets.items() if each in everything and each not in asked]


Answers = dict[Request, Answer]


def ask(client: Client, request: Request, host: str = "testserver") -> Answer:
    if request.document:
        body = {"query": request.document, "variables": dict(request.variables)}
        response = client.post(
            request.path, body, content_type="application/json", headers={"host": host}
        )
    else:
        response = client.get(request.path, headers={"host": host})
    content = b"".join(response) if response.streaming else response.content
    text = content.decode(errors="replace")
    # As HTML, and as JSON, have it.
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), unescape(text))
    headers = {key: each for key, each in response.headers.items() if not _HEADERS.match(key)}
    return Answer(response.status_code, json.dumps(headers, indent=0), _FORM_TOKEN.sub(r"\1", text))


def ask_all(client: Client, requests: Iterable[Request], host: str = "testserver") -> Answers:
    cache.clear()
    translation.deactivate()
    return {request: ask(client, request, host) for request in requests}


@contextmanager
def undone() -> Iterator[None]:
    """What is done within is rolled back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    cache.clear()
