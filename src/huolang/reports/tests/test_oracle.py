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
from huolang.ledger import months, past, periods
from huolang.reports import asking, margin, reading, stock_ageing, stock_movement
from huolang.reports.tests import by_kind
from tests.support import trading
from tests.support.trading import line

ZERO = Decimal(0)
TODAY = date(2026, 11, 23)
CLOSES = date(2026, 10, 1)
SIGNS = {"sales_delivery": 1, "sales_return": -1}
FORMS = (
    "purchase_receipt",
    "purchase_receipt",
    "sales_delivery",
    "sales_return",
    "purchase_return",
    "stock_transfer",
)
rows = st.lists(
    st.tuples(st.sampled_from(["LS8", "DL", "AZ"]), st.integers(1, 9), st.integers(0, 5)),
    min_size=1,
    max_size=2,
)
days = st.integers(-45, 0)
news = st.tuples(st.just("new"), st.sampled_from(FORMS), rows, days)
Periods = tuple[tuple[date, date], ...]
recosts = st.tuples(
    st.just("recost"),
    st.sampled_from(["LS8", "DL"]),
    st.sampled_from(["3.3333", "0.8888", "12.345678", None]),
    days,
)
"""By a standard, or by the average again."""
steps = st.tuples(
    st.sampled_from(
        ["reopen", "confirm", "cancel", "return", "invoice", "sum up", "close", "open again"]
    ),
    st.integers(0, 30),
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
    story=st.lists(st.one_of(news, news, steps, steps, recosts), min_size=6, max_size=24),
    early=st.lists(recosts, max_size=1),
    first=days,
    length=st.integers(0, 30),
)
def test_reports_say_what_a_slow_calculation_says(
    opened: int, story: list[Any], early: list[Any], first: int, length: int
) -> None:
    since = TODAY + timedelta(days=first)
    until = min(since + timedelta(days=length), TODAY)
    told = ((since, until), (CLOSES, date(2026, 10, 31)), (date(2026, 11, 1), TODAY))
    with pytest.raises(_Over), acting(opened):
        documents: list[Any] = []
        for step in [*((*one[:3], -46) for one in early), *story]:
            try:
                documents += _do(step, documents)
            except BusinessError:
                continue
        assert _sold(since, until) == _sold_slowly(documents, since, until)
        assert _moved(since, until) == _moved_slowly(since, until)
        assert _moved_by_place(since, until) == _lay_by_place(since, until)
        for view in ("product", "warehouse"):
            assert by_kind.told(view, since, until) == by_kind.slowly(view, since, until)
        assert _aged(until) == _aged_slowly(until)
        assert _margins(told) == _accounts(told)
        raise _Over


def _do(step: Any, documents: list[Any]) -> list[Any]:
    if step[0] == "new":
        _new, form, lines, days_ago = step
        made = [line(code, quantity, price) for code, quantity, price in lines]
        told = {"date": (TODAY + timedelta(days=days_ago)).isoformat()}
        if form == "stock_transfer":
            made = [line(code, quantity) for code, quantity, _price in lines]
            told["into"] = {"code": "CK02"}
        return [trading.create(form, trading.filled(form, *made, **told), then="confirm")]
    if step[0] == "recost":
        _recost, code, standard, days_ago = step
        told = {"method": "standard", "standard_cost": standard}
        made = {"product": {"code": code}, **(told if standard else {"method": "moving_average"})}
        day = (TODAY + timedelta(days=days_ago)).isoformat()
        return [trading.confirmed("costing_change", made, date=day, reason="核定")]
    action, index = step
    if action == "sum up":
        months.sum_up()
        return []
    if action in ("close", "open again"):
        (periods.close if action == "close" else periods.reopen)(CLOSES, by=None)
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
    if action == "invoice":
        made = trading.convert(document, "purchase_invoice")
        told = [
            {"id": str(row.id), "amount": row.amount + index, "tax": row.tax}
            for row in made.tables["lines"]
        ]
        trading.change(made, lines=told, date=TODAY.isoformat())
        trading.act(made, "confirm")
        return [made]
    trading.act(document, action)
    return []


