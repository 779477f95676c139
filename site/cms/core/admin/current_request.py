"""The request that the admin is answering, for what Wagtail hands no request to."""

from contextvars import ContextVar

from django.http import HttpRequest

current_request: ContextVar[HttpRequest | None] = ContextVar("request of the admin", default=None)
