"""Pages saved as HTML: what is the article and what is chrome, told by structure."""

from contextlib import suppress
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.utils.html import escape
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.legacy_import.article import NotALegacyPage, Text
from cms.legacy_import.decoding import decode
from cms.legacy_import.html import page as html_page
from news.models import NewsPage

from .pages import AUTHOR, BODY, LAYOUTS, PARAGRAPHS, TIME, TITLE, builder_page

every_layout = pytest.mark.parametrize("layout", LAYOUTS)


def paragraphs(article):
    (block,) = article.blocks
    assert isinstance(block, Text)
    return [each.get_text() for each in BeautifulSoup(block.html, "html.parser").find_all("p")]


@every_layout
def test_an_article_and_nothing_else(dongguan, save, outcomes, client, layout):
    assert outcomes(save(layout())) == ["已导入"]
    page = NewsPage.objects.get()
    assert (page.title, page.author, page.legacy_views) == (TITLE, AUTHOR, 12)
    assert page.published_at == datetime(2022, 10, 30, 14, 18, 22, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert page.branch == dongguan.page
    assert page.live
    (block,) = page.body
    assert block.value.source == BODY
    html = client.get(page.url).content.decode()
    shown = html[html.index("<article") : html.index("</article>")]
    for chrome in ("请登录", "图片展示", "点击", "分享到", "又一篇", "网站编辑", "扫一扫", "长按"):
        assert chrome not in shown


OWN_WORDS = [
    "图片展示",
    "您好! 请登录 注册",
    "作者: 张三",
    "浏览: 3",
    "发表时间: 昨天",
    "长按图片保存/分享",
    "上一篇文章大家都很喜欢",
    "版权所有",
    TITLE,
]


@every_layout
def test_a_body_may_contain_any_of_the_old_sites_own_words(layout):
    body = "".join(f"<p>{words}</p>" for words in ["开头。", *OWN_WORDS, "结尾。"])
    assert paragraphs(html_page.parse_html(layout(body))) == ["开头。", *OWN_WORDS, "结尾。"]


@every_layout
@pytest.mark.parametrize(
    "body",
    [
        "<div>{0}</div><div>{1}</div>",
        "{0}<br><br>{1}<br>",
        "<div class='content'><div><p>{0}</p></div><p><span>{1}</span></p></div>",
        "<section><section><p>{0}</p></section></section><section><p>{1}</p></section>",
        "<p>　　{0}</p><p>&nbsp;</p><p></p><p>&nbsp;&nbsp;{1}</p>",
        "<p class=MsoNormal style='mso-a:b'><span lang=EN-US>{0}<o:p></o:p></span></p><p>{1}</p>",
        "<font size=3><p>{0}<p>{1}</font>",
    ],
)
def test_paragraphs_however_an_editor_wrote_them(layout, body):
    assert paragraphs(html_page.parse_html(layout(body.format(*PARAGRAPHS)))) == PARAGRAPHS


@every_layout
def test_one_short_sentence_beside_much_chrome(layout):
    assert paragraphs(html_page.parse_html(layout("<p>今天放假。</p>"))) == ["今天放假。"]


words = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=60)


@every_layout
@settings(max_examples=30)
@given(st.lists(words, min_size=1, max_size=8))
def test_any_paragraphs_in_the_same_paragraphs_out(layout, texts):
    # 上一篇 and the like at the very end are the old site's, wherever they stand.
    texts = [*texts, "正文到此结束，谢谢大家。"]
    body = "".join(f"<p>{escape(text)}</p>" for text in texts)
    assert paragraphs(html_page.parse_html(layout(body))) == texts


@settings(max_examples=60)
@given(st.text(max_size=300), st.sampled_from(LAYOUTS))
def test_any_markup_is_taken_or_refused_and_never_runs(text, layout):
    page = layout(f"<p>开头</p>{text}<script>x</script><p onclick=x>")
    with suppress(NotALegacyPage):
        article = html_page.parse_html(page)
        for tag in BeautifulSoup(repr(article.blocks), "html.parser").find_all(True):
            assert tag.name in {"p", "b", "i", "a", "ul", "ol", "li", "br", "hr"}
            assert set(tag.attrs) <= {"href"}


