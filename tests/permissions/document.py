"""docs/permissions.md: what each role can do with a branch's things, as the matrix has found it.

`make permissions` writes it; every other run compares.
"""

import os
from pathlib import Path

from .kinds import KINDS
from .roles import ROLES

FILE = Path(__file__).parents[2] / "docs/permissions.md"
VERBS = ["read", "add", "change", "publish", "delete"]
NOTHING = "–"
Found = dict[str, set[str]]  # verbs by kind of thing

HEAD = """\
# Who can do what

Written by `make permissions` from what `tests/permissions` observes; a test run that observes
something else fails. Do not edit it by hand.

Every address of the admin and of the management API, collected from the URL configuration, is asked
by every role and sent what it takes, about the things of branch B: drafts, new versions of what is
live, pictures, documents, comments, schedules. A and B are two branches; a stranger is not logged
in; "no group" is an account that nobody has put into a group.

**read**: an answer told something that is B's alone. **add**, **change**, **publish** (also:
unpublish), **delete**: a row of the database that is not the asker's own account, nor A's, came,
changed, went live or offline, went. What is told about other things, such as the title of a draft
in a list of usage, counts for the kind of the page that told it.
"""
# What everybody in the admin may see of other branches: why. The test asks for each.
SHARED = {
    "titles and addresses of what is published": "readers see them; articles link to each other",
    "categories": "one list for the organisation, so that visitors filter alike in every branch",
    "names of the languages": "what a page can be translated into",
}


def settle(role: str, verbs: set[str], found: Found) -> None:
    """The role's column is as found, where it is about these verbs; or it is made so."""
    cells = _cells()
    if os.environ.get("WRITE_PERMISSIONS"):
        for kind in KINDS:
            kept = cells.setdefault((kind, role), set()) - verbs
            cells[kind, role] = kept | found.get(kind, set())
        FILE.write_text(_rendered(cells))
    documented = {kind: cells.get((kind, role), set()) & verbs for kind in KINDS}
    assert {kind: found.get(kind, set()) for kind in KINDS} == documented, f"{role}: {FILE.name}"


def is_as_rendered() -> bool:
    return FILE.read_text() == _rendered(_cells())


def _cells() -> dict[tuple[str, str], set[str]]:
    if not FILE.exists():
        return {}
    lines = [line for line in FILE.read_text().splitlines() if line.startswith("| ")]
    head, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return {
        (row[0], role): set(cell.split(", ")) - {NOTHING}
        for row in rows
        for role, cell in zip(head[1:], row[1:], strict=True)
    }


def _rendered(cells: dict[tuple[str, str], set[str]]) -> str:
    lines = [_line(["", *ROLES]), "|---" * (len(ROLES) + 1) + "|"]
    for kind in KINDS:
        verbs = [cells.get((kind, role), set()) for role in ROLES]
        lines.append(_line([kind, *(", ".join(sorted(each, key=VERBS.index)) for each in verbs)]))
    shared = "\n".join(f"- {what}: {why}" for what, why in SHARED.items())
    return (
        f"{HEAD}\n" + "\n".join(lines) + "\n\nOn purpose, everybody who works in the admin sees of "
        f"all branches\n\n{shared}\n"
    )


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(cell or NOTHING for cell in cells) + " |"
