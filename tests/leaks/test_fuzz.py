"""No surface fails, whatever it is asked. `python -m tests.leaks` asks a running server."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.layers import shared

from .fuzz import FAILED, odd_requests, sensible
from .secret import plant

pytestmark = pytest.mark.matrix

EXAMPLES, OF_GRAPHQL = 6, 15  # of each surface


@shared
def filled(dongguan, shenzhen):
    return plant(dongguan, shenzhen, ("en",))


def test_nothing_fails(client, filled, caplog):
    client.raise_request_exception = False
    for surface in sensible():

        @given(odd_requests(surface))
        @settings(
            max_examples=OF_GRAPHQL if surface.startswith("query") else EXAMPLES,
            derandomize=True,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def ask(odd):
            type_ = odd.headers.get("Content-Type", "application/x-www-form-urlencoded")
            response = client.generic(odd.method, odd.path, odd.body, type_, headers=odd.headers)
            assert response.status_code < 500, odd
            assert FAILED not in b"".join(response), odd
            # What GraphQL takes for a fault of the server's own.
            assert "strawberry.execution" not in {each.name for each in caplog.records}, odd
            caplog.clear()

        ask()
