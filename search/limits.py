"""How often one client may search: that costs the server more than any page does."""

from math import ceil

from django.conf import settings
from django.http import HttpRequest
from ninja.throttling import SimpleRateThrottle

SUGGESTIONS = 5  # of them for one search: they come while somebody types


class TooManyRequests(Exception):
    """`wait`: in how many seconds the client may ask again."""

    def __init__(self, wait: int) -> None:
        super().__init__(f"Too many searches. Ask again in {wait} seconds.")
        self.wait = wait


class _Throttle(SimpleRateThrottle):
    def __init__(self, scope: str, times: int) -> None:
        self.scope = scope
        super().__init__(f"{times}/min")

    def get_cache_key(self, request: HttpRequest) -> str:
        return f"{self.scope}:{self.get_ident(request)}"


def check(request: HttpRequest, *, suggestions: bool = False) -> None:
    """Count this request. Raises TooManyRequests beyond SEARCHES_A_MINUTE of the same address."""
    most = settings.SEARCHES_A_MINUTE
    if not most:
        return
    scope = ("suggestions", most * SUGGESTIONS) if suggestions else ("searches", most)
    throttle = _Throttle(*scope)
    if not throttle.allow_request(request):
        raise TooManyRequests(ceil(throttle.wait() or 1))
