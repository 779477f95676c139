"""`manage.py import_legacy`: saved pages of the old site become published articles."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.asserts import assertContains

from cms.operations.first_content import CONTENT_DIR
from cms.operations.legacy.parser import NotALegacyPage, parse
from news.models import NewsPage

REAL = CONTENT_DIR / "dongguan-2022-10-30.txt"
TITLE = "牵手共学,东莞鹏星助力广西罗城社工”提档加速”"


def saved_page(paragraphs, title="标题", author="东莞市鹏星社会工作服务社", views="", **changes):
    """A page of the old site around any body."""
    parts = {
        "time": "2022-10-30 14:18:22",
        "excerpt": paragraphs[0][:20] if paragraphs else "",
        **changes,
    }
    return "\n\n".join(
        [
            "您好! 请登录 注册",
            "城市切换:东莞 | 深圳",
            "图片展示",
            title,
            f"发表时间: {parts['time']}",
            f"作者: {author}",
            f"浏览:{views}",
            *paragraphs,
            f"{title}\n{parts['excerpt']}",
            "长按图片保存/分享",
            "0",
            "东莞鹏星",
            "邮编:523082",
        ]
    )


def import_legacy(*files):
    call_command("import_legacy", *map(str, files))


@pytest.fixture
def save(tmp_path):
    def to_file(content, name="page.txt"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return to_file


def test_the_real_page(client, dongguan, capsys):
    import_legacy(REAL)
    page = NewsPage.objects.get()
    assert page.title == TITLE
    assert page.live
    assert page.branch == dongguan.page
    assert page.published_at == datetime(2022, 10, 30, 14, 18, 22, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert page.author == "东莞市鹏星社会工作服务社"
    assert page.legacy_views is None
    lines = [line.strip() for line in REAL.read_text().splitlines() if line.strip()]
    paragraphs = lines[7:12]
    assert [text[:4] for text in paragraphs] == [
        "“妹子,",
        "东莞社工",
        "为加强东",
        "另外,在",
        "东莞鹏星",
    ]
    (block,) = page.body
    found = BeautifulSoup(block.value.source, "html.parser").find_all("p")
    assert [paragraph.get_text() for paragraph in found] == paragraphs
    assert "已导入" in capsys.readouterr().out

    response = client.get(page.url)
    assertContains(response, "2022年10月30日 14:18</time>")
    assertContains(response, 'datetime="2022-10-30T14:18:22+08:00"')
    html = response.content.decode()
    article = html[html.index("<article") : html.index("</article>")]
    assert "&lt;“十四五”时期社会工作服务机构“牵手计划”实施方案&gt;" in article
    for chrome in ("请登录", "城市切换", "图片展示", "长按图片", "扫一扫", "我知道了", "523082"):
        assert chrome not in article
    assert article.count("我可以跟你拍张照片") == 1


def test_twice_changes_nothing(dongguan, capsys):
    import_legacy(REAL)
    page = NewsPage.objects.get()
    page.title = "编辑改过的标题"
    page.save_revision().publish()
    latest = NewsPage.objects.get().latest_revision_id
    import_legacy(REAL)
    assert NewsPage.objects.get().title == "编辑改过的标题"
    assert NewsPage.objects.get().latest_revision_id == latest
    assert "未改动" in capsys.readouterr().out


def test_it_is_known_again_after_its_branch_was_renamed(dongguan, capsys):
    import_legacy(REAL)
    dongguan.page.full_name = "东莞市鹏星社工中心"
    dongguan.page.save_revision().publish()
    import_legacy(REAL)
    assert "未改动" in capsys.readouterr().out


def test_views_are_kept_where_the_old_page_said_them(dongguan, save):
    import_legacy(save(saved_page(["正文。"], views="128")))
    assert NewsPage.objects.get().legacy_views == 128


def test_a_body_may_contain_any_of_the_old_sites_own_words():
    body = [
        "图片展示",
        "请登录",
        "浏览: 3",
        "作者: 某人",
        "发表时间: 昨天",
        "长按图片保存/分享",
        "标题",
    ]
    assert parse(saved_page(body)).paragraphs == tuple(body)


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=200),
        min_size=1,
        max_size=12,
    )
)
def test_any_paragraphs_in_the_same_paragraphs_out(paragraphs):
    assert parse(saved_page(paragraphs, title="不会重复的标题")).paragraphs == tuple(paragraphs)


@given(st.text(max_size=500))
def test_any_text_is_taken_or_refused_with_a_reason(text):
    reason = ""
    try:
        parse(text)
    except NotALegacyPage as error:
        reason = str(error)
    assert reason  # no random text is a saved page


@pytest.mark.parametrize(
    "content,reason",
    [
        ("", "找不到标题"),
        ("一篇普通的文字\n没有任何结构", "找不到标题"),
        (b"\xff\xfe\x00binary", "不是 UTF-8 文本"),
        (b"\x00\x01\x02", "不是文本文件"),
        (b"x" * (5 * 1024 * 1024 + 1), "超过 5 MB"),
        (saved_page(["正文。"], time="2022-10-30"), "不是 2022-10-30 14:18:22 这样的时间"),
        (saved_page(["正文。"], time="2022-13-45 99:99:99"), "不是 2022-10-30 14:18:22 这样的时间"),
        (saved_page(["正文。"], time="0001-01-01 00:00:00"), "不是 2022-10-30 14:18:22 这样的时间"),
        (saved_page(["正文。"], views="9" * 5000), "找不到标题"),
        (saved_page([]), "找不到正文"),
        (saved_page(["正文。"], excerpt="别的开头"), "找不到正文"),
        (saved_page(["正文。"], author="上海某社"), "没有名为“上海某社”的分支机构"),
        (saved_page(["正文。"], author=""), "没有名为“”的分支机构"),
        (saved_page(["正文。"], title="长" * 256), "title:"),
    ],
)
def test_what_is_no_such_page_gets_a_clear_line_and_leaves_nothing(
    dongguan, save, capsys, content, reason
):
    file = save(content)
    with pytest.raises(CommandError, match="1 个文件未能导入"):
        import_legacy(file)
    error = capsys.readouterr().err
    assert str(file) in error
    assert reason in error
    assert len(error.strip().splitlines()) == 1
    assert not NewsPage.objects.exists()


def test_a_file_that_is_not_there_and_a_folder(dongguan, tmp_path, capsys):
    with pytest.raises(CommandError, match="2 个文件未能导入"):
        import_legacy(tmp_path / "nothing.txt", tmp_path)
    assert "No such file" in capsys.readouterr().err


def test_one_bad_file_does_not_stop_the_others(dongguan, save):
    good, bad = save(saved_page(["正文。"]), "good.txt"), save("nothing", "bad.txt")
    with pytest.raises(CommandError):
        import_legacy(bad, good)
    assert NewsPage.objects.count() == 1


def test_a_byte_order_mark_and_windows_line_ends_do_not_matter(dongguan, save):
    text = saved_page(["第一段。", "第二段。"]).replace("\n", "\r\n")
    import_legacy(save(b"\xef\xbb\xbf" + text.encode()))
    assert NewsPage.objects.get().title == "标题"
