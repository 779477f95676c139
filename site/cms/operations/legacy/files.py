"""From the paths that an operator names to the saved pages in them: files, folders, archives."""

import os
import re
import shutil
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from django.utils.translation import gettext as _

MAX_FILE = 20 * 1024 * 1024  # a page with its pictures in it, or a large photo
MAX_FILES = 200_000  # in one archive
MAX_UNPACKED = 20 * 1024**3
# Photos do not shrink and pages do so tenfold; what grows like this was made to fill the disk.
MAX_GROWTH = 100
GROWTH_ALLOWED = 200 * 1024 * 1024
PAGES = {".html", ".htm", ".shtml", ".xhtml", ".txt"}
_ARCHIVES = re.compile(r"\.(zip|tar|tgz|tar\.(gz|bz2|xz))$", re.IGNORECASE)
_COMPANION = re.compile(r"(.+)(?:_files|\.files|_文件)")
_CLUTTER = {"__MACOSX", "Thumbs.db", "desktop.ini"}


class CannotRead(Exception):
    """A path that leads to nothing that can be imported; the message says why."""


@dataclass(frozen=True)
class SavedFile:
    """A file that may be a saved page."""

    path: Path
    name: str  # for people: as they know it, also within an archive
    root: Path  # the folder that its pictures must lie in


def find(path: Path, workspace: Path) -> list[SavedFile]:
    """The saved pages at `path`: itself, those below it, or those in it.

    Archives are unpacked into `workspace`. A file that was named is taken whatever its name; in
    folders and archives those count that are called like pages, without what a browser saved
    beside another page. Raises `CannotRead`.
    """
    try:
        if not path.exists():
            raise CannotRead(_("there is no such file"))
        if path.is_dir():
            return _below(path, str(path))
        if _ARCHIVES.search(path.name):
            return _below(_unpack(path, workspace), str(path))
    except OSError as error:
        raise CannotRead(error.strerror or str(error)) from error
    return [SavedFile(path, str(path), path.parent)]


def read(file: SavedFile) -> bytes:
    """The file's bytes, but not more than one too many. Raises `CannotRead`."""
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
    found = []
    for folder, folders, files in os.walk(root):
        pages = {Path(each).stem for each in files if Path(each).suffix.lower() in PAGES}
        folders[:] = sorted(
            each
            for each in folders
            if each not in _CLUTTER
            and not each.startswith(".")
            and not ((match := _COMPANION.fullmatch(each)) and match[1] in pages)
        )
        found += [
            SavedFile(
                Path(folder, each), str(Path(name, Path(folder, each).relative_to(root))), root
            )
            for each in sorted(files)
            if Path(each).suffix.lower() in PAGES and not each.startswith(".")
        ]
    return found


# --- Archives ----------------------------------------------------------------------------------


def _unpack(archive: Path, workspace: Path) -> Path:
    """The archive's files below a new folder, those too large cut off one byte too late."""
    target = workspace / f"{len(list(workspace.iterdir()))}"
    target.mkdir()
    room = shutil.disk_usage(workspace).free * 0.9
    packed = archive.stat().st_size
    total = number = 0
    try:
        for name, opened in _members(archive):
            number += 1
            path = _safe_path(target, name)
            if path is None:
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            with closing(opened), path.open("wb") as file:
                data = opened.read(MAX_FILE + 1)
                file.write(data)
            total += len(data)
            grows = total > GROWTH_ALLOWED and total > MAX_GROWTH * packed
            if grows or number > MAX_FILES or total > MAX_UNPACKED:
                raise CannotRead(_("looks like a zip bomb; nothing of it was taken"))
            if total > room:
                raise CannotRead(_("not enough room on the disk to unpack it"))
    except (
        zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, RuntimeError,
        NotImplementedError, ValueError, OSError,
    ) as error:  # fmt: skip
        # RuntimeError: it asks for a password. NotImplementedError: a rare kind of compression.
        raise CannotRead(_("cannot be unpacked: %s") % error) from error
    return target


def _members(archive: Path) -> Iterator[tuple[str, IO[bytes]]]:
    if archive.suffix.lower() == ".zip":
        with zipfile.ZipFile(archive) as zipped:
            for entry in zipped.infolist():
                if not entry.is_dir():
                    yield _name_in(entry), zipped.open(entry)
    else:
        with tarfile.open(archive) as tar:
            for member in tar:
                if member.isreg() and (opened := tar.extractfile(member)) is not None:
                    yield member.name, opened


def _name_in(entry: zipfile.ZipInfo) -> str:
    """Chinese Windows writes names in GB18030 and does not say so; Python then reads cp437."""
    if entry.flag_bits & 0x800:
        return entry.filename
    raw = entry.filename.encode("cp437")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


def _safe_path(target: Path, name: str) -> Path | None:
    """Where a file of that name goes: below `target` whatever the name; None for what has none."""
    parts = [
        part[:100] if len(part.encode()) <= 250 else part[:40] + Path(part).suffix[:10]
        for part in PurePosixPath(name.replace("\\", "/").replace("\0", "")).parts
        if part not in ("/", "..", ".") and not re.fullmatch("[a-zA-Z]:", part)
    ]
    return target.joinpath(*parts[-20:]) if parts else None
