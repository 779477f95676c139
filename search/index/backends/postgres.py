"""PostgreSQL's full-text search (https://www.postgresql.org/docs/current/textsearch.html) over
segmented text, in its configuration `simple`: no extension, no dictionary."""

from collections import Counter
from functools import cached_property
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db.models import QuerySet
from modelsearch.backends.database.postgres import postgres
from modelsearch.backends.database.postgres.postgres import ADD

from cms.core.text.cleaning import clean

from .. import analysis
from .index import CheapIndex, in_order
from .terms import IN_NO_TEXT, terms_of

# A vector keeps 16,383 positions, and 256 of one token; what lies behind stands beside nothing. In
# texts that are marked as such the tokens of a phrase may stand anywhere.
MOST_POSITIONS = 16_383
MOST_POSITIONS_OF_ONE = 255
LONG = "alongtext"


class Indexer(postgres.ObjectIndexer):
    """Wagtail's, with its texts segmented; PostgreSQL's parser cuts at the spaces. The body has the
    title, too, so that one vector is asked for what may stand in either: to put two together for
    each row that is found is most of a search's time."""

    @cached_property
    def body(self) -> Any:
        title = self.as_vector([(self.title_text, "A")])
        return ADD([title, super().body])

    def prepare_value(self, value: Any) -> str:
        return clean(super().prepare_value(value))

    def as_vector(self, texts: list[tuple[str, str]], for_autocomplete: bool = False) -> Any:
        segmented = [(_segmented(value), weight) for value, weight in texts]
        return super().as_vector(segmented, for_autocomplete=for_autocomplete)


def _segmented(value: str) -> str:
    tokens = analysis.tokens(value)
    often = max(Counter(tokens).values(), default=0)
    long = len(tokens) > MOST_POSITIONS or often > MOST_POSITIONS_OF_ONE
    return " ".join([LONG, *tokens] if long else tokens)


class PostgresIndex(CheapIndex, postgres.PostgresIndex):
    indexer = Indexer
    columns = ("title", "body", "autocomplete", "title_text", "body_text")
    texts = ("title_text", "body_text")


class Segmented:
    """What both compilers have in common: terms become phrases."""

    LAST_TERM_IS_PREFIX: bool
    queryset: QuerySet

    def build_tsquery_content(self, query: Any, config: Any = None, invert: bool = False) -> Any:
        terms = terms_of(query, self.LAST_TERM_IS_PREFIX)
        if terms is None:
            return super().build_tsquery_content(query, config=config, invert=invert)  # type: ignore[misc]
        operator = " | " if terms.any_of else " & "
        found = operator.join(map(_phrase, terms.phrases)) or f"'{IN_NO_TEXT}'"
        return SearchQuery(f"!({found})" if invert else found, search_type="raw", config=config)

    def search(self, *args: Any, **options: Any) -> Any:
        self.queryset = in_order(self.queryset)
        return super().search(*args, **options)  # type: ignore[misc]

    def get_search_vectors(self, search_query: Any) -> list:
        """The segmented ones, whichever fields are asked for: of the others no Chinese is found."""
        title, *rest = self.get_index_vectors(search_query)  # type: ignore[attr-defined]
        titles_alone = self.fields and set(self.fields) <= {"title"}  # type: ignore[attr-defined]
        return [title] if titles_alone or not rest else rest


def _phrase(phrase: analysis.Phrase) -> str:
    *first, last = [f"'{token}'" for token in phrase.tokens]
    tokens = [*first, f"{last}:*" if phrase.open_end else last]
    if not first:
        return tokens[0]
    return f"(({' <-> '.join(tokens)}) | ('{LONG}' & {' & '.join(tokens)}))"


class SearchQueryCompiler(Segmented, postgres.PostgresSearchQueryCompiler):
    pass


class AutocompleteQueryCompiler(Segmented, postgres.PostgresAutocompleteQueryCompiler):
    pass


class PostgresSearchBackend(postgres.PostgresSearchBackend):
    index_class = PostgresIndex
    query_compiler_class = SearchQueryCompiler
    autocomplete_query_compiler_class = AutocompleteQueryCompiler

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__({**params, "SEARCH_CONFIG": "simple"})
