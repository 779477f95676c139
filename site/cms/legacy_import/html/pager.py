"""The links between the pages of a long article: 1 2 3."""

import re

from bs4.element import Tag

from ..article import Pager
from .tree import is_block, visible_text

_NUMBER = re.compile(r"[1-9]\d?")


def find_pager(root: Tag) -> Pager | None:
    """The last box whose links are numbered from one, of which only the page's own may be none."""
    found = None
    seen: set[int] = set()
    for link in root.find_all("a", href=True):
        box = link.find_parent(lambda tag: is_block(tag) and tag.name != "li")
        if box is None or id(box) in seen or not _NUMBER.fullmatch(visible_text(link.get_text())):
            continue
        seen.add(id(box))
        found = _in(box) or found
    return found


def _in(box: Tag) -> Pager | None:
    numbers = [int(text) for text in map(visible_text, box.strings) if _NUMBER.fullmatch(text)]
    links = {
        int(text): str(link["href"])
        for link in box.find_all("a", href=True)
        if _NUMBER.fullmatch(text := visible_text(link.get_text()))
    }
    if len(numbers) < 2 or sorted(numbers) != list(range(1, len(numbers) + 1)):
        return None
    own = [number for number in numbers if number not in links]
    if len(own) > 1 or len(set(links.values())) < len(links):
        return None
    return Pager(len(numbers), own[0] if own else None, tuple(sorted(links.items())))
