from argparse import ArgumentParser
from concurrent.futures import BrokenExecutor
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tqdm import tqdm
from wagtail.models import Locale

from cms.legacy_import import files
from cms.legacy_import.contacts import Comparison
from cms.legacy_import.import_run import FileResult, Options, import_files
from cms.legacy_import.importer import Outcome
from cms.legacy_import.report import Report
from cms.legacy_import.worker_pool import workers
from cms.legacy_import.workspace import workspace
from home.models import BranchPage


class Command(BaseCommand):
    help = (
        "Import saved pages of the old site as published articles: text or HTML, files, folders "
        "or archives (zip, tar). What was imported before and has not changed is left alone."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument(
            "--branch",
            metavar="CODE",
            help="import all pages into this branch, whoever the author is",
        )
        parser.add_argument(
            "--overwrite",
            action="store_true",
            help="also replace articles that were edited, unpublished or deleted here since",
        )
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="report what would happen without changing anything",
        )
        parser.add_argument(
            "--strict",
            action="store_true",
            help="import no page of which something would be left out",
        )
        parser.add_argument(
            "--contacts",
            action="store_true",
            help="import nothing; compare the pages' footers with the branches' contact details",
        )
        parser.add_argument(
            "--apply", action="store_true", help="with --contacts: take over what differs"
        )

    def handle(self, *, paths: list[Path], contacts: bool, **options: Any) -> None:
        if options["apply"] and not contacts:
            raise CommandError(_("--apply needs --contacts"))
        if options["apply"] and options["dry_run"]:
            raise CommandError(_("--apply and --dry-run cannot be used together"))
        branch = self.branch(options["branch"])
        with workspace() as folder:
            found, refused = self.find(paths, folder)
            if contacts:
                self.compare_contacts(found, refused, apply=options["apply"])
            else:
                chosen = Options(
                    branch, options["overwrite"], options["strict"], options["dry_run"]
                )
                self.import_pages(found, refused, chosen, folder)

    def branch(self, code: str | None) -> BranchPage | None:
        if code is None:
            return None
        branches = BranchPage.objects.filter(locale=Locale.get_default())
        branch = branches.filter(code=code).first()
        if branch is None:
            codes = ", ".join(branches.order_by("switcher_position").values_list("code", flat=True))
            raise CommandError(
                _("There is no branch “%(code)s”; there are: %(codes)s")
                % {"code": code, "codes": codes}
            )
        return branch

    def find(
        self, paths: list[Path], folder: Path
    ) -> tuple[list[files.SavedFile], list[FileResult]]:
        """The saved pages, and the paths that lead to none."""
        found: list[files.SavedFile] = []
        refused: list[FileResult] = []
        for path in paths:
            here = files.SavedFile(path, str(path), path)
            try:
                pages = files.find_saved_files(path, folder)
            except files.CannotRead as error:
                refused.append(FileResult(here, Outcome.REFUSED, (str(error),)))
            else:
                if not any(page.is_page for page in pages):
                    refused.append(FileResult(here, Outcome.REFUSED, (_("no saved pages in it"),)))
                found += pages
        return found, refused

    def import_pages(
        self,
        found: list[files.SavedFile],
        refused: list[FileResult],
        options: Options,
        folder: Path,
    ) -> None:
        name = f"import-{timezone.localtime():%Y%m%d-%H%M%S}.csv"
        with Report(settings.VAR_DIR / "reports" / name) as report:
            try:
                for result in refused:
                    report.add(result)
                with workers(len(found)) as helpers:
                    imported = import_files(found, options, helpers, folder)
                    for result in tqdm(imported, _("Pages"), len(found), disable=None):
                        report.add(result)
            except BrokenExecutor as error:
                raise CommandError(
                    _("A helper process was killed, perhaps because memory ran out. Run it again.")
                ) from error
            finally:  # after Ctrl-C too
                self.sum_up(report, options)
        if failures := report.counts[Outcome.REFUSED]:
            raise CommandError(
                ngettext("%d file was not imported.", "%d files were not imported.", failures)
                % failures
            )

    def sum_up(self, report: Report, options: Options) -> None:
        for outcome in Outcome:
            if outcome is not Outcome.REFUSED:
                for line in report.lines(outcome):
                    self.stdout.write(line)
        for line in report.lines(Outcome.REFUSED):
            self.stderr.write(self.style.ERROR(line))
        self.stdout.write("")
        if options.dry_run:
            self.stdout.write(_("A dry run: nothing was changed. It would be:"))
        counts = [f"{outcome.value} {report.counts[outcome]}" for outcome in Outcome]
        self.stdout.write(self.style.SUCCESS(" · ".join(counts)))
        self.stdout.write(_("Report: %s") % report.path)

    def compare_contacts(
        self, found: list[files.SavedFile], refused: list[FileResult], *, apply: bool
    ) -> None:
        comparison = Comparison()
        for result in refused:
            self.stderr.write(self.style.ERROR(f"{result.file.name}: {result.remarks[0]}"))
        for file in tqdm(found, _("Pages"), disable=None):
            comparison.add(file)
        for line in comparison.lines():
            self.stdout.write(line)
        if apply:
            for line in comparison.apply():
                self.stdout.write(self.style.SUCCESS(line))
        if refused:
            raise CommandError(
                ngettext("%d path was not read.", "%d paths were not read.", len(refused))
                % len(refused)
            )
