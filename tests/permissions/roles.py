"""Who asks: the columns of docs/permissions.md."""

from collections.abc import Callable

from django.contrib.auth.models import AbstractUser
from django.test import Client
from wagtail.models import APIToken

from tests import world
from tests.factories import UserFactory

from .addresses import MANAGEMENT_API
from .secrets import Secrets

ROLES: dict[str, Callable[[Secrets], AbstractUser | None]] = {
    "stranger": lambda secrets: None,
    "no group": lambda secrets: UserFactory(),
    "editor of A": lambda secrets: secrets.visitors.editor(),
    "approver of A": lambda secrets: secrets.visitors.approver(),
    "editor of B": lambda secrets: secrets.branch.editor(),
    "approver of B": lambda secrets: secrets.branch.approver(),
    "head office": lambda secrets: world.head_officer(),
    "superuser": lambda secrets: UserFactory(is_superuser=True),
}
OUTSIDERS = ["stranger", "no group", "editor of A", "approver of A"]
INSIDERS = [role for role in ROLES if role not in OUTSIDERS]


class Visitor:
    """A person at a browser, who is logged in and has a token; or a stranger, who has neither."""

    def __init__(self, user: AbstractUser | None) -> None:
        self.user = user
        self._client = Client(raise_request_exception=False)
        self._headers: dict[str, str] = {}
        if user is not None:
            self._client.force_login(user)
            _token, key = APIToken.create_token(user=user, name="电脑")
            self._headers = {"authorization": f"Bearer {key}"}
        self._cookies = self._client.cookies.copy()

    def __call__(self, method: str, url: str, **sent):
        self._client.cookies = self._cookies.copy()  # whatever the last answer set
        if url.startswith(f"/{MANAGEMENT_API}"):
            sent["headers"] = self._headers
        return getattr(self._client, method)(url, **sent)
