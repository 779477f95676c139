"""The folder that an import works in, and the clearing away of what a killed one left behind."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage

from cms.core.images.models import CustomImage, CustomRendition

MARK_LENGTH = 12
MARKS = "marks"  # the file with the marks of all pictures that the run puts into the media
_MARK = re.compile(rf"-([0-9a-f]{{{MARK_LENGTH}}})\.")


@contextmanager
def workspace() -> Iterator[Path]:
    """A folder for this process; gone at its end."""
    root = settings.VAR_DIR / "imports"
    root.mkdir(parents=True, exist_ok=True)
    for left in root.iterdir():
        if not _is_running(int(left.name)):
            _clear(left)
    folder = root / str(os.getpid())
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def note(folder: Path, mark: str) -> None:
    """Remember the mark in the names of files that will be stored now, in a transaction that may
    never be committed."""
    with (folder / MARKS).open("a", encoding="ascii") as file:
        file.write(f"{mark}\n")


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def _clear(left: Path) -> None:
    """Delete what a killed run had stored for articles that were never committed."""
    noted = left / MARKS
    marks = set(noted.read_text(encoding="ascii").split()) if noted.exists() else set()
    for model, folder in ((CustomImage, "original_images"), (CustomRendition, "images")):
        names = (
            default_storage.listdir(folder)[1] if marks and default_storage.exists(folder) else []
        )
        for name in names:
            mark = _MARK.search(name)
            stored = f"{folder}/{name}"
            if mark and mark[1] in marks and not model.objects.filter(file=stored).exists():
                default_storage.delete(stored)
    shutil.rmtree(left)
