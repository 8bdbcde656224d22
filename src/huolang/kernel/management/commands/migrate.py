"""`python -m django migrate`, but that a migration is noted together with what it makes."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate as theirs

from huolang.kernel.migrating import Whole


class Command(theirs.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        theirs.MigrationExecutor = Whole  # it asks for one by this name, and knows no other way
        super().handle(*args, **options)
