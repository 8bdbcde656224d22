"""Stock and its value at the end of a past day, or at an instant of it.

The month before, as it was summed up (`ledger.months`), and the entries since then; also what was
posted later into days before. A correction of a cost counts on the day that recognises it: that of
its entry, or the first open day when its month was closed.

All of it can also be told as it was known after an earlier posting: what was posted after that is
taken off again where the months hold it, and left out where they do not.

At an instant only what happened by then of its day counts, and no correction of what came later
that day. What a day recognises of days before it, it recognises as it begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.ledger import knowing, worth

THERE = """
WITH head AS (
    SELECT coalesce(max(no), 0) AS no, least(max(until), %s::date) AS month
    FROM ledger_monthhead WHERE company_id = %s::bigint),
base AS (
    SELECT no, month, (month + interval '1 month')::date - 1 AS day,
           {newest} AS newest{known}
    FROM head),
there AS (
    SELECT {named}, sum(quantity) AS quantity, sum(value) AS value FROM (
        SELECT product, warehouse, pool, quantity, value FROM ledger_monthstock
        WHERE company_id = %s::bigint AND month = (SELECT month FROM base)
          {ours} {some}
        UNION ALL
        SELECT product, warehouse, pool, quantity, cost FROM ledger_stockentry
        WHERE company_id = %s::bigint AND no <= (SELECT no FROM base)
          AND occurred_on > (SELECT day FROM base) AND {happened}
          {ours} {some}
        UNION ALL
        SELECT product, warehouse, pool, quantity, cost FROM ledger_stockentry
        WHERE company_id = %s::bigint AND no > (SELECT no FROM base)
          AND no <= (SELECT newest FROM base) AND {happened}
          {ours} {some}
        UNION ALL
        SELECT product, '00000000-0000-0000-0000-000000000000', pool, 0, amount
        FROM ledger_costadjustment a
        WHERE company_id = %s::bigint AND no <= (SELECT no FROM base)
          AND recognised_on > (SELECT day FROM base) AND {recognised} {some}
        UNION ALL
        SELECT product, '00000000-0000-0000-0000-000000000000', pool, 0, amount
        FROM ledger_costadjustment a
        WHERE company_id = %s::bigint AND no > (SELECT no FROM base)
          AND no <= (SELECT newest FROM base) AND {recognised} {some}{later}) r
    {items}
    GROUP BY {keys})
"""
ITEMS = "LEFT JOIN ledger_item i ON i.company_id = %s::bigint AND i.id = r.product"
"""Of the items PostgreSQL knows how many there are, of what is added up of several tables it does
not: without this it takes whatever was there for that of some two hundred products."""
NAMED = "i.id AS product"
KEYS = {"product": "i.id", "warehouse": "r.warehouse", "pool": "r.pool"}
NEWEST = "(SELECT last_no FROM kernel_bookhead WHERE company_id = %s::bigint)"
NEWEST_KNOWN = f"least({NEWEST}, greatest(no, %s::bigint))"
LATER = """
        UNION ALL
        SELECT product, warehouse, pool, -quantity, -cost FROM ledger_stockentry
        WHERE company_id = %s::bigint AND no > (SELECT known FROM base)
          AND no <= (SELECT no FROM base) AND {happened}
          {ours} {some}
        UNION ALL
        SELECT product, '00000000-0000-0000-0000-000000000000', pool, 0, -amount
        FROM ledger_costadjustment a
        WHERE company_id = %s::bigint AND no > (SELECT known FROM base)
          AND no <= (SELECT no FROM base) AND {recognised} {some}"""
"""What was posted after the posting that is asked about, and is in the months already."""
HAPPENED, RECOGNISED = "occurred_on <= %s::date", "recognised_on <= %s::date"
HAPPENED_BY = f"{HAPPENED} AND (occurred_on < %s::date OR occurred_at <= %s::timestamptz)"
RECOGNISED_BY = f"""{RECOGNISED} AND (recognised_on < %s::date OR NOT EXISTS (
            SELECT FROM ledger_stockentry e WHERE e.company_id = a.company_id AND e.id = a.entry
              AND e.occurred_on = %s::date AND e.occurred_at > %s::timestamptz))"""
"""Of the day itself only what happened by the instant, and what is not of something later."""
OURS = "AND owner = '00000000-0000-0000-0000-000000000000'"
KNOWN_DAY = """
(SELECT CASE WHEN {known}::date IS NULL THEN {ever} ELSE ({until}) END
 FROM kernel_company k WHERE k.id = {company}::bigint)"""
MOMENT = "(({known}::date + 1)::timestamp AT TIME ZONE k.time_zone - interval '1 microsecond')"
"""The end of a company's day."""
EVER = 2**62
"""`newest` bounds what came after the months: PostgreSQL then expects little of it, which is so."""
SOME = "AND product = ANY(%s::uuid[])"
BY_PRODUCT = """
SELECT product, NULL::uuid AS warehouse, quantity, value
FROM there WHERE quantity <> 0 OR value <> 0
"""
BY_POOL = """
SELECT pool, value FROM there WHERE value <> 0
"""
PLACED = """
SELECT pool, product, warehouse, quantity, sum(quantity) OVER of_pool AS total,
       sum(value) OVER of_pool AS value,
       count(*) FILTER (WHERE quantity <> 0) OVER of_pool AS places
FROM {there} t WINDOW of_pool AS (PARTITION BY pool)
"""
PARTS = """
SELECT t.pool, t.product, t.warehouse, t.quantity, t.total, t.value * k.units AS units, k.unit
FROM placed t
CROSS JOIN (SELECT power(10::numeric, digits) AS units, power(10::numeric, -digits) AS unit
    FROM kernel_company WHERE id = %s::bigint OFFSET 0) k
WHERE t.quantity <> 0 AND t.total <> 0 AND t.places > 1
"""
"""`OFFSET 0`: what a unit of the currency is, is worked out once."""
SHARES = """
WITH placed AS MATERIALIZED ({placed})
SELECT pool, product, warehouse, quantity,
       CASE WHEN quantity <> 0 AND places = 1 THEN value ELSE 0 END AS value
FROM placed WHERE places <= 1 OR total = 0
UNION ALL
SELECT f.pool, f.product, f.warehouse, f.quantity, f.units * f.unit FROM ({parted}) f
""".replace("{placed}", PLACED).replace(
    "{parted}", worth.parted(PARTS, of=("pool",), by="warehouse")
)
"""What each warehouse has of each pool, and of its value: all of one that lies nowhere else, and
nothing of one that holds nothing. Where nothing of a pool is, it is left out or told as nothing."""
BY_PLACE = """
SELECT product, warehouse, sum(quantity) AS quantity, sum(value) AS value FROM ({shares}) q
GROUP BY product, warehouse HAVING sum(quantity) <> 0
""".replace("{shares}", SHARES)
"""A product may have several pools in a warehouse."""

