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
from huolang.kernel.keys import NIL
from huolang.planning import conditions
from huolang.planning.stock_alert import AlertHead

AT_ONCE = 5_000
"""Numbers of the books that are read past at most before what they touched is looked at."""
TOLD = 3
"""Of each kind and warehouse so many are told by name."""
LAST = "SELECT last_no FROM kernel_bookhead WHERE company_id = %s::bigint"
IDLE = """
SELECT 1 FROM planning_alerthead h JOIN kernel_bookhead b ON b.company_id = h.company_id
WHERE h.company_id = %s::bigint AND h.day IS NOT NULL AND h.no >= b.last_no
"""
"""Nothing was touched since: no lock is taken for it."""
ORDERS = "('purchase_order', 'sales_order', 'loan', 'borrowing', 'transfer_request')"
"""What may be late."""
TOUCHED = """
WITH happened AS MATERIALIZED (
    SELECT v.form, v.record, v.data FROM kernel_event v WHERE v.company_id = %(company)s::bigint
        AND v.no > %(since)s::bigint AND v.no <= %(until)s::bigint
)
SELECT e.product, e.warehouse FROM ledger_stockentry e
    WHERE e.company_id = %(company)s::bigint AND e.no > %(since)s::bigint
      AND e.no <= %(until)s::bigint
UNION SELECT r.product, r.warehouse FROM happened v CROSS JOIN LATERAL (
    SELECT r.product, r.warehouse FROM ledger_reservation r
    WHERE r.company_id = %(company)s::bigint AND r.record = v.record OFFSET 0) r
UNION SELECT t.product_id, t.warehouse_id FROM happened v CROSS JOIN LATERAL (
    SELECT t.product_id, t.warehouse_id FROM masters_stocklimit t
    WHERE t.company_id = %(company)s::bigint AND t.product_id = v.record OFFSET 0) t
    WHERE v.form = 'product'
UNION SELECT a.product, a.warehouse FROM happened v CROSS JOIN LATERAL (
    SELECT a.product, a.warehouse FROM planning_stockalert a
    WHERE a.company_id = %(company)s::bigint AND a.product = v.record AND a.closed_at IS NULL
    OFFSET 0) a
    WHERE v.form = 'product'
UNION SELECT b.product, b.warehouse FROM happened v CROSS JOIN LATERAL (
    SELECT b.product, b.warehouse FROM ledger_batchstate t
    JOIN ledger_stockbalance b ON b.company_id = t.company_id AND b.product = t.product
    WHERE t.company_id = %(company)s::bigint AND t.id = v.record OFFSET 0) b
    WHERE v.form = 'batch'
UNION SELECT NULL, o.record FROM (
    SELECT v.record FROM happened v WHERE v.form IN {orders}
    UNION SELECT l.from_record FROM happened v CROSS JOIN LATERAL (
        SELECT l.from_record FROM documents_link l
        WHERE l.company_id = %(company)s::bigint AND l.to_form = v.form
          AND l.to_record = v.record AND l.from_form IN {orders} OFFSET 0) l
    UNION SELECT (x.one ->> 'id')::uuid FROM happened v
        CROSS JOIN LATERAL jsonb_array_elements(v.data -> 'left') AS x(one)
        WHERE x.one ->> 'form' IN {orders}) o
""".replace("{orders}", ORDERS)
"""Each thing that happened is looked up over an index (`OFFSET 0` keeps PostgreSQL from reading the
whole of a table instead, for it cannot know how little happened)."""
SCOPE = """
scope AS MATERIALIZED (
    SELECT s.product, s.warehouse FROM unnest(%(products)s::uuid[], %(warehouses)s::uuid[])
        AS s(product, warehouse)
),
orders AS MATERIALIZED (SELECT o.record FROM unnest(%(orders)s::uuid[]) AS o(record)),
known AS MATERIALIZED (
    SELECT a.* FROM scope s CROSS JOIN LATERAL (
        SELECT a.* FROM planning_stockalert a
        WHERE a.company_id = %(company)s::bigint AND a.closed_at IS NULL
          AND a.product = s.product AND a.warehouse = s.warehouse OFFSET 0) a
    UNION ALL
    SELECT a.* FROM orders o CROSS JOIN LATERAL (
        SELECT a.* FROM planning_stockalert a
        WHERE a.company_id = %(company)s::bigint AND a.closed_at IS NULL
          AND a.record = o.record AND a.record <> {none} OFFSET 0) a
),
"""
EVERYTHING = """
known AS MATERIALIZED (
    SELECT a.* FROM planning_stockalert a
    WHERE a.company_id = %(company)s::bigint AND a.closed_at IS NULL
),
"""
"""The alerts that are open, of what is looked at."""
SAME = """k.kind = n.kind AND k.product = n.product AND k.warehouse = n.warehouse
    AND k.batch = n.batch AND k.record = n.record"""
