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
                FILTER (WHERE coalesce(i.due_on, i.occurred_on) < %(today)s::date), 0)
FROM ledger_openitem i
WHERE i.company_id = %(company)s::bigint AND i."left" <> 0 GROUP BY i.kind
"""
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
    report on ages counts them."""

    left: Decimal
    overdue: Decimal


@dataclass(frozen=True, kw_only=True)
class Home:
    """None where the person may not see it."""

    today: date
    sales: Sequence[Day] | None
    purchases: Sequence[Day] | None
    with_margin: bool
    owed: dict[str, Owed]
    stock_value: Decimal | None
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
    kinds = [kind for kind in ("receivable", "payable") if access.allows(kind, "view")]
    owed = {row[0]: Owed(row[1], row[2]) for row in _rows(OWED, bound)} if kinds else {}
    worth = stock and access.sees("cost")
    return Home(
        today=today,
        sales=_days(trade.SALES, today, cost=profit) if sales.SALES.allowed(access) else None,
        purchases=_days(trade.PURCHASES, today, cost=False) if bought else None,
        with_margin=profit,
        owed={kind: owed.get(kind, Owed(ZERO, ZERO)) for kind in kinds},
        stock_value=_rows(WORTH, bound)[0][0] if worth else None,
        waiting=counts.pop("waiting", {"": 0})[""] if stock else None,
        differences=proving.differing() if access.allows("proof", "view") else None,
        steps=first_steps.ahead(access),
        counts=counts,
    )


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