OF_ONE = """,
own AS (
    SELECT id FROM ledger_costpool
    WHERE company_id = %s::bigint AND product = %s::uuid AND warehouse = %s::uuid)
SELECT coalesce(sum(quantity) FILTER (WHERE %s::uuid IS NULL OR warehouse = %s::uuid), 0),
       CASE WHEN %s::uuid IS NULL THEN coalesce(sum(value), 0)
            WHEN EXISTS (SELECT FROM own)
            THEN coalesce(sum(value) FILTER (WHERE pool IN (SELECT id FROM own)), 0) END
FROM there
"""


@dataclass(frozen=True, slots=True)
class Then:
    """What of our own was there of a product, altogether or in one warehouse, in base units, and
    what it was worth: a warehouse has its share of the pool by quantity."""

    product: UUID
    warehouse: UUID | None
    quantity: Decimal
    value: Decimal


def stock(
    day: date,
    *,
    at: datetime | None = None,
    by_place: bool = False,
    products: Sequence[UUID] | None = None,
    known: int | None = None,
) -> list[Then]:
    """All stock at the end of `day`, or at the instant `at` of it, of `products` if given, as known
    after the posting `known`; what is nothing is left out.

    By place, the value of a pool without any goods, which a correction that is recognised later
    can leave, is in no warehouse.
    """
    statement, parameters = selected(day, at=at, by_place=by_place, products=products, known=known)
    return [Then(*row) for row in sql.run(statement, parameters).fetchall()]


def of_one(
    product: UUID, warehouse: UUID | None, day: date, at: datetime | None, known: int
) -> tuple[Decimal, Decimal | None]:
    """What was there of one product, also what others own, altogether or in one warehouse, and its
    worth; none in one warehouse of a pool that others share."""
    there, parameters = _there(day, at, "product, warehouse, pool", [product], known, ours="")
    parameters += [current_id(), product, *[warehouse] * 4]
    row = sql.run(there + OF_ONE, parameters).fetchone()
    return (row[0], row[1]) if row else (Decimal(0), None)


def selected(
    day: date,
    *,
    at: datetime | None = None,
    by_place: bool,
    products: Sequence[UUID] | None = None,
    known: int | None = None,
) -> tuple[str, list[Any]]:
    """The statement behind `stock`, to be joined with others, and its parameters."""
    keys = "product, warehouse, pool" if by_place else "product"
    there, parameters = _there(day, at, keys, products, known)
    if by_place:
        return there + BY_PLACE.replace("{there}", "there"), [*parameters, current_id()]
    return there + BY_PRODUCT, parameters


def pools(
    day: date, *, at: datetime | None, products: Sequence[UUID], known: int | None
) -> dict[UUID, Decimal]:
    """What each cost pool of `products` was worth by then."""
    there, parameters = _there(day, at, "product, pool", products, known)
    return dict(sql.run(there + BY_POOL, parameters).fetchall())


