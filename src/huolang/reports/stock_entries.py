"""库存流水账: every entry of the stock books between two days, with the document behind it."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from huolang.reports import grouping, narrowing
from huolang.reports.batch_stock import batch_column, batch_filter
from huolang.reports.location_stock import LOCATION, location_column, location_filter
from huolang.reports.report import Column, Report, View
from huolang.reports.serial_life import serial_column, serial_filter
from huolang.reports.stock_movement import product, quantity, specification, value, warehouse

BODY = """
SELECT e.id, e.no, e.seq, e.occurred_on AS day, e.form, e.record, h.number, h.kind, e.product,
       upper(p.code) AS code, p.specification, e.warehouse, e.location, t.id AS batch,
       t.number AS called, e.serial_id AS serial,
       p.unit_id::text AS unit_low, p.unit_id::text AS unit_high,
       e.quantity, e.cost, coalesce(a.amount, 0) AS adjustment,
       e.cost + coalesce(a.amount, 0) AS value
FROM ledger_stockentry e
JOIN ledger_postinghead h ON h.company_id = e.company_id AND h.no = e.no
JOIN masters_product p ON p.company_id = e.company_id AND p.id = e.product
LEFT JOIN masters_batch t ON t.company_id = e.company_id AND t.id = e.batch
LEFT JOIN LATERAL (SELECT sum(a.amount) AS amount FROM ledger_costadjustment a
    WHERE a.company_id = e.company_id AND a.entry = e.id) a ON true
WHERE e.company_id = %(company)s::bigint
  AND e.occurred_at >= %(since)s::date - interval '2 days'
  AND e.occurred_at < %(until)s::date + interval '3 days'
  AND h.occurred_on BETWEEN %(since)s::date AND %(until)s::date {conditions}
"""
STOCK_ENTRIES = Report(
    name="stock_entries",
    label=_("库存流水账"),
    question=_("一段时间里每一笔进出：哪张单据、多少、什么成本"),
    module="inventory",
    reads=("stock",),
    filters=(
        *narrowing.period(),
        narrowing.product("e.product"),
        narrowing.category("e.product"),
        narrowing.style("e.product"),
        narrowing.warehouse("e.warehouse"),
        location_filter("e.location"),
        batch_filter("e.batch"),
        serial_filter("e.serial_id"),
    ),
    views=(
        View(
            name="entry",
            label=_("明细"),
            body=BODY,
            joins=f"{grouping.WAREHOUSE} {LOCATION}",
            key=(("g.no", "bigint"), ("g.seq", "bigint")),
            columns=(
                grouping.document_column(),
                grouping.day_column(),
                Column(
                    name="kind",
                    label=_("类型"),
                    kind="choice",
                    sql="g.kind",
                    options={"post": _("过账"), "mirror": _("红冲"), "correction": _("成本更正")},
                ),
                product(),
                replace(specification(), aside=True),
                warehouse(),
                replace(location_column(), aside=True),
                replace(batch_column(), aside=True),
                replace(serial_column(), aside=True),
                grouping.unit_column(),
                quantity("quantity", _("数量")),
                value("cost", _("记账成本")),
                value("adjustment", _("成本调整")),
                value("value", _("现成本")),
            ),
            sort="-day",
        ),
    ),
)
