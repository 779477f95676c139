"""A part of a list, and where it goes on: what lists of REST and connections of GraphQL share."""

from dataclasses import dataclass
from typing import Any, Generic, Self, TypeVar

import strawberry

from .schema import api_field

T = TypeVar("T")


@dataclass(frozen=True)
class ListPart(Generic[T]):
    """`items`, each with its cursor; `end` is the cursor from where the list goes on, if it does.
    Items that are not shown are left out, so `end` may be behind the last of `cursors`."""

    items: list[T]
    cursors: list[str]
    end: str | None
    has_more: bool

    @property
    def next(self) -> str | None:
        """REST's: None at the end of the list."""
        return self.end if self.has_more else None


@strawberry.type(description="Relay's: where a part of a list ends.")
class PageInfo:
    has_next_page: bool
    end_cursor: str | None
    has_previous_page: bool = api_field("Always false: lists are read forwards.", default=False)
    start_cursor: str | None = None

    @classmethod
    def of(cls, part: ListPart[Any]) -> Self:
        return cls(
            has_next_page=part.has_more,
            start_cursor=next(iter(part.cursors), None),
            end_cursor=part.end,
        )
