"""Tables: which hold words and figures, and their cells in rows of one length."""

from collections.abc import Callable

from bs4.element import PageElement, Tag

from .tree import HEADINGS, PLAYERS, visible_text

MAX_SPAN = 50
MAX_CELLS = 10_000
MAX_WORDS, MAX_WORDS_OF_MANY = 200, 1000  # characters in a cell; in one of several columns and rows


def is_data_table(part: PageElement) -> bool:
    """A table of words and figures, maybe with pictures of what a row tells; not one that only
    places pictures or whole texts."""
    if not isinstance(part, Tag) or part.name != "table":
        return False
    if part.find(["table", "ul", "ol", "blockquote", *PLAYERS, *HEADINGS]):
        return False
    cells = part.find_all(["td", "th"])
    spanned = sum(_span(cell, "colspan") * _span(cell, "rowspan") for cell in cells)
    if len(cells) < 2 or spanned > MAX_CELLS:
        return False
    rows = [list(row.find_all(["td", "th"])) for row in part.find_all("tr")]
    several = len(rows) > 1 and min(map(len, rows[:2])) > 1
    longest = max(len(visible_text(cell.get_text())) for cell in cells)
    if longest > (MAX_WORDS_OF_MANY if several else MAX_WORDS):
        return False
    return part.find("img") is None or _shows_what_rows_tell(rows)


def _shows_what_rows_tell(rows: list[list[Tag]]) -> bool:
    """Whether pictures stand beside words in rows below one of words alone."""
    first, *others = rows
    return (
        len(first) > 1
        and bool(others)
        and all(visible_text(cell.get_text()) and cell.find("img") is None for cell in first)
        and all(any(visible_text(cell.get_text()) for cell in row) for row in others)
    )


def words_of(row: Tag) -> str:
    """What a row tells, for a caption."""
    words = [visible_text(cell.get_text(" ")) for cell in row.find_all(["td", "th"])]
    return " · ".join(filter(None, words))[:200]


def is_header(row: Tag) -> bool:
    """Whether all cells of a row are headings: by their tag, or because all words are bold."""
    cells = row.find_all(["td", "th"])
    return all(cell.name == "th" or _is_bold(cell) for cell in cells)


def _is_bold(cell: Tag) -> bool:
    words = visible_text(cell.get_text())
    bold = "".join(visible_text(tag.get_text()) for tag in cell.find_all(["b", "strong"]))
    return bool(words) and bold == words


Merged = tuple[int, int, int, int]
"""Row, column, rows, columns of a cell that spans several."""


def grid(
    rows: list[Tag], words_of: Callable[[Tag], str]
) -> tuple[list[list[str]], tuple[Merged, ...]]:
    """The cells' words in rows of one length, and which cells span several; what a cell spans
    beyond itself is empty."""
    grid: dict[tuple[int, int], str] = {}
    merged: list[Merged] = []
    for y, row in enumerate(rows):
        x = 0
        for cell in row.find_all(["td", "th"]):
            while (y, x) in grid:
                x += 1
            across, down = _span(cell, "colspan"), min(_span(cell, "rowspan"), len(rows) - y)
            for dy in range(down):
                for dx in range(across):
                    grid[y + dy, x + dx] = ""
            grid[y, x] = words_of(cell)
            if across > 1 or down > 1:
                merged.append((y, x, down, across))
    width = max((x for _y, x in grid), default=-1) + 1
    table = [[grid.get((y, x), "") for x in range(width)] for y in range(len(rows))]
    return table, tuple(merged)


def _span(cell: Tag, name: str) -> int:
    number = str(cell.get(name) or "1")
    return min(int(number), MAX_SPAN) if number.isdecimal() and int(number) else 1
