"""The initial content of an empty database: the organisation, its branches, one real article."""

import secrets
import tomllib
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from modelsearch.index import insert_or_update_object
from wagtail.models import Locale, Page, Site, Task, Workflow

from cms.legacy_import import decoding, text_page
from cms.legacy_import.importer import import_article
from cms.teams.provisioning import BranchFacts, provision_branch, provision_head_office
from home.models import HomePage
from news.models import NewsCategory

CONTENT_DIR = Path(__file__).parent / "content"
ADMIN_NAME = "admin"


@transaction.atomic
def load_initial_content() -> str | None:
    """Fill an empty database; leave any other alone, whatever has been deleted from it since.

    Returns the password of the first administrator, which is stored nowhere but hashed, or None
    when there was nothing to do.
    """
    people = get_user_model().objects
    if HomePage.objects.exists() or people.exists():
        return None
    facts = tomllib.loads((CONTENT_DIR / "organisation.toml").read_text(encoding="utf-8"))
    _add_portal(facts["organisation"])
    source = Locale.get_default()
    for position, category in enumerate(facts["categories"], start=1):
        NewsCategory.objects.create(locale=source, position=position, **category)
    for branch in facts["branches"]:
        provision_branch(BranchFacts(**branch))
    for file in sorted(CONTENT_DIR.glob("*.txt")):
        import_article(text_page.parse_text(decoding.decode(file.read_bytes())))
    password = secrets.token_urlsafe(12)
    people.create_superuser(ADMIN_NAME, password=password)
    return password


def _add_portal(facts: dict) -> None:
    """The portal in the place of Wagtail's welcome page, and our groups in that of Wagtail's."""
    welcome = Page.objects.filter(depth=2)
    home = Page.get_first_root_node().add_child(instance=HomePage(**facts))
    home.save_revision().publish()
    # A migration of Wagtail's made the root, and those index nothing.
    insert_or_update_object(Page.get_first_root_node())
    Site.objects.filter(is_default_site=True).update(
        hostname="localhost", port=settings.PORT, root_page=home, site_name=home.title
    )
    Site.clear_site_root_paths_cache()
    for page in welcome.exclude(pk=home.pk):
        page.delete()
    # Wagtail's own groups and workflow reach over all branches.
    Group.objects.filter(name__in=["Moderators", "Editors"]).delete()
    Workflow.objects.all().delete()
    Task.objects.all().delete()
    provision_head_office()
