"""Indexing shared by both database backends."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, QuerySet
from wagtail.search.utils import get_content_type_pk

from cms.core.db.ordering import in_total_order


def in_order(objects: QuerySet) -> QuerySet:
    """In an order of their own that leaves no doubt; without one the search gives them one."""
    return in_total_order(objects) if objects.query.order_by else objects


class CheapIndex:
    """An index in which a save costs the same, however much there is: one statement."""

    entries: Any
    backend: Any
    indexer: Any  # gives an object's `id`, and its text for each of `columns`
    columns: tuple[str, ...]
    texts: tuple[str, ...]  # those of `columns` that can be compared

    def indexers(self, objs: Iterable[Model]) -> list[Any]:
        return [self.indexer(each, self.backend) for each in objs]

    def texts_of(self, each: Any) -> tuple[str, ...]:
        """Of an indexer, or of the entry that it made."""
        return tuple(getattr(each, name) for name in self.texts)

    def add_items(self, model: type[Model], objs: Iterable[Model]) -> None:
        content_type = get_content_type_pk(model)
        if not model.get_search_fields():  # type: ignore[attr-defined]
            return
        rows = [
            self.entries.model(
                content_type_id=content_type,
                object_id=each.id,
                **{column: getattr(each, column) for column in self.columns},
            )
            for each in self.indexers(objs)
        ]
        self.entries.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["content_type", "object_id"],
            update_fields=self.columns,
        )

    def _refresh_title_norms(self, full: bool = False) -> None:
        """Do nothing: averaging all titles after each save is expensive and does not improve
        ranking."""
