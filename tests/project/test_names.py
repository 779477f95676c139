"""One public name has one meaning."""

import ast
from collections import defaultdict

from .source import MODULES, tree_of

# What has one name in several modules: why.
SHARED = {
    "AutocompleteQueryCompiler": "of each database: modelsearch's name",
    "Indexer": "of each database",
    "SearchQueryCompiler": "of each database: modelsearch's name",
    "Segmented": "of each database",
    "admin_urls": "of each app: what its hook registers",
    "list_news": "REST's operation, which names it in openapi.json, and the service that it calls",
    "menu_item": "of each app: what its hook registers",
    "install": "of each module: puts it in Wagtail's place, called by the app's `ready`",
    "authenticate_with_password": "in the place of Wagtail's two views of that name",
}
NO_NAMES_OF_OURS = {"Command", "Meta", "Migration"}  # Django's
# A template tag is called like what it shows, and the pattern library's samples like what they are
# samples of.
SAME_MEANING = {"templatetags", "samples.py"}


def definitions():
    """By name, the modules that define a public class or function of it."""
    found = defaultdict(set)
    for path in MODULES:
        if SAME_MEANING.intersection(path.parts):
            continue
        for node in tree_of(path).body:
            if isinstance(node, ast.ClassDef | ast.FunctionDef) and node.name[0] != "_":
                found[node.name].add(str(path))
    return found


def test_no_two_classes_or_functions_have_one_name():
    several = {
        name: modules
        for name, modules in definitions().items()
        if len(modules) > 1 and name not in SHARED.keys() | NO_NAMES_OF_OURS
    }
    assert several == {}


def test_every_exception_is_one():
    assert {name for name in SHARED if len(definitions()[name]) < 2} == set()
