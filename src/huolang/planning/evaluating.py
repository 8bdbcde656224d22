"""Finds what is not as it should be any more, and what is again: in one statement, of what was
touched since the last time, or once a day of everything (decision 0036).

What stock, orders, limits and batches were touched is read from the books' own numbers, so a
posting does nothing for it. Who evaluates holds the company's `AlertHead`; two at once are one
after the other, and a row of the same state could not be written twice anyhow.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from huolang.kernel import clock, settings_registry, sql
from huolang.kernel.company import Company, current_id
from huolang.planning import conditions
from huolang.planning.stock_alert import AlertHead

AT_ONCE = 20_000
"""Numbers of the books that are read past at most before what they touched is looked at."""
TOLD = 3
"""Of each kind and warehouse so many are told by name."""
LAST = "SELECT last_no FROM kernel_bookhead WHERE company_id = %s::bigint"
IDLE = """
SELECT 1 FROM planning_alerthead h JOIN kernel_bookhead b ON b.company_id = h.company_id
WHERE h.company_id = %s::bigint AND h.day IS NOT NULL AND h.no >= b.last_no
"""
"""Nothing was touched since: no lock is taken for it."""
SCOPE = """
happened AS MATERIALIZED (
    SELECT v.form, v.record FROM kernel_event v WHERE v.company_id = %(company)s::bigint
        AND v.no > %(since)s::bigint AND v.no <= %(until)s::bigint
),
moved AS MATERIALIZED (
    SELECT e.product, e.warehouse FROM ledger_stockentry e
    WHERE e.company_id = %(company)s::bigint AND e.no > %(since)s::bigint
      AND e.no <= %(until)s::bigint
    UNION SELECT r.product, r.warehouse FROM happened v
        JOIN ledger_reservation r ON r.company_id = %(company)s::bigint AND r.record = v.record
    UNION SELECT t.product_id, t.warehouse_id FROM happened v
        JOIN masters_stocklimit t ON t.company_id = %(company)s::bigint AND t.product_id = v.record
        WHERE v.form = 'product'
    UNION SELECT a.product, a.warehouse FROM happened v
        JOIN planning_stockalert a ON a.company_id = %(company)s::bigint AND a.product = v.record
            AND a.closed_at IS NULL
        WHERE v.form = 'product'
    UNION SELECT b.product, b.warehouse FROM happened v
        JOIN ledger_batchstate t ON t.company_id = %(company)s::bigint AND t.id = v.record
        JOIN ledger_stockbalance b ON b.company_id = %(company)s::bigint AND b.product = t.product
        WHERE v.form = 'batch'
),
scope AS MATERIALIZED (
    SELECT product, warehouse FROM moved UNION SELECT product, {none} FROM moved
),
orders AS MATERIALIZED (
    SELECT v.record FROM happened v WHERE v.form IN {orders}
    UNION SELECT l.from_record FROM happened v
        JOIN documents_link l ON l.company_id = %(company)s::bigint AND l.to_form = v.form
            AND l.to_record = v.record
        WHERE l.from_form IN {orders}
),
"""
ORDERS = "('purchase_order', 'sales_order', 'loan', 'borrowing', 'transfer_request')"
"""What may be late."""
SAME = """a.kind = n.kind AND a.product = n.product AND a.warehouse = n.warehouse
    AND a.batch = n.batch AND a.record = n.record"""
CHANGE = """
so AS MATERIALIZED (
    SELECT * FROM ({conditions})
        n(kind, product, warehouse, batch, form, record, quantity, bound, day)
),
closed AS (
    UPDATE planning_stockalert a SET closed_at = %(now)s::timestamptz
    WHERE a.company_id = %(company)s::bigint AND a.closed_at IS NULL {within}
      AND NOT EXISTS (SELECT FROM so n WHERE {same})
    RETURNING a.id
),
changed AS (
    UPDATE planning_stockalert a SET quantity = n.quantity, bound = n.bound, day = n.day
    FROM so n
    WHERE a.company_id = %(company)s::bigint AND a.closed_at IS NULL AND {same}
      AND (a.quantity, a.bound, a.day) IS DISTINCT FROM (n.quantity, n.bound, n.day)
    RETURNING a.id
),
opened AS (
    INSERT INTO planning_stockalert (company_id, id, kind, product, warehouse, batch, form, record,
        quantity, bound, day, opened_at)
    SELECT %(company)s::bigint, gen_random_uuid(), n.kind, n.product, n.warehouse, n.batch, n.form,
        n.record, n.quantity, n.bound, n.day, %(now)s::timestamptz
    FROM so n
    WHERE NOT EXISTS (SELECT FROM planning_stockalert a
        WHERE a.company_id = %(company)s::bigint AND a.closed_at IS NULL AND {same})
    ON CONFLICT (company_id, kind, product, warehouse, batch, record) WHERE closed_at IS NULL
        DO NOTHING
    RETURNING kind, id, product, warehouse, batch, form, record, quantity, bound, day
)
"""
WOKEN = """
WITH opened AS (
    UPDATE planning_stockalert a SET snoozed_until = NULL
    WHERE a.company_id = %s::bigint AND a.closed_at IS NULL AND a.snoozed_until <= %s::date
    RETURNING a.*
)
"""
FIRST = """
SELECT o.kind, o.warehouse, o.times, o.id, o.product, o.batch, o.form, o.record, o.quantity,
    o.bound, o.day
