"""The selection of a GraphQL request, so that nothing is fetched in vain."""

from collections.abc import Iterator

from graphql import (
    FieldNode,
    FragmentSpreadNode,
    GraphQLResolveInfo,
    InlineFragmentNode,
    SelectionSetNode,
)
from graphql.pyutils import camel_to_snake
from strawberry.types import Info


def selected(info: Info, *path: str) -> set[str]:
    """The names (as in Python) of the fields selected below `path`, from the resolver's field on;
    also those that a directive may leave out again."""
    raw: GraphQLResolveInfo = info._raw_info
    sets = [node.selection_set for node in raw.field_nodes if node.selection_set]
    for name in path:
        sets = [
            field.selection_set
            for field in _fields(sets, raw)
            if field.name.value == name and field.selection_set
        ]
    return {camel_to_snake(field.name.value) for field in _fields(sets, raw)}


def _fields(sets: list[SelectionSetNode], info: GraphQLResolveInfo) -> Iterator[FieldNode]:
    """Those of `sets`, each fragment once: spread in one another, they double at every step."""
    seen: set[str] = set()
    waiting = list(sets)
    while waiting:
        for node in waiting.pop().selections:
            if isinstance(node, FieldNode):
                yield node
            elif isinstance(node, InlineFragmentNode):
                waiting.append(node.selection_set)
            elif isinstance(node, FragmentSpreadNode) and node.name.value not in seen:
                seen.add(node.name.value)
                waiting.append(info.fragments[node.name.value].selection_set)
