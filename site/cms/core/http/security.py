"""Security headers: Content-Security-Policy, Permissions-Policy and their like.

https://www.w3.org/TR/CSP3/, https://www.w3.org/TR/permissions-policy/
"""

import base64
import hashlib
import logging
import re
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.deprecation import MiddlewareMixin
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from cms.core.blocks import video
from cms.core.styles import style_sheet

from . import rate_limits

REPORTS = "/csp-reports/"
LONGEST_REPORT = 2000  # characters of it in the log
PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "camera", "geolocation", "gyroscope", "magnetometer", "microphone",
        "midi", "payment", "usb",
    )
)  # fmt: skip

NONE, SELF, UNSAFE_INLINE = "'none'", "'self'", "'unsafe-inline'"
logger = logging.getLogger(__name__)


def _policy(directives: dict[str, list[str]]) -> str:
    return "; ".join(" ".join([name, *sources]) for name, sources in directives.items())


@lru_cache(maxsize=1)
def _for_readers(style: str) -> str:
    """A page's style sheet is allowed by its hash. A nonce would make another page of each answer,
    which nobody could ask for by its ETag."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return _policy({
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF, f"'sha256-{digest}'"],
        "style-src-attr": [UNSAFE_INLINE],  # what matters in a picture: `object-position`
        "img-src": [SELF, "data:"],
        "media-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF, *video.PLAYER_ORIGINS],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "report-uri": [REPORTS],
    })  # fmt: skip


# Wagtail's date fields, inline panels and translations carry scripts of their own, its editor and
# icons inline styles. Previews show what readers get, and frontends on other hosts.
ADMIN = _policy({
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF, "http:", "https:"],
    "object-src": [NONE],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [SELF],
    "report-uri": [REPORTS],
})  # fmt: skip
_NOTHING = {"default-src": [NONE], "base-uri": [NONE], "frame-ancestors": [NONE]}
API = _policy(_NOTHING)
# GraphiQL and the documentation of REST, which style themselves.
CONSOLES = _policy({
    **_NOTHING,
    "script-src": [SELF],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:"],
    "font-src": [SELF, "data:"],
    "connect-src": [SELF],
    "form-action": [SELF],
    "report-uri": [REPORTS],
})  # fmt: skip


def policy_of(path: str, content_type: str) -> str:
    if path.startswith("/admin/"):
        return ADMIN
    if path.startswith(("/api/", "/graphql")):
        return CONSOLES if content_type.startswith("text/html") else API
    return _for_readers(style_sheet())


class PoliciesMiddleware(MiddlewareMixin):
    """Sets the headers on every answer of Django's that has none of its own. Django itself can
    write policies from version 6 on."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if response.status_code == 304:  # what a browser has kept goes on with its own headers
            return response
        policy = policy_of(request.path_info, response.headers.get("Content-Type", ""))
        # A preview has come as a page for readers, and stands in a frame of the editor.
        if policy == ADMIN or "Content-Security-Policy" not in response.headers:
            response.headers["Content-Security-Policy"] = policy
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response


@csrf_exempt
@require_POST
def csp_report(request: HttpRequest) -> HttpResponse:
    """`POST /csp-reports/`: a browser tells what a policy has kept it from. Into the log, 30 a
    minute from one client; 204, or 429."""
    try:
        rate_limits.check_rate(request, "csp-reports", "30/min")
    except rate_limits.TooManyRequests:
        return HttpResponse(status=429)
    report = request.read(LONGEST_REPORT).decode(errors="replace")
    logger.warning("Content-Security-Policy: %s", re.sub(r"\s+", " ", ascii(report)))
    return HttpResponse(status=204)
