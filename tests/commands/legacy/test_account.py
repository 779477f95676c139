"""What stands between title and footer is in the article, is chrome by a rule, or is reported."""

import re
import unicodedata
from html import unescape

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cms.legacy_import.article import LegacyPicture, NotALegacyPage, Quotation, Table, Text, Video
from cms.legacy_import.html import page as html_page
from cms.legacy_import.labels import views
from news.models import NewsPage

from .pages import BODY, LAYOUTS, builder_page

FIRST, LAST = (
    "甲段：周六上午，服务站门前的榕树下坐满了街坊，大家说说想改变的事。",
    "乙段：最先开口的是卖豆腐花的阿伯，他说楼道的灯坏了半年。",
)


def parse(middle, address="", **options):
    return html_page.parse_html(
        builder_page(f"<p>{FIRST}</p>{middle}<p>{LAST}</p>", address=address, **options)
    )


def between(article):
    """The blocks between the first paragraph and the last, as text where they are that."""
    blocks = list(article.blocks)
    texts = [block.html if isinstance(block, Text) else block for block in blocks]
    texts[0] = texts[0].removeprefix(f"<p>{FIRST}</p>")
    texts[-1] = texts[-1].removesuffix(f"<p>{LAST}</p>")
    return [each for each in texts if each]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_of_a_page_that_comes_in_whole_there_is_no_remark(layout):
    assert html_page.parse_html(layout()).remarks == ()


# --- What comes in ------------------------------------------------------------------------------

BILIBILI = "https://player.bilibili.com/player.html?bvid=BV1xx411c7mD"
VIDEO = Video("https://www.bilibili.com/video/BV1xx411c7mD")


@pytest.mark.parametrize(
    ("middle", "blocks"),
    [
        # players, wherever they stand
        (f'<p><iframe src="{BILIBILI}"></iframe></p>', [VIDEO]),
        (f'<p>看<span><iframe data-src="{BILIBILI}"></iframe></span></p>', ["<p>看</p>", VIDEO]),
        # words beside pictures that are no caption
        ('<p align=center><img src=a.jpg></p><p align=center><a href="http://x.cn/f">报名</a></p>',
         [LegacyPicture("a.jpg"), '<p><a href="http://x.cn/f">报名</a></p>']),
        ("<p align=center><img src=a.jpg></p><p align=center>二、活动过程</p>",
         [LegacyPicture("a.jpg"), "<p>二、活动过程</p>"]),
        ('<p><img src="icon_doc.gif"><a href="http://x.cn/f.docx">报名表.docx</a></p>',
         ['<p><a href="http://x.cn/f.docx">报名表.docx</a></p>']),
        ("<section style='text-align:center'><section><img src=a.jpg></section></section>"
         "<section><p style='text-align:center'>白板上的便签</p></section>",
         [LegacyPicture("a.jpg", "", "白板上的便签")]),
        # tables
        ("<table><tr><td>场次<td>人数<tr><td>上午<br>下午<td>10<br>20</table>",
         [Table((("场次", "人数"), ("上午 下午", "10 20")))]),
        ("<table><tr><td><b>日期</b><td><b>站</b><tr><td rowspan=2>8月3日<td>东<tr><td>西</table>",
         [Table((("日期", "站"), ("8月3日", "东"), ("", "西")), header_row=True,
                merged=((1, 0, 2, 1),))]),
        ("<table><tr><td>时间<td>照片<tr><td>7月3日<td><img src=a.jpg></table>",
         [Table((("时间", "照片"), ("7月3日", ""))), LegacyPicture("a.jpg", "", "7月3日")]),
        (f"<table><tr><td>项目<td>说明<tr><td>甲<td>{'长' * 300}</table>",
         [Table((("项目", "说明"), ("甲", "长" * 300)))]),
        # links
        ('<p><a href="//x.cn/f.docx">表</a></p>', ['<p><a href="https://x.cn/f.docx">表</a></p>']),
        ("<aside>旁注：站名是旧称。</aside>", ["<p>旁注：站名是旧称。</p>"]),
        # what nobody saw on the old page
        ('<p>看得见<span style="display:none">7 w5 X</span>的字。</p>', ["<p>看得见的字。</p>"]),
        ("<p>一</p><div style='display: none'>隐藏的一段</div><p hidden>又一段</p>", ["<p>一</p>"]),
        ("<div id=click_div><table><tr><td><a href=x><img src=f.gif><br>鲜花</a><td>"
         "<a href=x><img src=w.gif><br>握手</a></table></div>", []),
    ],
)  # fmt: skip
def test_what_comes_in(middle, blocks):
    article = parse(middle)
    assert between(article) == blocks
    assert article.remarks == ()


