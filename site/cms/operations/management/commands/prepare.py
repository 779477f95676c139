import socket
from argparse import ArgumentParser
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.models import Site

from cms.operations.initial_content import ADMIN_NAME, load_initial_content
from cms.operations.static_files import collect_static_files
from cms.teams.roles import sync_roles
from home.models import HomePage
from home.queries import branches


class Command(BaseCommand):
    help = "Prepare what is missing: database, static files, initial content. Print all addresses."
    requires_system_checks: list[str] = []  # saves the second start a second; CI runs them

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default=settings.HOST)

    def handle(self, *, host: str, **options: Any) -> None:
        self.check_port(host)
        settings.VAR_DIR.chmod(0o750)  # also what an older version has made for everybody
        self.migrate()
        sync_roles()
        if not settings.DEBUG:
            collect_static_files()
        password = load_initial_content()
        if password and settings.DEMO:
            self.stdout.write(_("Filling in the demo content …"))
            self.stdout.flush()
            call_command("load_demo", stdout=self.stdout)
        self.keep_sites_in_step()
        self.greet(password)

    def check_port(self, host: str) -> None:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family) as probe:
            # As the server itself: a port that only just fell free counts as free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, settings.PORT))
            except OSError as error:
                raise CommandError(
                    _(
                        "Port %(port)d cannot be used (%(reason)s). "
                        "Choose another: make run PORT=%(other)d"
                    )
                    % {"port": settings.PORT, "reason": error.strerror, "other": settings.PORT + 1}
                ) from error

    def migrate(self) -> None:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if not plan:
            return
        self.stdout.write(_("Preparing the database …"))
        self.stdout.flush()
        call_command("migrate", interactive=False, verbosity=0)
        if not HomePage.objects.exists():
            return
        # A version that indexes otherwise comes with a migration of `search`.
        if any(each.app_label == "search" for each, _back in plan):
            self.stdout.write(_("Indexing the content for the search …"))
            self.stdout.flush()
            call_command("update_index", verbosity=0)

    def keep_sites_in_step(self) -> None:
        """Sites on this machine follow PORT, the main one BASE_URL; real hosts are left alone."""
        local = Q(hostname="localhost") | Q(hostname__endswith=".localhost")
        Site.objects.filter(local).update(port=settings.PORT)
        base = urlsplit(settings.BASE_URL)
        if base.hostname != "localhost":
            Site.objects.filter(hostname="localhost", is_default_site=True).update(
                hostname=base.hostname, port=base.port or (443 if base.scheme == "https" else 80)
            )
        Site.clear_site_root_paths_cache()

    def greet(self, password: str | None) -> None:
        portal = Site.objects.select_related("root_page").filter(is_default_site=True).first()
        lines = [(portal.root_page.title, portal.root_url + "/")] if portal else []
        lines += [(branch.city, branch.full_url) for branch in branches(settings.LANGUAGE_CODE)]
        lines += [(_("Wagtail admin"), f"{settings.BASE_URL}/admin/")]
        self.stdout.write("")
        for name, address in lines:
            # Han are two columns wide.
            width = sum(2 if ord(character) > 0x2E7F else 1 for character in name)
            self.stdout.write(f"  {name}{' ' * (12 - width)}{address}")
        if password:
            self.stdout.write(
                "\n  "
                + self.style.SUCCESS(
                    _("User %(name)s, password %(password)s (shown only this once)")
                    % {"name": ADMIN_NAME, "password": password}
                )
            )
        self.stdout.write("")
        self.stdout.flush()
