"""What the operator is told, on the screen and in a file."""

import csv

import pytest
from django.core.management import CommandError, call_command

from .pages import builder_page


def test_the_report_is_a_file_that_excel_opens(dongguan, save, var_dir):
    address = "http://old.example.org/1.html"
    good = save(builder_page(title='=HYPERLINK("http://x")', address=address), "a.html")
    bad = save("", "b.html")
    with pytest.raises(CommandError):
        call_command("import_legacy", str(good), str(bad))
    (report,) = (var_dir / "reports").iterdir()
    assert report.read_bytes().startswith(b"\xef\xbb\xbf")
    with report.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows == [
        ["文件", "结果", "分支机构", "标题", "说明", "旧网址"],
        # No spreadsheet takes a title for a formula.
        [str(good), "已导入", "东莞鹏星", '\'=HYPERLINK("http://x")', "", address],
        [str(bad), "拒绝", "", "", "空文件", ""],
    ]


def test_the_screen_sums_up(dongguan, save, capsys):
    pages = [save(builder_page(title=f"第{number}篇"), f"{number}.html") for number in range(25)]
    call_command("import_legacy", *map(str, pages), save(builder_page(title="第1篇"), "x.html"))
    out = capsys.readouterr().out
    assert "已导入 25 · 有更新 0 · 未改动 1 · 保留本站版本 0 · 拒绝 0" in out
    assert "……另有 5 个" in out
    assert "报告：" in out


def test_an_interrupted_run_leaves_its_report(dongguan, save, var_dir, monkeypatch, capsys):
    def interrupt(file, workspace):
        if "stop" in file.name:
            raise KeyboardInterrupt
        return prepare(file, workspace)

    from cms.legacy_import.import_run import prepare

    monkeypatch.setattr("cms.legacy_import.import_run.prepare", interrupt)
    monkeypatch.setattr("cms.legacy_import.import_run.TOGETHER", 1)
    pages = [save(builder_page(title=name), f"{name}.html") for name in ("first", "stop", "third")]
    with pytest.raises(KeyboardInterrupt):
        call_command("import_legacy", *map(str, pages))
    (report,) = (var_dir / "reports").iterdir()
    assert len(report.read_text(encoding="utf-8-sig").splitlines()) == 2
    assert "已导入 1" in capsys.readouterr().out
