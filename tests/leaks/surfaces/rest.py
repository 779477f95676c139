"""The operations of the REST API, as its OpenAPI schema has them."""

from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

from cms.content_api.rest import api

from .request import Request
from .values import Values, combined, parameters


@cache
def operations() -> dict[str, dict[str, Any]]:
    """The operations of the OpenAPI schema by their id, each with its path."""
    return {
        operation["operationId"]: {**operation, "path": path}
        for path, methods in api.get_openapi_schema()["paths"].items()
        for operation in methods.values()
    }


def requests(known: Values) -> Iterator[Request]:
    values = parameters(known)
    for name, operation in operations().items():
        given = operation.get("parameters", [])
        in_path = [each["name"] for each in given if each["in"] == "path"]
        required = [each["name"] for each in given if each.get("required")]
        others = [each["name"] for each in given if not each.get("required")]
        for each in combined(values, name, required, others):
            path = operation["path"].format(**{key: quote(str(each[key])) for key in in_path})
            query = urlencode({key: value for key, value in each.items() if key not in in_path})
            yield Request(f"REST {name}", f"{path}?{query}" if query else path)
