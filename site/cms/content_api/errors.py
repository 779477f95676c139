"""Exceptions that Wagtail's APIs leave unhandled."""

from django.core.exceptions import ValidationError
from django.db import DataError

# What a value that they hand on unread makes the database or Wagtail's own parsers raise.
UNREADABLE = (DataError, OverflowError, RecursionError, ValidationError, ValueError)
