"""What becomes of each line of "Online Retail": which document, which product, which customer.

The file says nothing of stock, cost or tax, and it mixes sales with other things. The rules, in
the order in which they are asked; each is counted in the printed report:

1.  Codes are compared in capitals and without blanks around them: 85123a is 85123A.
2.  Services never enter stock: postage (POST), its own delivery (DOT), carriage (C2), manual
    entries (M), discounts (D), samples (S), fees and charges (AMAZONFEE, BANK CHARGES, CRUK), bad
    debt (B) and gift vouchers (GIFT…). All else is goods.
3.  Quantity above zero, price not below: a sales delivery. At price zero it is a gift; its goods
    leave all the same.
4.  Quantity below zero at a price: a sales return of that quantity at that price, whether or not
    the invoice is a credit note (its number begins with C). Unlinked: the file does not say which
    delivery comes back, so the goods come back at their current cost.
5.  Quantity below zero at price zero: on a credit note a return for nothing. Otherwise stock is
    written off (damaged, lost): a delivery for nothing to the partner STOCK WRITE-OFF, because
    goods leave and nobody owes for them; their cost is cost of sales.
6.  Price below zero (bad debt, invoices A…): the sign of the amount decides. What lowers the debt
    is a return at the positive price, what raises it a delivery; goods move with their document.
7.  Quantity zero: nothing to post; counted only.
8.  Identical lines are real lines and stay.
9.  A customer is its CustomerID, with the country of its first line. Lines without one belong to
    one walk-in customer per country.
10. One document per invoice, month, customer, country and kind; its moment is that of its first
    line. It is not taxed: prices stand as typed, line by line rounded half up to the cent.
11. A product is called what most of its priced lines call it; with no description at all, by its
    code. Its sales price is the most frequent price above zero.
12. Opening stock: at the first moment of each month, all that leaves in that month, so that every
    delivery is possible whatever comes back when. It costs 60 % of the lowest price above zero of
    that month, rounded half up to the cent; nothing when there is no such price.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from huolang.kernel.money import round_half_up
from huolang.samples.retail_file import RetailLine

BAD_DEBT = "B"
SERVICES = frozenset(
    ("POST", "DOT", "C2", "M", "D", "S", "AMAZONFEE", "BANK CHARGES", "CRUK", BAD_DEBT)
)
VOUCHERS = "GIFT"
COST_SHARE = Decimal("0.6")
CENTS = 2
ZERO = Decimal(0)
WRITE_OFF = "STOCK WRITE-OFF"
WALK_IN = "WALK-IN"
OPENING_LINES = 500
"""Lines of one opening document."""


class Fate(StrEnum):
    """What becomes of a line. Of the first three there are documents."""

    DELIVERED = "delivered"
    RETURNED = "returned"
    WRITTEN_OFF = "written off"
    NOTHING = "nothing to post"


FORMS = {
    Fate.DELIVERED: "sales_delivery",
    Fate.RETURNED: "sales_return",
    Fate.WRITTEN_OFF: "sales_delivery",
}


@dataclass(slots=True)
class Invoice:
    """The lines of one document to be."""

    key: str
    fate: Fate
    partner: str
    country: str
    lines: list[RetailLine] = field(default_factory=list[RetailLine])

    @property
    def first(self) -> RetailLine:
        return self.lines[0]

    def digest(self) -> str:
        """Tells whether the same invoice comes with other content another time."""
        said = [(ln.code, ln.quantity, str(ln.price), str(ln.moment)) for ln in self.lines]
        return hashlib.sha256(repr(said).encode()).hexdigest()

    def amount(self) -> Decimal:
        """What its document comes to: positive, each line rounded to the cent."""
        return sum((abs(round_half_up(line.amount, CENTS)) for line in self.lines), ZERO)


@dataclass(frozen=True, slots=True)
class Opening:
    """One opening document: the goods that leave in a month, with quantity and unit cost."""

    key: str
    month: str
    goods: tuple[tuple[str, int, Decimal], ...]

    def digest(self) -> str:
        return hashlib.sha256(repr(self.goods).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Product:
    """A product as the file describes it."""

    code: str
    name: str
    service: bool
    sales_price: Decimal
    cost: Decimal


@dataclass(frozen=True, slots=True)
class Customer:
    code: str
    name: str
    country: str


def fate(line: RetailLine) -> Fate:
    """Rules 3 to 7."""
    if line.quantity == 0:
        return Fate.NOTHING
    if line.price < 0:
        return Fate.RETURNED if line.quantity > 0 else Fate.DELIVERED
    if line.quantity > 0:
        return Fate.DELIVERED
    if line.price == 0 and not is_credit_note(line):
        return Fate.WRITTEN_OFF
    return Fate.RETURNED


def is_credit_note(line: RetailLine) -> bool:
    return line.invoice.startswith("C")


def is_service(code: str) -> bool:
    """Rule 2."""
    return code in SERVICES or code.startswith(VOUCHERS)


def customer(line: RetailLine) -> str:
    """Rule 9: the code of the partner."""
    return line.customer or f"{WALK_IN} {line.country.upper()}"


def customers(lines: Iterable[RetailLine]) -> list[Customer]:
    """All partners that the lines need, once each, in order of their first line."""
    found: dict[str, Customer] = {}
    for line in lines:
        code = customer(line)
        if code not in found and fate(line) not in (Fate.WRITTEN_OFF, Fate.NOTHING):
            name = f"Customer {code}" if line.customer else f"Walk-in customers, {line.country}"
            found[code] = Customer(code, name, line.country)
    if any(fate(line) is Fate.WRITTEN_OFF for line in lines):
        found[WRITE_OFF] = Customer(WRITE_OFF, "Stock written off", "")
    return list(found.values())


def products(lines: Sequence[RetailLine]) -> list[Product]:
    """Rule 11: all products that the lines name, by code."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    second: dict[str, Counter[str]] = defaultdict(Counter)
    prices: dict[str, Counter[Decimal]] = defaultdict(Counter)
    for line in lines:
        if line.price > 0:
            prices[line.code][line.price] += 1
        if line.description:
            (names if line.price > 0 else second)[line.code][line.description] += 1
    return [
        Product(
            code=code,
            name=_usual(names[code]) or _usual(second[code]) or code,
            service=is_service(code),
            sales_price=_usual(prices[code]) or ZERO,
            cost=_cost(prices[code]),
        )
        for code in sorted({line.code for line in lines})
    ]