def test_links_are_relative_to_what_the_page_says():
    page = builder_page('<p><a href="P1.docx">表</a></p>' + BODY)
    page = page.replace("<head>", '<head><base href="http://old.example/news/">')
    assert '<a href="http://old.example/news/P1.docx">' in html_page.parse_html(page).blocks[0].html


def test_what_is_hidden_until_a_click_is_text():
    rest = f"<div style='display:none'><p>{LAST * 3}</p></div>"
    assert between(parse(rest)) == [f"<p>{LAST * 3}</p>"]


@pytest.mark.parametrize(
    ("above", "texts"),
    [
        ("<h2>——记一条街的夏天</h2>{header}", ["——记一条街的夏天"]),
        ("{header}<div class=summary>编者按：系列的第三篇。</div>", ["编者按：系列的第三篇。"]),
        ("{header}<div class=intro>他们说，夏天来了。</div>", ["他们说，夏天来了。"]),
        (f"{{header}}<div class=summary>{FIRST}</div>", []),  # repeats the beginning
        ("{header}<div class=tools>【字体：大 中 小】 打印</div>", []),
    ],
)  # fmt: skip
def test_what_opens_an_article_above_its_body(above, texts):
    header = "<div>发表时间：2021-05-08 11:00:00 作者：东莞鹏星 浏览：12</div>"
    article = html_page.parse_html(
        f"<title>题目一则</title><div><h1>题目一则</h1>{above.format(header=header)}"
        f"<div class=content><p>{FIRST}</p><p>{LAST}</p></div></div><div>© 2014 鹏星社工</div>"
    )
    html = "".join(f"<p>{text}</p>" for text in [*texts, FIRST, LAST])
    assert article.blocks == (Text(html),)
    assert article.remarks == ()


def test_a_video_above_the_body():
    article = html_page.parse_html(
        "<title>题目一则</title><div><h1>题目一则</h1>"
        "<div>发表时间：2021-05-08 11:00:00 作者：东莞鹏星 浏览：12</div>"
        f'<div class=video><iframe src="{BILIBILI}"></iframe></div>'
        f"<div class=content><p>{FIRST}</p><p>{LAST}</p></div></div>"
    )
    assert article.blocks == (VIDEO, Text(f"<p>{FIRST}</p><p>{LAST}</p>"))


def test_documents_below_the_body_belong_to_it():
    article = html_page.parse_html(
        "<title>题目一则</title><div><h1>题目一则</h1>"
        "<div>发表时间：2021-05-08 11:00:00 作者：东莞鹏星 浏览：12</div>"
        f"<div class=content><p>{FIRST}</p><p>{LAST}</p></div>"
        "<div class=fj>附件：<a href='http://x.cn/a.pdf'>通知.pdf</a></div></div>"
    )
    link = '<p>附件：<a href="http://x.cn/a.pdf">通知.pdf</a></p>'
    assert article.blocks == (Text(f"<p>{FIRST}</p><p>{LAST}</p>{link}"),)
    assert article.remarks == ()


@pytest.mark.parametrize(
    "excerpt",
    [
        "甲段：周六上午，服务站门前的榕树下坐满了",
        "甲段：周六上午，服务站门前的榕树下坐满了…",
        "甲段：周六上午，服务站门前的榕树下坐满了街坊，大家说说想改变的事。 乙段：最先开口的是...",
    ],
)
@pytest.mark.parametrize(
    "box", ["{body}{card}", "<div>{body}{card}</div>", "{body}<div>{card}</div>"]
)
def test_the_share_card_wherever_it_stands(excerpt, box):
    card = (
        f"<div class=xx><div>题目一则</div><div>{excerpt}</div><div>长按图片保存/分享</div></div>"
    )
    body = f"<div class=content><p>{FIRST}</p><p>{LAST}</p></div>"
    article = html_page.parse_html(
        "<title>题目一则</title><div><h1>题目一则</h1><div>发表时间：2021-05-08 11:00:00</div>"
        f"<div>作者：东莞鹏星</div><div>浏览：12</div>{box.format(body=body, card=card)}</div>"
    )
    assert article.blocks == (Text(f"<p>{FIRST}</p><p>{LAST}</p>"),)
    assert article.remarks == ()


