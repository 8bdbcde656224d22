"""Whatever is bought, sold, returned, opened again and cancelled, on any days: the reports say what
a slow, obvious calculation says, and what the accounts say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huolang.forms import registry, store
from huolang.kernel import sql
from huolang.kernel.company import acting, current_id
from huolang.kernel.refusals import BusinessError
from huolang.ledger import months
from huolang.reports import asking, margin, reading, stock_ageing, stock_movement
from tests.support import trading
from tests.support.trading import line

ZERO = Decimal(0)
TODAY = date(2026, 11, 23)
SIGNS = {"sales_delivery": 1, "sales_return": -1}
FORMS = (
    "purchase_receipt",
    "purchase_receipt",
    "sales_delivery",
    "sales_return",
    "purchase_return",
)
rows = st.lists(
    st.tuples(st.sampled_from(["LS8", "DL", "AZ"]), st.integers(1, 9), st.integers(0, 5)),
    min_size=1,
    max_size=2,
)
days = st.integers(-45, 0)
news = st.tuples(st.just("new"), st.sampled_from(FORMS), rows, days)
steps = st.tuples(
    st.sampled_from(["reopen", "confirm", "cancel", "return", "sum up"]), st.integers(0, 30)
)


@pytest.fixture
def opened(company: Any) -> Iterator[int]:
    with acting(company.id):
        trading.open_shop()
        yield company.id


class _Over(Exception):
    """The story has been told; nothing of it is kept."""


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    story=st.lists(st.one_of(news, news, steps), min_size=6, max_size=24),
    first=days,
    length=st.integers(0, 30),
)
def test_reports_say_what_a_slow_calculation_says(
    opened: int, story: list[Any], first: int, length: int
) -> None:
    since = TODAY + timedelta(days=first)
    until = min(since + timedelta(days=length), TODAY)
    with pytest.raises(_Over), acting(opened):
        documents: list[Any] = []
        for step in story:
            try:
                documents += _do(step, documents)
            except BusinessError:
                continue
        assert _sold(since, until) == _sold_slowly(documents, since, until)
        assert _moved(since, until) == _moved_slowly(since, until)
        assert _aged(until) == _aged_slowly(until)
        assert _all_margin() == (-trading.balance("revenue"), trading.balance("cost_of_sales"))
        raise _Over


def _do(step: Any, documents: list[Any]) -> list[Any]:
    if step[0] == "new":
        _new, form, lines, days_ago = step
        made = [line(code, quantity, price) for code, quantity, price in lines]
        day = (TODAY + timedelta(days=days_ago)).isoformat()
        return [trading.create(form, trading.filled(form, *made, date=day), then="confirm")]
    action, index = step
    if action == "sum up":
        months.sum_up()
        return []
    if not documents:
        return []
    document = documents[index % len(documents)]
    if action == "return":
        form = trading.form_of(document).name
        targets = {"sales_delivery": "sales_return", "purchase_receipt": "purchase_return"}
        made = trading.convert(document, targets.get(form, "nothing"))
        trading.act(made, "confirm")
        return [made]
    trading.act(document, action)
    return []


def _page(report: Any, since: date, until: date) -> Any:
    given = {"since": since.isoformat(), "until": until.isoformat()}
    wanted = asking.read(report, given, trading.anybody(), today=TODAY)
    return reading.page(wanted, limit=100)


def _sold(since: date, until: date) -> dict[str, tuple[Decimal, ...]]:
    """Quantity, net and cost by product, as the report tells them."""
    page = _page(margin.GROSS_MARGIN, since, until)
    names = ("quantity", "net", "cost")
    found = {
        row.cells["product"]["code"]: tuple(row.cells[name] for name in names) for row in page.rows
    }
    for name in ("net", "cost", "margin"):
        assert page.totals.cells[name] == sum((row.cells[name] for row in page.rows), ZERO)
    return found


def _sold_slowly(documents: list[Any], since: date, until: date) -> dict[str, tuple[Decimal, ...]]:
    """The same from every document that stands today, one after another."""
    found: dict[str, list[Decimal]] = defaultdict(lambda: [ZERO, ZERO, ZERO])
    for each in documents:
        form = trading.form_of(each).name
        stored = trading.fresh(each)
        if form not in SIGNS or stored.state != "confirmed" or not since <= stored.date <= until:
            continue
        for row in stored.tables["lines"]:
            sums = found[store.load(registry.get("product"), row.product_id).code]
            sums[0] += SIGNS[form] * row.base_quantity
            sums[1] += SIGNS[form] * row.amount
            sums[2] -= _cost_today(row.id, stored.revision, stored.id)
    return {code: tuple(sums) for code, sums in found.items() if any(sums)}


def _cost_today(line_id: Any, revision: int, record: Any) -> Decimal:
    statement = """
        SELECT coalesce(sum(e.cost + coalesce((SELECT sum(a.amount) FROM ledger_costadjustment a
            WHERE a.company_id = e.company_id AND a.entry = e.id), 0)), 0)
        FROM ledger_stockentry e JOIN ledger_postinghead h
          ON h.company_id = e.company_id AND h.no = e.no
        WHERE e.company_id = %s::bigint AND e.line = %s::uuid AND h.revision = %s::int
          AND h.record = %s::uuid"""
    return sql.run(statement, [current_id(), line_id, revision, record]).fetchone()[0]


STEPS = [
    f"{step}_{what}"
    for step in ("opening", "in", "out", "closing")
    for what in ("quantity", "value")
]


def _moved(since: date, until: date) -> dict[str, tuple[Decimal, ...]]:
    page = _page(stock_movement.STOCK_MOVEMENT, since, until)
    return {
        row.cells["product"]["code"]: tuple(row.cells[name] for name in STEPS) for row in page.rows
    }


def _moved_slowly(since: date, until: date) -> dict[str, tuple[Decimal, ...]]:
    """The same by walking through all entries and corrections from the beginning."""
    statement = """
        SELECT p.code, e.occurred_on, e.quantity, e.cost, e.quantity > 0, e.reverses IS NOT NULL
        FROM ledger_stockentry e
        JOIN masters_product p ON p.company_id = e.company_id AND p.id = e.product
        WHERE e.company_id = %s::bigint
        UNION ALL
        SELECT p.code, a.recognised_on, 0, a.amount, e.quantity > 0, e.reverses IS NOT NULL
        FROM ledger_costadjustment a
        JOIN ledger_stockentry e ON e.company_id = a.company_id AND e.id = a.entry
        JOIN masters_product p ON p.company_id = e.company_id AND p.id = e.product
        WHERE a.company_id = %s::bigint"""
    found: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for code, day, quantity, cost, enters, mirror in sql.run(
        statement, [current_id()] * 2
    ).fetchall():
        if day > until:
            continue
        sums = found[code]
        came = enters != mirror
        where = "opening" if day < since else "in" if came else "out"
        sign = -1 if where == "out" else 1
        sums[f"{where}_quantity"] += sign * quantity
        sums[f"{where}_value"] += sign * cost
        sums["closing_quantity"] += quantity
        sums["closing_value"] += cost
    told = {code: tuple(sums[name] for name in STEPS) for code, sums in found.items()}
    return {code: sums for code, sums in told.items() if any(sums)}


def _aged(until: date) -> dict[str, list[int]]:
    """By product, how old each piece is."""
    given = {"until": until.isoformat(), "view": "arrival"}
    wanted = asking.read(stock_ageing.STOCK_AGEING, given, trading.anybody(), today=TODAY)
    found: dict[str, list[int]] = defaultdict(list)
    for row in reading.page(wanted, limit=200).rows:
        found[row.cells["product"]["code"]] += [row.cells["days"]] * int(row.cells["quantity"])
    return {code: sorted(pieces) for code, pieces in found.items()}


def _aged_slowly(until: date) -> dict[str, list[int]]:
    """The same piece by piece: whatever leaves is the oldest there is, whenever it came."""
    statement = """
        SELECT p.code, e.occurred_on, e.quantity FROM ledger_stockentry e
        JOIN masters_product p ON p.company_id = e.company_id AND p.id = e.product
        WHERE e.company_id = %s::bigint AND e.occurred_on <= %s::date AND e.reverses IS NULL
          AND NOT EXISTS (SELECT FROM ledger_stockentry m
                          WHERE m.company_id = e.company_id AND m.reverses = e.id)"""
    found: dict[str, list[int]] = defaultdict(list)
    gone: dict[str, int] = defaultdict(int)
    for code, day, quantity in sql.run(statement, [current_id(), until]).fetchall():
        found[code] += [(until - day).days] * int(max(quantity, ZERO))
        gone[code] += int(max(-quantity, ZERO))
    left = {code: sorted(came)[: len(came) - gone[code]] for code, came in found.items()}
    return {code: pieces for code, pieces in left.items() if pieces}


def _all_margin() -> tuple[Decimal, Decimal]:
    cells = _page(margin.GROSS_MARGIN, TODAY - timedelta(days=400), TODAY).totals.cells
    return cells["net"], cells["cost"]
