"""What counts as the same text, and which pieces of it are found: for what is indexed as for what
is asked.

A run of Han characters becomes its overlapping pairs, with the last character behind them:
东莞社工 is 东莞 莞社 社工 工. So each part of a sentence is a row of pairs that stand side by
side in it, and a single character the beginning of one. Nothing depends on where a dictionary sees
words.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from opencc import OpenCC

HAN = "々〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_LETTER = rf"[^\W_{HAN}]"
_RUN = re.compile(rf"(?P<han>[{HAN}]+)|{_LETTER}+")


def fold(text: str) -> str:
    """`text` without what readers do not tell apart: full or half width, capitals, and traditional
    or simplified characters.

    Each character by itself, so that a part of a text is folded as it is within the whole.
    """
    return text.translate(_FOLDING)


class _Folding(dict[int, str]):
    def __missing__(self, code: int) -> str:
        folded = unicodedata.normalize("NFKC", chr(code)).casefold()
        if re.match(f"[{HAN}]", folded):
            folded = _simplify().convert(folded)
        if code < 0x10000:  # what strangers send must not fill the memory
            self[code] = folded
        return folded


_FOLDING = _Folding()


@cache
def _simplify() -> OpenCC:
    return OpenCC("t2s")


def tokens(text: str) -> list[str]:
    """All that is indexed of `text`, in its order."""
    return [token for run in _RUN.finditer(fold(text)) for token in _tokens(run)]


def _tokens(run: re.Match[str]) -> list[str]:
    if not run["han"]:
        return [run[0]]
    return [*map("".join, pairwise(run[0])), run[0][-1]]


def pattern(text: str) -> str:
    """A regular expression that finds in folded texts what `Phrase.of(text)` finds in the index."""
    runs = []
    for run in _RUN.finditer(fold(text)):
        word = re.escape(run[0])
        runs.append(word if run["han"] else rf"(?<!{_LETTER}){word}(?!{_LETTER})")
    return r"[\W_]*".join(runs)


def fold_with_origin(text: str) -> tuple[str, Sequence[int]]:
    """`text` folded, and for each character of that which one of `text` it comes from."""
    folded = fold(text)
    if len(folded) == len(text):  # none becomes nothing
        return folded, range(len(text))
    return folded, [at for at, character in enumerate(text) for _each in fold(character)]


@dataclass(frozen=True)
class Phrase:
    """Tokens that stand side by side. With `open_end` the last one may be the beginning of one."""

    tokens: list[str]
    open_end: bool = False

    @classmethod
    def of(cls, text: str, open_end: bool = False) -> "Phrase":
        """What finds `text` wherever it stands; no tokens if there is nothing to look for.

        A run of characters at its end may go on in what is found. `open_end` says that its last
        word may, too.
        """
        runs = list(_RUN.finditer(fold(text)))
        found = [token for run in runs for token in _tokens(run)]
        if not runs or not runs[-1]["han"]:
            return cls(found, open_end)
        alone = len(runs[-1][0]) == 1
        return cls(found if alone else found[:-1], open_end=alone)
