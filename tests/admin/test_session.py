"""Who is logged in: what the editor's page asks before it sends a text away."""

from tests.factories import UserFactory

ADDRESS = "/admin/session/"
SCRIPT = {"x-requested-with": "XMLHttpRequest"}


def test_who_is_logged_in(client, dongguan):
    editor = dongguan.editor()
    client.force_login(editor)
    response = client.get(ADDRESS, headers=SCRIPT)
    assert response.json()["user"] == editor.pk
    assert response.json()["csrf_token"]
    assert "no-store" in response["Cache-Control"]


def test_nobody_or_somebody_without_access(client, db):
    assert client.get(ADDRESS, headers=SCRIPT).status_code == 403
    client.force_login(UserFactory())
    assert client.get(ADDRESS, headers=SCRIPT).status_code == 403
