"""A saved HTML page as a tidy tree, and what its head says."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

import nh3
from bs4 import BeautifulSoup
from bs4.element import PageElement, Tag
from django.utils.translation import gettext as _

from ..article import NotALegacyPage

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
MAX_DEPTH = 150  # of the tidy tree; WeChat's editors nest about 30
MAX_OPEN_TAGS = 2_000
MAX_TAGS = 50_000
MAX_HIDDEN = 60  # characters: more may be the part of a text behind "read on"
MAX_SIZE = 1_000_000  # of tags, with those that are not closed and run on

_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup",
    "hr",
    "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td",
    "tfoot", "th", "thead", "tr", "ul", *HEADINGS,
}  # fmt: skip
# The last ones are WeChat's.
PLAYERS = ("audio", "embed", "iframe", "object", "video", "mpvoice", "mp-common-mpaudio",
           "mp-common-videosnap", "mp-common-profile", "mp-miniprogram", "qqmusic")  # fmt: skip
_INLINE = {
    "a", "b", "br", "button", "cite", "em", "i", "img", "q", "source", "span",
    "strong", "sub", "sup", "svg", "time", "map", "area", *PLAYERS,
}  # fmt: skip
_WITH_THEIR_TEXT = {
    "datalist", "head", "noscript", "script", "select", "style",
    "template", "textarea", "title",
}  # fmt: skip
# Where scripts find the picture that is loaded when a reader comes to it, and Discuz's.
LAZY = (
    "data-src", "data-original", "data-lazy-src", "data-lazy", "data-lazyload", "data-actualsrc",
    "data-echo", "data-url", "data-img", "zoomfile", "file", "original", "_src",
)  # fmt: skip
_ATTRIBUTES = {
    "*": {"align", "background", "class", "hidden", "id", "itemprop", "rel", "style"},
    "a": {"href", "name", "onclick"},
    "area": {"href"},
    "img": {"alt", "height", "src", "srcset", "title", "width", *LAZY},
    "iframe": {"data-src", "src"},
    "embed": {"src"},
    "video": {"data-src", "src"},
    "audio": {"data-src", "src"},
    "object": {"data"},
    "mpvoice": {"name"},
    "mp-common-mpaudio": {"name"},
    "mp-common-videosnap": {"data-url"},
    "mp-common-profile": {"data-nickname"},
    "mp-miniprogram": {"data-title"},
    "qqmusic": {"music_name"},
    "source": {"src"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "time": {"datetime"},
}
# Links with others than these are links by script; those that cannot come along are named.
_SCHEMES = {
    "cid", "data", "file", "ftp", "http", "https", "mailto", "mqqwpa", "sms", "tel", "weixin",
}  # fmt: skip
_CLEANER = nh3.Cleaner(
    tags=_BLOCKS | _INLINE,
    clean_content_tags=_WITH_THEIR_TEXT,
    attributes=_ATTRIBUTES,
    url_schemes=_SCHEMES,
    link_rel=None,
)
# Tags whose end may be left out, or that have none: many open ones are no deep nesting.
_END_OMITTED = {
    "area", "base", "br", "col", "colgroup", "dd", "dt", "embed", "hr", "img", "input", "li",
    "link", "meta", "option", "p", "param", "source", "tbody", "td", "tfoot", "th", "thead", "tr",
    "track", "wbr",
}  # fmt: skip
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
_HTML_TAG = re.compile("<!doctype html|<html|<head|<body", re.IGNORECASE)
_HTML = re.compile(r"\s*<(?:!|\?xml|[a-z])", re.IGNORECASE)
CONTROL = re.compile("[\0-\x08\x0b\x0e-\x1f\x7f-\x9f]")
_HIDDEN = re.compile(r"(?:^|;)\s*display\s*:\s*none", re.IGNORECASE)
_FORMATTING = {
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"
}  # fmt: skip
INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")


def looks_like_html(text: str) -> bool:
    return bool(_HTML.match(text) or _HTML_TAG.search(text[:2048]))


def visible_text(text: str) -> str:
    """As a reader sees it: white space collapsed, none at the ends, nothing invisible."""
    return " ".join(INVISIBLE.sub("", text).split())


def is_block(node: PageElement) -> bool:
    return isinstance(node, Tag) and node.name in _BLOCKS


def marks(hint: re.Pattern[str], tag: Tag) -> bool:
    """Whether one of the names that a page's author gave to `tag` is of that kind."""
    names = [tag.get("id"), tag.get("itemprop"), *(tag.get("class") or []), *(tag.get("rel") or [])]
    return any(hint.fullmatch(name) for name in names if isinstance(name, str))


def tidy(html: str) -> Tag:
    """The page as HTML5 parses it, without scripts, styling, comments, and what it hides.

    What it hides from the start and shows on a click (`MAX_HIDDEN`) stays.
    Raises `NotALegacyPage` for what nests deeper than any page does.
    """
    tags = _TAG.findall(html)
    open_tags = most = formatting = size = 0
    for closing, name in tags:
        step = -1 if closing else 1
        if name.lower() not in _END_OMITTED:
            open_tags += step
            most = max(most, open_tags)
        if name.lower() in _FORMATTING:
            formatting = max(formatting + step, 0)
        size += formatting  # the parser opens these anew in each paragraph
    if most > MAX_OPEN_TAGS or len(tags) > MAX_TAGS or size > MAX_SIZE:
        raise NotALegacyPage(_("more tags, or more within each other, than a page has"))
    root = BeautifulSoup(CONTROL.sub("", _CLEANER.clean(html)), "html.parser")
    for node in root.find_all(True):
        if sum(1 for _parent in node.parents) > MAX_DEPTH:
            raise NotALegacyPage(_("more tags, or more within each other, than a page has"))
    for tag in root.find_all(_is_hidden):
        if len(visible_text(tag.get_text())) <= MAX_HIDDEN and not tag.decomposed:
            tag.decompose()
    return root


def _is_hidden(tag: Tag) -> bool:
    return tag.has_attr("hidden") or bool(_HIDDEN.search(str(tag.get("style") or "")))


@dataclass
class Head:
    """What a page says of itself where readers do not see it."""

    titles: list[str] = field(default_factory=list)
    address: str = ""
    base: str = ""  # what its links are relative to, if not to its address
    author: str = ""
    time: str = ""

    @classmethod
    def of(cls, html: str) -> "Head":
        parser = _HeadParser()
        parser.feed(html[: 256 * 1024])
        meta = parser.meta
        titles = [parser.title, meta.get("og:title", ""), meta.get("twitter:title", "")]
        return cls(
            titles=[visible_text(title) for title in titles if visible_text(title)],
            address=parser.canonical or meta.get("og:url", ""),
            base=parser.base,
            author=visible_text(meta.get("author", "")),
            time=meta.get("article:published_time") or meta.get("pubdate") or "",
        )


class _HeadParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.title = self.canonical = self.base = ""
        self.meta: dict[str, str] = {}
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "title":
            self._in_title = not self.title
        elif tag == "meta":
            name = (values.get("property") or values.get("name") or "").lower()
            self.meta.setdefault(name, values.get("content", ""))
        elif tag == "link" and values.get("rel", "").lower() == "canonical":
            self.canonical = self.canonical or values.get("href", "").strip()
        elif tag == "base":
            self.base = self.base or values.get("href", "").strip()

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data
