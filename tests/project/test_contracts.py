"""Rules of the project that no page shows."""

import os
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.apps import apps
from django.conf import settings
from django.core.checks import run_checks
from django.core.management import call_command
from django.urls import get_resolver
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.fields import StreamField
from wagtail.models import Page, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField, get_translatable_fields

from cms.core.pages.slugs import RESERVED

OURS = {
    config.label
    for config in apps.get_app_configs()
    if settings.BASE_DIR in Path(config.path).parents and ".venv" not in config.path
}
MODELS = [model for model in apps.get_models() if model._meta.app_label in OURS]


def test_the_rooms_import_one_way_only():
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    environment = {**os.environ, "PYTHONPATH": str(settings.SITE_DIR)}
    result = subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_site_is_a_folder_and_never_a_package():
    assert not (settings.SITE_DIR / "__init__.py").exists()


def test_every_model_change_has_its_migration(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_djangos_and_wagtails_own_checks_find_nothing(db):
    assert run_checks() == []


def test_every_path_of_the_system_is_reserved():
    own = {str(pattern.pattern).split("/")[0] for pattern in get_resolver().url_patterns}
    own = {name.lstrip("^") for name in own} - {"", "_util"}
    languages = {code for code, _name in settings.LANGUAGES}
    prefixes = {settings.STATIC_URL.strip("/"), settings.MEDIA_URL.strip("/")}
    assert {name for name in own | languages | prefixes if name.isidentifier()} <= RESERVED


@pytest.mark.parametrize("language", ["zh_Hans", "zh_Hant"])
def test_every_interface_text_is_translated(language):
    catalogue = polib.pofile(settings.LOCALE_PATHS[0] / language / "LC_MESSAGES" / "django.po")
    assert not [entry.msgid for entry in catalogue.untranslated_entries()]
    assert not [entry.msgid for entry in catalogue.fuzzy_entries()]


def test_our_chinese_for_wagtail_fills_gaps_only():
    """When Wagtail translates a text itself, ours goes."""
    ours = polib.pofile(settings.LOCALE_PATHS[1] / "zh_Hans" / "LC_MESSAGES" / "django.po")
    theirs = set()
    for app in apps.get_app_configs():
        path = Path(app.path) / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
        if app.name.startswith("wagtail") and path.exists():
            theirs |= {entry.msgid for entry in polib.pofile(path).translated_entries()}
    assert theirs
    assert not [entry.msgid for entry in ours if entry.msgid in theirs]


# --- Translation: what wagtail-localize does with each field and block is decided, not guessed ---


@pytest.mark.parametrize(
    "model",
    [model for model in MODELS if issubclass(model, TranslatableMixin)],
    ids=lambda model: model.__name__,
)
def test_every_editable_field_of_a_translatable_model_is_declared(model):
    assert "translatable_fields" in vars(model)
    declared = {field.field_name for field in model.translatable_fields}
    editable = {field.name for field in model._meta.get_fields() if _is_editors(field)}
    if issubclass(model, Page):
        editable -= {"title", "slug"} - declared  # derived: BranchPage, HomePage
    assert editable <= declared
    for field in get_translatable_fields(model):
        assert isinstance(field, SynchronizedField | TranslatableField)
        field.get_field(model)


def _is_editors(field):
    own = {
        "locale",
        "owner",
        "go_live_at",
        "expire_at",
        "first_published_at",
        "tags",
        "content_type",
    }
    tree = {"path", "depth", "numchild", "page_ptr", "id", "content_path"}
    return (
        getattr(field, "editable", False)
        and not field.auto_created
        and field.name not in own | tree
        and not field.one_to_many
    )


STRUCTURE_ONLY = (blocks.ChoiceBlock, blocks.BooleanBlock)
HANDLED = (
    blocks.CharBlock,
    blocks.TextBlock,
    blocks.URLBlock,
    blocks.RichTextBlock,
    blocks.ChooserBlock,
)


def leaves(block, path=""):
    if isinstance(block, blocks.StreamBlock | blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from leaves(child, f"{path}.{name}")
    elif isinstance(block, blocks.ListBlock):
        yield from leaves(block.child_block, f"{path}[]")
    else:
        yield path, block


STREAMS = [
    (f"{model.__name__}.{field.name}", field.stream_block)
    for model in MODELS
    for field in model._meta.get_fields()
    if isinstance(field, StreamField)
]


@pytest.mark.parametrize(
    "path,block", [leaf for name, block in STREAMS for leaf in leaves(block, name)]
)
def test_every_block_is_translated_synchronised_or_structure(path, block):
    if isinstance(block, TableBlock):
        assert hasattr(block, "get_translatable_segments")
        assert hasattr(block, "restore_translated_segments")
    else:
        assert isinstance(block, HANDLED + STRUCTURE_ONLY), path
