"""在途商品: what was sent to another warehouse in two steps and has not come yet.

Quantities are in the unit of the line. What is on its way is worth what its pool costs today: that
of the shipment, or the one in which it lies with others.
"""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from huolang.ledger.posting import IN_TRANSIT
from huolang.reports import grouping, narrowing
from huolang.reports.batch_stock import batch_column
from huolang.reports.execution import figure, reference
from huolang.reports.report import Column, Filter, Report, View
from huolang.reports.stock_movement import value

BODY = """
SELECT 'stock_transfer' AS form, d.id AS record, d.number, d.date AS day, l.id AS line,
       l.product_id AS product, l.specification, d.warehouse_id AS warehouse, d.into_id AS into,
       l.unit_id::text AS unit_low, l.unit_id::text AS unit_high, l.batch_record_id AS batch,
       l.batch AS called, l.quantity, %(today)s::date - d.date AS days,
       round(l.done_base * l.denominator / l.numerator, 6) AS came,
       round(o.base * l.denominator / l.numerator, 6) AS open,
       round(o.base * w.value / nullif(w.quantity, 0), k.digits) AS value
FROM inventory_stocktransfer d
JOIN kernel_company k ON k.id = d.company_id
JOIN inventory_stocktransferline l ON l.company_id = d.company_id AND l.document_id = d.id
CROSS JOIN LATERAL (SELECT l.allowed_base - l.done_base AS base) o
LEFT JOIN LATERAL (
    SELECT sum(c.value) AS value, sum(c.quantity) AS quantity FROM (
        SELECT DISTINCT coalesce(s.id, e.pool) AS pool FROM ledger_stockentry e
        LEFT JOIN ledger_costpool s ON s.company_id = e.company_id AND s.product = e.product
            AND s.generation = 0 AND s.shipment = l.id
        WHERE e.company_id = l.company_id AND e.line = l.id AND e.quantity > 0
          AND NOT EXISTS (SELECT FROM ledger_stockentry m
                          WHERE m.company_id = e.company_id AND m.reverses = e.id)
          AND (e.batch = {nil} OR EXISTS (
              SELECT FROM ledger_stockbalance b
              WHERE b.company_id = e.company_id AND b.product = e.product AND b.batch = e.batch
                AND b.warehouse = d.into_id AND b.location = {on_its_way}
                AND b.quantity > 0))) k
    CROSS JOIN LATERAL (
        SELECT c.value, c.quantity FROM ledger_costpool c
        WHERE c.company_id = l.company_id AND c.id = k.pool AND c.quantity > 0
          AND c.generation = 0 OFFSET 0) c) w ON true
WHERE d.company_id = %(company)s::bigint AND d.state = 'confirmed' AND d.in_steps AND o.base > 0
{conditions}
""".replace("{nil}", grouping.NIL).replace("{on_its_way}", f"'{IN_TRANSIT}'::uuid")
INTO = "JOIN masters_warehouse v ON v.company_id = %(company)s::bigint AND v.id = g.into"
PRODUCT, SPECIFICATION = grouping.product_columns()

STOCK_IN_TRANSIT = Report(
    name="stock_in_transit",
    label=_("在途商品"),
    question=_("哪些调拨还在路上、从哪到哪、发了几天、还有多少没到、值多少"),
    module="inventory",
    reads=("stock", "stock_transfer"),
    filters=(
        Filter(
            name="into",
            label=_("调入仓库"),
            kind="reference",
            to="warehouse",
            where="d.into_id = %(into)s::uuid",
        ),
        narrowing.warehouse("d.warehouse_id"),
        narrowing.product("l.product_id"),
        narrowing.category("l.product_id"),
        narrowing.style("l.product_id"),
    ),
    views=(
        View(
            name="line",
            label=_("明细"),
            body=BODY,
            joins=f"{grouping.PRODUCT} {grouping.WAREHOUSE} {INTO}",
            key=(("g.day", "date"), ("g.record", "uuid"), ("g.line", "uuid")),
            columns=(
                grouping.document_column(),
                grouping.day_column(),
                reference("warehouse", _("调出仓库"), "warehouse", "w"),
                reference("into", _("调入仓库"), "warehouse", "v"),
                PRODUCT,
                replace(SPECIFICATION, aside=True),
                replace(batch_column(), aside=True),
                grouping.unit_column(),
                figure("quantity", _("发出数量")),
                figure("came", _("已到与途损")),
                figure("open", _("在途数量")),
                value("value", _("在途成本")),
                Column(name="days", label=_("在途天数"), kind="number", sql="g.days"),
            ),
            sort="day",
            converts="transfer_receipt",
        ),
    ),
)
