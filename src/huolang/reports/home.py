"""工作台: what today and this month came to, what is owed, and what waits to be done.

Each figure is one that a report or a list answers as well; who may not see these does not see it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from huolang.forms import registry
from huolang.forms.form import Form
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.permissions import Access
from huolang.ledger import proving
from huolang.reports import (
    execution,
    first_steps,
    margin,
    purchases,
    reading,
    sales,
    trade,
    traded_days,
)
from huolang.reports.traded_days import Day

ZERO = Decimal(0)
CHART = 30
"""Days of the chart, today included."""
OWED = """
SELECT i.kind, sum(i."left" * i.rate),
       coalesce(sum(i."left" * i.rate)
                FILTER (WHERE coalesce(i.due_on, i.occurred_on) < %(today)s::date), 0),
       coalesce(sum(i."left" * i.rate) FILTER (WHERE coalesce(i.due_on, i.occurred_on)
                BETWEEN %(today)s::date AND %(today)s::date + 6), 0),
       coalesce(sum(i."left" * i.rate) FILTER (WHERE coalesce(i.due_on, i.occurred_on)
                BETWEEN %(today)s::date + 7 AND %(today)s::date + 29), 0)
FROM ledger_openitem i
WHERE i.company_id = %(company)s::bigint AND i."left" <> 0 GROUP BY i.kind
"""
PAID = """
SELECT '{form}', coalesce(sum(d.amount) FILTER (WHERE d.date = %(today)s::date), 0),
       coalesce(sum(d.amount), 0), 0::numeric, 0::numeric
FROM {table} d
WHERE d.company_id = %(company)s::bigint AND d.state = 'confirmed'
  AND d.date BETWEEN date_trunc('month', %(today)s::date) AND %(today)s::date
"""
PAYMENTS = ("customer_payment", "supplier_payment")
WAITING = """
SELECT 'waiting', '', count(DISTINCT a.product) FROM ledger_availability a
WHERE a.company_id = %(company)s::bigint AND a.waiting > 0
"""
DRAFTS = """
SELECT 'draft', '{form}', count(*) FROM {table} d
WHERE d.company_id = %(company)s::bigint AND d.state = 'draft'
"""
OPEN = """
SELECT 'open', '{form}', count(*) FROM {table} d
WHERE d.company_id = %(company)s::bigint AND d.state = 'confirmed' AND d.progress <> 'done'
"""
LATE = """
SELECT 'late', '{form}', count(DISTINCT d.id) FROM {table} d
JOIN {lines} l ON l.company_id = d.company_id AND l.document_id = d.id
WHERE d.company_id = %(company)s::bigint AND d.state = 'confirmed' AND d.progress <> 'done'
  AND l.open_quantity > 0 AND l.expected_on < %(today)s::date
"""
INSPECT = """
SELECT 'inspect', 'purchase_receipt', count(*) FROM purchasing_purchasereceipt d
WHERE d.company_id = %(company)s::bigint AND d.state = 'confirmed'
  AND d.inspection IN ('none', 'partial')
"""
"""Receipts of which something waits for its inspection."""
REJECTS = """
SELECT 'open', 'inspection', count(*) FROM purchasing_inspection d
WHERE d.company_id = %(company)s::bigint AND d.state = 'confirmed'
  AND d.progress IN ('none', 'partial')
