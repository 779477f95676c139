"""The pictures of a saved page: found beside it, turned upright, freed of what they tell, stored
once however many pages show them."""

import base64
import binascii
import hashlib
import io
import os
import re
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageOps
from wagtail.models import Collection

from cms.core.images import animation
from cms.core.images.damage import DAMAGE
from cms.core.images.metadata import is_readable, without_metadata
from cms.core.images.models import CustomImage
from cms.core.images.presets import FALLBACK, LONGEST_SIDE

from . import workspace
from .article import LegacyPicture
from .files import SavedFile

# Not EPS and the like, for which Pillow starts other programs.
FORMATS = ("AVIF", "BMP", "GIF", "JPEG", "PNG", "TIFF", "WEBP")
DAMAGED = (*DAMAGE, TypeError)  # which Pillow raises for some; elsewhere it is our mistake
MIN_SIDE = 10  # pixels; smaller ones space a layout or count readers
KEPT_AS_THEY_ARE = {"GIF": "gif", "JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
ORIENTATION = 0x0112  # Exif
_DATA = re.compile(r"data:[\w/+.-]*;base64,(.+)", re.DOTALL)


class Unusable(Exception):
    """The picture cannot be taken along; the message says why."""


@dataclass(frozen=True)
class ReadyPicture:
    """A picture that may be stored, in a file of its own until then."""

    path: Path
    extension: str
    sha1: str  # of the file, as Wagtail keeps it
    stand_in: Path


def make_ready(picture: LegacyPicture, page: SavedFile, folder: Path) -> ReadyPicture | None:
    """The picture's file, checked and made fit; None if it is only a spacer.

    Raises `Unusable`.
    """
    data = _data(picture.source, page)
    try:
        fit = _fit(data)
    except DAMAGED as error:
        raise Unusable(_("damaged or no picture")) from error
    if fit is None:
        return None
    data, extension = fit
    sha1 = hashlib.sha1(data, usedforsecurity=False).hexdigest()
    ready = ReadyPicture(
        folder / f"{sha1}.{extension}", extension, sha1, folder / f"{sha1}.stand-in"
    )
    if not ready.stand_in.exists():
        try:
            stand_in = _stand_in(data, ready.path.name)
        except DAMAGED as error:
            raise Unusable(_("damaged or no picture")) from error
        _write(ready.path, data)
        _write(ready.stand_in, stand_in)
    return ready


def _write(path: Path, data: bytes) -> None:
    """At once, for another process may be looking whether it is there."""
    part = path.with_name(f"{path.name}.{os.getpid()}")
    part.write_bytes(data)
    part.replace(path)


def _stand_in(data: bytes, name: str) -> bytes:
    """What is shown until the worker has made the rest: see `cms.core.images.renditions`."""
    file = ContentFile(data, name=name)
    made = FALLBACK.run(CustomImage(file=file), io.BytesIO(), source=file)
    return without_metadata(made.f.getvalue())


def store(ready: ReadyPicture, title: str, collection: Collection) -> CustomImage:
    """The collection's picture of the same content, or a new one."""
    known = CustomImage.objects.filter(file_hash=ready.sha1, collection=collection).first()
    if known is not None:
        return known
    mark = ready.sha1[: workspace.MARK_LENGTH]
    workspace.note(ready.path.parent, mark)
    content = ContentFile(ready.path.read_bytes(), name=f"{mark}.{ready.extension}")
    image = CustomImage(title=title, file=content, collection=collection)
    image.file_size, image.file_hash = content.size, ready.sha1
    image.ready_made = {FALLBACK.spec: ready.stand_in.read_bytes()}
    image.save()
    _new_files[-1] += [image.file.name, *(each.file.name for each in image.renditions.all())]
    return image


# The files that each of the transactions has stored which are open now, the innermost last.
_new_files: list[list[str]] = []


@contextmanager
def all_or_nothing() -> Iterator[None]:
    """A transaction whose pictures' files go with it when it is rolled back."""
    _new_files.append([])
    try:
        with transaction.atomic():
            yield
    except BaseException:
        for name in _new_files.pop():
            default_storage.delete(name)
        raise
    stored = _new_files.pop()
    if _new_files:
        _new_files[-1].extend(stored)


# --- Finding -----------------------------------------------------------------------------------


def _data(source: str, page: SavedFile) -> bytes:
    if source.startswith("data:"):
        inline = _DATA.fullmatch(source)
        try:
            return base64.b64decode(unquote(inline[1])) if inline else b""
        except (binascii.Error, ValueError) as error:
            raise Unusable(_("damaged or no picture")) from error
    if page.single is not None and (data := page.single.file(source)):
        return data
    path = _find(source, page)
    if path is None:
        raise Unusable(_("not saved beside the page"))
    largest = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
    try:
        with path.open("rb") as file:
            data = file.read(largest + 1)
    except OSError as error:
        raise Unusable(error.strerror or str(error)) from error
    if len(data) > largest:
        raise Unusable(_("larger than %d MB") % (largest // 1024**2))
    return data


def _find(source: str, page: SavedFile) -> Path | None:
    """Where the page says; else, for what a browser renamed on saving, in the page's own folder."""
    try:
        address = unquote(urlsplit(source).path)
    except ValueError:
        return None
    folder, stem = page.path.parent, page.path.stem
    name = Path(address).name
    local = not urlsplit(source).netloc
    # Without an ending, as WeChat's pictures are all called 640, a name says nothing.
    beside = ("_files", ".files", "_文件") if local or Path(name).suffix else ()
    candidates = [folder / f"{stem}{end}" / name for end in beside]
    if local:
        start = page.root if address.startswith("/") else folder
        candidates.insert(0, start / address.lstrip("/"))
    for candidate in candidates:
        try:
            inside = candidate.resolve().is_relative_to(page.root.resolve())
            if name and inside and candidate.is_file():
                return candidate
        except (OSError, ValueError):  # a name that no file system takes
            continue
    return None


# --- Making fit --------------------------------------------------------------------------------


def _fit(data: bytes) -> tuple[bytes, str] | None:
    """The picture upright and without metadata, and its extension; None for a spacer.

    What browsers show is kept byte for byte but for its metadata; the rest becomes JPEG or PNG.
    """
    with Image.open(io.BytesIO(data), formats=FORMATS) as image:
        if image.width * image.height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
            raise Unusable(
                _("more than %d million pixels")
                % (settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000)
            )
        if max(image.size) > LONGEST_SIDE["jpeg"]:
            raise Unusable(_("more than %d pixels long") % LONGEST_SIDE["jpeg"])
        if min(image.size) < MIN_SIDE:
            return None
        if image.mode.startswith(("I", "F")):
            raise Unusable(_("more shades than a web page can show"))
        if image.format == "PNG" and getattr(image, "is_animated", False):
            raise Unusable(_("an animated PNG"))
        try:
            animated = animation.frames_of(io.BytesIO(data)) > 1
        except animation.TooLong as error:
            raise Unusable(_("an animation as long as a video")) from error
        image.load()  # all of it, so that a cut-off file is found out here
        if is_readable(image):
            upright = image.getexif().get(ORIENTATION, 1) == 1
        else:  # browsers show it as it is
            return _fit(without_metadata(data))
        extension = KEPT_AS_THEY_ARE.get(image.format or "")
        if extension and (upright or animated):
            try:
                return without_metadata(data), extension
            except (IndexError, struct.error):  # Pillow takes what the standard does not
                pass
        return _written_anew(ImageOps.exif_transpose(image))


def _written_anew(image: Image.Image) -> tuple[bytes, str]:
    flat = image.mode in ("RGB", "L", "CMYK")
    output = io.BytesIO()
    if flat:
        profile = image.info.get("icc_profile")
        image.save(output, "JPEG", quality=92, icc_profile=profile)
    else:
        image.convert("RGBA" if "A" in image.mode or "transparency" in image.info else "RGB").save(
            output, "PNG"
        )
    return without_metadata(output.getvalue()), "jpg" if flat else "png"
