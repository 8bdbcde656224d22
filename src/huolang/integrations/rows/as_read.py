"""再来一次: a record of a file as it was read, to be written
once more after all was taken back."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

from huolang.integrations.meaning.cells import Note
from huolang.integrations.rows.groups import Check, Group


class Again(Exception):
    """All of it is taken back, and done without those that are refused."""


@dataclass(slots=True)
class Kept:
    payload: dict[str, Any]
    rows: dict[str, list[int]]
    notes: list[Note]
    checks: list[Check]
    told_by: dict[str, str]


def kept(group: Group) -> Kept:
    """What writing a record may alter."""
    copies: dict[int, Any] = {}
    payload = deepcopy(group.payload, copies)
    checks = [replace(one, into=copies.get(id(one.into), one.into)) for one in group.checks]
    rows = {name: [*some] for name, some in group.rows.items()}
    return Kept(payload, rows, [*group.notes], checks, {**group.told_by})


def restore(group: Group, was: Kept) -> None:
    """Let it be as it was read."""
    group.payload, group.rows = was.payload, was.rows
    group.notes, group.checks, group.told_by = was.notes, was.checks, was.told_by
