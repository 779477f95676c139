"""What a picture's file tells beside the picture: where and with what it was taken, by whom.

Pillow hands it on to the JPEG and PNG files that it writes, and to no others.
"""

import struct
from collections.abc import Iterator

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_TELLING = {b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"}  # https://www.w3.org/TR/png-3/
# ITU-T T.81, annex B. APP1 holds Exif and XMP, APP13 Photoshop's and IPTC's data, COM a comment.
_JPEG = b"\xff\xd8"
_JPEG_TELLING = {0xE1, 0xED, 0xFE}
_JPEG_SCAN = 0xDA


def without_metadata(data: bytes) -> bytes:
    """The same JPEG or PNG without Exif, XMP, IPTC and comments; the colour profile stays.

    Files of other formats are returned as they are.
    """
    if data.startswith(_JPEG):
        return _JPEG + b"".join(_jpeg_segments(data))
    if data.startswith(_PNG):
        return _PNG + b"".join(_png_chunks(data))
    return data


def _jpeg_segments(data: bytes) -> Iterator[bytes]:
    position = len(_JPEG)
    while data[position + 1] != _JPEG_SCAN:
        (length,) = struct.unpack_from(">H", data, position + 2)
        end = position + 2 + length
        if data[position + 1] not in _JPEG_TELLING:
            yield data[position:end]
        position = end
    yield data[position:]


def _png_chunks(data: bytes) -> Iterator[bytes]:
    position = len(_PNG)
    while position < len(data):
        length, kind = struct.unpack_from(">I4s", data, position)
        end = position + 12 + length
        if kind not in _PNG_TELLING:
            yield data[position:end]
        position = end
