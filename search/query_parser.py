"""What somebody typed into the search: words that must all be there, "a phrase", -none of these."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from wagtail.search.query import And, Not, Or, Phrase, SearchQuery

from .index import analysis

MAX_LENGTH = 100  # characters
_OPENING, _CLOSING = '"“”＂「', '"“”＂」'
_PART = re.compile(
    r"(?P<minus>[-－](?=\S))?"
    rf"(?:[{_OPENING}](?P<phrase>[^{_CLOSING}]*)[{_CLOSING}]?|(?P<word>[^\s{_OPENING}]+))"
)


@dataclass(frozen=True)
class ParsedQuery:
    """`words` and `without`: each a text that stands in what is found as it is, or does not.
    `names`: what may stand there instead of a word, because it sounds like that."""

    words: tuple[str, ...]
    without: tuple[str, ...] = ()
    names: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def parse(
        cls, typed: str, sounding: Callable[[str], list[str]] = lambda _word: []
    ) -> "ParsedQuery":
        """Whatever is typed makes sense: what is no word, such as a lonely quotation mark, is left
        out. `sounding` gives the names that sound like a word."""
        words: list[str] = []
        without: list[str] = []
        for part in _PART.finditer(typed):
            word = part["phrase"] or part["word"] or ""
            if analysis.Phrase.of(word).tokens:
                (without if part["minus"] else words).append(word)
        names = {word: found for word in words if (found := sounding(word))}
        return cls(tuple(dict.fromkeys(words)), tuple(dict.fromkeys(without)), names)

    def __bool__(self) -> bool:
        """Whether there is anything to search for; exclusions alone are no search."""
        return bool(self.words)

    @property
    def search_query(self) -> SearchQuery:
        wanted = [Or([Phrase(each) for each in self.either(word)]) for word in self.words]
        return And([*wanted, *(Not(Phrase(word)) for word in self.without)])

    def either(self, word: str) -> list[str]:
        """`word` and the names that sound like it."""
        return [word, *self.names.get(word, [])]

    @property
    def marked(self) -> list[str]:
        """The words to highlight in results."""
        return [each for word in self.words for each in self.either(word)]

    @property
    def adjacent(self) -> str:
        """The words side by side, as they may stand in a sentence."""
        return re.sub(rf"(?<=[{analysis.HAN}])\s+(?=[{analysis.HAN}])", "", " ".join(self.words))
