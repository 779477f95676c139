"""The body of a page saved as HTML: what becomes which block."""

import pytest

from cms.core.blocks.body import BodyBlock
from cms.legacy_import.article import (
    Heading,
    LegacyPicture,
    PictureGroup,
    Quotation,
    Table,
    Text,
    Video,
)
from cms.legacy_import.html import page as html_page
from news.models import NewsPage

from .pages import builder_page, photo


def blocks(body, address="http://old.example.org/news/1.html"):
    return html_page.parse_html(builder_page(f"<p>始</p>{body}<p>终</p>", address=address)).blocks


def text(html):
    return (Text(f"<p>始</p>{html}<p>终</p>"),)


def among(*middle):
    return (Text("<p>始</p>"), *middle, Text("<p>终</p>"))


@pytest.mark.parametrize(
    "body,html",
    [
        ("<p>一<b>二</b><strong>三</strong>四</p>", "<p>一<b>二三</b>四</p>"),
        ('<p>一<span style="FONT-WEIGHT: 700">二</span></p>', "<p>一<b>二</b></p>"),
        ("<p><em>一</em><u>二</u><del>三</del></p>", "<p><i>一</i>二三</p>"),
        ("<p>一<br>二</p>", "<p>一<br/>二</p>"),
        ("<p>一<br><br>二</p>", "<p>一</p><p>二</p>"),
        ("<p>a  b\n c&nbsp;&nbsp;d</p>", "<p>a b c d</p>"),
        ("<ul><li>一<li>二</ul>", "<ul><li>一</li><li>二</li></ul>"),
        ("<ol><li>一<ul><li>二</ul></ol>", "<ol><li>一<ul><li>二</li></ul></li></ol>"),
        ("<ul><li><p>一</p><p>二</p></ul>", "<ul><li>一<br/>二</li></ul>"),
        ("<hr>", "<hr/>"),
        ("<p>1 &lt; 2 &amp; 3</p>", "<p>1 &lt; 2 &amp; 3</p>"),
        ("<pre>一\n\n二</pre>", "<p>一</p><p>二</p>"),
        ("<dl><dt>一<dd>二</dl>", "<p>一</p><p>二</p>"),
        ("<p><a href='2.html'>一</a></p>",
         '<p><a href="http://old.example.org/news/2.html">一</a></p>'),
        ("<p><a href='mailto:a@b.cn'>一</a></p>", '<p><a href="mailto:a@b.cn">一</a></p>'),
        ("<p><a href='javascript:x()'>一</a><a href='#top'>二</a></p>", "<p>一二</p>"),
        ("<p onclick='x()' class=MsoNormal>一<script>x()</script></p>", "<p>一</p>"),
    ],
)  # fmt: skip
def test_text(body, html):
    assert blocks(body) == text(html)


def test_a_relative_link_without_the_pages_address_is_text():
    assert blocks("<p><a href='2.html'>一</a></p>", address="") == text("<p>一</p>")


def test_headings_in_two_levels_whatever_they_were_before():
    assert blocks("<h3>一</h3><p>文</p><h5>二</h5>") == among(
        Heading("一", "h2"), Text("<p>文</p>"), Heading("二", "h3")
    )
    assert blocks(f"<h2>{'长' * 121}</h2>") == text(f"<p><b>{'长' * 121}</b></p>")


def test_quotations():
    assert blocks("<blockquote><p>一</p><p>二</p><cite>李阿姨</cite></blockquote>") == among(
        Quotation("一\n二", "李阿姨")
    )
    # More than words would be lost in one.
    assert blocks("<blockquote><ul><li>一</ul></blockquote>") == text("<ul><li>一</li></ul>")


def test_tables():
    assert blocks(
        "<table><caption>场次</caption><tr><th>月<th>次<tr><td>1<td><p>2</p><p>3</p></table>"
    ) == among(Table((("月", "次"), ("1", "2 3")), "场次", header_row=True))
    spanning = "<table><tr><td colspan=2>甲<td rowspan=2>乙<tr><td>丙<td>丁</table>"
    assert blocks(spanning) == among(
        Table((("甲", "", "乙"), ("丙", "丁", "")), merged=((0, 0, 1, 2), (0, 2, 2, 1)))
    )
    linked = "<table><tr><td><a href='http://x.cn/'>名单</a><td>一</table>"
    assert blocks(linked) == among(Table((("名单 (http://x.cn/)", "一"),)))


