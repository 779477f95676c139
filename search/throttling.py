"""Rate limits of the search, which costs the server more than any page does."""

from django.conf import settings
from django.http import HttpRequest

from cms.core.http import rate_limits

SUGGESTIONS = 5  # of them for one search: they come while somebody types


def check(request: HttpRequest, *, suggestions: bool = False) -> None:
    """Count this request. Raises TooManyRequests beyond SEARCHES_A_MINUTE of the same address."""
    most = settings.SEARCHES_A_MINUTE
    if not most:
        return
    scope, times = ("suggestions", most * SUGGESTIONS) if suggestions else ("searches", most)
    rate_limits.check_rate(request, scope, f"{times}/min")
