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
SELECT e.id, e.no, e.seq, e.occurred_on AS day, e.form, e.record, e.product,
       upper(p.code) AS code, p.specification, e.warehouse, e.location, e.batch AS kept,
       e.serial_id AS serial, p.unit_id::text AS unit_low, p.unit_id::text AS unit_high,
       e.quantity, e.cost, coalesce(a.amount, c.amount, 0) AS adjustment,
       e.cost + coalesce(a.amount, c.amount, 0) AS value
FROM ledger_stockentry e
JOIN masters_product p ON p.company_id = e.company_id AND p.id = e.product
LEFT JOIN LATERAL (SELECT sum(a.amount) AS amount FROM ledger_costadjustment a
    WHERE a.company_id = e.company_id AND a.entry = e.id
      AND %(product)s::uuid IS NOT NULL) a ON true
LEFT JOIN (SELECT a.entry, sum(a.amount) AS amount FROM ledger_costadjustment a
    WHERE a.company_id = %(company)s::bigint AND a.recognised_on >= %(since)s::date
      AND %(product)s::uuid IS NULL GROUP BY a.entry) c ON c.entry = e.id
WHERE e.company_id = %(company)s::bigint
  AND e.occurred_on BETWEEN %(since)s::date AND %(until)s::date {conditions}
"""
"""What corrected entries is looked up for those of one product, and read once for those of all: one
of the two is empty. No correction is recognised before the day of its entry."""
BEHIND = """
JOIN ledger_postinghead h ON h.company_id = %(company)s::bigint AND h.no = g.no
LEFT JOIN masters_batch t ON t.company_id = %(company)s::bigint AND t.id = g.kept
"""
"""What a row says of its document and batch, which nothing is added up of."""
CALLED = "upper(t.number)"
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
            joins=f"{BEHIND} {grouping.WAREHOUSE} {LOCATION}",
            long=True,
            key=(("g.no", "bigint"), ("g.seq", "bigint")),
            columns=(
                replace(grouping.document_column(), sql="h.number"),
                grouping.day_column(),
                Column(
                    name="kind",
                    label=_("类型"),
                    kind="choice",
                    sql="h.kind",
                    options={"post": _("过账"), "mirror": _("红冲"), "correction": _("成本更正")},
                ),
                product(),
                replace(specification(), aside=True),
                warehouse(),
                replace(location_column(), aside=True),
                replace(batch_column(), sql="t.id", sort=CALLED, aside=True),
                replace(serial_column(), sort=CALLED, aside=True),
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
