import pytest


@pytest.fixture
def search(client, indexed):
    """`search("东莞", branch="dongguan")` → the answer of the REST API."""

    def ask(q, /, **parameters):
        response = client.get("/api/v1/search/", {"q": q, **parameters})
        assert response.status_code == 200, response.content.decode()
        return response.json()

    return ask


@pytest.fixture
def titles(search):
    """The titles of what is found, the best first."""

    def ask(q, /, **parameters):
        return [item["article"]["title"] for item in search(q, **parameters)["items"]]

    return ask
