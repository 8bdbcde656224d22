"""What a line comes to by the line that it goes on from: its part of that line's net amount, as it
was invoiced in the end."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from huolang.documents.follow import Follow
from huolang.forms import registry
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.money import EXACT
from huolang.masters import charged

ZERO = Decimal(0)
ROUNDED = 3
"""Cents by which a line and its part of the earlier one may differ, for each was rounded."""
AMOUNTS = """
SELECT id, amount, base_quantity FROM {lines}
WHERE company_id = %s::bigint AND id = ANY(%s::uuid[])
"""


def parts(follows: Sequence[Follow], rows: Sequence[Any]) -> dict[UUID, Decimal]:
    """By id of each of `rows` that goes on from another line: net amount, exact, for its quantity.

    One statement for each of `follows` by which any of them does.
    """
    found: dict[UUID, Decimal] = {}
    for one in follows:
        going_on = {row.id: row for row in rows if getattr(row, one.column) is not None}
        if not going_on:
            continue
        lines = registry.get(one.form).tables_by_name["lines"].table
        keys = sql.array({getattr(row, one.column) for row in going_on.values()})
        known = sql.run(AMOUNTS.format(lines=lines), [current_id(), keys]).fetchall()
        earlier = {key: (amount, quantity) for key, amount, quantity in known}
        more = charged.beyond(one.form, earlier)
        for key, row in going_on.items():
            line = getattr(row, one.column)
            amount, quantity = earlier[line]
            amount += more[line].net if line in more else ZERO
            found[key] = EXACT.divide(EXACT.multiply(amount, row.base_quantity), quantity)
    return found


def leeway(digits: int) -> Decimal:
    return ROUNDED * Decimal(1).scaleb(-digits)
