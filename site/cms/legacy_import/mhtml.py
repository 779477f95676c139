"""A page that a browser saved as a single file (.mht, .mhtml; RFC 2557): a MIME message whose parts
are the page and the files that it shows."""

import re
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import Message
from urllib.parse import urljoin

from django.utils.translation import gettext as _

from . import decoding
from .article import NotALegacyPage

_HEADER = re.compile(rb"\s*(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+")
_MULTIPART = re.compile(
    rb"^content-type:\s*(?:multipart/related|text/html)", re.IGNORECASE | re.MULTILINE
)


@dataclass(frozen=True)
class SinglePage:
    html: str  # with the address where it stood, as browsers write it into other pages
    address: str
    files: dict[str, bytes] = field(repr=False)  # what it shows, by the address that it names

    def file(self, source: str) -> bytes | None:
        """What the page names `source`: as it stands there, or in full."""
        return self.files.get(source) or self.files.get(urljoin(self.address, source))


def is_one(data: bytes) -> bool:
    """Whether it begins with the header of such a message."""
    header = _HEADER.match(data[:8192])
    return bool(header and _MULTIPART.search(header[0]) and b"mime-version" in header[0].lower())


def read_mhtml(data: bytes) -> SinglePage:
    """The page and its files. Raises `NotALegacyPage` for a message without a page."""
    message = message_from_bytes(data, policy=policy.compat32)
    parts = [part for part in message.walk() if not part.is_multipart()]
    page = next((part for part in parts if part.get_content_type() == "text/html"), None)
    if page is None:
        raise NotALegacyPage(_("a single-file page without a page in it: save it again, complete"))
    address = _header(message, "Snapshot-Content-Location") or _header(page, "Content-Location")
    files = {
        name: payload
        for part in parts
        if part is not page and isinstance(payload := part.get_payload(decode=True), bytes)
        for name in _names(part)
    }
    html = decoding.decode(_payload(page))
    if address.startswith(("http://", "https://")):
        html = f"<!-- saved from url=({len(address):04}){address} -->\n{html}"
    return SinglePage(html, address, files)


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _names(part: Message) -> list[str]:
    content_id = _header(part, "Content-ID").strip("<>")
    return [
        name
        for name in (_header(part, "Content-Location"), content_id and f"cid:{content_id}")
        if name
    ]


def _header(part: Message, name: str) -> str:
    """A header's value, of which a long one may be folded."""
    return "".join(str(part.get(name, "")).split())
