"""SQLite's full-text search (https://sqlite.org/fts5.html) over segmented text."""

from functools import cached_property
from typing import Any

from modelsearch.backends.database.sqlite import sqlite
from modelsearch.backends.database.sqlite.query import Lexeme, SearchQueryExpression
from wagtail.search.query import Phrase as PhraseQuery
from wagtail.search.query import PlainText

from .. import text
from .index import CheapIndex


class Indexer(sqlite.ObjectIndexer):
    """Wagtail's, with its texts segmented; the tokenizer of SQLite cuts at the spaces."""

    @cached_property
    def title(self) -> str:
        return _segmented(super().title)

    @cached_property
    def body(self) -> str:
        return _segmented(super().body)

    @cached_property
    def autocomplete(self) -> str:
        return _segmented(super().autocomplete)


def _segmented(value: str) -> str:
    return " ".join(text.tokens(value))


class SQLiteIndex(CheapIndex, sqlite.SQLiteIndex):
    indexer = Indexer
    columns = ("title", "body", "autocomplete")


class Segmented:
    """What both compilers have in common: terms become phrases."""

    LAST_TERM_IS_PREFIX: bool

    def build_search_query_content(self, query: Any, config: Any = None) -> Any:
        if isinstance(query, PhraseQuery):
            phrases = [text.Phrase.of(query.query_string)]
        elif isinstance(query, PlainText):
            terms = query.query_string.split()
            ends = [self.LAST_TERM_IS_PREFIX and each is terms[-1] for each in terms]
            phrases = [text.Phrase.of(*each) for each in zip(terms, ends, strict=True)]
        else:
            return super().build_search_query_content(query, config=config)  # type: ignore[misc]
        lexemes = [
            Lexeme(" ".join(each.tokens), prefix=each.open_end) for each in phrases if each.tokens
        ]
        if not lexemes:
            return SearchQueryExpression(NOTHING)
        found = lexemes[0]
        for lexeme in lexemes[1:]:
            either = isinstance(query, PlainText) and query.operator.upper() == "OR"
            found = found | lexeme if either else found & lexeme
        return SearchQueryExpression(found)


NOTHING = Lexeme("\ue000")  # no text has it


class SearchQueryCompiler(Segmented, sqlite.SQLiteSearchQueryCompiler):
    pass


class AutocompleteQueryCompiler(Segmented, sqlite.SQLiteAutocompleteQueryCompiler):
    pass


class SQLiteSearchBackend(sqlite.SQLiteSearchBackend):
    index_class = SQLiteIndex
    query_compiler_class = SearchQueryCompiler
    autocomplete_query_compiler_class = AutocompleteQueryCompiler
