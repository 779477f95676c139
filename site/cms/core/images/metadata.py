"""What a picture's file tells beside the picture: how to turn it, where and with what it was taken,
by whom.

Pillow hands it on to the JPEG and PNG files that it writes; cameras' WebP files have it, too.
"""

import struct
from collections.abc import Iterator

from PIL import ExifTags, Image
from PIL.PngImagePlugin import PngImageFile

from .damage import DAMAGE

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_TELLING = {b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"}  # https://www.w3.org/TR/png-3/
# ITU-T T.81, annex B. APP1 holds Exif and XMP, APP13 Photoshop's and IPTC's data, COM a comment.
_JPEG = b"\xff\xd8"
_JPEG_TELLING = {0xE1, 0xED, 0xFE}
_JPEG_SCAN = 0xDA
_WEBP_TELLING = {b"EXIF", b"XMP "}  # RFC 9649
_WEBP_FLAGS = 0x08 | 0x04  # of the two, in the chunk VP8X
_ON_THEIR_SIDE = {5, 6, 7, 8}  # Exif 2.32, 4.6.4: those orientations that swap width and height


def upright_size(image: Image.Image) -> tuple[int, int]:
    """Width and height as `ImageOps.exif_transpose` makes them, without decoding the picture."""
    undecoded = isinstance(image, PngImageFile) and not _may_turn_at_its_end(image)
    exif = Image.Image.getexif(image) if undecoded else image.getexif()
    width, height = image.size
    on_its_side = exif.get(ExifTags.Base.Orientation) in _ON_THEIR_SIDE
    return (height, width) if on_its_side else (width, height)


def _may_turn_at_its_end(image: PngImageFile) -> bool:
    """Whether a PNG may have Exif data behind the picture: Pillow decodes all of it to find out."""
    if image.fp is None or "exif" in image.info:
        return False
    position = image.fp.tell()
    rest = image.fp.read()
    image.fp.seek(position)
    return b"eXIf" in rest


def is_readable(image: Image.Image) -> bool:
    """Whether the picture's Exif data can be read; browsers show it in any case."""
    try:
        upright_size(image)
    except DAMAGE:
        return False
    return True


def without_metadata(data: bytes) -> bytes:
    """The same JPEG, PNG or WebP without Exif, XMP, IPTC and comments; the colour profile stays.

    Files of other formats are returned as they are.
    """
    if data.startswith(_JPEG):
        return _JPEG + b"".join(_jpeg_segments(data))
    if data.startswith(_PNG):
        return _PNG + b"".join(_png_chunks(data))
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        chunks = b"".join(_webp_chunks(data))
        return struct.pack("<4sI4s", b"RIFF", len(chunks) + 4, b"WEBP") + chunks
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


def _webp_chunks(data: bytes) -> Iterator[bytes]:
    position = 12
    while position < len(data):
        kind, length = struct.unpack_from("<4sI", data, position)
        end = position + 8 + length + length % 2
        chunk = data[position:end]
        if kind == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~_WEBP_FLAGS]) + chunk[9:]
        if kind not in _WEBP_TELLING:
            yield chunk
        position = end
