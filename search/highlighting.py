"""Highlighting: the passage of a text that matches a search, as HTML and as offsets."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from .index import analysis

LENGTH = 90  # characters
BEFORE = 24  # of them before the first thing found
_ENDS = "。！？；\n"


@dataclass(frozen=True)
class Snippet:
    """A part of a text. `marks` are where in it begins and ends what was looked for, in
    characters."""

    text: str
    marks: list[tuple[int, int]]

    @property
    def html(self) -> SafeString:
        """Escaped, with each mark in <mark>."""
        parts, end = [], 0
        for start, stop in self.marks:
            parts += [escape(self.text[end:start]), "<mark>", escape(self.text[start:stop])]
            parts.append("</mark>")
            end = stop
        return mark_safe("".join([*parts, escape(self.text[end:])]))  # escaped piece by piece


class Highlighter:
    """Finds `words` as the index does: however they are written, and not within other words."""

    def __init__(self, words: Iterable[str]) -> None:
        patterns = sorted(filter(None, map(analysis.pattern, words)), key=len, reverse=True)
        self.pattern = re.compile("|".join(patterns)) if patterns else None

    def whole(self, source: str) -> Snippet:
        return Snippet(source, self._marks(source))

    def part(self, summary: str, texts: Iterable[str]) -> Snippet:
        """The part around what is found first: in `summary`, else in the first of `texts` that has
        any of it. The plain summary if none has."""
        for source in (summary, *texts):
            source = " ".join(source.split())
            if marks := self._marks(source):
                return _part(source, marks)
        return Snippet(summary, [])

    def _marks(self, source: str) -> list[tuple[int, int]]:
        if self.pattern is None:
            return []
        folded, origin = analysis.fold_with_origin(source)
        return [
            (origin[found.start()], max(origin[found.end() - 1] + 1, origin[found.end()]))
            for found in self.pattern.finditer(folded)
        ]


def _part(source: str, marks: list[tuple[int, int]]) -> Snippet:
    first = marks[0][0]
    start = max(0, first - BEFORE)
    # Rather from the beginning of the sentence.
    start = max((source.rfind(end, start, first) + 1 for end in _ENDS), default=0) or start
    stop = min(len(source), max(start + LENGTH, marks[0][1]))
    before, after = "…" if start else "", "…" if stop < len(source) else ""
    shift = len(before) - start
    shown = [(begin + shift, end + shift) for begin, end in marks if end <= stop]
    return Snippet(f"{before}{source[start:stop]}{after}", shown)
