from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Aggregate, TextField, Value
from django.db.models.sql.compiler import SQLCompiler

SEPARATOR = "\n"  # which no line has: `cms.core.text.fields`


class JoinedText(Aggregate):
    """The values of a group in one text, with `SEPARATOR` between them."""

    function = "STRING_AGG"
    output_field = TextField()

    def __init__(self, expression: str, **extra: Any) -> None:
        super().__init__(expression, Value(SEPARATOR, TextField()), **extra)

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, function="GROUP_CONCAT", **context)
