"""Database and media in one file, and back.

The file is a zip with `manifest.json`, `database` and `media/…`. SQLite is copied with its online
backup, PostgreSQL with pg_dump: both give one moment's state while the server runs.
"""

import json
import os
import shutil
import sqlite3
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

FORMAT = 1


class BackupError(Exception):
    """The backup or restore was not done; the message says why. Nothing has changed."""


def free_path(prefix: str = "qianshou") -> Path:
    """A place in the backups folder, named by the time, where nothing is yet."""
    name = f"{prefix}-{timezone.localtime():%Y%m%d-%H%M%S}"
    path, number = settings.VAR_DIR / "backups" / f"{name}.zip", 1
    while path.exists():
        number += 1
        path = path.with_name(f"{name}-{number}.zip")
    return path


def backup(target: Path) -> None:
    """Write database and media to `target`, which appears only once it is complete."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with _working_folder(target.parent) as folder:
        database = folder / "database"
        _DATABASES[connection.vendor].dump(database)
        manifest = {
            "format": FORMAT,
            "database": connection.vendor,
            "made_at": timezone.localtime().isoformat(timespec="seconds"),
        }
        unfinished = folder / "backup.zip"
        with zipfile.ZipFile(
            unfinished, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False
        ) as archive:
            archive.writestr("manifest.json", json.dumps(manifest))
            archive.write(database, "database")
            for file in _files(Path(settings.MEDIA_ROOT)):
                archive.write(file, Path("media") / file.relative_to(settings.MEDIA_ROOT))
        unfinished.replace(target)


def restore(source: Path) -> None:
    """Replace database and media by those in `source`.

    The whole file is read and checked before anything is touched. The caller migrates afterwards:
    the backup may come from an older version.
    """
    media = Path(settings.MEDIA_ROOT)
    media.mkdir(parents=True, exist_ok=True)
    store = _DATABASES[connection.vendor]
    # Inside the media folder, which may be a disk of its own: moving within a disk cannot fill it.
    with _working_folder(media) as folder:
        _unpack(source, folder)
        store.check(folder / "database")
        new, old = folder / "media", folder / "old"
        new.mkdir(exist_ok=True)
        old.mkdir()
        _move_all(media, old, but=folder)
        try:
            _move_all(new, media)
            store.load(folder / "database")
        except BaseException:
            _move_all(media, new, but=folder)
            _move_all(old, media)
            raise
    cache.clear()


def _move_all(source: Path, target: Path, but: Path | None = None) -> None:
    for entry in list(source.iterdir()):
        if entry != but:
            entry.rename(target / entry.name)


def _unpack(source: Path, folder: Path) -> None:
    try:
        with zipfile.ZipFile(source) as archive:
            manifest = json.loads(archive.read("manifest.json"))
            if manifest["format"] != FORMAT or "database" not in archive.namelist():
                raise KeyError
            archive.extractall(folder)
    except OSError as error:
        raise BackupError(f"{source}: {error.strerror}") from error
    except (zipfile.BadZipFile, KeyError, TypeError, ValueError) as error:
        raise BackupError(_("%s is not a backup, or is damaged.") % source) from error
    if manifest["database"] != connection.vendor:
        raise BackupError(
            _("The backup is of a %(theirs)s database, this one is %(ours)s.")
            % {"theirs": manifest["database"], "ours": connection.vendor}
        )


class _Store(Protocol):
    """Dump, check and load one kind of database."""

    @staticmethod
    def dump(target: Path) -> None: ...

    @staticmethod
    def check(source: Path) -> None: ...

    @staticmethod
    def load(source: Path) -> None: ...


class _SQLite:
    @staticmethod
    def dump(target: Path) -> None:
        connection.ensure_connection()
        with closing(sqlite3.connect(target)) as copy:
            connection.connection.backup(copy)

    @staticmethod
    def check(source: Path) -> None:
        try:
            with closing(sqlite3.connect(source)) as database:
                (result,) = database.execute("PRAGMA integrity_check").fetchone()
                database.execute("SELECT 1 FROM django_migrations")
        except sqlite3.DatabaseError as error:
            raise BackupError(_("The database in the backup is damaged.")) from error
        if result != "ok":
            raise BackupError(_("The database in the backup is damaged."))

    @staticmethod
    def load(source: Path) -> None:
        connection.ensure_connection()
        with closing(sqlite3.connect(source)) as copy:
            copy.backup(connection.connection)


class _PostgreSQL:
    @staticmethod
    def dump(target: Path) -> None:
        _run("pg_dump", "--format=custom", "--no-owner", f"--file={target}")

    @staticmethod
    def check(source: Path) -> None:
        _run("pg_restore", "--list", str(source), connect=False)

    @staticmethod
    def load(source: Path) -> None:
        # As SQL into an emptied schema, all in one transaction: tables that are newer than the
        # backup would stay in the way of pg_restore --clean.
        script = source.with_suffix(".sql")
        _run("pg_restore", "--no-owner", f"--file={script}", str(source), connect=False)
        connection.close()
        _run(
            "psql",
            "--quiet",
            "--single-transaction",
            "--set=ON_ERROR_STOP=1",
            "--command=DROP SCHEMA public CASCADE; CREATE SCHEMA public",
            f"--file={script}",
        )


_DATABASES: dict[str, type[_Store]] = {"sqlite": _SQLite, "postgresql": _PostgreSQL}


def _run(program: str, *arguments: str, connect: bool = True) -> None:
    """Run one of PostgreSQL's own programs; the password goes through the environment."""
    facts = connection.settings_dict
    environment = {
        "PGHOST": facts["HOST"],
        "PGPORT": str(facts["PORT"]),
        "PGUSER": facts["USER"],
        "PGPASSWORD": facts["PASSWORD"],
    }
    database = [f"--dbname={facts['NAME']}"] if connect else []
    try:
        subprocess.run(
            [program, *database, *arguments],
            env={**os.environ, **{name: value for name, value in environment.items() if value}},
            check=True,
            capture_output=True,
            text=True,
        )
    except FileNotFoundError as error:
        raise BackupError(
            _("%s is missing; install Debian's postgresql-client.") % program
        ) from error
    except subprocess.CalledProcessError as error:
        raise BackupError(f"{program}: {error.stderr.strip()}") from error


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


@contextmanager
def _working_folder(beside: Path) -> Iterator[Path]:
    """A temporary folder on the same disk, so that finished work moves into place in one step."""
    folder = Path(tempfile.mkdtemp(prefix=".qianshou-", dir=beside))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
