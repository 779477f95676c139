"""Passwords are not guessed: how often somebody may try one, or have a letter sent for a new one.

Counted for each client, and for each account: for browsers in which it has been logged in before
each for itself, so that a stranger who tries slows down strangers, and locks nobody out.
https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.forms import UsernameField
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import get_random_string, salted_hmac

from . import rate_limits

COOKIE = "known_browser"
LIFETIME = 60 * 60 * 24 * 365
MAX_NAME = 254  # characters; of longer ones there is no account
A_CLIENT = "30/10m"  # an office has one address


@dataclass(frozen=True)
class PasswordView:
    """Takes a password, or sends a letter for one: the field that names the account, how often."""

    account: str | None = None
    rate: str = "10/10m"


PASSWORD_VIEWS = {
    "wagtailadmin_login": PasswordView("username"),
    "wagtailcore_login": PasswordView("username"),
    "wagtailadmin_account": PasswordView(),
    "wagtailadmin_password_reset": PasswordView("email", "3/h"),
    "wagtailcore_authenticate_with_password": PasswordView(),
    "wagtaildocs_authenticate_with_password": PasswordView(),
}


class PasswordThrottlingMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if account := getattr(request, "has_logged_in_as", None):
            response.set_signed_cookie(
                COOKIE,
                f"{account}:{get_random_string(16)}",
                max_age=LIFETIME,
                httponly=True,
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )
        return response

    def process_view(
        self, request: HttpRequest, view: Callable, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        throttled = PASSWORD_VIEWS.get(name)
        if throttled is None or request.method != "POST":
            return None
        try:
            rate_limits.check_rate(request, "passwords", A_CLIENT)
            if throttled.account and (named := request.POST.get(throttled.account)):
                rate_limits.check_rate(
                    request, name, throttled.rate, _whose(request, _account(named))
                )
        except rate_limits.TooManyRequests as error:
            minutes = -(-error.wait // 60)
            response = render(request, "429.html", {"minutes": minutes}, status=429)
            response.headers["Retry-After"] = str(error.wait)
            response.headers["Cache-Control"] = "no-store"
            return response
        return None


@receiver(user_logged_in)
def know_this_browser(request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> None:
    request.has_logged_in_as = _account(user.get_username())  # type: ignore[attr-defined]


def _account(name: str) -> str:
    """One for all spellings that the form takes for the same name."""
    cleaned = UsernameField().to_python(name[:MAX_NAME]) or ""
    return salted_hmac(COOKIE, cleaned.strip().casefold()).hexdigest()[:32]


def _whose(request: HttpRequest, account: str) -> str:
    known = request.get_signed_cookie(COOKIE, default="", max_age=LIFETIME) or ""
    return known if known.startswith(f"{account}:") else account
