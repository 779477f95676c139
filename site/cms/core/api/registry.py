"""The registry of page types: an app's `schemas.py` registers each for every surface.

    @page_schema(NewsPage, joins=["category"])
    def news_page(page: NewsPage, common: dict, context: APIContext) -> NewsPageSchema: ...

The union of REST, what is joined to a row and the types of GraphQL follow.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Union, get_type_hints

from django.utils.module_loading import autodiscover_modules
from pydantic import Field

from cms.core.pages.base import BasePage

Build = Callable[[Any, dict[str, Any], Any], Any]
Prefetch = Callable[[list[Any]], None]


@dataclass(frozen=True)
class PageType:
    """`build` makes a `schema` of a page, of what is said of every page, and of the context."""

    model: type[BasePage]
    schema: type
    build: Build
    joins: tuple[str, ...] = ()  # relations of the model that are read with it
    prefetch: Prefetch = lambda pages: None  # what it takes for several, before `build`

    @property
    def name(self) -> str:
        """As clients know it: REST's `type`, GraphQL's `__typename`."""
        return self.schema.__name__

    @property
    def relation(self) -> str:
        """From a row of `Page` to that of its type."""
        return self.model._meta.model_name or ""


_types: dict[type[BasePage], PageType] = {}


def page_schema(
    model: type[BasePage], joins: Iterable[str] = (), prefetch: Prefetch = lambda pages: None
) -> Callable[[Build], Build]:
    """Register the function that says of pages of type `model` what its return type has.

    `prefetch` fetches for a list of pages what else `build` asks of each.
    """

    def register(build: Build) -> Build:
        schema = get_type_hints(build)["return"]
        _types[model] = PageType(model, schema, build, tuple(joins), prefetch)
        return build

    return register


@cache  # every page of the API asks
def page_types() -> dict[type[BasePage], PageType]:
    """All of them, by their model; in one order whoever imports first, which the schemas show."""
    autodiscover_modules("schemas")
    return dict(sorted(_types.items(), key=lambda each: each[1].name))


def any_page() -> Any:
    """The union of all schemas, told apart by `type`."""
    schemas = tuple(each.schema for each in page_types().values())
    return Annotated[Union[schemas], Field(discriminator="type")]  # noqa: UP007 (made at run time)
