from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore


class SessionStore(DatabaseSessionStore):
    """Django's sessions in the database, for keys of the form that Django makes itself.

    Any other comes from a stranger; one with a NUL in it would be an error on PostgreSQL.
    """

    def _validate_session_key(self, key: Any) -> bool:
        return bool(key) and len(key) >= 8 and key.isascii() and key.isalnum()
