"""Consistency of the index with the database."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, QuerySet
from tqdm import tqdm
from wagtail.search.backends import get_search_backend
from wagtail.search.index import get_indexed_models
from wagtail.search.models import IndexEntry
from wagtail.search.utils import get_content_type_pk

AT_ONCE = 100  # objects: so many texts fit into memory, and a write of them locks nobody out


def parts(objects: QuerySet, size: int = AT_ONCE) -> Iterator[list[Model]]:
    """`objects` by key, in lists of `size`, with a progress bar on a terminal. What is saved or
    deleted meanwhile is no hindrance: each part begins behind the last key of the one before."""
    objects = objects.order_by("pk")
    name = str(objects.model._meta.verbose_name_plural)
    with tqdm(total=objects.count(), desc=name, disable=None) as progress:
        part = list(objects[:size])
        while part:
            yield part
            progress.update(len(part))
            part = list(objects.filter(pk__gt=part[-1].pk)[:size])


@dataclass
class Drift:
    """The differences between index and database for one model, by primary key."""

    model: type[Model]
    missing: list[str] = field(default_factory=list)
    outdated: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)  # of objects that there are no more

    def __bool__(self) -> bool:
        return bool(self.missing or self.outdated or self.stale)


def drifts() -> Iterator[Drift]:
    """Compare index and database for each indexed model."""
    index = get_search_backend().get_index_for_model(None)
    for model in get_indexed_models():
        yield _drift(model, index)


def _drift(model: type[Model], index: Any) -> Drift:
    found = Drift(model)
    entries = IndexEntry.objects.filter(content_type=get_content_type_pk(model))
    indexed = set(entries.values_list("object_id", flat=True))
    for part in parts(model.get_indexed_objects()):  # type: ignore[attr-defined]
        wanted = {each.id: index.texts_of(each) for each in index.indexers(part)}
        stored = entries.filter(object_id__in=wanted)
        texts = {each.object_id: index.texts_of(each) for each in stored}
        found.missing += [key for key in wanted if key not in texts]
        found.outdated += [key for key in texts if texts[key] != wanted[key]]
        indexed -= wanted.keys()
    found.stale = sorted(indexed)
    return found
