"""对账 of single pieces: what is kept of each number is what the books say, and together they are
what lies there of goods that are kept piece by piece."""

from __future__ import annotations

from collections.abc import Iterator

from huolang.kernel import sql
from huolang.ledger.proof import Difference
from huolang.masters.serial_life import LIFE

CHECKS = {
    "serial_stock": """
        SELECT concat_ws(' ', p.code, w.code), coalesce(b.quantity, 0), coalesce(s.pieces, 0)
        FROM (SELECT k.product, k.warehouse, sum(k.quantity) AS quantity
              FROM ledger_stockbalance k
              JOIN masters_product m ON m.company_id = k.company_id AND m.id = k.product
              WHERE k.company_id = %(company)s::bigint AND m.serialized
              GROUP BY k.product, k.warehouse) b
        FULL JOIN (SELECT product_id AS product, warehouse_id AS warehouse, sum(present) AS pieces
                   FROM masters_serialnumber
                   WHERE company_id = %(company)s::bigint AND present > 0 GROUP BY 1, 2) s
            ON s.product = b.product AND s.warehouse = b.warehouse
        LEFT JOIN masters_product p ON p.company_id = %(company)s::bigint
            AND p.id = coalesce(b.product, s.product)
        LEFT JOIN masters_warehouse w ON w.company_id = %(company)s::bigint
            AND w.id = coalesce(b.warehouse, s.warehouse)
        WHERE coalesce(b.quantity, 0) <> coalesce(s.pieces, 0)""",
    "serial_place": """
        SELECT s.number, coalesce(k.quantity, 0), s.present
        FROM masters_serialnumber s
        LEFT JOIN (SELECT batch, sum(quantity) AS quantity FROM ledger_stockbalance
                   WHERE company_id = %(company)s::bigint AND quantity <> 0 GROUP BY 1) k
            ON k.batch = s.id
        WHERE s.company_id = %(company)s::bigint AND (coalesce(k.quantity, 0) <> s.present
            OR s.present = 1 AND NOT EXISTS (
                SELECT FROM ledger_stockbalance b WHERE b.company_id = s.company_id
                  AND b.batch = s.id AND b.warehouse = s.warehouse_id AND b.quantity = 1))""",
    "serial_order": """
        SELECT n.number, min(l.there), max(l.there)
        FROM ({life}) l
        LEFT JOIN masters_serialnumber n ON n.company_id = %(company)s::bigint AND n.id = l.serial
        GROUP BY l.serial, n.number HAVING min(l.there) < 0 OR max(l.there) > 1""".replace(
        "{life}", LIFE.replace("{which}", "e.serial_id IS NOT NULL")
    ),
}


def pieces(company: int) -> Iterator[Difference]:
    """Every difference between the books and what is kept of numbers."""
    for check, statement in CHECKS.items():
        for what, derived, kept in sql.run_often(statement, {"company": company}):
            yield Difference(company, check, str(what), derived, kept)
