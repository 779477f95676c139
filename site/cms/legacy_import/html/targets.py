"""Where a page's links lead, and where its pictures and players come from."""

import re
from collections import defaultdict
from collections.abc import Iterable
from urllib.parse import urljoin, urlsplit

from bs4.element import NavigableString, PageElement, Tag

from .tree import LAZY

_DOCUMENT = re.compile(
    r"\.(?:docx?|xlsx?|pptx?|pdf|zip|rar|7z|wps|et|dps|ofd|txt|csv)(?:$|[?#])", re.IGNORECASE
)
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|bmp)(?:$|[?#])", re.IGNORECASE)
_CANDIDATE = re.compile(r"\s*([^\s,]\S*[^\s,])(?:\s+([\d.]+)[wx])?\s*(?:,|$)")
_STAND_IN = re.compile(
    r"(?:blank|spacer|loading|lazy|grey|placeholder|pixel|transparent)[^/]*$", re.IGNORECASE
)
MAX_ICON = 64  # pixels


class Targets:
    """Resolved against `base`, the page's address or what its `<base>` says; without one, relative
    links lead nowhere."""

    def __init__(self, nodes: Iterable[PageElement], base: str) -> None:
        self.base = base
        self._lazy: dict[str, set[str]] = defaultdict(set)  # what each source stands in for
        for node in nodes:
            for image in _with_those_within(node, "img"):
                if lazy := _lazy_source(image):
                    self._lazy[str(image.get("src") or "")].add(lazy)

    def href(self, tag: Tag) -> str:
        """Where a link leads, as an absolute address; "" if nowhere that can be said."""
        href = str(tag.get("href") or "").strip() if tag.name in ("a", "area") else ""
        if not href or href.startswith("#"):
            return ""
        if href.startswith("//"):
            href = f"https:{href}"
        try:
            href = urljoin(self.base, href)
            parts = urlsplit(href)
        except ValueError:
            return ""
        known = parts.scheme in ("mailto", "tel") or (
            parts.scheme in ("http", "https") and parts.netloc
        )
        return href if known else ""

    def source(self, image: Tag) -> str:
        """The saved file if the page was saved with it, else the address that a script would have
        loaded in the place of a stand-in. "" for an icon, or if there is none."""
        if is_icon(image):
            return ""
        saved, lazy = str(image.get("src") or ""), _lazy_source(image)
        stand_in = not saved or saved.startswith("data:") or self._is_stand_in(saved)
        return (lazy if lazy and (stand_in or "//" in saved) else saved).strip()

    def _is_stand_in(self, saved: str) -> bool:
        return len(self._lazy[saved]) > 1 or bool(_STAND_IN.search(saved))

    def of_player(self, tag: Tag) -> str:
        """The address or name that a player has; "" if none."""
        for each in [tag, *tag.find_all(["source", "embed"])]:
            for name in ("data-src", "src", "data", "data-url"):
                if url := str(each.get(name) or ""):
                    return urljoin(self.base or ("https:" if url.startswith("//") else ""), url)
        names = ("name", "music_name", "data-nickname", "data-title")
        return next((str(tag[name]) for name in names if tag.get(name)), "")


def is_document(link: Tag) -> bool:
    return bool(_DOCUMENT.search(str(link.get("href") or "")))


def leads_to_picture(link: Tag) -> bool:
    """To the larger file of a picture, say."""
    return bool(_PICTURE.search(str(link.get("href") or "")))


def is_icon(image: Tag) -> bool:
    """Whether it only says of what kind the document is to which the link beside it leads."""
    width = str(image.get("width") or "")
    if width.isdecimal() and int(width) > MAX_ICON:
        return False
    following: PageElement | None = image.next_sibling
    while isinstance(following, NavigableString) and not following.strip():
        following = following.next_sibling
    within = image.find_parent("a")
    named = "icon" in str(image.get("src") or "").rpartition("/")[2].lower()
    return (
        isinstance(following, Tag) and following.name == "a" and is_document(following)
    ) or bool(named and within is not None and is_document(within))


def _lazy_source(image: Tag) -> str:
    return next((str(image[name]) for name in LAZY if image.get(name)), "") or _largest(image)


def _largest(image: Tag) -> str:
    """Of `srcset`: https://html.spec.whatwg.org/multipage/images.html#srcset-attribute"""
    found = _CANDIDATE.findall(str(image.get("srcset") or ""))
    return max(found, key=lambda each: float(each[1] or 1), default=("", ""))[0]


def _with_those_within(node: PageElement, name: str) -> list[Tag]:
    if not isinstance(node, Tag):
        return []
    return [*([node] if node.name == name else []), *node.find_all(name)]
