"""One public name has one meaning."""

import ast
from collections import defaultdict
from pathlib import Path

from django.conf import settings

PACKAGES = ["site/cms", "home", "contacts", "news", "search"]
# Classes of one name in several modules: why.
SHARED = {
    "AutocompleteQueryCompiler": "of each database: modelsearch's name",
    "Indexer": "of each database",
    "SearchQueryCompiler": "of each database: modelsearch's name",
    "Segmented": "of each database",
}
NO_NAMES_OF_OURS = {"Command", "Meta", "Migration"}  # Django's


def classes():
    """By name, the modules that define it."""
    found = defaultdict(set)
    for package in PACKAGES:
        for path in (settings.BASE_DIR / package).rglob("*.py"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            for node in tree.body:
                if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                    found[node.name].add(str(path.relative_to(Path(settings.BASE_DIR))))
    return found


def test_no_two_classes_have_one_name():
    several = {
        name: modules
        for name, modules in classes().items()
        if len(modules) > 1 and name not in SHARED.keys() | NO_NAMES_OF_OURS
    }
    assert several == {}


def test_every_exception_is_one():
    assert {name for name in SHARED if len(classes()[name]) < 2} == set()
