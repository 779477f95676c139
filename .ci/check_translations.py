"""Fails if the code has an interface text that site/locale does not know, or the reverse.

Extracts into a copy with gettext's own tools and compares the message ids.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]


def message_ids(folder: Path) -> dict[str, set[str]]:
    return {
        path.parent.parent.name: {
            f"{entry.msgctxt or ''}\4{entry.msgid}"
            for entry in polib.pofile(str(path))
            if not entry.obsolete
        }
        for path in (folder / "site" / "locale").glob("*/LC_MESSAGES/django.po")
    }


with tempfile.TemporaryDirectory() as folder:
    copy = Path(folder) / "checkout"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".venv", "var", ".git"))
    subprocess.run(
        [sys.executable, "manage.py", "makemessages", "--all", "--ignore=tests"],
        cwd=copy,
        check=True,
        capture_output=True,
    )
    have, want = message_ids(ROOT), message_ids(copy)

if not want:
    sys.exit("no catalogue found")
differences = [
    f"{language}: {sign} {message.split(chr(4))[1]!r}"
    for language in want
    for sign, messages in (
        ("missing", want[language] - have[language]),
        ("no longer used", have[language] - want[language]),
    )
    for message in sorted(messages)
]
print("\n".join(differences) or "Every interface text is in every catalogue.")
sys.exit(bool(differences))
