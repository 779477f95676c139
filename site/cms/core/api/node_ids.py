"""Ids of GraphQL: opaque to clients, and one for each thing that a client's cache keeps.

https://graphql.org/learn/global-object-identification/
"""

import strawberry
from strawberry.relay.utils import from_base64, to_base64

from .problems import InvalidParameter


def node_id(type_name: str, key: str | int) -> strawberry.ID:
    return strawberry.ID(to_base64(type_name, key))


def parse_node_id(text: str) -> tuple[str, str]:
    """The type's name and the key. Raises InvalidParameter."""
    try:
        type_name, key = from_base64(text)
    except ValueError as error:
        raise InvalidParameter("id", "Not an id of this API.") from error
    return type_name, key
