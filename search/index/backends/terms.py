"""What Wagtail's queries look for, as phrases of segmented text, for both databases."""

from dataclasses import dataclass
from typing import Any

from wagtail.search.query import Phrase, PlainText

from .. import analysis

IN_NO_TEXT = "\ue000"


@dataclass(frozen=True)
class Terms:
    """`phrases` have at least one token each; without any, nothing is found. `any_of`: one of them
    is enough."""

    phrases: list[analysis.Phrase]
    any_of: bool


def terms_of(query: Any, last_is_prefix: bool) -> Terms | None:
    """Of a query of words or of a phrase; None for others, which are left to modelsearch."""
    if isinstance(query, Phrase):
        phrases = [analysis.Phrase.of(query.query_string)]
    elif isinstance(query, PlainText):
        phrases = analysis.query_phrases(query.query_string, last_is_prefix)
    else:
        return None
    any_of = isinstance(query, PlainText) and query.operator.upper() == "OR"
    return Terms([each for each in phrases if each.tokens], any_of)
