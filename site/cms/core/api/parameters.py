"""Parameters that several operations take, and what makes them safe to hand to a database."""

import re
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import strawberry
from django.conf import settings
from django.utils.timezone import is_naive, make_aware
from ninja import Path, Query
from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from .problems import InvalidParameter

LONGEST_TEXT = 200
LARGEST_ID = 2**31 - 1

Id = Annotated[int, Path(ge=1, le=LARGEST_ID)]
LANGUAGES = [code for code, _name in settings.LANGUAGES]  # the source language first
if TYPE_CHECKING:
    LocaleCode = str
else:  # GraphQL has no hyphens in names: zh-hans is ZH_HANS there
    LocaleCode = strawberry.enum(
        StrEnum("Locale", {code.replace("-", "_").upper(): code for code in LANGUAGES}),
        description="A language of the organisation's.",
    )
LOCALE = f"{LANGUAGES[0]} if left out."
Locale = Annotated[LocaleCode | None, Query(description=LOCALE)]


def _written_out(value: str) -> str:
    """Pydantic takes a number for seconds since 1970: `2026` would be half an hour into it."""
    if not re.match(r"\d{4}-\d\d-\d\d", value, re.ASCII):
        raise PydanticCustomError("moment", "Must be a date, such as 2026-01-31T08:00:00+08:00.")
    return value


Text = Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)]
Datetime = Annotated[datetime, BeforeValidator(_written_out)]


def text(parameter: str, value: str | None, longest: int = LONGEST_TEXT) -> str:
    """`value` as it is, "" for None. Raises InvalidParameter for what no database takes."""
    value = value or ""
    if len(value) > longest:
        raise InvalidParameter(parameter, f"At most {longest} characters.")
    if any(character == "\0" or "\ud800" <= character <= "\udfff" for character in value):
        raise InvalidParameter(parameter, "Contains characters that are not allowed in text.")
    return value


def language(value: LocaleCode | None) -> str:
    """The `locale` asked for, the source language without one."""
    return str(value) if value else settings.LANGUAGE_CODE


def aware_datetime(parameter: str, value: datetime | None) -> datetime | None:
    """In the organisation's time zone where `value` names none."""
    if value is None:
        return None
    if not 1900 <= value.year <= 2200:
        raise InvalidParameter(parameter, "The year must be from 1900 to 2200.")
    return make_aware(value) if is_naive(value) else value.astimezone(UTC)  # PostgreSQL's limit


def whole_number(parameter: str, value: int, smallest: int, largest: int) -> int:
    if not smallest <= value <= largest:
        raise InvalidParameter(parameter, f"Must be from {smallest} to {largest}.")
    return value
