"""Byte ranges (RFC 9110, section 14) for files that Django serves: iPhones play no video without.

Uploaded files go through Django because it decides who may have them.
"""

import re
from collections.abc import Callable, Iterator
from typing import IO

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

CHUNK = 64 * 1024

_RANGE = re.compile(r"bytes=(?:([0-9]{1,15})-([0-9]{0,15})|-([0-9]{1,15}))")


class ByteRangeMiddleware:
    """Answers a request for one range of a file with 206, or 416 if the file is shorter.

    Several ranges at once, other units and nonsense get the whole file, as the RFC allows.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not isinstance(response, FileResponse) or response.status_code != 200:
            return response
        if response.headers.get("Content-Encoding") == "None":
            del response.headers["Content-Encoding"]  # Wagtail's way of saying that there is none
        file = response.file_to_stream
        if file is None:  # not made from a file
            return response
        response.headers["Accept-Ranges"] = "bytes"
        wanted = _RANGE.fullmatch(request.headers.get("Range", ""))
        if wanted is None or not _unchanged(request, response):
            return response

        size = int(response.headers["Content-Length"])
        first, last, suffix = (int(part) if part else None for part in wanted.groups())
        start = max(size - (suffix or 0), 0) if first is None else first
        end = size - 1 if last is None else min(last, size - 1)
        if start > end:
            response.close()
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})

        response.status_code = 206
        response.headers["Content-Range"] = f"bytes {start}-{end}/{size}"
        response.headers["Content-Length"] = str(end - start + 1)
        file.seek(start)
        response.streaming_content = _read(file, end - start + 1)
        return response


def _unchanged(request: HttpRequest, response: HttpResponseBase) -> bool:
    """`If-Range`: a part of a file that has changed since would not fit to the client's rest."""
    known = request.headers.get("If-Range")
    current = (response.headers.get("ETag"), response.headers.get("Last-Modified"))
    return known is None or known in current


def _read(file: IO[bytes], length: int) -> Iterator[bytes]:
    while length > 0 and (chunk := file.read(min(CHUNK, length))):
        length -= len(chunk)
        yield chunk
