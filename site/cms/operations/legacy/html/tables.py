"""Tables: which hold words and figures, and their cells in rows of one length."""

from collections.abc import Callable

from bs4.element import PageElement, Tag

from .tree import HEADINGS, plain

MAX_SPAN = 50
MAX_CELLS = 10_000


def is_data_table(part: PageElement) -> bool:
    """A table of words and figures, not one that only places pictures or whole texts."""
    if not isinstance(part, Tag) or part.name != "table":
        return False
    cells = part.find_all(["td", "th"])
    return (
        1 < sum(_span(cell, "colspan") * _span(cell, "rowspan") for cell in cells) <= MAX_CELLS
        and len(cells) > 1
        and part.find(["table", "img", "ul", "ol", "blockquote", "iframe", *HEADINGS]) is None
        and all(len(plain(cell.get_text())) <= 200 for cell in cells)
    )


def grid(rows: list[Tag], words_of: Callable[[Tag], str]) -> list[list[str]]:
    """The cells' words in rows of one length; what a cell spans beyond itself is empty."""
    grid: dict[tuple[int, int], str] = {}
    for y, row in enumerate(rows):
        x = 0
        for cell in row.find_all(["td", "th"]):
            while (y, x) in grid:
                x += 1
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            for dy in range(min(down, len(rows) - y)):
                for dx in range(across):
                    grid[y + dy, x + dx] = ""
            grid[y, x] = words_of(cell)
    width = max((x for _y, x in grid), default=-1) + 1
    return [[grid.get((y, x), "") for x in range(width)] for y in range(len(rows))]


def _span(cell: Tag, name: str) -> int:
    number = str(cell.get(name) or "1")
    return min(int(number), MAX_SPAN) if number.isdecimal() and int(number) else 1
