"""下推 from a receipt to what changes the worth of goods received: charges, and allowances."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from huolang.documents.convert import Payload
from huolang.masters import merge

ZERO = Decimal(0)


def no_header(document: Any) -> Payload:
    """Who carried the goods is not who sold them."""
    return {}


def same_partner(document: Any) -> Payload:
    return {"partner": merge.kept("partner", document.partner_id)}


def all_lines(document: Any) -> list[Payload]:
    """Every line of the receipt."""
    return [{"receipt": row.document_id, "receipt_line": row.id} for row in document.rows]


def stocked_lines(document: Any) -> list[Payload]:
    """Every line of goods; services bear no charges."""
    rows = (row for row in document.rows if row.stocked)
    return [{"receipt": row.document_id, "receipt_line": row.id} for row in rows]


def stocked(row: Any) -> Decimal:
    """How much of a line can bear charges."""
    return row.base_quantity if row.stocked else ZERO


def bought(row: Any) -> Decimal:
    """What a line cost."""
    return row.total
