"""What became of each file: a row of a CSV file at once, and a summary at the end."""

import csv
from collections import Counter
from pathlib import Path
from types import TracebackType

from django.utils.translation import gettext as _

from cms.core.admin.spreadsheets import csv_cell

from .import_run import FileResult
from .importer import Outcome

SHOWN = 20  # of each outcome; the file has all


class Report:
    """Written to `path` row by row, so that it is there after an interruption too."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.counts: Counter[Outcome] = Counter()
        self._lines: dict[Outcome, list[str]] = {outcome: [] for outcome in Outcome}

    def __enter__(self) -> "Report":
        self.path.parent.mkdir(parents=True, exist_ok=True)
        # The mark lets Excel know that it is UTF-8.
        self._file = self.path.open("w", encoding="utf-8-sig", newline="", errors="replace")
        self._csv = csv.writer(self._file)
        self._csv.writerow(
            [_("File"), _("Outcome"), _("Branch"), _("Title"), _("Remarks"), _("Former address")]
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def add(self, result: FileResult) -> None:
        remarks = "; ".join(result.remarks)
        outcome = str(result.outcome.value)
        row = [result.file.name, outcome, result.branch, result.title, remarks, result.address]
        self._csv.writerow([csv_cell(cell) for cell in row])
        self._file.flush()
        self.counts[result.outcome] += 1
        if self.counts[result.outcome] <= SHOWN:
            said = [outcome, result.branch, result.title, remarks]
            self._lines[result.outcome].append(
                f"{result.file.name}: {', '.join(filter(None, said))}"
            )

    def lines(self, outcome: Outcome) -> list[str]:
        """What became of the first files of an outcome, and how many more there are."""
        more = self.counts[outcome] - len(self._lines[outcome])
        return self._lines[outcome] + ([_("… and %d more") % more] if more else [])
