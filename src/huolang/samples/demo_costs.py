"""示例公司的成本单据: freight that goods bear, and that between our warehouses,
allowances of suppliers, stock that lost worth, and one product that is costed otherwise from some
day on.

Read off the books of the day, as invoices and payments are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.samples.demo_money import Slip
from huolang.samples.demo_specials import BATCHED, CARRIER

FREIGHT_DAY, ALLOWANCE_DAY, LOSS_DAY, MOVING_DAY = 15, 20, 25, 28
FREIGHT_TAX = Decimal("0.09")
LEAST_FREIGHT = Decimal(80)
A_WAY = Decimal(60)
"""What the carrier takes for one between two warehouses."""
COSTED_SINCE = 100
"""Days before the last on which the first product in batches is costed by layers."""
CENT = Decimal("0.01")
RECEIPTS = """
SELECT o.id, o.partner_id, o.amount FROM purchasing_purchasereceipt o
WHERE o.company_id = %s::bigint AND o.state = 'confirmed' AND o.date <= %s::date
  AND o.date > %s::date - 10
ORDER BY o.amount DESC, o.number LIMIT 2
"""
MOVED = """
SELECT id FROM inventory_stocktransfer
WHERE company_id = %s::bigint AND state = 'confirmed' AND date <= %s::date AND date > %s::date - 28
ORDER BY date, number
"""
INVOICED = """
SELECT o.id, o.partner_id, l.product_id, l.amount FROM purchasing_purchasereceipt o
JOIN purchasing_purchasereceiptline l ON l.company_id = o.company_id AND l.document_id = o.id
WHERE o.company_id = %s::bigint AND o.state = 'confirmed' AND o.date <= %s::date
  AND l.invoiced_base = l.base_quantity AND l.amount > 100
ORDER BY o.date DESC, o.number DESC, l.position LIMIT 1
"""
WORTH_MOST = """
SELECT p.product, p.value FROM ledger_costpool p
JOIN masters_product m ON m.company_id = p.company_id AND m.id = p.product
WHERE p.company_id = %s::bigint AND p.quantity > 0
  AND NOT m.batched AND NOT m.serialized
ORDER BY p.value DESC, m.code LIMIT 1
"""


def of_day(ids: Mapping[str, Mapping[str, UUID]], day: date, end: date) -> Iterator[Slip]:
    """What the bookkeeper enters at the end of `day` beside invoices and payments, in the acting
    company."""
    if _turn(day) == FREIGHT_DAY:
        yield from _freight(ids, day)
    if _turn(day) == ALLOWANCE_DAY and day.month % 2 == 0:
        yield from _allowance(day)
    if _turn(day) == LOSS_DAY and day.month % 3 == 1:
        yield from _loss()
    if _turn(day) == MOVING_DAY:
        yield from _moving(ids, day)
    if day == _working(end - timedelta(days=COSTED_SINCE)):
        line = {"product": ids["product"][BATCHED[0]], "method": "fifo"}
        yield Slip("costing_change", {"reason": "按批次先进先出核算", "lines": [line]})


def _working(day: date) -> date:
    return day + timedelta(days=day.weekday() == 6)


def _turn(day: date) -> int:
    """The day of the month; on a Monday, that of the Sunday where nobody worked, if one of ours."""
    before = (day - timedelta(days=1)).day
    ours = (FREIGHT_DAY, ALLOWANCE_DAY, LOSS_DAY, MOVING_DAY)
    return before if day.weekday() == 0 and before in ours else day.day


def _freight(ids: Mapping[str, Mapping[str, UUID]], day: date) -> Iterator[Slip]:
    """The carrier's bill of the two largest deliveries of late, by what they were worth."""
    found = sql.run(RECEIPTS, [current_id(), day, day]).fetchall()
    if not found:
        return
    worth = sum((row[2] for row in found), Decimal(0))
    net = max(LEAST_FREIGHT, worth * Decimal("0.015")).quantize(CENT)
    charge = {"kind": "freight", "method": "amount", "amount": net}
    charge["tax"] = (net * FREIGHT_TAX).quantize(CENT)
    yield Slip(
        "landed_cost",
        {
            "partner": ids["partner"][CARRIER.code],
            "invoice_number": f"26{day:%m%d}0871",
            "charges": [charge],
            "lines": [{"receipt": row[0]} for row in found],
        },
    )


def _moving(ids: Mapping[str, Mapping[str, UUID]], day: date) -> Iterator[Slip]:
    """The carrier's bill of four weeks, for every way between our warehouses."""
    found = sql.run(MOVED, [current_id(), day, day]).fetchall()
    if not found:
        return
    tax = (A_WAY * FREIGHT_TAX).quantize(CENT)
    lines = [{"transfer": row[0], "kind": "freight", "amount": A_WAY, "tax": tax} for row in found]
    partner, paper = ids["partner"][CARRIER.code], f"26{day:%m%d}0935"
    yield Slip("transfer_charge", {"partner": partner, "invoice_number": paper, "lines": lines})


def _allowance(day: date) -> Iterator[Slip]:
    """Of goods that are on an invoice the supplier lets a twentieth off."""
    for receipt, partner, product, amount in sql.run(INVOICED, [current_id(), day]).fetchall():
        off = (amount / 20).quantize(CENT)
        line: dict[str, Any] = {"receipt": receipt, "product": product, "amount": off}
        told = {"partner": partner, "remark": "包装破损，供应商同意折让", "lines": [line]}
        yield Slip("purchase_allowance", told)


def _loss() -> Iterator[Slip]:
    for product, value in sql.run(WORTH_MOST, [current_id()]).fetchall():
        line = {"product": product, "change": -(value * Decimal("0.02")).quantize(CENT)}
        told = {"reason": "devaluation", "explanation": "外包装受潮，折价处理", "lines": [line]}
        yield Slip("revaluation", told)
