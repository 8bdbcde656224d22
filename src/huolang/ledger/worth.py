"""What the stock in each warehouse is worth: its share of the pools that cost it.

A pool of one warehouse, or of a shipment on its way to it, is worth there what it is worth. A pool
of the whole company has one value. A warehouse has its part of that by quantity, in the
smallest unit of the currency and by largest remainder, so that the warehouses come to the pool.
"""

from __future__ import annotations

SHARES = """
SELECT f.product, f.warehouse,
       sum((f.whole + CASE WHEN f.place <= f.units - f.given THEN 1 ELSE 0 END) * f.unit) AS value
FROM (SELECT d.product, d.warehouse, d.whole, d.units, d.unit,
             sum(d.whole) OVER (PARTITION BY d.pool) AS given,
             row_number() OVER (PARTITION BY d.pool ORDER BY d.lost DESC, d.warehouse DESC) AS place
      FROM (SELECT g.pool, g.product, g.warehouse, g.units, g.unit,
                   div(g.units * g.quantity, g.total)
                       - CASE WHEN g.over * g.total < 0 THEN 1 ELSE 0 END AS whole,
                   abs(g.over + CASE WHEN g.over * g.total < 0 THEN g.total ELSE 0 END) AS lost
            FROM (SELECT q.*, mod(q.units * q.quantity, q.total) AS over
                  FROM ({parts}) q) g) d) f
GROUP BY f.product, f.warehouse
"""
"""(product, warehouse, value). `{parts}` answers for each pool and warehouse: pool, product,
warehouse, `quantity` there and `total` in the pool (neither is zero), the pool's value in smallest
`units` of the currency, and how much one such `unit` is."""

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
