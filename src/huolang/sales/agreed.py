"""What a line comes to by the line that it goes on from: its part of what that line was charged at
in the end, less what was credited of it already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from huolang.documents.follow import Follow
from huolang.forms import registry
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.masters import charged
from huolang.masters.amounts import Amounts

ROUNDED = 3
"""Cents by which a line and its part of the earlier one may differ, for each was rounded."""
AMOUNTS = """
SELECT id, document_id, amount, tax, base_quantity, {returned} FROM {lines}
WHERE company_id = %s::bigint AND id = ANY(%s::uuid[])
"""


@dataclass(frozen=True, slots=True)
class Part:
    """`worth` is exact, for the line's quantity; `left` what its whole line is still to be
    credited; `of` the document that it goes on from, `line` its line there."""

    worth: Amounts
    left: Amounts
    of: UUID
    line: UUID


def parts(follows: Sequence[Follow], rows: Sequence[Any]) -> dict[UUID, Part]:
    """By id of each of `rows` that goes on from another line: its part of what is still to be
    credited of that line.

    A few statements for each of `follows` by which any of them does.
    """
    found: dict[UUID, Part] = {}
    for one in follows:
        going_on = {row.id: row for row in rows if getattr(row, one.column) is not None}
        if not going_on:
            continue
        lines = registry.get(one.form).tables_by_name["lines"].table
        keys = sql.array({getattr(row, one.column) for row in going_on.values()})
        returns = f"{charged.RETURNS} > 0" if one.counts == charged.RETURNS else "false"
        statement = AMOUNTS.format(lines=lines, returned=returns)
        known = {key: told for key, *told in sql.run(statement, [current_id(), keys]).fetchall()}
        returned = {key for key, told in known.items() if told[4]}
        told, none = charged.histories(one.form, known, returned), charged.History()
        for key, row in going_on.items():
            line = getattr(row, one.column)
            record, amount, tax, base, _ = known[line]
            left = told.get(line, none).left(Amounts(amount, tax), base)
            worth, whole = left.exactly(row.base_quantity), left.exactly(left.base)
            found[key] = Part(worth, whole, record, line)
    return found


def leeway(digits: int) -> Decimal:
    return ROUNDED * Decimal(1).scaleb(-digits)
