"""A film from still pictures, without a video library.

A lossy WebP picture is one key frame of VP8, and a WebM file is such frames with a table of
contents: https://www.webmproject.org/docs/container/, https://www.rfc-editor.org/rfc/rfc8794.
"""

import io
import struct
from collections.abc import Sequence

from PIL import Image, ImageOps

SIZE = (640, 360)
SECONDS_A_PICTURE = 3


def film(pictures: Sequence[Image.Image]) -> bytes:
    """A WebM file that shows each picture for some seconds."""
    header = _element(
        0x1A45DFA3,
        _element(0x4282, b"webm"),  # document type
        _element(0x4287, b"\x02"),  # its version
        _element(0x4285, b"\x02"),  # the version that a reader must know
    )
    duration = len(pictures) * SECONDS_A_PICTURE * 1000
    info = _element(
        0x1549A966,
        _element(0x2AD7B1, (1_000_000).to_bytes(3, "big")),  # times are in milliseconds
        _element(0x4489, struct.pack(">d", duration)),
        _element(0x4D80, b"qianshou"),  # made with
        _element(0x5741, b"qianshou"),
    )
    width, height = (
        _element(tag, side.to_bytes(2, "big")) for tag, side in zip((0xB0, 0xBA), SIZE, strict=True)
    )
    track = _element(
        0x1654AE6B,
        _element(
            0xAE,
            _element(0xD7, b"\x01"),  # number
            _element(0x73C5, b"\x01"),  # identity
            _element(0x83, b"\x01"),  # video
            _element(0x86, b"V_VP8"),
            _element(0xE0, width, height),
        ),
    )
    clusters = [
        _element(
            0x1F43B675,
            _element(0xE7, (number * SECONDS_A_PICTURE * 1000).to_bytes(4, "big")),  # when
            # Track 1, at that very time, a key frame.
            _element(0xA3, b"\x81\x00\x00\x80" + _key_frame(picture)),
        )
        for number, picture in enumerate(pictures)
    ]
    return header + _element(0x18538067, info, track, *clusters)


def _key_frame(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    ImageOps.fit(picture.convert("RGB"), SIZE).save(file, "WEBP", quality=70)
    webp = file.getvalue()
    start = webp.index(b"VP8 ") + 8
    (length,) = struct.unpack_from("<I", webp, start - 4)
    return webp[start : start + length]


def _element(tag: int, *parts: bytes) -> bytes:
    """An EBML element: its identity, its length in eight bytes, what it holds."""
    content = b"".join(parts)
    identity = tag.to_bytes((tag.bit_length() + 7) // 8, "big")
    return identity + (len(content) | 1 << 56).to_bytes(8, "big") + content
