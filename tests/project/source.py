"""The project's own modules, as syntax trees."""

import ast
from pathlib import Path

from django.conf import settings

PACKAGES = ["site/cms", "home", "contacts", "news", "search"]
MODULES = [
    path.relative_to(settings.BASE_DIR)
    for package in PACKAGES
    for path in sorted((Path(settings.BASE_DIR) / package).rglob("*.py"))
]


def text_of(path):
    return (Path(settings.BASE_DIR) / path).read_text(encoding="utf-8")


def tree_of(path):
    return ast.parse(text_of(path))
