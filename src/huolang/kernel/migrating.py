"""Migrations of which all or nothing is kept.

Django commits the tables of a migration first and notes in a second transaction that they are made,
wherever statements come at the end of it (foreign keys, most of the time). Who is killed in between
has tables that the next start makes once more, and fails.
"""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

from django.db import transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration


class Whole(MigrationExecutor):
    """Notes in the same transaction; a migration that says it needs none is as it was."""

    def apply_migration(
        self, state: Any, migration: Migration, fake: bool = False, fake_initial: bool = False
    ) -> Any:
        using = self.connection.alias
        with transaction.atomic(using) if migration.atomic else nullcontext():
            return super().apply_migration(state, migration, fake, fake_initial)
