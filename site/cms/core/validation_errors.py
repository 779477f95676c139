from collections.abc import Callable

from django.core.exceptions import ValidationError


def reasons(error: ValidationError, name_of: Callable[[str], str] = str) -> list[str]:
    """A line for each field: its name, as `name_of` gives it, and what is wrong with it."""
    return [
        f"{name_of(field)}: {' '.join(messages)}" for field, messages in error.message_dict.items()
    ]
