"""Rules of how the source is written, read from the source itself."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from wagtail.models import Page

from cms.core.pages.base import BasePage

from .source import MODULES, text_of, tree_of

SOURCES = [path for path in MODULES if "migrations" not in path.parts]
CORE = Path("site/cms/core")
PAGE_TYPES = {model.__name__ for model in apps.get_models() if issubclass(model, BasePage)}


def calls(path, *names):
    """The calls of a method that is called one of `names`."""
    for node in ast.walk(tree_of(path)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in names
        ):
            yield node


def beginning_of_chain(node):
    """What `a` is in `a.b(…).c.d()`, and the first attribute that is read of it."""
    attribute = None
    while not isinstance(node, ast.Name):
        if isinstance(node, ast.Attribute):
            attribute, node = node.attr, node.value
        elif isinstance(node, ast.Call):
            node = node.func
        elif isinstance(node, ast.Subscript):
            node = node.value
        else:
            return None, None
    return node.id, attribute


@pytest.mark.parametrize("path", [p for p in SOURCES if CORE not in p.parents], ids=str)
def test_visibility_alone_decides_what_is_public(path):
    """Wagtail's `live()` and `public()` mean less than ours: of plain pages, `visibility` is asked;
    of our page types, their QuerySet, whose `public()` is ours."""
    assert [node.lineno for node in calls(path, "live", "not_live")] == []
    for node in calls(path, "public"):
        name, attribute = beginning_of_chain(node.func.value)
        ours = attribute == "objects" and name in PAGE_TYPES
        of_a_queryset = path.name == "querysets.py" and name in {"self", "filters"}
        through_visibility = name == "visibility"
        of_visible = name == "with_source"  # gives back the QuerySet that it was given
        assert ours or of_a_queryset or through_visibility or of_visible, (
            f"line {node.lineno}: {ast.unparse(node)}"
        )


def test_public_is_ours_on_every_page_type(db):
    for model in apps.get_models():
        if issubclass(model, BasePage):
            assert "expire_at" in condition(model.objects.public()), model
    assert "expire_at" not in condition(Page.objects.public())  # the trap that this is about


def condition(pages):
    return str(pages.query).partition(" WHERE ")[2]


def test_an_import_within_a_function_says_why():
    """Else two rooms would need each other, and no contract would see it."""
    unexplained = []
    for path in SOURCES:
        lines = text_of(path).splitlines()
        for function in ast.walk(tree_of(path)):
            if not isinstance(function, ast.FunctionDef) or function.name == "ready":
                continue  # Django's place for what needs models
            for node in ast.walk(function):
                imports = isinstance(node, ast.Import | ast.ImportFrom)
                if imports and "#" not in lines[node.lineno - 2]:
                    unexplained.append(f"{path}:{node.lineno}")
    assert unexplained == []
