"""What the rows of a paper say otherwise than the record does."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from huolang.forms.form import Field, Form, Table
from huolang.forms.render import Record

OWN_PRICE = ("money", "price", "percent")


def signed(form: Form, rows: Sequence[Record]) -> Sequence[Record]:
    """The rows with their quantities below zero where the amount by which they go is."""
    by = form.paper.signed_by
    if not by:
        return rows
    return [
        {**row, "quantity": f"-{row['quantity']}"} if Decimal(row.get(by) or 0) < 0 else row
        for row in rows
    ]


def is_below(table: Table, row: Record) -> bool:
    """Is it a part of what another row counts?"""
    return bool(table.below and row.get(table.below))


def told(table: Table, row: Record, field: Field, value: Any) -> Any:
    """The `value` of `field`; what stands below another row has no price of its own."""
    if is_below(table, row) and field.kind in OWN_PRICE and not Decimal(value or 0):
        return ""
    return value
