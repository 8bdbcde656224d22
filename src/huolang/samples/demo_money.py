"""示例公司的钱: invoices that arrive at the end of a month, and money paid some weeks later.

Read off the books of the day, so that what is planned is always there; who pays late is the same
every time.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from huolang.kernel import sql
from huolang.kernel.company import current_id

INVOICING_DAY = 28
LAG = 6
"""Days after which goods are on an invoice."""
PAYING_DAYS = {"supplier_payment": (12,), "customer_payment": (8, 18)}
TERM = 30
"""Days after which most people pay."""
FEWEST = Decimal(50)
"""Nobody transfers less."""
NOT_INVOICED = """
SELECT o.partner_id, l.id, l.product_id, l.base_quantity - l.returned_base - l.invoiced_base,
       l.amount, l.base_quantity
FROM {lines} l
JOIN {header} o ON o.company_id = l.company_id AND o.id = l.document_id
WHERE l.company_id = %s::bigint AND o.state = 'confirmed' AND o.date <= %s::date
  AND l.base_quantity > l.returned_base + l.invoiced_base
ORDER BY o.partner_id, o.date, o.number, l.position
"""
DUE = """
SELECT i.partner, i.id, i."left" FROM ledger_openitem i
WHERE i.company_id = %s::bigint AND i.kind = %s AND i."left" <> 0 AND i.occurred_on <= %s::date
ORDER BY i.partner, i.occurred_on, i.number
"""
INVOICES = {
    "purchase_invoice": ("purchasing_purchasereceipt", "receipt_line"),
    "sales_invoice": ("sales_salesdelivery", "delivery_line"),
}


@dataclass(frozen=True, slots=True)
class Slip:
    """An invoice or a payment to be made."""

    form: str
    payload: dict[str, Any]


def of_day(day: date, seed: int) -> Iterator[Slip]:
    """What the bookkeeper enters at the end of `day`, in the acting company."""
    if day.day == INVOICING_DAY:
        for form in INVOICES:
            yield from _invoices(form, day, seed)
    for form, days in PAYING_DAYS.items():
        if day.day in days:
            yield from _payments(form, day, seed)


def _invoices(form: str, day: date, seed: int) -> Iterator[Slip]:
    table, link = INVOICES[form]
    statement = NOT_INVOICED.format(header=table, lines=f"{table}line")
    until = day - timedelta(days=LAG)
    chance = random.Random(f"{seed} {day} {form}")
    for partner, rows in _by_partner(sql.run(statement, [current_id(), until]).fetchall()):
        if form == "sales_invoice" and chance.random() < 0.5:
            continue  # half of the customers ask for none this month
        lines = [
            {"product": product, "quantity": quantity, link: line}
            for line, product, quantity, _amount, _base in rows
        ]
        if form == "purchase_invoice" and chance.random() < 0.15:
            _differs(lines, rows, chance)
        yield Slip(form, {"partner": partner, "lines": lines})


def _differs(lines: list[dict[str, Any]], rows: list[Any], chance: random.Random) -> None:
    """The supplier's price went up after the order."""
    index = chance.randrange(len(lines))
    _line, _product, quantity, amount, base = rows[index]
    dearer = amount * quantity / base * Decimal("1.02")
    lines[index]["amount"] = round(dearer, 2)


def _payments(form: str, day: date, seed: int) -> Iterator[Slip]:
    kind = "payable" if form == "supplier_payment" else "receivable"
    until = day - timedelta(days=TERM)
    chance = random.Random(f"{seed} {day} {form}")
    for partner, rows in _by_partner(sql.run(DUE, [current_id(), kind, until]).fetchall()):
        if kind == "receivable" and chance.random() < 0.35:
            continue  # pays another time
        amount = sum((left for _item, left in rows), Decimal(0))
        if amount < FEWEST:
            continue
        lines = [{"item": item} for item, _left in rows]
        payload = {"partner": partner, "amount": amount, "lines": lines}
        yield Slip(form, {**payload, "funds_account": {"code": "ZJ02"}})


def _by_partner(found: list[Any]) -> Iterator[tuple[UUID, list[Any]]]:
    """Rows of each partner, in their order, without the partner."""
    groups: dict[UUID, list[Any]] = {}
    for partner, *rest in found:
        groups.setdefault(partner, []).append(rest)
    yield from groups.items()
