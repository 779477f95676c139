"""Bodies that come in chunks (RFC 9112, section 7.1), as some clients send all of theirs.

WSGI says nothing of them, and Django reads as much as Content-Length says: nothing.
"""

from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

from django.conf import settings

Environment = dict[str, Any]
Application = Callable[[Environment, Callable], Iterable[bytes]]


def with_length(application: Application) -> Application:
    """`application`, told the length of such a body: of one that fits into memory; of a larger one
    the client is told that (413)."""

    def wrapped(environ: Environment, start_response: Callable) -> Iterable[bytes]:
        if "chunked" in environ.get("HTTP_TRANSFER_ENCODING", "").lower():
            most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
            body = environ["wsgi.input"].read(most + 1)
            if len(body) > most:
                answer = f"Send more than {most} bytes with a Content-Length.\n".encode()
                headers = [("Content-Type", "text/plain"), ("Content-Length", str(len(answer)))]
                start_response("413 Content Too Large", [*headers, ("Connection", "close")])
                return [answer]
            environ.update({"CONTENT_LENGTH": str(len(body)), "wsgi.input": BytesIO(body)})
        return application(environ, start_response)

    return wrapped
