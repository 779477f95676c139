"""Rich text as Markdown: whatever an editor can store, renderers show as it was meant."""

import mistune
import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt

from cms.core.api.markdown import markdown

from .rich_text import FOLLOWED, documents, hostile_links, schemes, seen

PLUGINS = ["strikethrough", "table", "task_lists", "footnotes", "url", "def_list", "math"]
RENDERERS = {
    "CommonMark": MarkdownIt("commonmark").render,
    "GitHub's tables and strikethrough, no HTML": MarkdownIt("js-default").render,
    "mistune": mistune.create_markdown(escape=False, plugins=PLUGINS),
}


def check(html):
    written = markdown(html)
    for name, render in RENDERERS.items():
        shown = render(written)
        assert seen(shown) == seen(html), f"{name}: {html!r} {written!r} {shown!r}"


@pytest.mark.parametrize(
    "html,written",
    [
        ("<p><b>重要：</b>请带好证件</p>", "**重要：**&#35831;带好证件"),
        ("<p>报名<b>“社工”</b></p>", "报&#21517;**“社工”**"),
        ("<p><b>时间</b>和<i>地点</i>。</p>", "**时间**&#21644;_地点_。"),
        ("<p>6~12岁、13~18岁</p>", r"6\~12岁、13\~18岁"),
        ("<p><b>粗<i>斜</i></b><i>斜</i></p>", "**&#31895;_斜_**_斜_"),
        ("<p><b><i>斜</i>粗</b>字</p>", "**_斜_&#31895;**&#23383;"),
        ("<p>字<b>粗<i>斜</i></b></p>", "&#23383;**&#31895;_斜_**"),
        ("<p><b> 粗\xa0</b>字<b></b></p>", "**粗**\xa0字"),
        ("<p>2026. 开始<br/>- 结束</p>", "2026\\. 开始\\\n\\- 结束"),
        (
            '<p>看!<a href="https://a.cn/x(1)">这[里]</a></p>',
            r"看\![这\[里\]](https://a.cn/x\(1\))",
        ),
        (
            '<p><a href="https://a.cn/">[附件](一)下载</a></p>',
            r"[\[附件\]\(一\)下载](https://a.cn/)",
        ),
        ('<p><a href="javascript&amp;colon;x">甲</a></p>', "[甲](javascript&colon%3Bx)"),
        ('<p><a href="javascript&colon;x">甲</a></p>', "甲"),
        ("<ul><li><p>甲</p><p>乙</p></li></ul><ul><li>丙</li></ul>", "- 甲\n  \n  乙\n\n* 丙"),
        ("<ol><li>甲<ul><li>乙</li></ul></li><li>丙</li></ol>", "1. 甲\n   - 乙\n2. 丙"),
    ],
)
def test_what_is_written(html, written):
    assert markdown(html) == written
    check(html.replace('<a href="javascript&colon;x">甲</a>', "甲"))


@settings(deadline=None, max_examples=60)
@given(documents)
def test_whatever_an_editor_stores_is_shown_as_it_was_meant(html):
    check(html)


@settings(deadline=None, max_examples=200)
@given(hostile_links)
def test_no_renderer_makes_a_script_of_an_address(html):
    for name, render in RENDERERS.items():
        shown = render(markdown(html))
        assert FOLLOWED.issuperset(schemes(shown)), f"{name}: {html!r} {shown!r}"
