"""What cannot be imported: each with a clear line, and nothing is left of it."""

import pytest
from django.core.management import CommandError, call_command
from wagtail.contrib.redirects.models import Redirect

from cms.core.images.models import CustomImage
from cms.legacy_import import files
from cms.legacy_import.html import page as html_page
from cms.legacy_import.models import LegacyPage
from news.models import NewsPage

from .pages import article_page, builder_page, photo, table_page, text_page

NO_TITLE = "找不到标题"
NO_TIME = "没有写明发表时间"
BAD_TIME = "不是 2022-10-30 14:18:22 这样的时间"
NO_BODY = "找不到正文"
NO_TEXT_FILE = "不是文本文件"
TOO_DEEP = "标签"

MALFORMED = {
    # files
    "empty": (b"", "空文件"),
    "only white space": (" \n\t　", "空文件"),
    "only a byte order mark": (b"\xef\xbb\xbf", "空文件"),
    "binary": (b"\x00\x01\x02" * 50, NO_TEXT_FILE),
    "a photo": (photo(), NO_TEXT_FILE),
    "a zip under another name": (b"PK\x03\x04\x14\x00\x00\x00", NO_TEXT_FILE),
    "neither UTF-8 nor GB18030": (b"<p>\xff\xfe\xfa\xff</p>", NO_TEXT_FILE),
    "half a UTF-16 character": (b"\xff\xfea", NO_TEXT_FILE),
    "UTF-8 with many bytes lost": (
        builder_page("<p>聊起近况，聊起往事。</p>" * 20)
        .encode()
        .replace("聊".encode(), b"\xe8\x81"),
        "UTF-8",
    ),
    "GBK that was read as UTF-8": ("锟斤拷锟斤拷" + builder_page(), "乱码"),
    # text
    "any text": ("一篇普通的文字\n没有任何结构", NO_TITLE),
    "a header without a title above": ("发表时间: 2022-10-30\n作者: 某\n浏览: 1\n文\n", NO_TITLE),
    "text without a body": (text_page([]), NO_BODY),
    "text that ends nowhere": (
        "首页\n标题\n发表时间: 2022-10-30\n作者: 东莞鹏星\n正文。\n",
        "既没有重复的标题（分享卡片），也没有上一篇、下一篇，也没有带联系方式或 © 的页脚",
    ),
    "text with one label": ("标题\n浏览: 3\n正文。\n", "只有“浏览: 3”"),
    "a list as text": (
        "新闻\n" + "".join(f"第{n}篇\n发表时间: 2022-10-0{n}\n作者: 东莞鹏星\n" for n in (1, 2, 3)),
        "文章列表",
    ),
    "text without a time": (text_page(["正文。"], time=""), NO_TIME),
    "text with an impossible time": (text_page(["正文。"], time="2022-13-45 99:99:99"), BAD_TIME),
    "text from before the web": (text_page(["正文。"], time="0001-01-01 00:00:00"), BAD_TIME),
    "text of another organisation": (
        text_page(["正文。"], author="上海某社"),
        "没有名为“上海某社”",
    ),
    "text without an author": (text_page(["正文。"], author=""), "没有写明作者"),
    "a text title too long": (text_page(["正文。"], title="长" * 256), "title:"),
    # HTML
    "half a tag": ("<", NO_TITLE),
    "no page": ("<!doctype html>", NO_TITLE),
    "an error page": ("<html><title>404</title><center>Not Found</center></html>", NO_TITLE),
    "a list of articles": (
        "<title>新闻</title><ul>" + "<li><a href=1>某文章</a> 2022-10-30</li>" * 9 + "</ul>",
        NO_TITLE,
    ),
    "a frame set": (
        "<frameset cols='1,2'><frame src=a.html><frame src=b.html></frameset>",
        NO_TITLE,
    ),
    "a title alone": ("<h1>标题</h1><p>正文没有时间。</p>", NO_TIME),
    "a time without digits": (builder_page(time="昨天"), BAD_TIME),
    "a thirteenth month": (table_page(time="2022-13-01"), BAD_TIME),
    "29 February of a common year": (article_page(time="2023-02-29"), BAD_TIME),
    "an empty body": (builder_page(""), NO_BODY),
    "a body of one lost picture": (builder_page("<p><img src=p_files/lost.jpg></p>"), "lost.jpg"),
    "a body of one spacer": (builder_page("<p><img src=p_files/dot.gif></p>"), NO_BODY),
    "no author": (builder_page(author=""), "没有写明作者"),
    "two branches as author": (builder_page(author="东莞鹏星、深圳鹏星"), "没有名为"),
    "an author too long": (text_page(["正文。"], author="长" * 121 + "东莞鹏星"), "author:"),
    "an empty body above a footer": (table_page(""), NO_BODY),
    "tags within tags": (builder_page("<div>" * 5000), TOO_DEEP),
    "more tags than a page has": (builder_page("<i></i>" * 30_000), TOO_DEEP),
}


