"""Cursors of lists, opaque to clients, so that the order may change without breaking them."""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime


class InvalidCursor(ValueError):
    """The text is not a cursor of ours."""


@dataclass(frozen=True)
class Cursor:
    """The last item that was given: its time, and its key, which settles equal times."""

    moment: datetime
    pk: int

    def __str__(self) -> str:
        return sealed(str(int(self.moment.timestamp())), str(self.pk))

    @classmethod
    def parse(cls, text: str) -> "Cursor":
        try:
            seconds, pk = unsealed(text)
            cursor = cls(datetime.fromtimestamp(int(seconds), UTC), int(pk))
        except (ValueError, OverflowError, OSError) as error:
            raise InvalidCursor from error
        if not 0 < cursor.pk < 2**63 or str(cursor) != text:
            raise InvalidCursor
        return cursor


def sealed(*parts: str) -> str:
    """What `unsealed` takes apart again."""
    return urlsafe_b64encode(".".join(parts).encode()).decode().rstrip("=")


def unsealed(text: str) -> list[str]:
    """Raises InvalidCursor."""
    try:
        padded = text.encode("ascii") + b"=" * (-len(text) % 4)
        return urlsafe_b64decode(padded).decode("ascii").split(".")
    except (ValueError, binascii.Error) as error:
        raise InvalidCursor from error
