"""Alternatives for a search without results: the parts of the query that have some."""

import re
from dataclasses import dataclass

from news.filters import Filters

from .index import analysis
from .query_parser import ParsedQuery
from .ranking import ranked_search

MAX_ALTERNATIVES = 4  # parts; each is a search


@dataclass(frozen=True)
class Alternative:
    text: str
    count: int
    capped: bool


def alternatives_to(query: ParsedQuery, filters: Filters) -> list[Alternative]:
    """The words alone, or of one word of Chinese each two characters, for so most words are."""
    parts = list(query.words)
    if len(parts) == 1:
        parts = re.findall(f"[{analysis.HAN}]{{2}}", parts[0])
    found = (
        (part, ranked_search(ParsedQuery((part,)), filters))
        for part in dict.fromkeys(parts[:MAX_ALTERNATIVES])
    )
    return [Alternative(part, len(hits.keys), hits.capped) for part, hits in found if hits.keys]
