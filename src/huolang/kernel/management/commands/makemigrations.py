"""Django's makemigrations, folding keys and indexes into the tables that the same file creates.

Django applies each separate AddIndex by rendering every related model anew: installing took 18 s
of pure Python, and takes 5 s when an index is written where its table is made.
"""

from __future__ import annotations

from typing import Any, cast

from django.core.management.commands import makemigrations
from django.db.migrations import AddConstraint, AddField, AddIndex, CreateModel


def fold(operations: list[Any]) -> list[Any]:
    """The same operations, each index and constraint moved into its table's CreateModel."""
    late = {one.model_name_lower for one in operations if isinstance(one, AddField)}
    made: dict[str, CreateModel] = {}
    kept: list[Any] = []
    for operation in operations:
        if isinstance(operation, CreateModel) and operation.name_lower not in late:
            made[cast("str", operation.name_lower)] = operation
        table = made.get(getattr(operation, "model_name_lower", ""))
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
