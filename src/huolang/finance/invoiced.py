"""下推收付款 of an invoice: a payment of what is still owed of the goods on it, and of what the
paper says more than they came to."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from huolang.documents.convert import Conversion, Payload
from huolang.finance import open_item
from huolang.finance.open_item import OpenItem
from huolang.finance.payment import NothingOwed
from huolang.forms import registry
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.masters import merge

ZERO = Decimal(0)
BEFORE = """
SELECT k.from_record, sum(l.source_amount + l.source_tax) FROM documents_link k
JOIN {header} d ON d.company_id = k.company_id AND d.id = k.to_record AND d.state = 'confirmed'
JOIN {lines} l ON l.company_id = k.company_id AND l.id = k.to_line
WHERE k.company_id = %s::bigint AND k.to_form = %s AND k.from_record = ANY(%s::uuid[])
  AND (d.confirmed_at, d.id) < (%s::timestamptz, %s::uuid)
GROUP BY k.from_record
"""


def conversion(target: str, label: Any, kind: str) -> Conversion:
    """A payment of no more than is on the invoice."""

    def header(document: Any) -> Payload:
        amount = sum((part for _item, part in parts(document, kind)), ZERO)
        return {"partner": merge.kept("partner", document.partner_id), "amount": amount}

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
    before = _billed_before(document, billed)
    found: list[tuple[OpenItem, Decimal]] = []
    for item in open_item.of_records(document.partner_id, kind, [document.id, *billed]):
        part = item.left
        if item.record != document.id:
            earlier, here = before.get(item.record, ZERO), billed[item.record]
            part = _unpaid(item, earlier, here)
            billed[item.record] -= part
        if part:
            found.append((item, part))
    return found


def _billed_before(document: Any, records: Iterable[UUID]) -> dict[UUID, Decimal]:
    """What earlier invoices bill of these documents: they are paid first."""
    form = registry.of(type(document))
    statement = BEFORE.format(header=form.table, lines=form.tables_by_name["lines"].table)
    asked = [current_id(), form.name, sql.array(records), document.confirmed_at, document.id]
    return dict(sql.run(statement, asked).fetchall())


def _unpaid(item: OpenItem, earlier: Decimal, here: Decimal) -> Decimal:
    """What of `here` is not paid yet, where what was paid of the item paid `earlier` first."""
    sign = 1 if here > ZERO else -1
    paid = (item.total - item.left) * sign
    due = min(here * sign, (earlier + here) * sign - paid, item.left * sign)
    return max(due, ZERO) * sign