def _usual(seen: Counter[Any]) -> Any:
    """The most frequent; of equally frequent ones the smallest, so that it never depends on
    the order of the lines."""
    return min(seen, key=lambda one: (-seen[one], one), default=None)


def _cost(prices: Iterable[Decimal]) -> Decimal:
    lowest = min(prices, default=ZERO)
    return round_half_up(lowest * COST_SHARE, CENTS)


def invoices(lines: Iterable[RetailLine]) -> list[Invoice]:
    """Rule 10: the documents to be, in the order of time, then of the file."""
    found: dict[str, Invoice] = {}
    for line in lines:
        what = fate(line)
        if what is Fate.NOTHING:
            continue
        partner = WRITE_OFF if what is Fate.WRITTEN_OFF else customer(line)
        key = "|".join((line.invoice, line.month, customer(line), line.country, what))
        if key not in found:
            found[key] = Invoice(key, what, partner, line.country)
        found[key].lines.append(line)
    return sorted(found.values(), key=lambda one: (one.first.moment, one.first.number))


def openings(lines: Iterable[RetailLine]) -> Iterator[Opening]:
    """Rule 12, month by month, in documents of at most OPENING_LINES lines."""
    needed: dict[str, Counter[str]] = defaultdict(Counter)
    lowest: dict[tuple[str, str], Decimal] = {}
    for line in lines:
        key = line.month, line.code
        if line.price > 0:
            lowest[key] = min(lowest.get(key, line.price), line.price)
        if fate(line) in (Fate.DELIVERED, Fate.WRITTEN_OFF) and not is_service(line.code):
            needed[line.month][line.code] += abs(line.quantity)
    for month in sorted(needed):
        goods = [
            (code, quantity, _cost([lowest.get((month, code), ZERO)]))
            for code, quantity in sorted(needed[month].items())
        ]
        for number, start in enumerate(range(0, len(goods), OPENING_LINES), start=1):
            part = tuple(goods[start : start + OPENING_LINES])
            yield Opening(f"OPENING|{month}|{number}", month, part)


def started(month: str) -> datetime:
    """The first moment of a month, local time."""
    return datetime.strptime(month, "%Y-%m")  # noqa: DTZ007
