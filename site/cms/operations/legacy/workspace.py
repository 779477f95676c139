"""The folder that an import works in, and the clearing away of what a killed one left behind."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage

from cms.core.models import CustomImage, CustomRendition

STORED = "stored"  # the file with the names of all that the run has put into the media


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


def note(folder: Path, names: list[str]) -> None:
    """Remember that these files were stored, in a transaction that may never be committed."""
    with (folder / STORED).open("a", encoding="utf-8") as file:
        file.writelines(f"{name}\n" for name in names)


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def _clear(left: Path) -> None:
    stored = left / STORED
    for name in stored.read_text(encoding="utf-8").split("\n") if stored.exists() else []:
        known = (
            CustomImage.objects.filter(file=name).exists()
            or CustomRendition.objects.filter(file=name).exists()
        )
        if name and not known:
            default_storage.delete(name)
    shutil.rmtree(left)
