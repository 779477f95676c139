"""How often one client may search: that costs the server more than any page does."""

import re
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil

from django.conf import settings
from django.http import HttpRequest
from ninja.throttling import SimpleRateThrottle

SUGGESTIONS = 5  # of them for one search: they come while somebody types


class TooManyRequests(Exception):
    """`wait`: in how many seconds the client may ask again."""

    def __init__(self, wait: int) -> None:
        unit = "second" if wait == 1 else "seconds"
        super().__init__(f"Too many searches. Try again in {wait} {unit}.")
        self.wait = wait


class _Throttle(SimpleRateThrottle):
    def __init__(self, scope: str, times: int) -> None:
        self.scope = scope
        super().__init__(f"{times}/min")

    def get_ident(self, request: HttpRequest) -> str:
        """What proxies write is an address, maybe with a port, which each connection has anew. Of
        IPv6 a client has a whole network (RFC 6177). What is no address is the proxy's own."""
        remote = request.META.get("REMOTE_ADDR", "")
        return _client(super().get_ident(request) or "") or _client(remote) or remote

    def get_cache_key(self, request: HttpRequest) -> str:
        return f"{self.scope}:{self.get_ident(request)}"


def _client(address: str) -> str | None:
    host = re.sub(r"^\[([^\]]*)\](:\d*)?$|^([^:]*):\d*$", r"\1\3", address.strip())
    try:
        ip = ip_address(host)
    except ValueError:
        return None
    if isinstance(ip, IPv6Address):
        return str(ip.ipv4_mapped or ip_network((ip, 64), strict=False))
    return str(ip)


def check(request: HttpRequest, *, suggestions: bool = False) -> None:
    """Count this request. Raises TooManyRequests beyond SEARCHES_A_MINUTE of the same address."""
    most = settings.SEARCHES_A_MINUTE
    if not most:
        return
    scope = ("suggestions", most * SUGGESTIONS) if suggestions else ("searches", most)
    throttle = _Throttle(*scope)
    if not throttle.allow_request(request):
        raise TooManyRequests(ceil(throttle.wait() or 1))
