from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cms.core.validation_errors import reasons
from cms.teams.provisioning import BranchFacts, NoOrganisation, provision_branch


class Command(BaseCommand):
    help = (
        "Make a complete city site: pages, collection, groups and workflow. "
        "Run again, it repairs what is missing and changes nothing else."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--code", required=True, help="foshan")
        parser.add_argument("--city", required=True, help="佛山")
        parser.add_argument("--short-name", required=True, help="佛山鹏星")
        parser.add_argument("--full-name", required=True, help="佛山市鹏星社会工作服务社")

    def handle(
        self, *, code: str, city: str, short_name: str, full_name: str, **options: Any
    ) -> None:
        try:
            branch, made = provision_branch(BranchFacts(code, city, short_name, full_name))
        except NoOrganisation as error:
            raise CommandError(_("There is no portal yet: run `make run` once.")) from error
        except ValidationError as error:
            named = reasons(error, lambda field: f"--{field.replace('_', '-')}")
            raise CommandError("\n".join(named)) from error
        for line in made:
            self.stdout.write(f"+ {line}")
        done = _("created or repaired") if made else _("was already complete")
        self.stdout.write(self.style.SUCCESS(f"{branch.title} {done}: {branch.full_url}"))