"""
"""Inspections of whose rejects something lies there."""
WORTH = """
SELECT coalesce(sum(c.value), 0) FROM ledger_costpool c WHERE c.company_id = %(company)s::bigint
"""
ORDERS = (execution.SALES_ORDERS, execution.PURCHASE_ORDERS)


@dataclass(frozen=True, slots=True)
class Owed:
    """Open amounts, gross, and what of them is past its day, less credits past theirs: as the
    report on ages counts them; what falls due in the seven days from today, and in the 23 after."""

    left: Decimal
    overdue: Decimal
    week: Decimal
    month: Decimal


@dataclass(frozen=True, slots=True)
class Paid:
    """What was paid; what was paid back is taken off."""

    today: Decimal
    month: Decimal


@dataclass(frozen=True, kw_only=True)
class Home:
    """None where the person may not see it."""

    today: date
    sales: Sequence[Day] | None
    purchases: Sequence[Day] | None
    with_margin: bool
    owed: dict[str, Owed]
    paid: dict[str, Paid]
    """By form: from customers, to suppliers."""
    stock_value: Decimal | None
    turnover: Decimal | None
    """Days that the stock lasts, at what was sold in the last thirty."""
    waiting: int | None
    differences: int | None
    """That the last proof of the books found."""
    steps: list[first_steps.Step] | None
    """Of a company that is being set up: what is done first."""
    counts: dict[str, dict[str, int]]
    """draft, open, inspect or late → form → how many."""


def read(access: Access, *, today: date, also: Sequence[str] = ()) -> Home:
    """The figures that this person may see, in a handful of statements; `also` are SQL of more
    counts, each with its kind and what it counts."""
    reading.begin()
    bound = {"company": str(current_id()), "today": today.isoformat()}
    profit = margin.GROSS_MARGIN.allowed(access)
    bought = purchases.PURCHASES.allowed(access) and access.sees(purchases.GROUP)
    stock = access.allows("stock", "view")
    counts = _counts(access, bound, also, stock=stock)
    owed, paid = _money(access, bound)
    sold = _days(trade.SALES, today, cost=profit) if sales.SALES.allowed(access) else None
    worth = _rows(WORTH, bound)[0][0] if stock and access.sees("cost") else None
    return Home(
        today=today,
        sales=sold,
        purchases=_days(trade.PURCHASES, today, cost=False) if bought else None,
        with_margin=profit,
        owed=owed,
        paid=paid,
        stock_value=worth,
        turnover=_turnover(worth, sold) if profit else None,
        waiting=counts.pop("waiting", {"": 0})[""] if stock else None,
        differences=proving.differing() if access.allows("proof", "view") else None,
        steps=first_steps.ahead(access),
        counts=counts,
    )


def _money(access: Access, bound: dict[str, str]) -> tuple[dict[str, Owed], dict[str, Paid]]:
    """What is owed by kind, and what was paid by form, in one statement."""
    kinds = [kind for kind in ("receivable", "payable") if access.allows(kind, "view")]
    forms = [name for name in PAYMENTS if access.allows(name, "view")]
    parts = [PAID.format(form=name, table=registry.get(name).table) for name in forms]
    asked = [OWED, *parts] if kinds else parts
    found = {row[0]: row[1:] for row in _rows(" UNION ALL ".join(asked), bound)} if asked else {}
    nothing = (ZERO, ZERO, ZERO, ZERO)
    owed = {kind: Owed(*found.get(kind, nothing)) for kind in kinds}
    return owed, {form: Paid(*found[form][:2]) for form in forms}


def _turnover(worth: Decimal | None, sold: Sequence[Day] | None) -> Decimal | None:
    """Value of the stock by the cost of what was sold each day; None where nothing was."""
    cost = sum((one.cost for one in (sold or ())[-CHART:]), ZERO)
    return None if worth is None or cost <= 0 else (worth * CHART / cost).quantize(Decimal("0.1"))


def since(today: date) -> date:
    """The first day that is read: of the month, or of the chart."""
    return min(today.replace(day=1), today - timedelta(days=CHART - 1))


def _days(kinds: Sequence[trade.Trading], today: date, *, cost: bool) -> list[Day]:
    """Every day from `since` to today, also those without trade."""
    first = since(today)
    found = traded_days.read(kinds, first, today, cost=cost)
    days = [first + timedelta(days=n) for n in range((today - first).days + 1)]
    return [found.get(day, Day(day, ZERO, ZERO, ZERO)) for day in days]


def _counts(
    access: Access, bound: dict[str, str], also: Sequence[str], *, stock: bool
) -> dict[str, dict[str, int]]:
    """Drafts of all documents, open and late orders, goods that orders wait for: one statement."""
    parts = [WAITING, *also] if stock else [*also]
    for form in registry.all():
        if form.is_document and access.allows(form.name, "view"):
            parts += _parts(form)
    if access.allows("inspection", "view"):
        parts += [REJECTS, INSPECT] if access.allows("purchase_receipt", "view") else [REJECTS]
    counts: dict[str, dict[str, int]] = {}
    if parts:
        for what, form, count in _rows(" UNION ALL ".join(parts), bound):
            counts.setdefault(what, {})[form] = count
    return counts


def _parts(form: Form) -> Iterable[str]:
    yield DRAFTS.format(form=form.name, table=form.table)
    if any(form.name in one.reads for one in ORDERS):
        lines = form.tables_by_name["lines"].table
        yield OPEN.format(form=form.name, table=form.table)
        yield LATE.format(form=form.name, table=form.table, lines=lines)


def _rows(statement: str, bound: dict[str, str]) -> list[tuple[Any, ...]]:
    return sql.run_named(statement, bound).fetchall()
