"""What the rows of a paper say otherwise than the record does."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, cast

from huolang.forms.form import Field, Form, Table
from huolang.forms.render import Record

OWN_PRICE = ("money", "price", "percent")
IN_BASE_UNIT = "base_"


def signed(form: Form, rows: Sequence[Record]) -> Sequence[Record]:
    """The rows with their quantities below zero where the amount by which they go is."""
    by = form.paper.signed_by
    if not by:
        return rows
    return [
        {**row, "quantity": f"-{row['quantity']}"} if Decimal(row.get(by) or 0) < 0 else row
        for row in rows
    ]


def is_red(form: Form, record: Record) -> bool:
    """Is it a paper of less than nothing (红字), of those whose rows have a sign?"""
    return bool(form.paper.signed_by) and Decimal(record.get(form.paper.written_out) or 0) < 0


def is_below(table: Table, row: Record) -> bool:
    """Is it a part of what another row counts?"""
    return bool(table.below and row.get(table.below))


def adds_up(field: Field, rows: Sequence[Record]) -> bool:
    """Has a total of this column a meaning? Boxes and pieces are not added up, nor what comes back
    and what is given instead."""
    if field.kind != "quantity":
        return field.kind == "money"
    counted_in = "product" if field.name.startswith(IN_BASE_UNIT) else "unit"
    units = {_key(row.get(counted_in) or row.get("product")) for row in rows}
    return len(units) <= 1 and len({row.get("direction") for row in rows}) <= 1


def _key(named: Any) -> Any:
    return cast("dict[str, Any]", named).get("id") if isinstance(named, dict) else named


def told(table: Table, row: Record, field: Field, value: Any) -> Any:
    """The `value` of `field`; what stands below another row has no price of its own."""
    if is_below(table, row) and field.kind in OWN_PRICE and not Decimal(value or 0):
        return ""
    return value
