"""What an operator names: files, folders, archives of thousands."""

import io
import tarfile
import zipfile

import pytest

from cms.core.images.models import CustomImage
from cms.legacy_import import files
from news.models import NewsPage

from .pages import builder_page, photo, text_page

PICTURE = '<p>文。</p><p><img src="一_files/a.jpg"></p>'


def zipped(path, entries, **options):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return path


def tarred(path, entries):
    with tarfile.open(path, "w:gz") as archive:
        for name, data in entries.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return path


ENTRIES = {
    "新闻/一.html": builder_page(PICTURE, title="标题一").encode(),
    "新闻/一_files/a.jpg": photo(),
    "新闻/一_files/saved_resource.html": b"<p>a frame of the page</p>",
    "新闻/style.css": b"body {}",
    "二.txt": text_page(["正文。"], title="标题二").encode(),
    "__MACOSX/二.txt": b"\x00\x05\x16\x07",
    ".hidden.html": b"",
}


def test_a_folder_gives_its_pages_and_not_what_was_saved_beside_them(dongguan, tmp_path, outcomes):
    for name, data in ENTRIES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    assert outcomes(tmp_path) == ["已导入", "已导入", "不是页面"]
    assert CustomImage.objects.count() == 1


@pytest.mark.parametrize("pack,name", [(zipped, "old.zip"), (tarred, "old.tar.gz")])
def test_an_archive(dongguan, tmp_path, import_legacy, pack, name):
    archive = pack(tmp_path / name, ENTRIES)
    *rows, assets = import_legacy(archive)
    assert [row[0] for row in rows] == [f"{archive}/二.txt", f"{archive}/新闻/一.html"]
    assert assets[:2] == [str(archive), "不是页面"]
    assert NewsPage.objects.count() == 2
    assert CustomImage.objects.count() == 1


def test_names_as_chinese_windows_writes_them(dongguan, tmp_path, import_legacy, monkeypatch):
    # Such a file has no mark for UTF-8 and its bytes are GB18030.
    monkeypatch.setattr(
        zipfile.ZipInfo, "_encodeFilenameFlags", lambda self: (self.filename.encode("gb18030"), 0)
    )
    archive = zipped(tmp_path / "old.zip", ENTRIES)
    monkeypatch.undo()
    assert import_legacy(archive)[1][0] == f"{archive}/新闻/一.html"
    assert CustomImage.objects.count() == 1


@pytest.mark.parametrize("pack,name", [(zipped, "old.zip"), (tarred, "old.tar")])
@pytest.mark.parametrize(
    "entry", ["../../out.txt", "/out.txt", "C:\\out.txt", "a/../../out.txt", "x" * 300 + ".txt"]
)
def test_no_entry_leaves_the_archives_folder(tmp_path, pack, name, entry):
    workspace = tmp_path / "a" / "b" / "workspace"
    workspace.mkdir(parents=True)
    archive = pack(tmp_path / "a" / "b" / name, {entry: b"x"})
    (found,) = files.find_saved_files(archive, workspace)
    assert found.path.is_relative_to(workspace)
    assert {path for path in tmp_path.rglob("*.txt") if path.is_file()} == {found.path}


