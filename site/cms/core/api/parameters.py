"""Parameters that several operations take, and what makes them safe to hand to a database."""

from datetime import datetime
from typing import Annotated

from django.conf import settings
from django.utils.timezone import is_naive, make_aware
from ninja import Path, Query

from .problems import InvalidParameter, one_of

LONGEST_TEXT = 200
LARGEST_ID = 2**31 - 1

Id = Annotated[int, Path(ge=1, le=LARGEST_ID)]
LANGUAGES = [code for code, _name in settings.LANGUAGES]  # the source language first
Locale = Annotated[
    str | None, Query(description=f"{one_of(LANGUAGES)} {LANGUAGES[0]} if left out.")
]


def text(parameter: str, value: str | None, longest: int = LONGEST_TEXT) -> str:
    """`value` as it is, "" for None. Raises InvalidParameter for what no database takes."""
    value = value or ""
    if len(value) > longest:
        raise InvalidParameter(parameter, f"At most {longest} characters.")
    if any(character == "\0" or "\ud800" <= character <= "\udfff" for character in value):
        raise InvalidParameter(parameter, "Holds characters that no text has.")
    return value


def language(value: str | None) -> str:
    """The `locale` asked for, the source language without one."""
    if value is not None and value not in LANGUAGES:
        raise InvalidParameter("locale", one_of(LANGUAGES))
    return value or settings.LANGUAGE_CODE


def moment(parameter: str, value: datetime | None) -> datetime | None:
    """In the organisation's time zone where `value` names none."""
    if value is None:
        return None
    if not 1900 <= value.year <= 2200:
        raise InvalidParameter(parameter, "A year from 1900 to 2200, please.")
    return make_aware(value) if is_naive(value) else value


def whole_number(parameter: str, value: int, smallest: int, largest: int) -> int:
    if not smallest <= value <= largest:
        raise InvalidParameter(parameter, f"Must be from {smallest} to {largest}.")
    return value
