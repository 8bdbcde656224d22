"""下推收付款 of an invoice: a payment of what is still owed of the goods on it, and of what the
paper says more than they came to."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from huolang.documents.convert import Conversion, Payload
from huolang.finance import open_item
from huolang.finance.open_item import OpenItem
from huolang.finance.payment import NothingOwed

ZERO = Decimal(0)


def conversion(target: str, label: Any, kind: str) -> Conversion:
    """A payment of no more than is on the invoice."""

    def header(document: Any) -> Payload:
        amount = sum((part for _item, part in parts(document, kind)), ZERO)
        return {"partner": document.partner_id, "amount": amount}

    def lines(document: Any) -> list[Payload]:
        found = parts(document, kind)
        if not found:
            raise NothingOwed()
        return [{"item": item.id, "amount": part} for item, part in found]

    return Conversion(
        target=target,
        label=label,
        header=header,
        lines=lines,
        open=lambda row: abs(row.total),
        still=lambda document: bool(parts(document, kind)),
    )


def parts(document: Any, kind: str) -> list[tuple[OpenItem, Decimal]]:
    """What of each open item is on the invoice: of its own all, of the documents that it bills as
    much as it bills of them, and no more than is left."""
    billed: dict[UUID, Decimal] = {}
    for row in document.rows:
        billed[row.source_record] = billed.get(row.source_record, ZERO) + row.source_total
    found: list[tuple[OpenItem, Decimal]] = []
    for item in open_item.of_records(document.partner_id, kind, [document.id, *billed]):
        part = item.left
        if item.record != document.id:
            part = _nearer(item.left, billed[item.record])
            billed[item.record] -= part
        if part:
            found.append((item, part))
    return found


def _nearer(left: Decimal, billed: Decimal) -> Decimal:
    """The smaller of both, where both are owed in the same direction; otherwise nothing."""
    if (left > ZERO) != (billed > ZERO):
        return ZERO
    return min(left, billed, key=abs)