def test_tables_that_only_place_things():
    assert blocks("<table><tr><td><p>一</p><p>二</p></table>") == text("<p>一</p><p>二</p>")
    assert blocks(
        "<table><tr><td><img src=a.jpg><td><img src=b.jpg><tr><td>左<td>右</table>"
    ) == among(PictureGroup((LegacyPicture("a.jpg", "", "左"), LegacyPicture("b.jpg", "", "右"))))


@pytest.mark.parametrize(
    "body",
    [
        "<figure><img src=a.jpg><figcaption>合影</figcaption></figure>",
        "<p><img src=a.jpg><br>合影</p>",
        "<p align=center><img src=a.jpg></p><p align=center>合影</p>",
        "<div style='text-align:center'><img src=a.jpg></div>"
        "<div style='text-align:center'><p>合影</p></div>",
        "<div><a href=big.jpg><img src=a.jpg></a><p>合影</p></div>",
    ],
)
def test_a_picture_with_what_it_shows(body):
    assert blocks(body) == among(LegacyPicture("a.jpg", "", "合影"))


@pytest.mark.parametrize(
    "body,found",
    [
        ("<p><img src=a.jpg></p><p>下一段。</p>",
         (LegacyPicture("a.jpg"), Text("<p>下一段。</p><p>终</p>"))),
        ("<p><img src=a.jpg></p><p><b>小标题</b></p>",
         (LegacyPicture("a.jpg"), Text("<p><b>小标题</b></p><p>终</p>"))),
        ("<p>一句<img src=a.jpg>话。</p>",
         (Text("<p>终</p>"),)),
    ],
)  # fmt: skip
def test_a_picture_beside_other_text(body, found):
    first = "<p>始</p><p>一句话。</p>" if "一句" in body else "<p>始</p>"
    middle = (LegacyPicture("a.jpg"),) if "一句" in body else ()
    assert blocks(body) == (Text(first), *middle, *found)


def test_several_pictures_in_one_paragraph_are_a_group():
    pictures = PictureGroup((LegacyPicture("a.jpg", "甲"), LegacyPicture("b.jpg")))
    assert blocks('<p><img src=a.jpg alt="甲"> <img src=b.jpg alt="IMG_1.jpg"></p>') == among(
        pictures
    )


def test_the_saved_file_of_a_picture_that_a_script_loads_late():
    saved = "<img src='./p_files/640' data-src='https://x.cn/640'>"
    stand_ins = "<img src=blank.gif data-src=1.jpg>文<img src=blank.gif data-src=2.jpg>"
    assert blocks(saved) == among(LegacyPicture("./p_files/640"))
    sources = [block.source for block in blocks(stand_ins) if isinstance(block, LegacyPicture)]
    assert sources == ["1.jpg", "2.jpg"]


def test_videos_of_hosts_that_we_know_and_a_remark_on_others():
    known = '<iframe src="https://player.bilibili.com/player.html?bvid=BV1xx411c7mD"></iframe>'
    assert blocks(known) == among(Video("https://www.bilibili.com/video/BV1xx411c7mD"))
    page = builder_page('<p>始</p><iframe src="https://example.org/v.html"></iframe>')
    (remark,) = html_page.parse_html(page).remarks
    assert "https://example.org/v.html" in remark


def test_an_editor_can_save_what_was_imported(dongguan, save, outcomes):
    body = (
        f"<p>文</p><h2>{'题' * 120}</h2><p><img src=p_files/a.jpg alt='{'长' * 400}'></p>"
        + "<p>" + "<img src=p_files/a.jpg> " * 31 + "</p>"
        + f"<figure><img src=p_files/a.jpg><figcaption>{'图' * 200}</figcaption></figure>"
        + f"<blockquote><p>引</p><cite>{'人' * 300}</cite></blockquote>"
        + f"<table><caption>{'表' * 300}</caption><tr><td>一<td>二<tr><td>三<td>四</table>"
        + '<iframe src="https://v.qq.com/txp/iframe/player.html?vid=a1234567890"></iframe>'
    )  # fmt: skip
    assert outcomes(save(builder_page(body), a__jpg=photo())) == ["已导入"]
    page = NewsPage.objects.get()
    BodyBlock().clean(page.body)
    page.full_clean()
    kinds = {block.block_type for block in page.body}
    assert kinds == set(BodyBlock().child_blocks) - {"attachment"}
