"""Django's makemigrations, with all that a file adds in one operation.

Django applies each separate CreateModel, AddField and AddIndex by rendering every related model
anew, and every model is related to the company: `Together` says what that cost.
"""

from __future__ import annotations

from typing import Any, cast

from django.core.management.commands import makemigrations
from django.db.migrations import AddConstraint, AddField, AddIndex, CreateModel

from huolang.kernel.postgresql.operations import CreateModels, Together


def fold(operations: list[Any]) -> list[Any]:
    """The same operations, each field, index and constraint moved into its table's CreateModel, two
    tables or more into one `CreateModels`, what is added to older tables into `Together`."""
    made = {cast("str", one.name_lower): one for one in operations if isinstance(one, CreateModel)}
    kept: list[Any] = []
    for operation in operations:
        table = made.get(getattr(operation, "model_name_lower", ""))
        if isinstance(operation, CreateModel):
            continue
        if isinstance(operation, AddField) and table is not None:
            cast("Any", table.fields).append((operation.name, operation.field))
        elif isinstance(operation, AddIndex) and table is not None:
            _put(table, "indexes", operation.index)
        elif isinstance(operation, AddConstraint) and table is not None:
            _put(table, "constraints", cast("Any", operation).constraint)
        else:
            kept.append(operation)
    tables = list(made.values())
    if len(kept) > 1 and all(isinstance(one, AddField | AddIndex | AddConstraint) for one in kept):
        kept = [Together(kept)]
    return [*(tables if len(tables) < 2 else [CreateModels(tables)]), *kept]


def _put(table: CreateModel, option: str, value: Any) -> None:
    table.options[option] = [*table.options.get(option, []), value]


class Command(makemigrations.Command):
    def write_migration_files(self, changes: dict[str, list[Any]], *args: Any) -> None:
        for migrations in changes.values():
            for migration in migrations:
                migration.operations = fold(migration.operations)
        super().write_migration_files(changes, *args)
