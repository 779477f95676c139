"""`manage.py backup` and `restore`: database and media to one file, and back."""

import json
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection
from wagtail.documents.models import Document

from home.models import BranchPage
from tests import world
from tests.factories import NewsPageFactory

STORES = {"sqlite": "_SQLite", "postgresql": "_PostgreSQL"}
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def site(tmp_path, settings, db):
    settings.VAR_DIR = tmp_path / "var"
    settings.MEDIA_ROOT = tmp_path / "var" / "media"
    settings.MEDIA_ROOT.mkdir(parents=True)
    world.organisation()
    return world.found("dongguan")


def test_there_and_back(client, site, tmp_path, capsys, settings):
    NewsPageFactory(parent=site.index, title="备份前的文章", slug="before")
    document = Document.objects.create(title="手册", file=ContentFile(b"content", name="a.pdf"))
    file = tmp_path / "backup.zip"
    call_command("backup", file)
    assert "备份完成" in capsys.readouterr().out

    BranchPage.objects.all().delete()
    path = settings.MEDIA_ROOT / document.file.name
    path.unlink()
    (settings.MEDIA_ROOT / "later.txt").write_text("later")
    call_command("restore", file)

    assert client.get("/dongguan/news/before/").status_code == 200
    assert path.read_bytes() == b"content"
    assert not (settings.MEDIA_ROOT / "later.txt").exists()
    assert "已恢复" in capsys.readouterr().out


def test_a_backup_from_before_a_table_was_added(client, site, tmp_path):
    file = tmp_path / "backup.zip"
    call_command("backup", file)
    try:
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE later (page integer REFERENCES wagtailcore_page (id))")
        call_command("restore", file)
        assert "later" not in connection.introspection.table_names()
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS later")


def test_a_failure_while_loading_puts_the_media_back(site, tmp_path, settings, monkeypatch):
    (settings.MEDIA_ROOT / "here.txt").write_text("here")
    file = tmp_path / "backup.zip"
    call_command("backup", file)
    (settings.MEDIA_ROOT / "here.txt").write_text("newer")

    def fail(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(f"cms.operations.backup.{STORES[connection.vendor]}.load", fail)
    with pytest.raises(CommandError, match="No space left"):
        call_command("restore", file)
    assert [entry.name for entry in settings.MEDIA_ROOT.iterdir()] == ["here.txt"]
    assert (settings.MEDIA_ROOT / "here.txt").read_text() == "newer"


def test_a_restore_can_be_taken_back(site, tmp_path, settings):
    file = tmp_path / "backup.zip"
    call_command("backup", file)
    NewsPageFactory(parent=site.index, slug="later")
    call_command("restore", file)
    assert not site.index.get_children().exists()
    (before,) = (settings.VAR_DIR / "backups").glob("before-restore-*.zip")
    call_command("restore", before)
    assert site.index.get_children().filter(slug="later").exists()


def test_without_a_name_it_goes_into_the_backups_folder(site, settings):
    call_command("backup")
    (file,) = (settings.VAR_DIR / "backups").iterdir()
    assert file.name.startswith("qianshou-")
    with zipfile.ZipFile(file) as archive:
        assert {"manifest.json", "database"} <= set(archive.namelist())


def rewritten(file, target, **members):
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, members.get(name, old.read(name)))
    return target


@pytest.mark.parametrize(
    "damage",
    [
        lambda file, target: target.write_bytes(b"not a zip"),
        lambda file, target: target.write_bytes(file.read_bytes()[:-2000]),
        lambda file, target: rewritten(file, target, **{"manifest.json": b"{}"}),
        lambda file, target: rewritten(file, target, **{"manifest.json": b"[]"}),
        lambda file, target: rewritten(file, target, database=b"not a database"),
        lambda file, target: rewritten(file, target, database=b""),
        lambda file, target: rewritten(
            file,
            target,
            **{"manifest.json": json.dumps({"format": 1, "database": "oracle"}).encode()},
        ),
        lambda file, target: None,
    ],
    ids=[
        "garbage",
        "cut-off",
        "empty-manifest",
        "odd-manifest",
        "bad-database",
        "empty-database",
        "other-database",
        "missing",
    ],
)
def test_a_damaged_backup_changes_nothing(site, tmp_path, settings, damage):
    NewsPageFactory(parent=site.index, slug="here")
    (settings.MEDIA_ROOT / "here.txt").write_text("here")
    file, damaged = tmp_path / "backup.zip", tmp_path / "damaged.zip"
    call_command("backup", file)
    damage(file, damaged)
    with pytest.raises(CommandError) as error:
        call_command("restore", damaged)
    assert len(str(error.value).strip().splitlines()) == 1
    assert site.index.get_children().filter(slug="here").exists()
    assert (settings.MEDIA_ROOT / "here.txt").exists()


def test_nothing_half_written_is_left_behind(site, tmp_path, settings, monkeypatch):
    def fail(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("zipfile.ZipFile.write", fail)
    with pytest.raises(CommandError, match="No space left"):
        call_command("backup", tmp_path / "out" / "backup.zip")
    assert list((tmp_path / "out").iterdir()) == []
