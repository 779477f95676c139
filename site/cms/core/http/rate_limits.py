"""How often one client may do what costs the server much, or guesses at what is secret."""

import re
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil

from django.http import HttpRequest
from ninja.throttling import SimpleRateThrottle


class TooManyRequests(Exception):
    """`wait`: in how many seconds the client may ask again."""

    def __init__(self, wait: int) -> None:
        unit = "second" if wait == 1 else "seconds"
        super().__init__(f"Too many requests. Try again in {wait} {unit}.")
        self.wait = wait


def check_rate(request: HttpRequest, scope: str, rate: str, whose: str | None = None) -> None:
    """Count this request as the client's, or as `whose`. Raises TooManyRequests beyond `rate`, such
    as `120/min` or `10/10m`.

    Counted in the cache, which all processes share; of requests at the same moment a few more may
    pass. What is left is kept for `rate_limit_headers`.
    """
    throttle = _Throttle(scope, rate, whose)
    allowed = throttle.allow_request(request)
    vars(request)["_rate_limit"] = throttle
    if not allowed:
        raise TooManyRequests(ceil(throttle.wait() or 1))


def rate_limit_headers(request: HttpRequest) -> dict[str, str]:
    """What the client is told of the limit that it was counted for, if it was.

    https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-ratelimit-headers-10
    """
    throttle: _Throttle | None = vars(request).get("_rate_limit")
    if throttle is None:
        return {}
    most, seconds = throttle.num_requests or 0, throttle.duration or 0
    left = max(0, most - len(throttle.history))
    reset = ceil(seconds - (throttle.now - throttle.history[-1]))
    return {
        "RateLimit-Policy": f'"{throttle.scope}";q={most};w={seconds}',
        "RateLimit": f'"{throttle.scope}";r={left};t={reset}',
    }


class _Throttle(SimpleRateThrottle):
    def __init__(self, scope: str, rate: str, whose: str | None) -> None:
        self.scope = scope
        self.whose = whose
        super().__init__(rate)

    def get_ident(self, request: HttpRequest) -> str:
        """What proxies write is an address, maybe with a port, which each connection has anew. Of
        IPv6 a client has a whole network (RFC 6177). What is no address is the proxy's own."""
        remote = request.META.get("REMOTE_ADDR", "")
        return _client(super().get_ident(request) or "") or _client(remote) or remote

    def get_cache_key(self, request: HttpRequest) -> str:
        return f"{self.scope}:{self.whose or self.get_ident(request)}"


def _client(address: str) -> str | None:
    host = re.sub(r"^\[([^\]]*)\](:\d*)?$|^([^:]*):\d*$", r"\1\3", address.strip())
    try:
        ip = ip_address(host)
    except ValueError:
        return None
    if isinstance(ip, IPv6Address):
        return str(ip.ipv4_mapped or ip_network((ip, 64), strict=False))
    return str(ip)
