"""What somebody typed into the search: words that must all be there, "a phrase", -none of these."""

import re
from dataclasses import dataclass

from wagtail.search.query import And, Not, Phrase, SearchQuery

from . import text

LONGEST = 100  # characters
_OPENING, _CLOSING = '"“”＂「', '"“”＂」'
_PART = re.compile(
    r"(?P<minus>[-－](?=\S))?"
    rf"(?:[{_OPENING}](?P<phrase>[^{_CLOSING}]*)[{_CLOSING}]?|(?P<word>[^\s{_OPENING}]+))"
)


@dataclass(frozen=True)
class Question:
    """`words` and `without`: each a text that stands in what is found as it is, or does not."""

    words: tuple[str, ...]
    without: tuple[str, ...] = ()

    @classmethod
    def parse(cls, typed: str) -> "Question":
        """Whatever is typed makes sense: what is no word, such as a lonely quotation mark, is left
        out."""
        words: list[str] = []
        without: list[str] = []
        for part in _PART.finditer(typed):
            word = part["phrase"] or part["word"] or ""
            if text.Phrase.of(word).tokens:
                (without if part["minus"] else words).append(word)
        return cls(tuple(dict.fromkeys(words)), tuple(dict.fromkeys(without)))

    def __bool__(self) -> bool:
        """Whether there is anything to look for; leaving out alone is no search."""
        return bool(self.words)

    @property
    def query(self) -> SearchQuery:
        wanted = [Phrase(word) for word in self.words]
        return And([*wanted, *(Not(Phrase(word)) for word in self.without)])

    @property
    def together(self) -> str:
        """The words side by side, as they may stand in a sentence."""
        return re.sub(rf"(?<=[{text.HAN}])\s+(?=[{text.HAN}])", "", " ".join(self.words))
