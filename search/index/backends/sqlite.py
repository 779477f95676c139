"""SQLite's full-text search (https://sqlite.org/fts5.html) over segmented text."""

from functools import cached_property, reduce
from operator import and_, or_
from typing import Any

from django.db.models import BooleanField, Case, F, QuerySet, Value, When
from modelsearch.backends.database.sqlite import sqlite
from modelsearch.backends.database.sqlite.query import (
    Lexeme,
    MatchExpression,
    SearchQueryExpression,
    normalize,
)
from wagtail.search.query import MatchAll, Not, Or, PlainText
from wagtail.search.utils import get_descendants_content_types_pks

from .. import analysis
from .index import CheapIndex, in_order
from .terms import IN_NO_TEXT, terms_of


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


def _is_enough_one(query: Any) -> bool:
    return isinstance(query, Or) or (
        isinstance(query, PlainText) and query.operator.upper() == "OR"
    )


def _segmented(value: str) -> str:
    return " ".join(analysis.tokens(value))


class SQLiteIndex(CheapIndex, sqlite.SQLiteIndex):
    indexer = Indexer
    columns = texts = ("title", "body", "autocomplete")


class Segmented:
    """What both compilers have in common: terms become phrases."""

    LAST_TERM_IS_PREFIX: bool
    FTS_TABLE_FIELDS: list[str]
    query: Any
    queryset: QuerySet
    fields: list[str] | None
    order_by_relevance: bool

    def search(
        self, config: Any, start: int | None, stop: int | None, score_field: str | None = None
    ) -> QuerySet:
        """Wagtail's, without what it does for each row that is found.

        Relevance is "found in the title", then the newest: a score would be asked of the index for
        each row by itself, in a time that grows with their number. Where one word of several is
        enough, that score alone says who has more of them.
        """
        self.queryset = in_order(self.queryset)
        query = normalize(self.query)
        scored = score_field or (self.order_by_relevance and _is_enough_one(query))
        if scored or isinstance(query, (MatchAll, Not)):
            return super().search(config, start, stop, score_field=score_field)  # type: ignore[misc]
        matched = self.build_search_query(query, config=config)  # type: ignore[attr-defined]
        queryset = self.queryset.filter(
            pk__in=self._keys(matched, self.fields or self.FTS_TABLE_FIELDS)
        )
        if self.order_by_relevance and "title" in self.FTS_TABLE_FIELDS:
            in_title = When(pk__in=self._keys(matched, ["title"]), then=True)
            better = Case(in_title, default=Value(False), output_field=BooleanField())
            queryset = queryset.order_by(better.desc(), "-pk")
        elif self.order_by_relevance or not queryset.query.order_by:
            queryset = queryset.order_by("-pk")
        return queryset[start:stop]

    def _keys(self, matched: Any, fields: list[str]) -> QuerySet:
        """Of the objects that are found. Their type is compared as a result of a calculation, which
        no index has: with its index SQLite would begin with all entries of that type, and ask the
        full text about each."""
        types = get_descendants_content_types_pks(self.queryset.model)
        found = sqlite.SQLiteFTSIndexEntry.objects.filter(MatchExpression(fields, matched))
        found = found.annotate(type=F("index_entry__content_type_id") + 0).filter(type__in=types)
        return found.values("index_entry__object_id")

    def build_search_query_content(self, query: Any, config: Any = None) -> Any:
        terms = terms_of(query, self.LAST_TERM_IS_PREFIX)
        if terms is None:
            return super().build_search_query_content(query, config=config)  # type: ignore[misc]
        lexemes = [
            Lexeme(" ".join(each.tokens), prefix=each.open_end) for each in terms.phrases
        ] or [Lexeme(IN_NO_TEXT)]
        return SearchQueryExpression(reduce(or_ if terms.any_of else and_, lexemes))


class SearchQueryCompiler(Segmented, sqlite.SQLiteSearchQueryCompiler):
    pass


class AutocompleteQueryCompiler(Segmented, sqlite.SQLiteAutocompleteQueryCompiler):
    pass


class SQLiteSearchBackend(sqlite.SQLiteSearchBackend):
    index_class = SQLiteIndex
    query_compiler_class = SearchQueryCompiler
    autocomplete_query_compiler_class = AutocompleteQueryCompiler
