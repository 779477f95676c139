import csv
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command


@pytest.fixture(autouse=True)
def var_dir(settings, tmp_path):
    settings.VAR_DIR = tmp_path / "var"
    return settings.VAR_DIR


@pytest.fixture
def save(tmp_path):
    """A saved page, with the files of its folder."""

    def to_file(content, name="p.html", **files):
        path = tmp_path / "saved" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        for file, data in files.items():
            folder = path.with_name(f"{path.stem}_files")
            folder.mkdir(exist_ok=True)
            (folder / file.replace("__", ".")).write_bytes(data)
        return path

    return to_file


@pytest.fixture
def import_legacy(var_dir):
    """Runs the command; returns the rows of its report, without the mark and the heading."""

    def run(*paths, fails=False, **options):
        before = set(var_dir.glob("reports/*.csv"))
        if fails:
            with pytest.raises(CommandError):
                call_command("import_legacy", *map(str, paths), **options)
        else:
            call_command("import_legacy", *map(str, paths), **options)
        (report,) = set(var_dir.glob("reports/*.csv")) - before
        with Path(report).open(encoding="utf-8-sig", newline="") as file:
            _heading, *rows = csv.reader(file)
        report.unlink()
        return rows

    return run


@pytest.fixture
def outcomes(import_legacy):
    """Only what became of each file."""

    def run(*paths, **options):
        return [row[1] for row in import_legacy(*paths, **options)]

    return run
