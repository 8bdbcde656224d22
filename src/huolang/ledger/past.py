"""Stock and its value at the end of a past day.

The month before, as it was summed up (`ledger.months`), and the entries since then; also what was
posted later into days before. A correction of a cost counts on the day that recognises it: that of
its entry, or the first open day when its month was closed.

All of it can also be told as it was known after an earlier posting: what was posted after that is
taken off again where the months hold it, and left out where they do not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
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
    SELECT {keys}, sum(quantity) AS quantity, sum(value) AS value FROM (
        SELECT product, warehouse, pool, quantity, value FROM ledger_monthstock
        WHERE company_id = %s::bigint AND month = (SELECT month FROM base)
          AND owner = '00000000-0000-0000-0000-000000000000' {some}
        UNION ALL
        SELECT product, warehouse, pool, quantity, cost FROM ledger_stockentry
        WHERE company_id = %s::bigint AND no <= (SELECT no FROM base)
          AND occurred_on > (SELECT day FROM base) AND occurred_on <= %s::date
          AND owner = '00000000-0000-0000-0000-000000000000' {some}
        UNION ALL
        SELECT product, warehouse, pool, quantity, cost FROM ledger_stockentry
        WHERE company_id = %s::bigint AND no > (SELECT no FROM base)
          AND no <= (SELECT newest FROM base) AND occurred_on <= %s::date
          AND owner = '00000000-0000-0000-0000-000000000000' {some}
        UNION ALL
        SELECT product, '00000000-0000-0000-0000-000000000000', pool, 0, amount
        FROM ledger_costadjustment
        WHERE company_id = %s::bigint AND no <= (SELECT no FROM base)
          AND recognised_on > (SELECT day FROM base) AND recognised_on <= %s::date {some}
        UNION ALL
        SELECT product, '00000000-0000-0000-0000-000000000000', pool, 0, amount
        FROM ledger_costadjustment
        WHERE company_id = %s::bigint AND no > (SELECT no FROM base)
          AND no <= (SELECT newest FROM base) AND recognised_on <= %s::date {some}{later}) r
    GROUP BY {keys})
"""
NEWEST = "(SELECT last_no FROM kernel_bookhead WHERE company_id = %s::bigint)"
NEWEST_KNOWN = f"least({NEWEST}, greatest(no, %s::bigint))"
LATER = """
        UNION ALL
        SELECT product, warehouse, pool, -quantity, -cost FROM ledger_stockentry
        WHERE company_id = %s::bigint AND no > (SELECT known FROM base)
          AND no <= (SELECT no FROM base) AND occurred_on <= %s::date
          AND owner = '00000000-0000-0000-0000-000000000000' {some}
        UNION ALL
        SELECT product, '00000000-0000-0000-0000-000000000000', pool, 0, -amount
        FROM ledger_costadjustment
        WHERE company_id = %s::bigint AND no > (SELECT known FROM base)
          AND no <= (SELECT no FROM base) AND recognised_on <= %s::date {some}"""
"""What was posted after the posting that is asked about, and is in the months already."""
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
PARTS = """
SELECT t.pool, t.product, t.warehouse, t.quantity, t.total,
       t.value * power(10::numeric, k.digits) AS units, power(10::numeric, -k.digits) AS unit
FROM (SELECT pool, product, warehouse, quantity, sum(quantity) OVER of_pool AS total,
             sum(value) OVER of_pool AS value
      FROM there WINDOW of_pool AS (PARTITION BY pool)) t
JOIN kernel_company k ON k.id = %s::bigint
WHERE t.quantity <> 0 AND t.total <> 0
"""
BY_PLACE = """
SELECT q.product, q.warehouse, q.quantity, coalesce(v.value, 0) AS value
FROM (SELECT product, warehouse, sum(quantity) AS quantity FROM there
      GROUP BY product, warehouse HAVING sum(quantity) <> 0) q
LEFT JOIN ({shares}) v ON v.product = q.product AND v.warehouse = q.warehouse
""".replace("{shares}", worth.SHARES.replace("{parts}", PARTS))


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
    by_place: bool = False,
    products: Sequence[UUID] | None = None,
    known: int | None = None,
) -> list[Then]:
    """All stock at the end of `day`, of `products` if given, as known after the posting `known`;
    what is nothing is left out.

    By place, the value of a pool without any goods, which a correction that is recognised later
    can leave, is in no warehouse.
    """
    statement, parameters = selected(day, by_place=by_place, products=products, known=known)
    return [Then(*row) for row in sql.run(statement, parameters).fetchall()]


def selected(
    day: date,
    *,
    by_place: bool,
    products: Sequence[UUID] | None = None,
    known: int | None = None,
) -> tuple[str, list[Any]]:
    """The statement behind `stock`, to be joined with others, and its parameters."""
    company, some = current_id(), [] if products is None else [sql.array(products)]
    one, until = [company, *some], [company, day, *some]
    then = [] if known is None else [known, known]
    times = 4 if known is None else 6
    parameters: list[Any] = [_whole_month(day), company, company, *then, *one, *until * times]
    statement = _statement(SOME if some else "", by_place=by_place, known=known is not None)
    return statement, [*parameters, *([company] if by_place else [])]


def written(*, company: str, day: str, by_place: bool, known: str | None = None) -> str:
    """The statement behind `stock` for reports, which bind by name: `company`, `day` and `known`,
    the day by whose end it had to be posted (or NULL), are SQL.

    It answers product, warehouse (NULL unless by place), quantity and value.
    """
    month = f"(date_trunc('month', {day}::date + 1) - interval '1 month')"
    no = [] if known is None else [until_known(company, known)] * 2
    times = 4 if known is None else 6
    values = [month, company, company, *no, company, *[company, day] * times]
    statement = _statement("", by_place=by_place, known=known is not None)
    values += [company] if by_place else []
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


def _statement(some: str, *, by_place: bool, known: bool) -> str:
    keys = "product, warehouse, pool" if by_place else "product"
    newest = NEWEST_KNOWN if known else NEWEST
    there = THERE.replace("{later}", LATER if known else "").replace("{newest}", newest)
    there = there.replace("{known}", ", %s::bigint AS known" if known else "")
    there = there.replace("{some}", some).replace("{keys}", keys)
    return there + (BY_PLACE if by_place else BY_PRODUCT)


def _whole_month(day: date) -> date:
    """First day of the last month that is over at the end of `day`."""
    first = (day + timedelta(days=1)).replace(day=1)
    return (first - timedelta(days=1)).replace(day=1)