@pytest.mark.parametrize(
    "header,time",
    [
        ("发布时间：2015-3-8 9:05　作者：{0}　点击：123", (2015, 3, 8, 9, 5, 0)),
        ("2019年5月6日 09:30 | 来源：{0} | 浏览次数：123", (2019, 5, 6, 9, 30, 0)),
        ("发布日期: 2019/05/06&nbsp;&nbsp;作者: {0}&nbsp;&nbsp;阅读(123)", (2019, 5, 6, 0, 0, 0)),
        ("2018-06-18 下午3:07 · {0} · 浏览 123", (2018, 6, 18, 15, 7, 0)),
        ("发布者: {0} 时间：2012-10-23 14:07:55 人气：1,123", (2012, 10, 23, 14, 7, 55)),
        ("<i>{0}</i> <i>2012.10.23</i>", (2012, 10, 23, 0, 0, 0)),
    ],
)
def test_the_line_below_the_title_in_many_forms(header, time):
    page = (
        f"<title>{TITLE}</title><h1>{TITLE}</h1><div>{header.format(AUTHOR)}</div><div>{BODY}</div>"
    )
    article = html_page.parse_html(page)
    assert article.published_at == datetime(*time, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert article.author == AUTHOR
    assert paragraphs(article) == PARAGRAPHS


def test_a_machines_time_tells_the_hour_that_readers_were_not_shown():
    page = (
        '<meta property="article:published_time" content="2017-03-02T12:17:45+00:00">'
        f"<h1>{TITLE}</h1><p>2017年3月2日 作者：{AUTHOR}</p>{BODY}"
    )
    time = html_page.parse_html(page).published_at
    assert time == datetime(2017, 3, 2, 20, 17, 45, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_a_sidebar_with_the_same_title_and_other_dates_is_not_the_article():
    page = builder_page(time="2022-10-30 08:00:00")
    assert html_page.parse_html(page).published_at.hour == 8


@every_layout
def test_where_the_page_stood(layout):
    article = html_page.parse_html(layout(address="http://www.example.org/nd.jsp?id=12"))
    assert article.address == "http://www.example.org/nd.jsp?id=12"


@every_layout
@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode("gb18030"),
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.encode("utf-16"),
        lambda text: text.replace("\n", "\r\n").encode(),
    ],
)
def test_encodings(layout, encode):
    page = encode(layout("<p>𠮷先生住在㙍村。</p>"))  # which are in GB18030 and not in GBK
    assert paragraphs(html_page.parse_html(decode(page))) == ["𠮷先生住在㙍村。"]


def test_the_time_stays_out_of_scripts_and_styles():
    assert html_page.parse_html(builder_page()).published_at.strftime("%Y-%m-%d %H:%M:%S") == TIME


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_half_a_character_where_nobody_reads_it(dongguan, save, import_legacy, encoding):
    page = builder_page().replace("<head>", '<head><meta name="description" content="周六上半">')
    mark = "半".encode(encoding).removeprefix(b"\xff\xfe")
    half = page.encode(encoding).replace(mark, mark[:1] if encoding != "utf-16" else b"\x00\xd8", 1)
    ((_file, outcome, *_rest, remarks, _address),) = import_legacy(save(half))
    assert (outcome, remarks) == ("已导入", "")


def test_damage_that_readers_see_is_told(dongguan, save, import_legacy):
    page = builder_page().encode().replace("聊".encode(), b"\xe8\x81", 1)
    ((_file, outcome, *_rest, remarks, _address),) = import_legacy(save(page))
    assert (outcome, remarks) == ("已导入", "文中有损坏的字符，请查找 � 并改正")


def as_browsers_read_windows_1252(data):
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in data)


@pytest.mark.parametrize(
    "read", [lambda data: data.decode("gb18030"), as_browsers_read_windows_1252]
)
def test_text_that_was_once_read_in_another_encoding(read):
    page = "标题\n\n发表时间: 2022-10-30\n\n社工服务 关爱社区"
    garbled = read(page.encode())
    assert "标题" not in garbled
    assert decode(garbled.encode()) == page


def test_text_that_did_not_survive_another_encoding_is_told(dongguan, save, import_legacy):
    garbled = builder_page().encode().decode("gb18030", "replace")
    assert "乱码" in import_legacy(save(garbled), fails=True)[0][4]


@pytest.mark.parametrize(
    "time,views,expected",
    [
        ("2018/6/18 3:07:00 PM", "1.2万", ("2018-06-18 15:07", 12_000)),
        ("2018-06-18 下午3:07", "10万+", ("2018-06-18 15:07", 100_000)),
        ("2018-06-18 12:07 AM", "1,234次", ("2018-06-18 00:07", 1234)),
    ],
)
def test_times_and_numbers_as_people_write_them(time, views, expected):
    article = html_page.parse_html(builder_page(time=time, views=views))
    assert (f"{article.published_at:%Y-%m-%d %H:%M}", article.views) == expected
