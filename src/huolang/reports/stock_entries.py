"""库存流水账: every entry of the stock books between two days, with the document behind it.

By entry, each with its cost as it is known today; or as booked (收发明细), where a correction of a
cost is a row of its own on the day that recognises it, so that the rows add up to the figures of
what came and went in the same days.
"""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from huolang.ledger import past
from huolang.reports import grouping, narrowing
from huolang.reports.batch_stock import batch_column, batch_filter
from huolang.reports.kinds import FORMS
from huolang.reports.location_stock import LOCATION, location_column, location_filter
from huolang.reports.report import Column, Filter, Report, View
from huolang.reports.serial_life import serial_column, serial_filter
from huolang.reports.stock_movement import (
    comes,
    product,
    quantity,
    specification,
    value,
    warehouse,
)

KNOWN = past.until_known("%(company)s", "%(known_at)s")
CORRECTED = f"AND (%(known_at)s::date IS NULL OR a.no <= {KNOWN})"
"""Of the corrections of costs those that were known."""
BODY = f"""
SELECT e.id, e.no, e.seq, e.occurred_on AS day, e.form, e.record, e.product,
       upper(p.code) AS code, p.specification, e.warehouse, e.location, e.batch AS kept,
       e.serial_id AS serial, p.unit_id::text AS unit_low, p.unit_id::text AS unit_high,
       e.quantity, e.cost, coalesce(a.amount, c.amount, 0) AS adjustment,
       e.cost + coalesce(a.amount, c.amount, 0) AS value
FROM ledger_stockentry e
JOIN masters_product p ON p.company_id = e.company_id AND p.id = e.product
LEFT JOIN LATERAL (SELECT sum(a.amount) AS amount FROM ledger_costadjustment a
    WHERE a.company_id = e.company_id AND a.entry = e.id
      AND %(product)s::uuid IS NOT NULL {CORRECTED}) a ON true
LEFT JOIN (SELECT a.entry, sum(a.amount) AS amount FROM ledger_costadjustment a
    WHERE a.company_id = %(company)s::bigint AND a.recognised_on >= %(since)s::date
      AND %(product)s::uuid IS NULL {CORRECTED} GROUP BY a.entry) c ON c.entry = e.id
WHERE e.company_id = %(company)s::bigint
  AND e.occurred_on BETWEEN %(since)s::date AND %(until)s::date {{conditions}}
"""  # noqa: S608
"""What corrected entries is looked up for those of one product, and read once for those of all: one
of the two is empty. No correction is recognised before the day of its entry."""
POSTED = "JOIN ledger_postinghead h ON h.company_id = %(company)s::bigint AND h.no = g.no"
BEHIND = f"""
{POSTED}
LEFT JOIN masters_batch t ON t.company_id = %(company)s::bigint AND t.id = g.kept
"""
"""What a row says of its document and batch, which nothing is added up of."""
ROW = """
       e.no, e.seq, e.form, e.record, e.product, upper(p.code) AS code, p.specification,
       e.warehouse, p.unit_id::text AS unit_low, p.unit_id::text AS unit_high,
       CASE WHEN e.counter <> 'within'
            THEN CASE WHEN {came} THEN 'in' ELSE 'out' END END AS direction"""
BOOKED = f"""
SELECT e.occurred_on AS day, {grouping.NIL} AS correction, e.quantity, e.cost AS value, {ROW}
FROM ledger_stockentry e
JOIN masters_product p ON p.company_id = e.company_id AND p.id = e.product
WHERE e.company_id = %(company)s::bigint AND e.owner = {grouping.NIL}
  AND e.occurred_on BETWEEN %(since)s::date AND %(until)s::date {{conditions}}
UNION ALL
SELECT a.recognised_on, a.id, 0, a.amount, {ROW}
FROM ledger_costadjustment a
JOIN ledger_stockentry e ON e.company_id = a.company_id AND e.id = a.entry
JOIN masters_product p ON p.company_id = e.company_id AND p.id = e.product
WHERE a.company_id = %(company)s::bigint
  AND a.recognised_on BETWEEN %(since)s::date AND %(until)s::date {CORRECTED} {{conditions}}
"""  # noqa: S608
"""What is ours, and what corrected it."""
CALLED = "upper(t.number)"
CAME = comes(" AND (%(warehouse)s::uuid IS NULL OR t.warehouse = e.warehouse)")
"""Of one warehouse, what was transferred came to it or went from it."""
BATCH = f"""(e.batch = %(batch)s::uuid
    OR %(batch)s::uuid = {grouping.NIL} AND e.serial_id IS NOT NULL)"""
"""A single piece has no batch."""
DIRECTIONS = {"in": _("收入"), "out": _("发出")}
KINDS = {"post": _("过账"), "mirror": _("红冲"), "correction": _("成本更正")}
KIND = Column(name="kind", label=_("类型"), kind="choice", sql="h.kind", options=KINDS)
FORM = Column(name="form", label=_("单据类型"), kind="choice", sql="g.form", options=FORMS)
STOCK_ENTRIES = Report(
    name="stock_entries",
    label=_("库存流水账"),
    question=_("一段时间里每一笔进出：哪张单据、多少、什么成本"),
    module="inventory",
    reads=("stock",),
    filters=(
        *narrowing.period(),
        Filter(name="known_at", label=_("截至记账日"), kind="day", where=f"e.no <= {KNOWN}"),
        narrowing.product("e.product"),
        narrowing.category("e.product"),
        narrowing.of_category("e.product"),
        narrowing.style("e.product"),
        narrowing.warehouse("e.warehouse"),
        location_filter("e.location"),
        replace(batch_filter("e.batch"), where=BATCH, nothing=True),
        serial_filter("e.serial_id"),
        Filter(
            name="form",
            label=_("单据类型"),
            kind="choice",
            options=FORMS,
            where="e.form = %(form)s::text",
        ),
        Filter(
            name="direction",
            label=_("收发"),
            kind="choice",
            options=DIRECTIONS,
            where=f"e.counter <> 'within' AND {CAME} = (%(direction)s::text = 'in')",
        ),
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
                KIND,
                replace(FORM, aside=True),
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
        View(
            name="booked",
            label=_("收发明细"),
            body=BOOKED.replace("{came}", CAME),
            joins=f"{POSTED} {grouping.WAREHOUSE}",
            long=True,
            key=(("g.no", "bigint"), ("g.seq", "bigint"), ("g.correction", "uuid")),
            columns=(
                replace(grouping.document_column(), sql="h.number"),
                grouping.day_column(),
                FORM,
                Column(
                    name="direction",
                    label=_("收发"),
                    kind="choice",
                    sql="g.direction",
                    options=DIRECTIONS,
                ),
                replace(
                    KIND,
                    sql=f"CASE WHEN g.correction = {grouping.NIL} THEN h.kind"
                    " ELSE 'correction' END",
                ),
                product(),
                replace(specification(), aside=True),
                warehouse(),
                grouping.unit_column(),
                quantity("quantity", _("数量")),
                value("value", _("金额")),
            ),
            sort="-day",
        ),
    ),
)
