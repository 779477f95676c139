import pytest


@pytest.fixture
def get(client):
    """`get("news/", limit=2)` → the answer of the REST API; a problem fails the test."""

    def ask(path, /, host="testserver", **parameters):
        response = client.get(f"/api/v1/{path}", parameters, headers={"host": host})
        assert response.status_code == 200, response.content.decode()
        return response.json()

    return ask


@pytest.fixture
def problem(client):
    """`problem("news/", limit=0)` → status, and reasons by parameter, of a refused request."""

    def ask(path, /, **parameters):
        response = client.get(f"/api/v1/{path}", parameters)
        assert response.headers["Content-Type"] == "application/problem+json"
        found = response.json()
        assert found["status"] == response.status_code
        return response.status_code, {each["parameter"]: each["reason"] for each in found["errors"]}

    return ask


@pytest.fixture
def graphql(client):
    """`graphql("{ site { name } }")` → its data; errors fail the test."""

    def ask(query, host="testserver", **variables):
        response = client.post(
            "/graphql/",
            {"query": query, "variables": variables},
            content_type="application/json",
            headers={"host": host},
        )
        found = response.json()
        assert "errors" not in found, found
        return found["data"]

    return ask
