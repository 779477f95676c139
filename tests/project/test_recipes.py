"""`docs/recipes.md` says which files a change touches: they exist, and hold what it names."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
RECIPES = (ROOT / "docs" / "recipes.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `([^`]+)` \| (.+) \|$", re.MULTILINE)
ROWS = [
    (heading, path, text)
    for heading, section in re.findall(
        r"^## (.+?)\n(.*?)(?=^## |\Z)", RECIPES, re.MULTILINE | re.DOTALL
    )
    for path, text in ROW.findall(section)
]


def anchor(heading):
    return heading.lower().replace(" ", "-")


@pytest.mark.parametrize("heading,path,text", ROWS, ids=lambda value: str(value)[:40])
def test_a_file_of_a_recipe_holds_what_the_recipe_names(heading, path, text):
    file = ROOT / path
    if text.startswith("*new*"):
        assert not file.exists(), "it is there now: say what is written into it"
        return
    source = file.read_text(encoding="utf-8")
    missing = [name for name in re.findall(r"`([^`]+)`", text) if name.strip("[]{}@") not in source]
    assert missing == [], f"{heading}: {path}"


def test_the_overview_counts_the_files_of_each_recipe():
    counted = re.findall(r"\| ([^|]+) \| \[recipe\]\(#([a-z-]+)\) \|$", RECIPES, re.MULTILINE)
    assert len(counted) == 11
    headings = {anchor(heading) for heading, _path, _text in ROWS}
    for said, link in counted:
        assert link in headings
        files = [path for heading, path, _text in ROWS if anchor(heading) == link]
        assert str(len(files)) in said, f"{link}: {files}"


@pytest.mark.parametrize(
    "path", sorted(set(re.findall(r"`((?:tests|site|docs)/[^` ]+)`", RECIPES)))
)
def test_every_path_of_ours_exists(path):
    new = {row_path for _heading, row_path, text in ROWS if text.startswith("*new*")}
    assert (ROOT / path).exists() or path in new
