"""Production settings: `make run` serves with them, on a laptop as on a server.

`HTTPS=1` says that readers reach the server through a TLS proxy, which sets X-Forwarded-Proto.
"""

from .base import *  # noqa: F403
from .base import env

if env.bool("HTTPS", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
