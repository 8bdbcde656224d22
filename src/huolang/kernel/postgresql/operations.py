"""Migration operations of our own."""

# The stubs do not know these internals of Django.
# pyright: reportAttributeAccessIssue=false, reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.migrations import CreateModel
from django.db.migrations.operations.base import Operation


class Together(Operation):
    """Several operations that add (tables, fields, indexes, constraints) as one: Django renders all
    models once instead of once an operation.

    Every table refers to the company, so each `AddField` for itself renders every model that is
    there: six migrations of some twenty fields took 30 s of pure Python. Each part is shown the
    models before all of them and after all of them, so no part may change what another one adds.
    """

    serialization_expand_args = ["operations"]
    reduces_to_sql = True

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [], {"operations": self.operations}

    def state_forwards(self, app_label: str, state: Any) -> None:
        vars(state).pop("apps", None)
        for part in self.operations:
            part.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        for part in self.operations:
            part.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        for part in reversed(self.operations):
            part.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return "; ".join(str(part.describe()) for part in self.operations)


class CreateModels(Together):
    """Several `CreateModel`. Within one of these, tables may refer to one another in any order:
    keys are added when the migration ends."""

    serialization_expand_args = ["tables"]

    def __init__(self, tables: Sequence[CreateModel]) -> None:
        super().__init__(tables)
        self.tables = tables

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [], {"tables": self.tables}

    def describe(self) -> str:
        return f"Create {', '.join(str(table.name) for table in self.tables)}"
