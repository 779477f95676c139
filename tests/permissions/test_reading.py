"""No address of the admin tells somebody of another branch what is that branch's alone."""

import re
from collections import defaultdict
from html import unescape

import pytest
from wagtail.models import Locale
from wagtail_localize.models import LocaleSynchronization

from .addresses import Address, addresses
from .secrets import SECRETS, plant

_ESCAPED = re.compile(r"\\u([0-9a-f]{4})")
# Views that are not for reading: why.
LEFT_OUT = {
    "wagtailadmin_error_test": "Wagtail's own look at its error page",
    "wagtailadmin_logout": "ends the session",
}


@pytest.fixture
def secrets(dongguan, shenzhen):
    english = Locale.objects.create(language_code="en")
    LocaleSynchronization.objects.create(locale=english, sync_from=Locale.get_default())
    return plant(shenzhen)


def told(client, address: Address) -> set[str]:
    """What kinds of secret the answer tells; an error of the server counts as one."""
    answer = client.get(address.url)
    # Who may not is led to the dashboard; what it says of that, the next page says, too.
    while answer.status_code in (301, 302) and answer["Location"] != "/admin/":
        answer = client.get(answer["Location"])
    if answer.status_code >= 500:
        return {f"error {answer.status_code}"}
    content = b"".join(answer) if answer.streaming else answer.content
    text = content.decode(errors="replace")
    # As HTML, and as JSON, have it.
    text += unescape(text) + _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return {kind for kind, secret in SECRETS.items() if secret in text}


def found_by(client, secrets) -> dict[tuple[str, str], set[str]]:
    """The addresses that tell something, by view and kind of secret."""
    found = defaultdict(set)
    client.raise_request_exception = False
    for address in addresses(secrets.arguments):
        if address.view not in LEFT_OUT:
            for kind in told(client, address):
                found[address.view, kind].add(address.url)
    return dict(found)


@pytest.mark.parametrize("role", ["editor", "approver"])
def test_people_of_another_branch_read_nothing(client, dongguan, secrets, role):
    client.force_login(getattr(dongguan, role)())
    assert found_by(client, secrets) == {}


def test_people_of_the_branch_read_all_of_it(client, secrets):
    """That this test would notice."""
    client.force_login(secrets.branch.approver())
    found = found_by(client, secrets)
    assert not [view for view, kind in found if kind.startswith("error")]
    # Redirects are head office's; of one collection nobody needs the name.
    assert {kind for _view, kind in found} == SECRETS.keys() - {"a redirect", "a collection"}
    assert len({view for view, _kind in found}) > 40
