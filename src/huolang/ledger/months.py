"""月末结存: sums the books up at the end of each month, some time after they were written.

Postings do nothing for it. `sum_up` takes in what was posted since the last time, also into months
long past; whoever reads adds what came after that (`ledger.past`), so figures are never late.
"""

from __future__ import annotations

from huolang.kernel import sql
from huolang.kernel.company import current_id

BEGIN = """
INSERT INTO ledger_monthhead (company_id, no) VALUES (%s::bigint, 0) ON CONFLICT DO NOTHING
"""
LOCK = "SELECT no, until FROM ledger_monthhead WHERE company_id = %s::bigint FOR UPDATE"
NEWEST = "SELECT last_no FROM kernel_bookhead WHERE company_id = %s::bigint"
"""Numbers rise in the order of commits: all postings up to a number that is read can be seen."""
MONTHS = """
SELECT min(month), max(month) FROM (
    SELECT date_trunc('month', occurred_on)::date AS month FROM ledger_stockentry
    WHERE company_id = %s::bigint AND no > %s::bigint AND no <= %s::bigint
    UNION ALL
    SELECT date_trunc('month', recognised_on)::date FROM ledger_costadjustment
    WHERE company_id = %s::bigint AND no > %s::bigint AND no <= %s::bigint) t
"""
CARRY = """
INSERT INTO ledger_monthstock (company_id, month, product, warehouse, owner, pool, quantity, value)
SELECT s.company_id, m.month::date, s.product, s.warehouse, s.owner, s.pool, s.quantity, s.value
FROM ledger_monthstock s
CROSS JOIN generate_series(%s::date + interval '1 month', %s::date, '1 month') m(month)
WHERE s.company_id = %s::bigint AND s.month = %s::date
"""
ADD = """
WITH moved AS (
    SELECT date_trunc('month', occurred_on)::date AS month, product, warehouse, owner, pool,
           sum(quantity) AS quantity, sum(cost) AS value
    FROM ledger_stockentry
    WHERE company_id = %s::bigint AND no > %s::bigint AND no <= %s::bigint
    GROUP BY 1, 2, 3, 4, 5
    UNION ALL
    SELECT date_trunc('month', recognised_on)::date, product,
           '00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000000', pool,
           0, sum(amount)
    FROM ledger_costadjustment
    WHERE company_id = %s::bigint AND no > %s::bigint AND no <= %s::bigint
    GROUP BY 1, 2, pool),
summed AS (
    SELECT m.month::date AS month, k.product, k.warehouse, k.owner, k.pool,
           sum(d.quantity) OVER until_then AS quantity, sum(d.value) OVER until_then AS value
    FROM (SELECT product, warehouse, owner, pool, min(month) AS first
          FROM moved GROUP BY 1, 2, 3, 4) k
    CROSS JOIN LATERAL generate_series(k.first, %s::date, '1 month') m(month)
    LEFT JOIN moved d ON d.product = k.product AND d.warehouse = k.warehouse
        AND d.owner = k.owner AND d.pool = k.pool AND d.month = m.month
    WINDOW until_then AS (
        PARTITION BY k.product, k.warehouse, k.owner, k.pool ORDER BY m.month))
INSERT INTO ledger_monthstock AS s
    (company_id, month, product, warehouse, owner, pool, quantity, value)
SELECT %s::bigint, month, product, warehouse, owner, pool, quantity, value FROM summed
WHERE quantity <> 0 OR value <> 0
ON CONFLICT (company_id, month, product, warehouse, owner, pool) DO UPDATE
SET quantity = s.quantity + excluded.quantity, value = s.value + excluded.value
"""
CLEAN = """
DELETE FROM ledger_monthstock
WHERE company_id = %s::bigint AND month >= %s::date AND quantity = 0 AND value = 0
"""
SAVE = """
UPDATE ledger_monthhead SET no = %s::bigint, until = %s::date WHERE company_id = %s::bigint
"""


def sum_up() -> int:
    """Take in all postings of the acting company since the last time; answers how many numbers.

    Two at once take turns; readers see all of it or nothing.
    """
    company = current_id()
    sql.run(BEGIN, [company])
    done, until = sql.run(LOCK, [company]).fetchall()[0]
    newest = sql.run(NEWEST, [company]).fetchall()[0][0]
    since = [company, done, newest]
    first, last = sql.run(MONTHS, [*since, *since]).fetchall()[0]
    if first is not None:
        last = max(last, until or last)
        if until is not None and until < last:
            sql.run(CARRY, [until, last, company, until])
        sql.run(ADD, [*since, *since, last, company])
        sql.run(CLEAN, [company, first])
    sql.run(SAVE, [newest, last or until, company])
    return newest - done
