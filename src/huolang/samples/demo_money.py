"""示例公司的钱: invoices that arrive at the end of a month, and money paid some weeks later.

Read off the books of the day, so that what is planned is always there; who pays late is the same
every time.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
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
PAYING_DAYS = {"supplier_payment": (12, 26), "customer_payment": (8, 18, 28)}
TERM = 30
"""Days after which those pay with whom nothing was agreed."""
FORGETS = 0.1
"""How often a customer pays another time."""
LATE_PAYERS = ("K006", "K011")
"""Customers who have not paid for a long time."""
FEWEST = Decimal(50)
"""Nobody transfers less."""
NOT_INVOICED = """
SELECT o.partner_id, l.id, l.product_id, l.base_quantity - l.invoiced_base, l.amount,
       l.base_quantity
FROM {header}line l
JOIN {header} o ON o.company_id = l.company_id AND o.id = l.document_id
WHERE l.company_id = %s::bigint AND o.state = 'confirmed' AND o.date <= %s::date
  AND l.base_quantity > l.invoiced_base AND {only}
ORDER BY o.partner_id, o.date, o.number, l.position
"""
DUE = """
SELECT i.partner, p.code, i.id, i."left" FROM ledger_openitem i
JOIN masters_partner p ON p.company_id = i.company_id AND p.id = i.partner
WHERE i.company_id = %s::bigint AND i.kind = %s AND i."left" <> 0
  AND coalesce(i.due_on, i.occurred_on + %s::int) <= %s::date
  AND (i.kind = 'receivable' OR i.role = 'payable'
       OR EXISTS (SELECT FROM ledger_openitementry e
                  WHERE e.company_id = i.company_id AND e.item = i.id AND e.kind = 'invoice'))