def _page(report: Any, since: date, until: date, **more: str) -> Any:
    given = {"since": since.isoformat(), "until": until.isoformat(), **more}
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
    """The same from every document that stands today, one after another, and what the books say
    that its goods cost."""
    found: dict[str, list[Decimal]] = defaultdict(lambda: [ZERO, ZERO, ZERO])
    for each in documents:
        form = trading.form_of(each).name
        if form not in SIGNS:
            continue
        stored = trading.fresh(each)
        for day, code, cost in _costs(stored.id):
            if since <= day <= until:
                found[code][2] += cost
        for day, sign in _standing(stored):
            if not since <= day <= until:
                continue
            for row in stored.tables["lines"]:
                sums = found[store.load(registry.get("product"), row.product_id).code]
                sums[0] += sign * SIGNS[form] * row.base_quantity
                sums[1] += sign * SIGNS[form] * row.amount
    return {code: tuple(sums) for code, sums in found.items() if any(sums)}


def _standing(stored: Any) -> list[tuple[date, int]]:
    """When the document as it is was posted, and when that was taken back."""
    heads = sql.run(
        "SELECT occurred_on, kind FROM ledger_postinghead WHERE company_id = %s::bigint"
        " AND record = %s::uuid AND revision = %s::int AND kind IN ('post', 'mirror')",
        [current_id(), stored.id, stored.revision],
    ).fetchall()
    return [(day, 1 if kind == "post" else -1) for day, kind in heads]


def _costs(record: Any) -> list[tuple[date, str, Decimal]]:
    """Day, product and what came onto cost of sales, entry by entry and correction by correction,
    of all that was ever posted of a document."""
    entries = """
        SELECT e.id, e.reverses, p.code, e.quantity, e.cost + e.variance, e.occurred_on, e.no,
               e.valuation = 'mirror'
        FROM ledger_stockentry e
        JOIN ledger_postinghead h ON h.company_id = e.company_id AND h.no = e.no
        JOIN masters_product p ON p.company_id = e.company_id AND p.id = e.product
        WHERE e.company_id = %s::bigint AND h.record = %s::uuid ORDER BY e.no"""
    corrections = """
        SELECT amount + variance, recognised_on, no FROM ledger_costadjustment
        WHERE company_id = %s::bigint AND entry = %s::uuid ORDER BY no"""
    told: list[tuple[date, str, Decimal, int]] = []
    before: dict[Any, Any] = {}
    for row in sql.run(entries, [current_id(), record]).fetchall():
        key, reverses, code, quantity, cost, day, no, annuls = row
        came, had = before.get(reverses, (ZERO, []))
        if came > 0 and not annuls:  # what came back goes again later: nothing of it stays
            told = [one for one in told if one not in had]
            until = [one for one in had if one[3] < no]
            told += [*until, (day, code, -sum((one[2] for one in until), ZERO), no)]
            continue
        found = sql.run(corrections, [current_id(), key]).fetchall()
        had = [(day, code, -cost, no), *((on, code, -more, by) for more, on, by in found)]
        before[key] = quantity, had
        told += had
    return [one[:3] for one in told]


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


Lay = dict[tuple[str, str], tuple[Decimal, ...]]


def _moved_by_place(since: date, until: date) -> Lay:
    """Opening and closing of each warehouse. What came and went is the difference: all of it in
    quantity, in value but for what averaging moved."""
    page = _page(stock_movement.STOCK_MOVEMENT, since, until, view="warehouse")
    found: Lay = {}
    for row in page.rows:
        told = {name: row.cells[name] for name in STEPS}
        change = told["closing_quantity"] - told["opening_quantity"]
        assert change == told["in_quantity"] - told["out_quantity"]
        ends = [told[f"{step}_{what}"] for step in ENDS for what in ("quantity", "value")]
        if any(ends):
            found[row.cells["product"]["code"], row.cells["warehouse"]["code"]] = tuple(ends)
    return found