def test_each_is_refused_with_its_reason_and_nothing_is_left_of_it(
    dongguan, shenzhen, save, import_legacy, capsys, settings
):
    before = set(settings.MEDIA_ROOT.rglob("*.*"))
    found = {
        str(save(content, f"{case}/page", dot__gif=photo((1, 1), format="GIF"))): reason
        for case, (content, reason) in MALFORMED.items()
    }
    rows = import_legacy(*found, fails=True)
    assert [row[:2] for row in rows] == [[name, "拒绝"] for name in found]
    wrong = [(row[0], row[4]) for row in rows if found[row[0]] not in row[4]]
    assert not wrong
    lines = capsys.readouterr().err.strip().splitlines()
    assert len(lines) == 21  # twenty, and how many more there are
    assert all(line.startswith(name) for line, name in zip(lines[:20], found, strict=False))
    for model in (NewsPage, CustomImage, LegacyPage, Redirect):
        assert not model.objects.exists()
    assert set(settings.MEDIA_ROOT.rglob("*.*")) == before


def test_at_least_thirty_are_shown():
    assert len(MALFORMED) >= 30


def test_a_file_too_large_is_not_even_read(dongguan, tmp_path, import_legacy):
    large = tmp_path / "large.html"
    with large.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    assert "超过 20 MB" in import_legacy(large, fails=True)[0][4]


@pytest.mark.parametrize(
    "time", ["2022-10-30 14:18", "2022-10-30", "2022/10/30 14:18", "2022年10月30日"]
)
@pytest.mark.parametrize("page", [builder_page, table_page, article_page])
def test_a_time_without_seconds_has_none(page, time):
    local = html_page.parse_html(page(time=time)).published_at
    assert f"{local:%H:%M:%S}" == ("14:18:00" if ":" in time else "00:00:00")


@pytest.mark.parametrize("views", ["", "很多", "9" * 5000, "-1"])
def test_a_view_count_that_is_none_is_left_out(views):
    assert html_page.parse_html(builder_page(views=views)).views is None


def test_a_branch_that_is_said_is_taken_whoever_the_author(dongguan, shenzhen, save, outcomes):
    anonymous = save(builder_page(author=""), "a.html")
    signed = save(builder_page(title="另一篇"), "b.html")
    assert outcomes(anonymous, signed, branch="shenzhen") == ["已导入", "已导入"]
    assert set(NewsPage.objects.values_list("branch", "author")) == {
        (shenzhen.page.pk, ""),
        (shenzhen.page.pk, "东莞市鹏星社会工作服务社"),
    }


def test_the_author_may_name_the_branch_among_other_words(dongguan, shenzhen, save, outcomes):
    assert outcomes(save(builder_page(author="深圳鹏星 李社工"))) == ["已导入"]
    assert NewsPage.objects.get().branch == shenzhen.page


def test_nothing_is_stopped_by_its_neighbours(dongguan, save, outcomes, tmp_path):
    found = [save(builder_page(title="标题一"), "a.html"), save("", "b.html")]
    found += [tmp_path / "nothing.html", save(builder_page(title="标题二"), "c.html")]
    assert sorted(outcomes(*found, fails=True)) == ["已导入", "已导入", "拒绝", "拒绝"]


def test_a_mistake_of_ours_is_told_and_stops_nothing(
    dongguan, save, import_legacy, monkeypatch, caplog
):
    def broken(html):
        raise ZeroDivisionError("说不通")

    monkeypatch.setattr("cms.legacy_import.html.page.parse_html", broken)
    rows = import_legacy(save(builder_page()), save(text_page(["文。"]), "b.txt"), fails=True)
    assert [row[1] for row in rows] == ["拒绝", "已导入"]
    assert "说不通" in rows[0][4]
    assert "Traceback" in caplog.text


def test_what_the_command_does_not_know(dongguan, save, import_legacy):
    file = str(save(builder_page()))
    with pytest.raises(CommandError, match=r"没有代码为“beijing”的分支机构.*dongguan"):
        call_command("import_legacy", file, branch="beijing")
    with pytest.raises(CommandError, match="--contacts"):
        call_command("import_legacy", file, apply=True)
    with pytest.raises(CommandError, match="--dry-run"):
        call_command("import_legacy", file, apply=True, contacts=True, dry_run=True)


def test_no_page_is_read_beyond_its_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MAX_FILE", 10)
    (tmp_path / "a").write_bytes(b"x" * 10)
    (tmp_path / "b").write_bytes(b"x" * 11)
    (fine,) = files.find_saved_files(tmp_path / "a", tmp_path)
    assert files.read_file(fine) == b"x" * 10
    (large,) = files.find_saved_files(tmp_path / "b", tmp_path)
    with pytest.raises(files.CannotRead):
        files.read_file(large)
