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

from cms.core.text.cleaning import INVISIBLE, RADICALS

HAN = "々〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_LETTER = rf"[^\W_{HAN}]"
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_RUN = re.compile(rf"(?P<han>[{HAN}]+)|{_LETTER}+")


def fold(text: str) -> str:
    """`text` without what readers do not tell apart: what nobody sees, full or half width,
    capitals, traditional or simplified characters, radicals in the place of the characters that
    they look like, and whether an accent is a character of its own.

    Each character by itself, with its accents, so that a part of a text is folded as it is within
    the whole.
    """
    return unicodedata.normalize("NFC", text.translate(_FOLDING))


class _Folding(dict[int, str]):
    def __missing__(self, code: int) -> str:
        character = _INVISIBLE.sub("", chr(code)).translate(RADICALS)
        folded = unicodedata.normalize("NFKC", character).casefold()
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
    """`text` folded, and for each character of that which one of `text` it comes from; at its end
    the length of `text`."""
    translated = text.translate(_FOLDING)
    one_each = len(translated) == len(text) and not _INVISIBLE.search(text)
    if one_each and unicodedata.is_normalized("NFC", translated):
        return translated, range(len(text) + 1)
    pieces: list[str] = []
    starts: list[int] = []
    for at, character in enumerate(text):
        piece = fold(character)
        if piece and pieces and _belongs_to(pieces[-1], piece):
            pieces[-1] = unicodedata.normalize("NFC", pieces[-1] + piece)
        else:
            pieces.append(piece)
            starts.append(at)
    origin = [at for at, piece in zip(starts, pieces, strict=True) for _each in piece]
    return "".join(pieces), [*origin, len(text)]


def _belongs_to(before: str, piece: str) -> bool:
    """Whether `piece` is an accent of what stands `before` it, or the rest of a syllable."""
    together = before + piece
    return bool(unicodedata.combining(piece[0])) or not unicodedata.is_normalized("NFC", together)


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


MAX_WORDS = 100  # SQLite's parser gives up beyond some 200; more words find hardly less


def query_phrases(typed: str, last_is_prefix: bool) -> list[Phrase]:
    """One for each of the words `typed`, of the first `MAX_WORDS`; the last may go on."""
    words = typed.split()[:MAX_WORDS]
    ends = [last_is_prefix and each is words[-1] for each in words]
    return [Phrase.of(*each) for each in zip(words, ends, strict=True)]