ORDER BY i.partner, i.occurred_on, i.number
"""
"""We pay suppliers when there is an invoice."""
IS_INVOICED = """EXISTS (SELECT FROM {source}line s
    WHERE s.company_id = l.company_id AND s.id = l.{column} AND s.invoiced_base > 0)"""


@dataclass(frozen=True, slots=True)
class Invoicing:
    """What the invoices of one side are written of: tables, and what their lines are called."""

    goods: str
    line: str
    returns: str
    exchange: str
    only: str = "true"
    """Which lines can be invoiced."""

    @property
    def returned(self) -> str:
        """Returns of goods that are on an invoice."""
        only = IS_INVOICED.format(source=self.goods, column=f"{self.line}_id")
        only += f" AND {self.only}"
        return NOT_INVOICED.format(header=self.returns, only=only)


INVOICES = {
    "purchase_invoice": Invoicing(
        goods="purchasing_purchasereceipt",
        line="receipt_line",
        returns="purchasing_purchasereturn",
        exchange="purchasing_purchaseexchange",
    ),
    "sales_invoice": Invoicing(
        goods="sales_salesdelivery",
        line="delivery_line",
        returns="sales_salesreturn",
        exchange="sales_salesexchange",
        only="l.part_of IS NULL",
    ),
}


OPENING_FUNDS = (("ZJ01", 18_600), ("ZJ02", 520_000))
OLD_PAPERS = {
    "receivable": (
        "XS",
        (
            *(("K001", 38_420, 21), ("K002", 17_905, 18), ("K004", 9_260, 25)),
            *(("K005", 6_480, 12), ("K006", 14_020, 55), ("K011", 8_315, 70)),
        ),
    ),
    "payable": ("CG", (("G001", 22_350, 15), ("G005", 41_800, 24), ("G014", 36_100, 9))),
    "advance_received": ("YS", (("K008", 5_000, 10),)),
}
"""Letter of their numbers; partner, amount and age in days of each."""


@dataclass(frozen=True, slots=True)
class Slip:
    """An invoice or a payment to be made."""

    form: str
    payload: dict[str, Any]


def opening(ids: Mapping[str, Mapping[str, UUID]], day: date) -> Slip:
    """What the old books leave behind at the end of `day`: money, and papers not yet paid."""
    lines: list[dict[str, Any]] = [
        {"kind": "funds", "funds_account": ids["funds_account"][code], "amount": amount}
        for code, amount in OPENING_FUNDS
    ]
    for kind, (letter, partners) in OLD_PAPERS.items():
        for number, (code, amount, age) in enumerate(partners, 1):
            dated = day - timedelta(days=age)
            lines.append(
                {
                    "kind": kind,
                    "partner": ids["partner"][code],
                    "amount": amount,
                    "original_number": f"{letter}{dated:%y%m}-{number:03d}",
                    "original_date": dated.isoformat(),
                    "due_on": f"{dated + timedelta(days=TERM)}",
                }
            )
    return Slip("opening_balance", {"date": day.isoformat(), "lines": lines})


def of_day(day: date, seed: int) -> Iterator[Slip]:
    """What the bookkeeper enters at the end of `day`, in the acting company."""
    if day.day == INVOICING_DAY:
        for form in INVOICES:
            yield from _numbered(_invoices(form, day, seed), day)
    for form, days in PAYING_DAYS.items():
        if day.day in days:
            yield from _payments(form, day, seed)


def credits_of_day(day: date) -> Iterator[Slip]:
    """Red invoices of what was returned, when those that they correct are entered."""
    if day.day == INVOICING_DAY:
        for form, one in INVOICES.items():
            yield from _numbered(_one_paper_each(form, one.returned, "return_line", day), day, 5)


def _numbered(slips: Iterable[Slip], day: date, kind: int = 0) -> Iterator[Slip]:
    """With the 20 figures of a digital invoice: year, province, kind, and those of its issuer."""
    for number, slip in enumerate(slips, 1):
        which = kind + list(INVOICES).index(slip.form)
        paper = f"{day:%y}33{which}{day:%m%d}{day.toordinal() * 1_009 + number * 37:011d}"
        yield Slip(slip.form, {**slip.payload, "invoice_number": paper})


def _invoices(form: str, day: date, seed: int) -> Iterator[Slip]:
    """Of all that came or went, and of exchanges that came to a difference."""
    one = INVOICES[form]
    chance = random.Random(f"{seed} {day} {form}")
    statement = NOT_INVOICED.format(header=one.goods, only=one.only)
    for partner, rows in _open(statement, day):
        if form == "sales_invoice" and chance.random() < 0.5:
            continue  # half of the customers ask for none this month
        lines = _lines(rows, one.line)
        if form == "purchase_invoice" and chance.random() < 0.15:
            _differs(lines, rows, chance)
        yield Slip(form, {"partner": partner, "lines": lines})
    statement = NOT_INVOICED.format(header=one.exchange, only="o.total <> 0")
    yield from _one_paper_each(form, statement, "exchange_line", day)


def _one_paper_each(form: str, statement: str, link: str, day: date) -> Iterator[Slip]:
    """Red where it comes to less than nothing."""
    for partner, rows in _open(statement, day):
        yield Slip(form, {"partner": partner, "lines": _lines(rows, link)})


def _open(statement: str, day: date) -> Iterator[tuple[UUID, list[Any]]]:
    until = day - timedelta(days=LAG)
    return _by_partner(sql.run(statement, [current_id(), until]).fetchall())


def _lines(rows: list[Any], link: str) -> list[dict[str, Any]]:
    return [
        {"product": product, "quantity": quantity, link: line}
        for line, product, quantity, _amount, _base in rows
    ]


def _differs(lines: list[dict[str, Any]], rows: list[Any], chance: random.Random) -> None:
    """The supplier's price went up after the order."""
    index = chance.randrange(len(lines))
    _line, _product, quantity, amount, base = rows[index]
    dearer = amount * quantity / base * Decimal("1.02")
    lines[index]["amount"] = round(dearer, 2)


def _payments(form: str, day: date, seed: int) -> Iterator[Slip]:
    kind = "payable" if form == "supplier_payment" else "receivable"
    chance = random.Random(f"{seed} {day} {form}")
    asked = [current_id(), kind, TERM, day]
    for partner, rows in _by_partner(sql.run(DUE, asked).fetchall()):
        if kind == "receivable" and (chance.random() < FORGETS or rows[0][0] in LATE_PAYERS):
            continue  # pays another time
        amount = sum((left for _code, _item, left in rows), Decimal(0))
        if amount < FEWEST:
            continue
        lines = [{"item": item} for _code, item, _left in rows]
        payload = {"partner": partner, "amount": amount, "lines": lines}
        yield Slip(form, {**payload, "funds_account": {"code": "ZJ02"}})


def _by_partner(found: list[Any]) -> Iterator[tuple[UUID, list[Any]]]:
    """Rows of each partner, in their order, without the partner."""
    groups: dict[UUID, list[Any]] = {}
    for partner, *rest in found:
        groups.setdefault(partner, []).append(rest)
    yield from groups.items()
