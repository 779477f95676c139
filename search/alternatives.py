"""What may help somebody who finds nothing: the parts of what was typed that something has."""

import re
from dataclasses import dataclass

from news.queries import Filters

from .index import analysis
from .query_parser import Question
from .ranking import search

MOST = 4  # parts; each is a search


@dataclass(frozen=True)
class Part:
    text: str
    count: int
    capped: bool


def parts_found(question: Question, filters: Filters) -> list[Part]:
    """The words alone, or of one word of Chinese each two characters, for so most words are."""
    parts = list(question.words)
    if len(parts) == 1:
        parts = re.findall(f"[{analysis.HAN}]{{2}}", parts[0])
    found = ((part, search(Question((part,)), filters)) for part in dict.fromkeys(parts[:MOST]))
    return [Part(part, len(hits.keys), hits.capped) for part, hits in found if hits.keys]
