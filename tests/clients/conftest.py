"""The same server and content as in the browser tests."""

from tests.browser.conftest import filled, site  # noqa: F401
