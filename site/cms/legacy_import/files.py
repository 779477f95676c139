"""From the paths that an operator names to the saved pages in them: files, folders, archives."""

import hashlib
import lzma
import os
import re
import shutil
import tarfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .mhtml import SinglePage

MAX_FILE = 20 * 1024 * 1024  # a page with its pictures in it, or a large photo
MAX_FILES = 200_000  # in one archive
MAX_UNPACKED = 20 * 1024**3
# Photos do not shrink and pages do so tenfold; what grows like this was made to fill the disk.
MAX_GROWTH = 100
GROWTH_ALLOWED = 200 * 1024 * 1024
# With what a mirrored address asks for, as in show.asp?id=5.
_PAGE = re.compile(r"\.(?:s?html?|xhtml|mht(?:ml)?|txt|aspx?|php|jsp)(?:\?.*)?$", re.IGNORECASE)
# What pages show, or are made of.
_ASSET = re.compile(
    r"\.(?:css|js|json|map|xml|ico|cur|png|jpe?g|gif|webp|avif|svg|bmp|tiff?|woff2?|ttf|otf|eot"
    r"|mp[34]|m4[av]|webm|og[gv]|wav|mov|avi|flv|swf|htc)(?:\?.*)?$",
    re.IGNORECASE,
)
_OTHER_PAGE = re.compile(r"\.(?:maff|webarchive)$", re.IGNORECASE)
_LINK = re.compile(r"\.(?:url|webloc|lnk|website)$", re.IGNORECASE)
_DOCUMENT = re.compile(r"\.(?:docx?|wps|rtf|odt|pdf|xlsx?|et|csv|pptx?|dps|epub)$", re.IGNORECASE)
_OTHER_ARCHIVE = re.compile(r"\.(?:rar|7z|gz|bz2|xz|cab)$", re.IGNORECASE)
_ARCHIVES = re.compile(r"\.(zip|tar|tgz|tar\.(gz|bz2|xz))$", re.IGNORECASE)
_COMPANION = re.compile(r"(.+)(?:_files|\.files|_文件)")
# RuntimeError: it asks for a password. NotImplementedError: a rare kind of compression.
DAMAGED = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, RuntimeError,
    NotImplementedError, ValueError,
)  # fmt: skip
MAX_NAME = 240  # bytes
_CLUTTER = {"__MACOSX", "Thumbs.db", "desktop.ini"}


class CannotRead(Exception):
    """A path that leads to nothing that can be imported; the message says why."""


@dataclass(frozen=True)
class SavedFile:
    """A file that may be a saved page."""

    path: Path
    name: str  # for people: as they know it, also within an archive
    root: Path  # the folder that its pictures must lie in
    trouble: str = ""  # why it cannot be read, if that is known already
    is_page: bool = True  # False: nobody would expect it to be one
    single: SinglePage | None = None  # what it holds if it is a page and its pictures in one


def find_saved_files(path: Path, workspace: Path) -> list[SavedFile]:
    """The saved pages at `path`: itself, those below it, or those in it.

    Archives are unpacked into `workspace`. A file that was named is taken whatever its name; in
    folders and archives those count that are called like pages, without what a browser saved
    beside another page; the others are told, too: what pages show by its number. Raises
    `CannotRead`.
    """
    try:
        if not path.exists():
            raise CannotRead(_("there is no such file"))
        if path.is_dir():
            return _below(path, str(path))
        if _ARCHIVES.search(path.name):
            target, troubles = _unpack(path, workspace)
            return [*_below(target, _shown(str(path))), *troubles]
    except OSError as error:
        raise CannotRead(error.strerror or str(error)) from error
    trouble = "" if _PAGE.search(path.name) else _unreadable(path.name)
    return [SavedFile(path, _shown(str(path)), path.parent, trouble)]


def read_file(file: SavedFile) -> bytes:
    """The file's bytes. Raises `CannotRead`."""
    if file.trouble:
        raise CannotRead(file.trouble)
    try:
        with file.path.open("rb") as opened:
            data = opened.read(MAX_FILE + 1)
    except OSError as error:
        raise CannotRead(error.strerror or str(error)) from error
    if len(data) > MAX_FILE:
        raise CannotRead(too_large())
    return data


