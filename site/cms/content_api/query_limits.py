"""Limits on the shape of GraphQL queries."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    IntValueNode,
    Node,
    OperationDefinitionNode,
    ValidationContext,
    ValidationRule,
)
from strawberry.extensions import SchemaExtension

MAX_SELECTIONS = 3000  # written out; far above what a frontend asks
MAX_MERGED = 100  # of one name in one place, which GraphQL compares each with each other
# What takes up to a second each: of lists, a hundred articles with their bodies in Markdown.
MOST_OF = {"newsFacets": 3, "route": 5, "pages": 3, "relatedNews": 5, "body": 4}
MAX_DIGITS = 18  # GraphQL's Int has ten; Python reads no more than 4,300


class WrittenOut(ValidationRule):
    """Refuse a query that is too large once its fragments are written out.

    Strawberry's limits (and `selection.selected`) go every way through the fragments, of which a
    hundred that each name the next one twice have 2^100; they also know nothing of fragments that
    are missing. So this comes before them, looks at each fragment once, and raises.
    """

    def __init__(self, context: ValidationContext) -> None:
        super().__init__(context)
        definitions = context.document.definitions
        self.fragments = {
            each.name.value: each
            for each in definitions
            if isinstance(each, FragmentDefinitionNode)
        }
        self.sizes: dict[str, int] = {}
        for each in definitions:
            if isinstance(each, OperationDefinitionNode):
                self.size(each, [])
                self.check_merged([each])
                self.check_costly(each)

    def size(self, node: Node, within: list[str]) -> int:
        """How many selections there are below `node`, which is in the fragments `within`."""
        size = 1
        selections = getattr(node, "selection_set", None)
        if selections and not selections.selections:  # Strawberry looks for the deepest of them
            raise GraphQLError("Selects nothing: there is no field between { and }.", node)
        for each in selections.selections if selections else ():
            if isinstance(each, FragmentSpreadNode):
                size += self.size_of_fragment(each, within)
            else:
                size += self.size(each, within)
            if size > MAX_SELECTIONS:
                raise GraphQLError(f"Selects more than {MAX_SELECTIONS} fields.", each)
        return size

    def size_of_fragment(self, spread: FragmentSpreadNode, within: list[str]) -> int:
        name = spread.name.value
        if name in within:
            raise GraphQLError(f"Cannot spread fragment '{name}' within itself.", spread)
        if name not in self.fragments:
            raise GraphQLError(f"Unknown fragment '{name}'.", spread)
        if name not in self.sizes:
            self.sizes[name] = self.size(self.fragments[name], [*within, name])
        return self.sizes[name]

    def check_merged(self, nodes: list[Node]) -> None:
        """Refuse what selects the same again and again, through whichever fragments.

        https://spec.graphql.org/October2021/#sec-Field-Selection-Merging
        """
        merged: dict[str, list[Node]] = defaultdict(list)
        spread: set[str] = set()
        waiting = list(nodes)
        while waiting:
            node = waiting.pop()
            selections = getattr(node, "selection_set", None)
            for each in selections.selections if selections else ():
                if isinstance(each, FieldNode):
                    merged[(each.alias or each.name).value].append(each)
                elif not isinstance(each, FragmentSpreadNode):
                    waiting.append(each)
                elif each.name.value not in spread:
                    spread.add(each.name.value)
                    waiting.append(self.fragments[each.name.value])
        for name, fields in merged.items():
            if len(fields) > MAX_MERGED:
                raise GraphQLError(f"Selects '{name}' more than {MAX_MERGED} times.", fields[-1])
            self.check_merged(fields)

    def check_costly(self, operation: Node) -> None:
        """Refuse what asks again and again, under other names, what takes long."""
        found = Counter(self.names(operation))
        for name, most in MOST_OF.items():
            if found[name] > most:
                raise GraphQLError(f"Selects '{name}' more than {most} times.", operation)

    def names(self, node: Node) -> Iterator[str]:
        """Of all fields below `node`, fragments written out: as many as `size` has let through."""
        selections = getattr(node, "selection_set", None)
        for each in selections.selections if selections else ():
            if isinstance(each, FieldNode):
                yield each.name.value
            spread = isinstance(each, FragmentSpreadNode)
            yield from self.names(self.fragments[each.name.value] if spread else each)


class NumbersAreReadable(ValidationRule):
    """Refuse a number that Python cannot read, before the rule that reads it."""

    def enter_int_value(self, node: IntValueNode, *_: Any) -> None:
        if len(node.value) > MAX_DIGITS:
            raise GraphQLError(f"A number has more than {MAX_DIGITS} digits.", node)


class OperationIsNamed(SchemaExtension):
    """Of several operations the request must name one; Strawberry would run the first.

    https://spec.graphql.org/October2021/#GetOperation()
    """

    def on_validate(self) -> Iterator[None]:
        context = self.execution_context
        document = context.graphql_document
        operations = [
            each
            for each in (document.definitions if document else ())
            if isinstance(each, OperationDefinitionNode)
        ]
        if len(operations) > 1 and context._provided_operation_name is None:
            reason = "Must provide operation name if query contains multiple operations."
            context.pre_execution_errors = [GraphQLError(reason)]
        yield
