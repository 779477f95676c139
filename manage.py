#!/usr/bin/env python
"""Django's command line, with the source root `site/` on the path."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "site"))


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")
    os.umask(0o027)  # database, uploads, backups: not for every account of this machine
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
    except ImportError as error:
        raise SystemExit(
            "Django is not installed for this Python. Run `make run` once, then use "
            f"`.venv/bin/python manage.py …` ({error})"
        ) from error
    try:
        execute_from_command_line(sys.argv)
    except PermissionError as error:
        raise SystemExit(f"Cannot write to {error.filename}: permission denied.") from error
    except ImproperlyConfigured as error:
        raise SystemExit(f"Settings: {error}") from error


if __name__ == "__main__":
    main()