def test_links_in_an_archive_are_left_out(tmp_path):
    with tarfile.open(tmp_path / "old.tar", "w") as archive:
        link = tarfile.TarInfo("a.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    workspace = tmp_path / "workspace"
    workspace.mkdir()
    assert files.find_saved_files(tmp_path / "old.tar", workspace) == []


def locked(path):
    """Zip with the flag for encryption set, in both of its directories."""
    data = bytearray(zipped(path, {"a.txt": b"x"}).read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    path.write_bytes(data)


def damaged(path):
    data = bytearray(zipped(path, {"a.txt": b"some text " * 99}).read_bytes())
    data[40:50] = b"\xff" * 10
    path.write_bytes(data)


@pytest.mark.parametrize(
    "make,reason",
    [
        (lambda path: path.write_bytes(b""), "无法解压"),
        (lambda path: path.write_bytes(b"no zip at all"), "无法解压"),
        (lambda path: path.write_bytes(zipped(path, ENTRIES).read_bytes()[:-50]), "无法解压"),
        (damaged, "无法解压"),
        (locked, "无法解压"),
        (lambda path: zipped(path, {}), "没有已保存的页面"),
        (lambda path: zipped(path, {"inner.zip": b"PK"}), "内含压缩包"),
        (lambda path: None, "没有这个文件"),
    ],
)
def test_an_archive_that_cannot_be_used_stops_nothing(
    dongguan, tmp_path, import_legacy, save, make, reason
):
    archive = tmp_path / "old.zip"
    make(archive)
    rows = import_legacy(archive, save(builder_page()), fails=True)
    assert [row[1] for row in rows] == ["拒绝", "已导入"]
    assert reason in rows[0][4]


def test_a_zip_bomb_is_recognised_before_it_is_unpacked(
    dongguan, tmp_path, import_legacy, monkeypatch
):
    monkeypatch.setattr(files, "GROWTH_ALLOWED", 1024 * 1024)
    archive = zipped(tmp_path / "bomb.zip", {f"{n}.txt": b"0" * 300_000 for n in range(50)})
    assert archive.stat().st_size < 50_000
    ((_name, outcome, *_rest, remarks, _address),) = import_legacy(archive, fails=True)
    assert (outcome, remarks) == ("拒绝", "疑似压缩炸弹，未导入其中任何内容")


def test_one_file_that_grows_is_cut_off(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MAX_FILE", 1000)
    archive = zipped(tmp_path / "old.zip", {"a.txt": b"0" * 1_000_000, "b.txt": b"b"})
    workspace = tmp_path / "workspace"
    workspace.mkdir()
    large, small = files.find_saved_files(archive, workspace)
    assert large.path.stat().st_size == 1001
    with pytest.raises(files.CannotRead):
        files.read_file(large)
    assert files.read_file(small) == b"b"


def test_a_folder_without_pages_is_told(dongguan, tmp_path, import_legacy):
    (tmp_path / "a.css").write_text("")
    assert import_legacy(tmp_path, fails=True)[0][4] == "其中没有已保存的页面"


OTHERS = {
    "旧.maff": ("拒绝", "另存为“网页，全部”"),
    "旧.webarchive": ("拒绝", "另存为“网页，全部”"),
    "旧.url": ("拒绝", "快捷方式"),
    "旧.rar": ("拒绝", "请解压"),
    "报名表.docx": ("不是页面", "文档"),
    "README": ("不是页面", "不像是页面"),
}


def test_every_file_is_told(dongguan, tmp_path, import_legacy):
    folder = tmp_path / "旧站"
    folder.mkdir()
    for name in [*OTHERS, "a.css", "b.JPG", "c.jpg?v=1"]:
        (folder / name).write_bytes(b"x")
    (folder / "p.html").write_text(builder_page())
    *rows, assets = import_legacy(folder, fails=True)
    told = {row[0].rpartition("/")[2]: row for row in rows}
    assert told.pop("p.html")[1] == "已导入"
    assert {name: row[1] for name, row in told.items()} == {
        name: outcome for name, (outcome, _reason) in OTHERS.items()
    }
    assert all(reason in told[name][4] for name, (_outcome, reason) in OTHERS.items())
    assert assets[:2] + assets[4:5] == [
        str(folder),
        "不是页面",
        "页面引用的文件 3 个：.jpg 2, .css 1",
    ]


def test_what_is_named_and_no_page_is_told_what_to_do(dongguan, save, import_legacy):
    for name, (_outcome, reason) in OTHERS.items():
        if "." in name:
            ((_file, outcome, *_rest, remarks, _address),) = import_legacy(
                save(b"PK\x03\x04", name), fails=True
            )
            assert outcome == "拒绝"
            assert reason in remarks
