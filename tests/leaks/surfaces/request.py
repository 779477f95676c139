"""What a surface is asked."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Request:
    """A GET, or with a `document` a query of GraphQL."""

    surface: str
    path: str
    document: str = ""
    variables: tuple[tuple[str, Any], ...] = ()

    def __str__(self) -> str:
        return f"{self.surface}: {self.path} {dict(self.variables) or ''}".strip()
