"""不合格品的余量: what an inspection rejected and still lies there, for documents that go on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from huolang.documents.convert import Payload
from huolang.forms import registry, store
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.masters import charged, goods, merge, serial_lines
from huolang.masters.goods import BASE_DIGITS, Good
from huolang.masters.remaining import numbered, open_header, open_quantity
from huolang.masters.serial import Status

RECEIPT = """
SELECT document_id FROM purchasing_purchasereceiptline
WHERE company_id = %s::bigint AND id = ANY(%s::uuid[]) LIMIT 1
"""


def header(inspection: Any) -> Payload:
    partner = merge.kept("partner", inspection.partner_id)
    return {"partner": partner, "warehouse": inspection.warehouse_id}


def return_header(inspection: Any) -> Payload:
    """As if the receipt itself went back."""
    return open_header(_receipt(inspection))


def lines(inspection: Any) -> list[Payload]:
    return [
        {**told, "batch": row.batch, "remark": row.remark} for row, _good, told in _open(inspection)
    ]


def return_lines(inspection: Any) -> list[Payload]:
    """At what the receipt was charged at in the end."""
    receipt = _receipt(inspection)
    brought, prices = {row.id: row for row in receipt.rows}, charged.prices(receipt)
    return [
        {
            **told,
            **_priced(told["unit"], brought[row.receipt_line_id], good, prices),
        }
        | {"receipt_line": row.receipt_line_id, "remark": row.remark}
        for row, good, told in _open(inspection)
    ]


def _open(inspection: Any) -> Iterator[tuple[Any, Good, Payload]]:
    known = goods.read(inspection)
    pieces = serial_lines.pieces_in(inspection, Status.REJECTED)
    for row in inspection.rows:
        if row.open_base:
            good = known[row.product_id]
            unit, quantity = open_quantity(row, good)
            told = {"inspection_line": row.id, "product": good.kept or row.product_id}
            told |= {"unit": unit, "quantity": quantity, **numbered(row, pieces)}
            yield row, good, told


def _priced(unit: UUID, row: Any, good: Good, prices: Mapping[UUID, Decimal]) -> Payload:
    """What the goods of a receipt's line cost in another of their units."""
    price = prices[row.id]
    if unit != row.unit_id:
        conversion = good.units[unit]
        price = row.in_line_unit(price) * conversion.numerator / conversion.denominator
    return {
        "unit_price": round(price, BASE_DIGITS),
        "discount": row.discount,
        "tax_rate": row.tax_rate,
        "is_gift": row.is_gift,
    }


def _receipt(inspection: Any) -> Any:
    keys = sql.array({row.receipt_line_id for row in inspection.rows})
    (key,) = sql.run(RECEIPT, [current_id(), keys]).fetchall()[0]
    return store.load(registry.get("purchase_receipt"), key)