ENDS = ("opening", "closing")


def _lay_by_place(since: date, until: date) -> Lay:
    """The same from the books of the two days."""
    found: Lay = {}
    for number, day in enumerate((since - timedelta(days=1), until)):
        for one in past.stock(day, by_place=True):
            assert one.warehouse is not None
            product = store.load(registry.get("product"), one.product).code
            place = store.load(registry.get("warehouse"), one.warehouse).code
            ends = [*found.get((product, place), (ZERO, ZERO, ZERO, ZERO))]
            ends[2 * number : 2 * number + 2] = one.quantity, one.value
            found[product, place] = tuple(ends)
    return found


def _moved_slowly(since: date, until: date) -> dict[str, tuple[Decimal, ...]]:
    """The same by walking through all entries and corrections from the beginning."""
    statement = """
        SELECT p.code, e.occurred_on, e.quantity, e.cost, e.quantity > 0, e.reverses IS NOT NULL,
               e.counter
        FROM ledger_stockentry e
        JOIN masters_product p ON p.company_id = e.company_id AND p.id = e.product
        WHERE e.company_id = %s::bigint
        UNION ALL
        SELECT p.code, a.recognised_on, 0, a.amount, e.quantity > 0, e.reverses IS NOT NULL,
               e.counter
        FROM ledger_costadjustment a
        JOIN ledger_stockentry e ON e.company_id = a.company_id AND e.id = a.entry
        JOIN masters_product p ON p.company_id = e.company_id AND p.id = e.product
        WHERE a.company_id = %s::bigint"""
    found: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for code, day, quantity, cost, enters, mirror, counter in sql.run(
        statement, [current_id()] * 2
    ).fetchall():
        if day > until:
            continue
        sums = found[code]
        came = enters != mirror or counter == "inventory"  # transfers: both sides come to nothing
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
    """The same piece by piece: whatever leaves is the oldest there is, whenever it came. What was
    taken back at its own moment never was there; later, it was until then."""
    statement = """
        SELECT p.code, e.occurred_on, e.quantity FROM ledger_stockentry e
        JOIN masters_product p ON p.company_id = e.company_id AND p.id = e.product
        WHERE e.company_id = %s::bigint AND e.occurred_on <= %s::date AND e.reverses IS NULL
          AND e.counter <> 'inventory' AND NOT EXISTS (SELECT FROM ledger_stockentry m
                          WHERE m.company_id = e.company_id AND m.reverses = e.id
                            AND m.occurred_on <= %s::date)"""
    found: dict[str, list[int]] = defaultdict(list)
    gone: dict[str, int] = defaultdict(int)
    for code, day, quantity in sql.run(statement, [current_id(), until, until]).fetchall():
        found[code] += [(until - day).days] * int(max(quantity, ZERO))
        gone[code] += int(max(-quantity, ZERO))
    left = {code: sorted(came)[: len(came) - gone[code]] for code, came in found.items()}
    return {code: pieces for code, pieces in left.items() if pieces}


def _margins(periods: Periods) -> list[tuple[Decimal, Decimal]]:
    """Revenue and cost of each period."""
    found: list[tuple[Decimal, Decimal]] = []
    for since, until in periods:
        cells = _page(margin.GROSS_MARGIN, since, until).totals.cells
        found.append((cells["net"], cells["cost"]))
    return found


def _accounts(periods: Periods) -> list[tuple[Decimal, Decimal]]:
    """The same as the accounts have it."""
    statement = """
        SELECT coalesce(-sum(l.base_amount) FILTER (WHERE r.role = 'revenue'), 0),
               coalesce(sum(l.base_amount) FILTER (WHERE r.role = 'cost_of_sales'), 0)
        FROM ledger_journalline l
        JOIN ledger_accountrole r ON r.company_id = l.company_id AND r.account_id = l.account_id
        WHERE l.company_id = %s::bigint AND l.occurred_on BETWEEN %s::date AND %s::date"""
    return [sql.run(statement, [current_id(), *one]).fetchall()[0] for one in periods]
