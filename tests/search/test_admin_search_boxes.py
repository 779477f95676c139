"""The admin's search boxes answer whatever somebody pastes into them."""

import pytest
from django.contrib.auth import get_user_model

BOXES = [
    "/admin/pages/search/",
    "/admin/pages/search/results/",
    "/admin/choose-page/search/",
    "/admin/images/",
    "/admin/images/chooser/results/",
    "/admin/documents/",
    "/admin/users/",
    "/admin/redirects/",
    "/admin/searchpicks/",
]
PASTED = {
    "500 words": " ".join(f"词{number}" for number in range(500)),
    "300 phrases": " ".join(f'"a{number}"' for number in range(300)),
    "one long text": "社工" * 3000,
}


@pytest.mark.parametrize("box", BOXES)
def test_a_pasted_text_is_looked_for(client, dongguan, indexed, box):
    client.force_login(get_user_model().objects.create_superuser("root", "root@example.org", "x"))
    for text in PASTED.values():
        assert client.get(box, {"q": text}).status_code == 200


@pytest.mark.parametrize("text", PASTED.values(), ids=PASTED)
def test_wagtails_api_does_too(client, dongguan, indexed, text):
    assert client.get("/api/v2/pages/", {"search": text}).status_code == 200
