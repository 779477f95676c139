"""Rich text: what a reader sees of it, and any that an editor can store."""

import re
from dataclasses import dataclass
from html import escape
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag
from hypothesis import strategies as st

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


# --- What an attacker would ---------------------------------------------------------------------

NOISE = st.sampled_from(
    ["", "", "", " ", "\n", "\x01", "\u200b", "\\", "(", "<", "[", "/", "?", "x"]
)
hostile_addresses = st.tuples(
    NOISE,
    st.sampled_from(["javascript", "JavaScript", "java\tscript", "java&Tab;script", "vbscript"]),
    NOISE,
    st.sampled_from([":", "&colon;", "&amp;colon;", "&#58;", "&#x3a;", "&#58", "%3A", "\\:"]),
    NOISE,
    st.just("alert(1)"),
    NOISE,
).map("".join)
hostile_links = st.builds(
    '<p><a href="{}">{}</a>{}</p>'.format,
    hostile_addresses,
    hostile_addresses,
    st.builds("[x]({}) <{}> [y]: {}".format, *[hostile_addresses] * 3).map(escape),
)
FOLLOWED = {"http", "https", "mailto", "tel"}
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)


def schemes(html):
    """Of all addresses, as a browser reads them: without white space and control characters."""
    for tag in BeautifulSoup(html, "html.parser").find_all(True):
        assert tag.name != "script"
        assert not any(name.startswith("on") for name in tag.attrs)
        for name in {"href", "src", "action", "formaction"}.intersection(tag.attrs):
            if scheme := SCHEME.match(re.sub(r"[\x00-\x20]", "", tag[name])):
                yield scheme[1].lower()
