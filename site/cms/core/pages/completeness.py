"""Completeness: only finished pages are published, also where no form checks it.

A draft may lack what publishing asks for. The form sees to it when an editor publishes there; who
publishes many pages at once, approves from a list or uses the management API passes it by.
"""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.core.admin.refusals import Refusal


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
                value = getattr(page, field.name)
                field.stream_block.clean(value)
            except ValidationError as error:
                reasons = _reasons(error, field.stream_block, value)
                errors.setdefault(field.name, []).extend(dict.fromkeys(reasons))
    if errors:
        raise Incomplete(page, errors)


def _reasons(error: ValidationError, block: blocks.Block, value: Any) -> Iterator[str]:
    """Of a block and of the blocks within it: where, and why."""
    within = getattr(error, "block_errors", None)
    if within is None:
        yield from error.messages
        return
    yield from map(str, getattr(error, "non_block_errors", []))
    for key, each in within.items() if isinstance(within, dict) else enumerate(within):
        if each is None:
            continue
        name, child, inner = _within(block, value, key)
        for reason in _reasons(each, child, inner):
            yield f"{name} › {reason}"


def _within(block: blocks.Block, value: Any, key: Any) -> tuple[str, blocks.Block, Any]:
    """The label, the definition and the value of what `block` has at `key`."""
    if isinstance(block, blocks.StructBlock):
        child = block.child_blocks[key]
        return str(child.label), child, value.get(key) if hasattr(value, "get") else None
    if isinstance(block, blocks.ListBlock):
        return f"{key + 1}", block.child_block, value[key]
    return f"{value[key].block.label} ({key + 1})", value[key].block, value[key].value
