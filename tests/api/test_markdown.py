"""Rich text as Markdown: whatever an editor can store, renderers show as it was meant."""

from dataclasses import dataclass
from html import escape
from urllib.parse import unquote

import mistune
import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from cms.core.api.markdown import markdown

PLUGINS = ["strikethrough", "table", "task_lists", "footnotes", "url", "def_list", "math"]
RENDERERS = {
    "CommonMark": MarkdownIt("commonmark").render,
    "GitHub's tables and strikethrough, no HTML": MarkdownIt("js-default").render,
    "mistune": mistune.create_markdown(escape=False, plugins=PLUGINS),
}

# --- What a reader sees of HTML -----------------------------------------------------------------

SPACE = " \t\n\r\f"


@dataclass(frozen=True)
class Seen:
    """A letter with its marks; of white space nobody sees whether it is marked."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str | None = None


BLOCKS = {"ul", "ol", "li", "p", "hr"}
BULLET = [Seen("•")]


class Reader:
    """Collects the lines of a text: in which lists each stands, and its letters."""

    def __init__(self, html):
        self.lines = []
        self.line = []
        self.lists = ()
        self.read(BeautifulSoup(html, "html.parser"), {})
        self.end_line()

    def read(self, node, marks):
        if not isinstance(node, Tag):
            for text in node:
                self.add(text, marks)
            return
        if node.name in BLOCKS:
            self.end_line(keep_bullet=node.name == "p")
        outer = self.lists
        if node.name in ("ul", "ol"):
            self.lists = (*outer, f"{node.name} of {len(node.find_all('li', recursive=False))}")
        elif node.name == "li":
            self.line += BULLET
        elif node.name == "hr":
            self.line.append(Seen("—"))
        elif node.name == "br":
            self.end_line(keep_bullet=True)
        elif node.name in ("b", "strong"):
            marks = {**marks, "bold": True}
        elif node.name in ("i", "em"):
            marks = {**marks, "italic": True}
        elif node.name == "a":
            marks = {**marks, "link": unquote(node["href"])}
        else:
            assert node.name in ("p", "[document]"), f"no editor meant <{node.name}>"
        for child in node.children:
            self.read(child, marks)
        if node.name in BLOCKS:
            self.end_line(keep_bullet=node.name == "p")
        self.lists = outer

    def add(self, text, marks):
        if text in SPACE:
            if self.line and self.line[-1] != Seen(" ") and self.line != BULLET:
                self.line.append(Seen(" "))
        else:
            self.line.append(Seen(text) if text.isspace() else Seen(text, **marks))

    def end_line(self, keep_bullet=False):
        while self.line and self.line[-1].text.isspace():
            self.line.pop()
        if keep_bullet and self.line == BULLET:
            return
        if self.line:
            self.lines.append((self.lists, self.line))
        self.line = []


def seen(html):
    return Reader(html).lines


def check(html):
    written = markdown(html)
    for name, render in RENDERERS.items():
        shown = render(written)
        assert seen(shown) == seen(html), f"{name}: {html!r} {written!r} {shown!r}"


# --- What an editor can store -------------------------------------------------------------------

PIECES = [
    "好", "a", "7", "🎉", "é", " ", "  ", "\xa0", "　", "。", "，", "“", "”", "（", "、", "~", "~~",
    "*", "**", "_", "__", "`", "```", "#", "# ", "1. ", "1) ", "12.", "- ", "-", "---", "+ ", "=",
    "===", "> ", "|", "|-|", "<", "<b>", "<!--", "&", "&amp;", "&#35;", "[", "]", "[x](y)", "[ ] ",
    "[^1]", "[a]: b", "(", ")", "!", "\\", "$", "$$", ":", ": ", "^", "==", "https://a.cn/b_c_",
    "www.a.cn", "a@b.cn", "\u200b", "\u0301", "\ufe0f", "\n", "\t", "    ", ".", '"', "'", "%20",
]  # fmt: skip

texts = st.lists(
    st.sampled_from(PIECES)
    | st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=3),
    max_size=4,
).map(lambda pieces: escape("".join(pieces), quote=False))
addresses = st.sampled_from(
    [
        "https://example.org/", "/about/", "https://example.org/a b(c)_d_[e]*f*?g=1&copy=2&lt;~#h",
        "https://example.org/新闻/", "mailto:a@example.org", "javascript&colon;alert(1)", "a\\b",
        "https://example.org/<b>\"'`|", "https://example.org/)(", "https://example.org/~~x~~$y$!z",
    ]
)  # fmt: skip


def marked(children):
    inner = st.lists(children, max_size=3).map("".join)
    return st.one_of(
        inner.map("<b>{}</b>".format),
        inner.map("<i>{}</i>".format),
        st.just("<br/>"),
    )


phrases = st.recursive(texts, marked, max_leaves=5)
links = st.builds(
    lambda address, text: f'<a href="{escape(address)}">{text}</a>', addresses, phrases
)
lines = st.lists(phrases | links, max_size=5).map("".join)


def lists(items):
    return st.builds(
        lambda kind, items: f"<{kind}>{''.join(map('<li>{}</li>'.format, items))}</{kind}>",
        st.sampled_from(["ul", "ol"]),
        st.lists(items, min_size=1, max_size=3),
    )


def items(inner):
    paragraphs = st.lists(lines.map("<p>{}</p>".format), min_size=1, max_size=2).map("".join)
    return st.builds(str.__add__, lines | paragraphs, st.just("") | inner)


nested_lists = st.recursive(lists(lines), lambda inner: lists(items(inner)), max_leaves=3)
documents = st.lists(
    lines.map("<p>{}</p>".format) | nested_lists | st.just("<hr/>"), max_size=4
).map("".join)


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