TIP = "报名须知：请带好身份证，准时到场。"


@pytest.mark.parametrize(
    "box",
    [
        "<form><p>{}</p></form>",
        "<div class=comment><p>{}</p></div>",
        "<div class=share-story><p>{}</p></div>",
        "<aside><p>{}</p></aside>",
        "<div class=copyright>{}</div>",
        "<nav><p>{}</p></nav>",
        "<div class=related><p>{}</p></div>",
    ],
)
def test_a_box_of_the_body_is_not_judged_by_its_name(box):
    assert TIP in "".join(block.html for block in parse(box.format(TIP)).blocks)


@pytest.mark.parametrize(
    "box",
    [
        "<div class=share>分享到：<a href=x>微博</a> <a href=y>微信</a></div>",
        "<div class=copyright>© 2014 鹏星社工 版权所有，未经许可不得转载本站内容</div>",
        "<footer>地址：东莞市南城区某某路一号 电话：0769-22820037</footer>",
    ],
)
def test_chrome_that_stands_in_the_body(box):
    assert between(parse(box)) == []


# --- What is reported -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("middle", "named"),
    [
        ('<p><video src="http://old.example/a.mp4"></video></p>', "http://old.example/a.mp4"),
        ('<p><audio controls><source src="b.mp3">旧浏览器</audio></p>', "b.mp3"),
        ('<p><object data="c.swf"><embed src="c.swf"></object></p>', "c.swf"),
        ('<p><mpvoice name="采访录音"></mpvoice></p>', "采访录音"),
        ("<ul><li>看<video></video></ul>", "没有地址"),
        ("<p><img></p>", "图片"),
        ("<aside>小贴士：<a href='http://x.cn/tip'>看这里</a></aside>", "http://x.cn/tip"),
        ("<nav><a href='http://x.cn/1'>链接一</a></nav>", "链接一"),
        ("<p><a onclick=\"location='http://x.cn/f.doc'\">下载</a></p>", "http://x.cn/f.doc"),
        ("<p><mp-miniprogram data-title='报名小程序'></mp-miniprogram></p>", "报名小程序"),
        ("<p><svg><text>写在图里的字</text></svg></p>", "写在图里的字"),
        ("<p><img src=a.jpg><map><area href='http://x.cn/b'></map></p>", "http://x.cn/b"),
        ('<section style="background-image: url(bg.jpg)"></section>', "bg.jpg"),
        ("<p><a href='apply.html'>点击报名</a></p>", "点击报名"),
        ("<p><a href='ftp://x.cn/apply.doc'>报名表</a></p>", "ftp://x.cn/apply.doc"),
        ('<p><a href="file:///C:/apply.docx">报名表</a></p>', "file:///C:/apply.docx"),
        ('<p><a href="sms:10086">短信报名</a></p>', "sms:10086"),
        ('<p><a href="http://x.cn/apply"><img src=a.jpg></a></p>', "http://x.cn/apply"),
    ],
)
def test_what_cannot_be_taken_along_is_named(middle, named):
    assert named in "; ".join(parse(middle).remarks)


@pytest.mark.parametrize(
    "below", ["<div class=pics><img src=a.jpg></div>", "<div>又及：活动延期到下周六举行</div>"]
)
def test_what_stands_below_the_body_is_named(below):
    article = html_page.parse_html(
        "<title>题目一则</title><div><h1>题目一则</h1>"
        "<div>发表时间：2021-05-08 11:00:00 作者：东莞鹏星 浏览：12</div>"
        f"<div class=content><p>{FIRST}</p><p>{LAST}</p></div>{below}</div>"
        "<div class=foot>东莞鹏星 邮箱:a@b.cn 电话:0769-22820037</div><div>别的字</div>"
    )
    (remark,) = article.remarks
    assert "a.jpg" in remark or "活动延期" in remark


def test_what_follows_the_share_card_and_is_no_button_is_named():
    page = builder_page(f"<p>{FIRST}</p><p>{LAST}</p>").replace(
        "<div>长按图片保存/分享</div>",
        "<div>又及：活动延期到下周六上午举行，请大家相互转告。</div><img src=late.jpg>",
    )
    remarks = "; ".join(html_page.parse_html(page).remarks)
    assert "又及" in remarks
    assert "late.jpg" in remarks


