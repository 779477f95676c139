"""Animations: what moves, and an animated WebP of it that a telephone can load.

Willow, which makes all other renditions, takes the first frame alone.
"""

import io
from collections.abc import Iterator
from typing import IO

from PIL import Image, ImageOps, ImageSequence
from wagtail.images.models import AbstractImage

from .presets import ANIMATED

FORMATS = ("GIF", "WEBP")  # Willow opens no other animation; telephones' JPEGs only look like one
EXTENSIONS = (".gif", ".webp")
# What comes out is in the memory whole, as 200 MB at most; what comes in, frame by frame.
MAX_PIXELS_MADE = 50_000_000
MAX_PIXELS = 500_000_000
MAX_FRAMES = 1_000
MIN_DURATION = 20  # milliseconds; browsers show what is faster, or says 0, at their own speed
BROWSERS_OWN_DURATION = 100


class TooLong(ValueError):
    """More frames, or more pixels in them, than are worth the time: that is a video."""


def frames_of(file: IO[bytes]) -> int:
    """Count the frames of a picture; 1 if it does not move. Raises `TooLong`."""
    file.seek(0)
    try:
        with Image.open(file, formats=FORMATS) as image:
            frames = getattr(image, "n_frames", 1)
            pixels = frames * image.width * image.height
    except Image.UnidentifiedImageError:
        return 1
    finally:
        file.seek(0)
    if frames > 1 and (frames > MAX_FRAMES or pixels > MAX_PIXELS):
        raise TooLong(f"{frames} frames, {pixels} pixels")
    return frames


def moves(image: AbstractImage) -> bool:
    """Whether an upload is an animation that can be shown as one."""
    if not image.file.name.lower().endswith(EXTENSIONS):
        return False
    with image.open_file() as file:
        try:
            return frames_of(file) > 1
        except TooLong:
            return False


def animated(image: AbstractImage) -> bytes:
    """`image` as `ANIMATED`, with all its frames and their durations. Raises `TooLong`."""
    with image.open_file() as file:
        count = frames_of(file)
        with Image.open(file, formats=FORMATS) as source:
            width, height = ANIMATED.get_transform(image).size
            scale = min(1, (MAX_PIXELS_MADE / (count * width * height)) ** 0.5)
            size = max(1, int(width * scale)), max(1, int(height * scale))
            loop = source.info.get("loop", 1)
            frames, durations = zip(*_frames(source, size), strict=True)
    output = io.BytesIO()
    frames[0].save(
        output, "WEBP", save_all=True, append_images=frames[1:], duration=durations, loop=loop,
        quality=70, method=2,
    )  # fmt: skip
    return output.getvalue()


def _frames(source: Image.Image, size: tuple[int, int]) -> Iterator[tuple[Image.Image, int]]:
    for frame in ImageSequence.Iterator(source):
        whole = ImageOps.exif_transpose(frame).convert("RGBA")  # this decodes it
        duration = round(frame.info.get("duration", 0))
        yield (
            whole.resize(size, Image.Resampling.LANCZOS),
            duration if duration >= MIN_DURATION else BROWSERS_OWN_DURATION,
        )
