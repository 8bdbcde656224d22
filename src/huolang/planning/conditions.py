"""What is not as it should be, as SQL: of everything, or only of what was just touched.

Each says kind, product, warehouse, batch, form, record, quantity, bound and day. What is below its
minimum or safety stock is what is good, promised to nobody and not waited for; above its maximum,
all that lies there (`reports.stock_alerts`).
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from huolang.kernel.keys import NIL
from huolang.kernel.settings_registry import Setting, declare
from huolang.reports import batch_stock, stock_alerts

SLOW_DAYS = declare(
    Setting(
        key="stock_alert.slow_days",
        kind="int",
        default=90,
        label=_("呆滞天数"),
        help=_("这么多天没有出库、而且当时就在库的存量算呆滞；0 为不预警"),
        minimum=0,
        maximum=3650,
    )
)
NONE = f"'{NIL}'::uuid"
TOUCHED = " AND ({row}.product, {row}.warehouse) IN (SELECT s.product, s.warehouse FROM scope s)"
ASKED_FOR = " AND d.id IN (SELECT o.record FROM orders o)"
LEVELS = """
SELECT x.kind, t.product_id, t.warehouse_id, {none}, '', {none}, x.quantity, x.bound, NULL::date
{levels}
CROSS JOIN LATERAL (VALUES
    ('below', h.available, t.min_stock, t.min_stock > 0 AND h.available < t.min_stock),
    ('safety', h.available, t.safety_stock, t.safety_stock > 0 AND h.available < t.safety_stock),
    ('above', h.on_hand, t.max_stock, h.on_hand > t.max_stock)) x(kind, quantity, bound, so)
WHERE t.company_id = %(company)s::bigint AND (h.available < h.least OR h.on_hand > t.max_stock)
  AND x.so {within}
"""
"""Most limits are kept: of those is not even asked which."""
NEGATIVE = """
SELECT 'negative', b.product, b.warehouse, {none}, '', {none}, sum(b.quantity), NULL, NULL
FROM ledger_stockbalance b
WHERE b.company_id = %(company)s::bigint AND b.quantity < 0 AND b.owner = {none} {within}
GROUP BY b.product, b.warehouse
"""
BATCHES = """
SELECT s.state, m.product_id, k.warehouse, m.id, '', {none}, k.quantity, NULL, m.expires_on
{lying} AND s.state IN ('near', 'expired')
"""
SLOW = """
SELECT 'slow', b.product, b.warehouse, {none}, '', {none}, b.quantity - e.came, NULL, NULL
FROM (SELECT b.product, b.warehouse, sum(b.quantity) AS quantity FROM ledger_stockbalance b
      WHERE b.company_id = %(company)s::bigint AND b.quantity <> 0 AND b.owner = {none} {within}
      GROUP BY b.product, b.warehouse) b
JOIN masters_product p ON p.company_id = %(company)s::bigint AND p.id = b.product AND p.active
{since}
WHERE %(slow_since)s::timestamptz IS NOT NULL AND NOT e.went AND b.quantity - e.came > 0
"""
_SINCE = """FROM ledger_stockentry e
WHERE e.company_id = %(company)s::bigint AND e.owner = {none} AND e.counter <> 'within'
  AND e.occurred_at >= %(slow_since)s::timestamptz"""
_THERE = f"{_SINCE} AND e.product = b.product AND e.warehouse = b.warehouse"
OF_EACH = f"""
CROSS JOIN LATERAL (SELECT EXISTS (SELECT {_THERE} AND e.quantity < 0) AS went OFFSET 0) x
CROSS JOIN LATERAL (
    SELECT coalesce(sum(e.quantity), 0) AS came, x.went {_THERE} AND NOT x.went) e
"""
"""Of most that was touched something went: what came is then not added up."""
OF_ALL = f"""
LEFT JOIN (SELECT e.product, e.warehouse, sum(e.quantity) AS came, bool_or(e.quantity < 0) AS went
    {_SINCE} GROUP BY e.product, e.warehouse) s
    ON s.product = b.product AND s.warehouse = b.warehouse
CROSS JOIN LATERAL (SELECT coalesce(s.came, 0) AS came, coalesce(s.went, false) AS went) e
"""
"""One reading of the entries for all goods."""
UNCOSTED = """
SELECT 'uncosted', b.product, b.warehouse, {none}, '', {none}, sum(b.quantity), NULL, NULL
FROM ledger_costpool b
WHERE b.company_id = %(company)s::bigint AND b.quantity <> 0 AND b.value = 0 {within}
GROUP BY b.product, b.warehouse
"""
LATE = """
SELECT '{kind}', {none}, d.warehouse_id, {none}, '{form}', d.id, count(*), NULL,
    min(l.expected_on)
FROM {table} d JOIN {table}line l ON l.company_id = d.company_id AND l.document_id = d.id
WHERE d.company_id = %(company)s::bigint AND d.state = 'confirmed' AND d.progress <> 'done'
  AND l.base_quantity > l.done_base AND l.expected_on < %(today)s::date {within}
GROUP BY d.id, d.warehouse_id
"""
LATE_AS_A_WHOLE = """
SELECT '{kind}', {none}, d.warehouse_id, {none}, '{form}', d.id, count(*), NULL, d.{day}
FROM {table} d JOIN {table}line l ON l.company_id = d.company_id AND l.document_id = d.id
WHERE d.company_id = %(company)s::bigint AND d.state = 'confirmed' AND d.progress <> 'done'
  AND d.{day} < %(today)s::date AND l.base_quantity > l.done_base {within}
GROUP BY d.id, d.warehouse_id, d.{day}
"""
ORDERS = (
    ("late_purchase", "purchase_order", "purchasing_purchaseorder"),
    ("late_sale", "sales_order", "sales_salesorder"),
)
WHOLES = (
    ("late_loan", "loan", "inventory_loan", "due_on"),
    ("late_borrowing", "borrowing", "inventory_borrowing", "due_on"),
    ("late_request", "transfer_request", "inventory_transferrequest", "wanted_on"),
)
"""Documents with one day for all their lines."""


def all_of_them(*, touched: bool) -> str:
    """Every condition; `touched`: of what is in `scope` and `orders` alone."""
    within = TOUCHED if touched else ""
    limits = within.format(row="t").replace("t.product,", "t.product_id,")
    limits = limits.replace("t.warehouse)", "t.warehouse_id)")
    at = within.format(row="b")
    return " UNION ALL ".join(
        [
            LEVELS.format(levels=stock_alerts.levels(within), within=limits, none=NONE),
            NEGATIVE.format(within=at, none=NONE),
            BATCHES.format(lying=batch_stock.lying_today(within), none=NONE),
            SLOW.format(
                within=at, none=NONE, since=(OF_EACH if touched else OF_ALL).format(none=NONE)
            ),
            UNCOSTED.format(within=at, none=NONE),
            *(
                LATE_AS_A_WHOLE.format(
                    kind=kind,
                    form=form,
                    table=table,
                    day=day,
                    none=NONE,
                    within=ASKED_FOR if touched else "",
                )
                for kind, form, table, day in WHOLES
            ),
            *(
                LATE.format(
                    kind=kind,
                    form=form,
                    table=table,
                    none=NONE,
                    within=ASKED_FOR if touched else "",
                )
                for kind, form, table in ORDERS
            ),
        ]
    )