def too_large() -> str:
    return _("larger than %d MB") % (MAX_FILE // 1024**2)


def _below(root: Path, name: str) -> list[SavedFile]:
    found: list[SavedFile] = []
    assets: Counter[str] = Counter()
    for folder, folders, files in os.walk(root):
        pages = {Path(each).stem for each in files if _PAGE.search(each)}
        folders[:] = sorted(
            each
            for each in folders
            if each not in _CLUTTER
            and not each.startswith(".")
            and not ((match := _COMPANION.fullmatch(each)) and match[1] in pages)
        )
        for each in sorted(set(files) - _CLUTTER):
            if each.startswith("."):
                continue
            if asset := _ASSET.search(each):
                assets[asset[0].partition("?")[0].lower()] += 1
                continue
            path = Path(folder, each)
            shown = _shown(str(Path(name, path.relative_to(root))))
            found.append(_file(path, shown, root))
    if assets:
        found.append(SavedFile(root, name, root, _counted(assets), is_page=False))
    return found


def _file(path: Path, name: str, root: Path) -> SavedFile:
    if _PAGE.search(path.name):
        return SavedFile(path, name, root)
    if _ARCHIVES.search(path.name):
        return SavedFile(path, name, root, _("an archive within: name it by itself"))
    if trouble := _unreadable(path.name):
        return SavedFile(path, name, root, trouble, is_page=not _DOCUMENT.search(path.name))
    return SavedFile(path, name, root, _("not called like a page"), is_page=False)


def _unreadable(name: str) -> str:
    """Why nothing can be read from a file of that name, and what to do; "" if it may be a page."""
    if _OTHER_PAGE.search(name):
        return _("a format of one browser: open it there and save it as “web page, complete”")
    if _LINK.search(name):
        return _("a link to a page and not the page: open it and save that")
    if _DOCUMENT.search(name):
        return _("a document and no saved page: write the article in the admin")
    if _OTHER_ARCHIVE.search(name):
        return _("an archive that cannot be read: unpack it, or pack it as zip")
    return ""


def _counted(assets: Counter[str]) -> str:
    number = sum(assets.values())
    kinds = ", ".join(f"{kind} {count}" for kind, count in assets.most_common())
    return ngettext(
        "%(number)d file that pages show or are made of: %(kinds)s",
        "%(number)d files that pages show or are made of: %(kinds)s",
        number,
    ) % {"number": number, "kinds": kinds}


def _shown(name: str) -> str:
    """A name as people can read it, whatever the encoding of its bytes."""
    raw = os.fsencode(name)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


# --- Archives ----------------------------------------------------------------------------------


def _unpack(archive: Path, workspace: Path) -> tuple[Path, list[SavedFile]]:
    """The archive's files below a new folder, those too large cut off one byte too late; and those
    that cannot be unpacked. Raises `CannotRead` for an archive that is none or is made to harm."""
    target = workspace / f"archive-{len(list(workspace.iterdir()))}"
    target.mkdir()
    room = shutil.disk_usage(workspace).free * 0.9
    packed = archive.stat().st_size
    troubles: list[SavedFile] = []
    total = number = 0
    try:
        for name, size, open_member in _members(archive):
            number += 1
            total += size
            grows = total > GROWTH_ALLOWED and total > MAX_GROWTH * packed
            if grows or number > MAX_FILES or total > MAX_UNPACKED:
                raise CannotRead(_("looks like a zip bomb; nothing of it was taken"))
            if total > room:
                raise CannotRead(_("not enough room on the disk to unpack it"))
            if path := _safe_path(target, name):
                try:
                    _write(path, open_member)
                except (*DAMAGED, OSError) as error:
                    shown = f"{_shown(str(archive))}/{name}"
                    trouble = _("cannot be unpacked: %s") % _reason(error)
                    troubles.append(SavedFile(path, shown, target, trouble))
    except (*DAMAGED, OSError) as error:
        raise CannotRead(_("cannot be unpacked: %s") % _reason(error)) from error
    return target, troubles


def _write(path: Path, open_member: Callable[[], IO[bytes] | None]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    opened = open_member()
    if opened is None:
        return
    with opened:
        data = opened.read(MAX_FILE + 1)
    with path.open("xb") as file:
        file.write(data)


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else "") or str(error) or repr(error)


def _members(archive: Path) -> Iterator[tuple[str, int, Callable[[], IO[bytes] | None]]]:
    """Each file's name, the size that it claims, and how to open it."""
    if archive.suffix.lower() == ".zip":
        with zipfile.ZipFile(archive) as zipped:
            for entry in zipped.infolist():
                if not entry.is_dir():
                    yield _name_in(entry), entry.file_size, partial(zipped.open, entry)
    else:
        with tarfile.open(archive) as tar:
            for member in tar:
                if member.isreg():
                    yield _shown(member.name), member.size, partial(tar.extractfile, member)


def _name_in(entry: zipfile.ZipInfo) -> str:
    """Chinese Windows writes names in GB18030 and does not say so; Python then reads cp437."""
    if entry.flag_bits & 0x800:
        return entry.filename
    return _shown(os.fsdecode(entry.filename.encode("cp437")))


def _safe_path(target: Path, name: str) -> Path | None:
    """Where a file of that name goes: below `target` whatever the name; None for what has none."""
    parts = [
        _short(part)
        for part in PurePosixPath(name.replace("\\", "/").replace("\0", "")).parts
        if part not in ("/", "..", ".") and not re.fullmatch("[a-zA-Z]:", part)
    ]
    return target.joinpath(*parts[-20:]) if parts else None


def _short(name: str) -> str:
    """A name that file systems take; a page's and its companion folder's are shortened alike."""
    if len(name.encode()) <= MAX_NAME:
        return name
    match = _COMPANION.fullmatch(name)
    stem, end = (match[1], name[match.end(1) :]) if match else os.path.splitext(name)
    mark = hashlib.sha256(stem.encode()).hexdigest()[:12]
    return f"{stem.encode()[:100].decode(errors='ignore')}-{mark}{end[:20]}"