def test_words_below_a_picture_that_is_missing_stay(dongguan, save, import_legacy):
    body = f"<p>{FIRST}</p><p><img src=a.jpg><br>三十位长者合唱</p><p>{LAST}</p>"
    ((_file, outcome, _branch, _title, remarks, _address),) = import_legacy(
        save(builder_page(body))
    )
    assert outcome == "已导入"
    assert "a.jpg" in remarks
    assert "三十位长者合唱" in NewsPage.objects.get().body.stream_block.render(
        NewsPage.objects.get().body
    )


def test_strict_imports_nothing_of_which_something_is_left_out(dongguan, save, import_legacy):
    whole = save(builder_page(title="完整的一篇"), "whole.html")
    lossy = save(
        builder_page(BODY + "<p><video src='http://x.cn/a.mp4'></video></p>"), "lossy.html"
    )
    rows = import_legacy(whole, lossy, strict=True, fails=True)
    assert [row[1] for row in rows] == ["已导入", "拒绝"]
    assert "http://x.cn/a.mp4" in rows[1][4]
    assert NewsPage.objects.get().title == "完整的一篇"


def test_an_imported_table_keeps_its_merged_cells(dongguan, save, outcomes, client):
    table = "<table><tr><td>日期<td>站<tr><td rowspan=2>8月3日<td>东<tr><td>西</table>"
    assert outcomes(save(builder_page(BODY + table))) == ["已导入"]
    page = NewsPage.objects.get()
    assert 'rowspan="2"' in client.get(page.url).content.decode()


# --- Nothing is lost in silence -------------------------------------------------------------------

_words = st.text("春夏秋冬东南西北一二三四五甲乙丙丁，。：abc123", min_size=1, max_size=12)


def _in_tags(inner):
    wrapped = st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>",
        st.sampled_from(
            ["p", "div", "span", "b", "section", "li", "ul", "blockquote", "h2", "h4", "figure",
             "figcaption", "center", "pre", "em", "dl", "dd", "cite", "video", "p align=center",
             "aside", "form", "nav"]
        ),
        st.lists(inner, min_size=1, max_size=4),
    )  # fmt: skip
    table = st.builds(
        lambda rows: (
            "<table>"
            + "".join("<tr>" + "".join(f"<td>{cell}" for cell in row) for row in rows)
            + "</table>"
        ),
        st.lists(st.lists(inner, min_size=1, max_size=3), min_size=1, max_size=3),
    )
    return wrapped | table


_pieces = st.recursive(
    _words
    | st.sampled_from(
        ["<br>", "<hr>", "<img src=a.jpg>", "<img src=b.jpg alt=景>", "<iframe></iframe>"]
    )
    | _words.map(lambda words: f'<a href="http://x.cn/{len(words)}">{words}</a>'),
    _in_tags,
    max_leaves=20,
)


def _letters(text):
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text))


def _said(article):
    """All words, sources and addresses of an article, and of the remarks on it."""
    text = []
    for block in article.blocks:
        if isinstance(block, Text):
            text.append(unescape(re.sub("<[^>]*>", "", block.html)) + block.html)
        elif isinstance(block, Quotation):
            text.append(block.text + block.attribution)
        else:
            text.append(repr(block))
    return "\n".join([*text, *article.remarks])


@settings(max_examples=60, deadline=None)
@given(st.lists(_pieces, min_size=1, max_size=5))
def test_nothing_of_the_body_is_neither_taken_nor_told(pieces):
    middle = "".join(pieces)
    try:
        article = parse(middle)
    except NotALegacyPage:  # told, as a whole: links are most of it
        assume(False)
    said = _said(article)
    letters = _letters(said)
    in_players = middle
    while "<video>" in in_players:  # from the innermost
        in_players = re.sub("<video>(?:(?!<video>).)*?</video>", "", in_players)
    for words in re.findall(r"[^<>]+", re.sub("<[^>]*>", "<>", in_players)):
        # A remark shows the first 60 characters of a line.
        assert _letters(words)[:10] in letters or "…" in said
    for source in re.findall("src=([ab].jpg)", in_players):
        assert source in said
    for address in re.findall('href="([^"]*)"', in_players):
        assert address in said


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), ("1,234", 1234), ("1.2万", 12000), ("3k", 3000), ("（15）次", 15), ("-", None)],
)
def test_how_often_a_page_was_read(text, number):
    assert views(text) == number
