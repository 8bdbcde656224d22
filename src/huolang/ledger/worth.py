"""What the stock in each warehouse is worth: its share of the pools that cost it.

A pool of one warehouse, or of a shipment on its way to it, is worth there what it is worth. A pool
of the whole company has one value. A warehouse has its part of that by quantity, in the
smallest unit of the currency and by largest remainder, so that the warehouses come to the pool.
"""

from __future__ import annotations

from collections.abc import Sequence

PARTED = """
SELECT {columns}, d.quantity, d.unit,
       d.whole + CASE WHEN row_number() OVER (PARTITION BY {of} ORDER BY d.lost DESC, {by} DESC)
           <= d.units - sum(d.whole) OVER (PARTITION BY {of}) THEN 1 ELSE 0 END AS units
FROM (SELECT g.*, div(g.units * g.quantity, g.total)
                 - CASE WHEN g.over * g.total < 0 THEN 1 ELSE 0 END AS whole,
             abs(g.over + CASE WHEN g.over * g.total < 0 THEN g.total ELSE 0 END) AS lost
      FROM (SELECT q.*, mod(q.units * q.quantity, q.total) AS over
            FROM ({parts}) q) g) d
"""


def parted(parts: str, *, of: Sequence[str], by: str) -> str:
    """The statement that shares out the `units` of each group `of` by quantity, to each `by`.

    `parts` answers for each part: those columns, product, `quantity` there and `total` in the group
    (neither is zero), the group's value in smallest `units` of the currency, and how much one such
    `unit` is. It answers the same, with the part's own `units`, and no total.
    """
    told = {
        "columns": ", ".join(f"d.{name}" for name in ("product", *of, by)),
        "of": ", ".join(f"d.{name}" for name in of),
        "by": f"d.{by}",
        "parts": parts,
    }
    statement = PARTED
    for name, part in told.items():
        statement = statement.replace(f"{{{name}}}", part)
    return statement


SHARES = f"""
SELECT f.product, f.warehouse, sum(f.units * f.unit) AS value
FROM ({parted("{parts}", of=("pool",), by="warehouse")}) f
GROUP BY f.product, f.warehouse
"""  # noqa: S608
"""(product, warehouse, value) of `{parts}` of pools and warehouses."""

OF_PRODUCT = """
SELECT c.id AS pool, c.product, q.warehouse, c.quantity AS total, q.quantity,
       c.value * power(10::numeric, k.digits) AS units,
       power(10::numeric, -k.digits) AS unit
FROM ledger_costpool c
JOIN kernel_company k ON k.id = c.company_id
CROSS JOIN LATERAL (
    SELECT c.warehouse AS warehouse, c.quantity AS quantity WHERE c.warehouse <> {none}
    UNION ALL
    SELECT b.warehouse, sum(b.quantity) FROM ledger_stockbalance b
    WHERE c.warehouse = {none} AND b.company_id = c.company_id AND b.product = c.product
      AND b.owner = {none} AND c.batch IN ({none}, b.batch)
    GROUP BY b.warehouse HAVING sum(b.quantity) <> 0) q
WHERE c.company_id = {company} AND c.product = {product} AND c.quantity <> 0
""".replace("{none}", "'00000000-0000-0000-0000-000000000000'::uuid")
"""The parts of one product; `{company}` and `{product}` are columns of whoever asks."""


def of_product(company: str, product: str) -> str:
    """The statement for the product in the column `product`, to be joined laterally."""
    parts = OF_PRODUCT.replace("{company}", company).replace("{product}", product)
    return SHARES.replace("{parts}", parts)
