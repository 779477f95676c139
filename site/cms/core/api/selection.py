"""What a GraphQL request selects: so that nothing is fetched that nobody asked for."""

import re
from collections.abc import Iterator

from graphql import (
    FieldNode,
    FragmentSpreadNode,
    GraphQLResolveInfo,
    InlineFragmentNode,
    SelectionSetNode,
)
from strawberry.types import Info


def selected(info: Info, *path: str) -> set[str]:
    """The names (as in Python) of the fields selected below `path`, from the resolver's field on;
    also those that a directive may leave out again."""
    raw: GraphQLResolveInfo = info._raw_info
    sets = [node.selection_set for node in raw.field_nodes if node.selection_set]
    for name in path:
        sets = [
            field.selection_set
            for each in sets
            for field in _fields(each, raw)
            if field.name.value == name and field.selection_set
        ]
    return {_snake(field.name.value) for each in sets for field in _fields(each, raw)}


def _fields(selection: SelectionSetNode, info: GraphQLResolveInfo) -> Iterator[FieldNode]:
    for node in selection.selections:
        if isinstance(node, FieldNode):
            yield node
        elif isinstance(node, InlineFragmentNode):
            yield from _fields(node.selection_set, info)
        elif isinstance(node, FragmentSpreadNode):
            yield from _fields(info.fragments[node.name.value].selection_set, info)


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)([A-Z])", r"_\1", name).lower()