FROM (SELECT o.*, count(*) OVER (PARTITION BY o.kind, o.warehouse) AS times,
             row_number() OVER (PARTITION BY o.kind, o.warehouse ORDER BY o.id) AS place
      FROM opened o) o
WHERE o.place <= {told} ORDER BY o.kind, o.warehouse, o.place
""".replace("{told}", str(TOLD))
"""What is told of each kind and warehouse: how many, and some of them."""
IN_SCOPE = """AND ((a.product, a.warehouse) IN (SELECT s.product, s.warehouse FROM scope s)
    OR a.record IN (SELECT o.record FROM orders o))"""


def _statement(beginning: str, within: str, *, touched: bool) -> str:
    """The whole of it."""
    statement = f"WITH {beginning} {CHANGE} {FIRST}".replace("{same}", SAME)
    found = conditions.all_of_them(touched=touched)
    statement = statement.replace("{within}", within).replace("{conditions}", found)
    statement = statement.replace("{orders}", ORDERS)
    return statement.replace("{none}", conditions.NONE)


OF_TOUCHED = _statement(SCOPE, IN_SCOPE, touched=True)
OF_ALL = _statement("", "", touched=False)


@dataclass(frozen=True, slots=True)
class Opened:
    """A new alert, one of `times` of its kind in its warehouse."""

    kind: str
    warehouse: UUID
    times: int
    id: UUID
    product: UUID
    batch: UUID
    form: str
    record: UUID
    quantity: Decimal | None
    bound: Decimal | None
    day: date | None
    again: date | None = None
    """The day until which it had been put off."""


def touched(*, at: datetime) -> list[Opened]:
    """Evaluate what was touched since the last time; the first time, everything."""
    if sql.run(IDLE, [current_id()]).fetchone():
        return []
    head = lock_head()
    if head.day is None:
        return _all(head, at)
    last = _last()
    opened: list[Opened] = []
    while head.no < last:
        until = min(last, head.no + AT_ONCE)
        opened += _run(OF_TOUCHED, at, since=head.no, until=until)
        head.no = until
    AlertHead.objects.update(no=head.no)
    return opened


def everything(*, at: datetime) -> list[Opened]:
    """Evaluate all that there is: once on each day of the company, since a new day makes things
    late, near their end, or slow."""
    head = lock_head()
    return _all(head, at) if head.day is None or head.day < _setting(at)[0] else []


def lock_head() -> AlertHead:
    """Nobody else evaluates, or works out proposals, until this transaction ends."""
    AlertHead.objects.get_or_create(defaults={"no": 0})
    return AlertHead.objects.select_for_update().get()


def _last() -> int:
    row = sql.run(LAST, [current_id()]).fetchone()
    return row[0] if row else 0


def _all(head: AlertHead, at: datetime) -> list[Opened]:
    last = _last()
    opened = _run(OF_ALL, at) + _woken(_setting(at)[0])
    AlertHead.objects.update(no=max(head.no, last), day=_setting(at)[0])
    return opened


def _woken(today: date) -> list[Opened]:
    """Those that were put off until today and last."""
    found = sql.run(WOKEN + FIRST, [current_id(), today]).fetchall()
    return [Opened(*row, again=today) for row in found]


def _run(statement: str, at: datetime, **bound: int) -> list[Opened]:
    today, since = _setting(at)
    parameters = {
        "company": current_id(),
        "now": at.isoformat(),
        "today": today.isoformat(),
        "slow_since": since.isoformat() if since else None,
        **bound,
    }
    run = sql.run_often if bound else sql.run_spelled
    return [Opened(*row) for row in run(statement, parameters).fetchall()]


def _setting(at: datetime) -> tuple[date, datetime | None]:
    """The company's day, and the moment since when what did not move is slow."""
    zone = Company.objects.get(id=current_id()).time_zone
    today = clock.business_day(at, zone)
    days = settings_registry.load()[conditions.SLOW_DAYS]
    return today, clock.beginning(today - timedelta(days=days), zone) if days else None
