"""Spreadsheets of the admin that every program opens, and none takes for more than text.

All that Wagtail and we export passes Wagtail's `SpreadsheetExportMixin`, which has no setting for
this and which many views inherit.
"""

import codecs
from collections.abc import Iterator
from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

from cms.core.text.cleaning import clean

# What a spreadsheet program takes for the beginning of a formula, in full width as well:
# https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_cell(text: str) -> str:
    """`text` for a CSV file: clean, and marked as text where it looks like a formula."""
    text = clean(text)
    return f"'{text}" if text.startswith(_FORMULA) else text


def install() -> None:
    """Once, when the app is ready."""
    value_for, lines_of = (
        SpreadsheetExportMixin.preprocess_field_value,
        SpreadsheetExportMixin.stream_csv,
    )

    def preprocess_field_value(
        self: SpreadsheetExportMixin, field: str, value: Any, export_format: str
    ) -> Any:
        """Wagtail's, for what the database has had since before texts were cleaned, too. A cell of
        an XLSX file says itself that it is text."""
        value = value_for(self, field, value, export_format)
        if not isinstance(value, str):
            return value
        return csv_cell(value) if export_format == self.FORMAT_CSV else clean(value)

    def stream_csv(self: SpreadsheetExportMixin, queryset: Any) -> Iterator[bytes]:
        """Wagtail's, with the mark by which Excel knows UTF-8."""
        yield codecs.BOM_UTF8
        yield from lines_of(self, queryset)

    SpreadsheetExportMixin.preprocess_field_value = preprocess_field_value
    SpreadsheetExportMixin.stream_csv = stream_csv
