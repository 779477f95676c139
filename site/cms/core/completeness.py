"""What is published is finished, also where no form stands between.

A draft may lack what publishing asks for. The form sees to it when an editor publishes there; who
publishes many pages at once, approves from a list or uses the management API passes it by.
"""

from collections.abc import Iterator

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.fields import StreamField
from wagtail.models import Page

from .refusals import Refusal


class Incomplete(Refusal):
    """A page that cannot be published yet; by field, why not."""

    def as_text(self) -> str:
        reasons = [
            " ".join([*self._name(field), *reasons]) for field, reasons in self.message_dict.items()
        ]
        title = self.page.get_admin_display_title()
        return (
            _("“%(title)s” cannot be published yet.") % {"title": title} + " " + " ".join(reasons)
        )

    def _name(self, field: str) -> list[str]:
        if field == NON_FIELD_ERRORS:
            return []
        return [capfirst(str(self.page._meta.get_field(field).verbose_name)) + ":"]


def check_complete(page: Page) -> None:
    """Raises `Incomplete` if a form would refuse to publish `page`."""
    errors: dict[str, list[str]] = {}
    if page.expire_at and page.expire_at <= timezone.now():
        errors["expire_at"] = [_("This time has passed; the page would be hidden at once.")]
    try:
        page.full_clean()
    except ValidationError as error:
        errors |= error.message_dict
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            try:
                field.stream_block.clean(getattr(page, field.name))
            except ValidationError as error:
                errors.setdefault(field.name, []).extend(dict.fromkeys(_reasons(error)))
    if errors:
        raise Incomplete(page, errors)


def _reasons(error: ValidationError) -> Iterator[str]:
    """Of a block and of the blocks within it."""
    within = getattr(error, "block_errors", None)
    if within is None:
        yield from error.messages
        return
    for each in getattr(error, "non_block_errors", []):
        yield str(each)
    for each in within.values() if isinstance(within, dict) else within:
        if each is not None:
            yield from _reasons(each)