def happened(day: date, at: datetime | None) -> tuple[str, list[Any]]:
    """The condition on an entry that it was there by then, and its parameters."""
    return (HAPPENED, [day]) if at is None else (HAPPENED_BY, [day, day, at])


def recognised(day: date, at: datetime | None) -> tuple[str, list[Any]]:
    """The same of a correction `a`."""
    return (RECOGNISED, [day]) if at is None else (RECOGNISED_BY, [day, day, day, at])


def _there(
    day: date,
    at: datetime | None,
    keys: str,
    products: Sequence[UUID] | None,
    known: int | None,
    ours: str = OURS,
) -> tuple[str, list[Any]]:
    company, some = current_id(), [] if products is None else [sql.array(products)]
    entries, until = happened(day, at)
    corrections, by = recognised(day, at)
    then = [] if known is None else [known, known]
    # of an instant the month has to be over before its day begins
    month = _whole_month(day if at is None else day - timedelta(days=1))
    parameters: list[Any] = [month, company, company, *then, company, *some]
    entry, correction = [company, *until, *some], [company, *by, *some]
    parameters += entry * 2 + correction * 2 + (entry + correction if then else [])
    parameters.append(company)
    statement = _filled(SOME if some else "", keys, known is not None, (entries, corrections, ours))
    return statement, parameters


def written(*, company: str, day: str, by_place: bool, known: str | None = None) -> str:
    """The statement behind `stock` for reports, which bind by name: `company`, `day` and `known`,
    the day by whose end it had to be posted (or NULL), are SQL.

    It answers product, warehouse (NULL unless by place), quantity and value.
    """
    keys = "product, warehouse, pool" if by_place else "product"
    tail = BY_PLACE.replace("{there}", "there") if by_place else BY_PRODUCT
    return _named(keys, tail, [company] if by_place else [], (company, day, known))


def shares(*, company: str, there: str) -> str:
    """The statement that shares out the value of pools: `there` are product, warehouse, pool,
    quantity and value; `company` is SQL. It answers the same of each warehouse, pool first."""
    return SHARES.replace("{there}", there).replace("%s", company)


def written_places(*, company: str, day: str, keys: str) -> str:
    """What was there of each of `keys` (product, or product, warehouse, pool) at the end of `day`:
    these, quantity and value; what is in no warehouse is under none."""
    tail = f"SELECT {keys}, quantity, value FROM there"  # noqa: S608
    return _named(keys, tail, [], (company, day, None))


def written_pools(*, company: str, day: str, known: str | None, among: str) -> str:
    """The same of each cost pool of the products that the query `among` answers: pool and value."""
    some = f"AND product IN ({among})"
    return _named("product, pool", BY_POOL, [], (company, day, known), some)


def _named(
    keys: str,
    tail: str,
    more: Sequence[str],
    bound: tuple[str, str, str | None],
    some: str = "",
) -> str:
    company, day, known = bound
    month = f"(date_trunc('month', {day}::date + 1) - interval '1 month')"
    no = [] if known is None else [until_known(company, known)] * 2
    times = 4 if known is None else 6
    values = [month, company, company, *no, company, *[company, day] * times, company, *more]
    statement = _filled(some, keys, known is not None, (HAPPENED, RECOGNISED, OURS)) + tail
    first, *rest = statement.split("%s")
    return first + "".join(v + part for v, part in zip(values, rest, strict=True))


def until_known(company: str, known: str) -> str:
    """The newest posting of the end of the day `known`, or of ever where that is NULL, as SQL."""
    moment = MOMENT.replace("{known}", known)
    search = knowing.UNTIL
    for value in (company, moment, moment, company):
        search = search.replace("%s", value, 1)
    parts = {"known": known, "ever": str(EVER), "until": search, "company": company}
    statement = KNOWN_DAY
    for name, part in parts.items():
        statement = statement.replace(f"{{{name}}}", part)
    return statement


def _filled(some: str, keys: str, known: bool, conditions: tuple[str, str, str]) -> str:
    newest = NEWEST_KNOWN if known else NEWEST
    there = THERE.replace("{later}", LATER if known else "").replace("{newest}", newest)
    there = there.replace("{known}", ", %s::bigint AS known" if known else "")
    for name, part in zip(("happened", "recognised", "ours"), conditions, strict=True):
        there = there.replace(f"{{{name}}}", part)
    grouped = [KEYS[key] for key in keys.split(", ")]
    there = there.replace("{named}", ", ".join([NAMED, *grouped[1:]]))
    there = there.replace("{keys}", ", ".join(grouped)).replace("{items}", ITEMS)
    return there.replace("{some}", some)


def _whole_month(day: date) -> date:
    """First day of the last month that is over at the end of `day`."""
    first = (day + timedelta(days=1)).replace(day=1)
    return (first - timedelta(days=1)).replace(day=1)
