"""Every text is cleaned where it comes in: each text field of each form and model, Wagtail's,
wagtail-localize's and taggit's as well as ours.

Django has no setting for this, and most of these models and forms are not ours. A model's field
does it (`to_python`) when it is validated, written, looked up, or read from a revision, so that
neither an import nor an API goes past it; a form's field does it before it is validated, so that an
e-mail address with a zero-width space in it is taken without. Passwords (`strip=False`) stay as
they are. A query's own `Value("…")` is looked up, too: a line has no control for a separator.

For stream fields see `cms.core.blocks.body.StreamBlock`.
"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db import models
from django.db.models import lookups

from .cleaning import clean, clean_line

# Those that Django hands to the database unprepared; of tags, for one, iexact knows the twins.
_UNPREPARED = (
    lookups.IExact,
    lookups.Contains,
    lookups.IContains,
    lookups.StartsWith,
    lookups.IStartsWith,
    lookups.EndsWith,
    lookups.IEndsWith,
)


def install() -> None:
    """Once, when the app is ready."""
    models.CharField.to_python = _model_field(models.CharField.to_python, clean_line)  # type: ignore[method-assign]
    models.TextField.to_python = _model_field(models.TextField.to_python, clean)  # type: ignore[method-assign]
    for lookup in _UNPREPARED:
        prepared = type(lookup.__name__, (lookup,), {"prepare_rhs": True})
        models.CharField.register_lookup(prepared)
        models.TextField.register_lookup(prepared)
    forms.CharField.to_python = _form_field(forms.CharField.to_python)  # type: ignore[method-assign]


def _model_field(original: Callable, cleaned: Callable[[str], str]) -> Callable:
    def to_python(self: models.Field, value: Any) -> Any:
        value = original(self, value)
        return cleaned(value) if isinstance(value, str) else value

    return to_python


def _form_field(original: Callable) -> Callable:
    def to_python(self: forms.CharField, value: Any) -> Any:
        # Django itself refuses a NUL, and says so.
        if isinstance(value, str) and self.strip and "\0" not in value:
            value = clean(value)
        return original(self, value)

    return to_python
