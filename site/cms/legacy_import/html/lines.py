"""The lines of text that a reader of the page would see."""

from collections.abc import Iterator
from dataclasses import dataclass

from bs4.element import NavigableString, Tag

from .tree import is_block, visible_text


@dataclass(frozen=True, eq=False)
class Line:
    """What a reader sees as one line: text between two breaks or ends of boxes."""

    text: str
    last: NavigableString
    nodes: tuple[NavigableString, ...] = ()

    @property
    def box(self) -> Tag:
        """The box that it stands in; the page itself where it stands in none."""
        return next(parent for parent in self.last.parents if is_block(parent) or not parent.parent)


def lines_of(root: Tag) -> Iterator[Line]:
    text: list[NavigableString] = []
    last: NavigableString | None = None
    box: Tag | None = None
    for node in root.descendants:
        if isinstance(node, Tag):
            broken = node.name in ("br", "hr") or is_block(node)
        else:
            # Leaving a box breaks the line as entering one does.
            own = next(parent for parent in node.parents if is_block(parent) or parent is root)
            broken, box = own is not box, own
        if broken and last is not None and (whole := visible_text("".join(text))):
            yield Line(whole, last, tuple(text))
        if broken:
            text, last = [], None
        if isinstance(node, NavigableString):
            text.append(node)
            last = node if node.strip() or last is None else last
    if last is not None and (whole := visible_text("".join(text))):
        yield Line(whole, last, tuple(text))