CHANGE = """
so AS MATERIALIZED (
    SELECT * FROM ({conditions})
        n(kind, product, warehouse, batch, form, record, quantity, bound, day)
),
met AS MATERIALIZED (
    SELECT k.id, n.kind IS NULL AS gone,
        (k.quantity, k.bound, k.day) IS DISTINCT FROM (n.quantity, n.bound, n.day) AS moved,
        n.kind, n.product, n.warehouse, n.batch, n.form, n.record, n.quantity, n.bound, n.day
    FROM so n FULL JOIN known k ON {same}
),
closed AS (
    UPDATE planning_stockalert a SET closed_at = %(now)s::timestamptz
    WHERE a.company_id = %(company)s::bigint
      AND a.id = ANY(ARRAY(SELECT m.id FROM met m WHERE m.gone))
    RETURNING a.id
),
changed AS (
    UPDATE planning_stockalert a SET quantity = m.quantity, bound = m.bound, day = m.day
    FROM met m
    WHERE a.company_id = %(company)s::bigint AND a.id = m.id
      AND a.id = ANY(ARRAY(SELECT m.id FROM met m
          WHERE NOT m.gone AND m.moved AND m.id IS NOT NULL))
    RETURNING a.id
),
opened AS (
    INSERT INTO planning_stockalert (company_id, id, kind, product, warehouse, batch, form, record,
        quantity, bound, day, opened_at)
    SELECT %(company)s::bigint, gen_random_uuid(), m.kind, m.product, m.warehouse, m.batch, m.form,
        m.record, m.quantity, m.bound, m.day, %(now)s::timestamptz
    FROM met m
    WHERE m.id IS NULL
    ON CONFLICT (company_id, kind, product, warehouse, batch, record) WHERE closed_at IS NULL
        DO NOTHING
    RETURNING kind, id, product, warehouse, batch, form, record, quantity, bound, day
)
"""
"""What is so and what is known meet in a full join, which PostgreSQL can only hash or merge: while
it has not counted the rows of a table that was just filled, it would go through one of them for
each of the other (200 s instead of 0.3 for 28,000 alerts). What is changed is looked up by
key alone: who evaluates holds the head, so that nobody else closes it meanwhile."""
HASHED = "SELECT set_config('enable_nestloop', %s, true)"
"""Where all is looked at, every table is read once; what PostgreSQL knows of a new one is wrong."""
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


def _statement(beginning: str, *, touched: bool) -> str:
    """The whole of it."""
    statement = f"WITH {beginning} {CHANGE} {FIRST}".replace("{same}", SAME)
    statement = statement.replace("{conditions}", conditions.all_of_them(touched=touched))
    return statement.replace("{none}", conditions.NONE)


OF_TOUCHED = _statement(SCOPE, touched=True)
OF_ALL = _statement(EVERYTHING, touched=False)


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
        opened += _of_touched(at, since=head.no, until=until)
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
    sql.run(HASHED, ["off"])
    opened = _run(OF_ALL, at)
    sql.run(HASHED, ["on"])
    opened += _woken(_setting(at)[0])
    AlertHead.objects.update(no=max(head.no, last), day=_setting(at)[0])
    return opened


def _woken(today: date) -> list[Opened]:
    """Those that were put off until today and last."""
    found = sql.run(WOKEN + FIRST, [current_id(), today]).fetchall()
    return [Opened(*row, again=today) for row in found]


def _of_touched(at: datetime, *, since: int, until: int) -> list[Opened]:
    """What was touched by these numbers is told to the second statement: as many keys as there are,
    each looked up over its index, whatever the size of the books."""
    told = {"company": current_id(), "since": since, "until": until}
    found = sql.run_often(TOUCHED, told).fetchall()
    orders = [record for product, record in found if product is None]
    places = {(product, place) for product, place in found if product is not None}
    places |= {(product, NIL) for product, _place in places}
    if not found:
        return []
    return _run(
        OF_TOUCHED,
        at,
        products=sql.array(product for product, _place in places),
        warehouses=sql.array(place for _product, place in places),
        orders=sql.array(orders),
    )


def _run(statement: str, at: datetime, **bound: str) -> list[Opened]:
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
