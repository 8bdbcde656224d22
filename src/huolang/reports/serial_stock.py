"""序列号库存: every piece that we have, where it is, from whom and when it came, what it costs.

Where each piece is costed by itself that is its own cost; otherwise its part of what the pool is
worth that it is in, so that all pieces come to the stock (`ledger.batch_worth`).
"""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from huolang.ledger import batch_worth
from huolang.masters.serial import Status
from huolang.masters.serial_moves import OFF_SHELF
from huolang.reports import grouping, narrowing
from huolang.reports.execution import reference
from huolang.reports.location_stock import LOCATION, location_column, location_filter
from huolang.reports.report import Column, Drill, Filter, Report, View
from huolang.reports.serial_life import serial_column, serial_filter

PRODUCT, SPECIFICATION = grouping.product_columns()
WHERE = {one.value: one.label for one in (Status.IN_STOCK, *OFF_SHELF)}
WORTH = batch_worth.written_now(company="%(company)s", product="%(product)s")
BODY = f"""
SELECT n.id AS serial, n.number AS called, n.product_id AS product, n.status,
    n.warehouse_id AS warehouse, n.location_id AS location, n.supplier_id AS supplier,
    n.received_on AS day,
    n.receipt AS number, n.receipt_form AS form, n.receipt_record AS record,
    %(today)s::date - n.received_on AS days, coalesce(c.value, 0) AS value, n.remark
FROM masters_serialnumber n
LEFT JOIN ({WORTH}) c ON c.product = n.product_id AND c.warehouse = n.warehouse_id
    AND c.batch = n.id
WHERE n.company_id = %(company)s::bigint AND n.present = 1 {{conditions}}
"""  # noqa: S608
SUPPLIER = """LEFT JOIN masters_partner s ON s.company_id = %(company)s::bigint
    AND s.id = g.supplier"""

SERIAL_STOCK = Report(
    name="serial_stock",
    label=_("序列号库存"),
    question=_("手上有哪些序列号、在哪个仓库、从谁买的、放了几天、每件成本多少"),
    module="inventory",
    reads=("stock", "serial_number"),
    filters=(
        narrowing.product("n.product_id"),
        narrowing.category("n.product_id"),
        narrowing.warehouse("n.warehouse_id"),
        location_filter("n.location_id"),
        narrowing.partner(_("供应商"), "is_supplier", "n.supplier_id"),
        Filter(
            name="status",
            label=_("状态"),
            kind="choice",
            options={"all": _("全部"), **WHERE},
            default="all",
            where="%(status)s::text IN ('all', n.status)",
        ),
        serial_filter("n.id"),
    ),
    views=(
        View(
            name="piece",
            label=_("明细"),
            body=BODY,
            joins=f"{grouping.PRODUCT} {grouping.WAREHOUSE} {LOCATION} {SUPPLIER}",
            key=(("g.serial", "uuid"),),
            columns=(
                serial_column(),
                PRODUCT,
                SPECIFICATION,
                reference("warehouse", _("仓库"), "warehouse", "w"),
                replace(location_column(), aside=True),
                Column(
                    name="status", label=_("状态"), kind="choice", sql="g.status", options=WHERE
                ),
                Column(name="day", label=_("入库日期"), kind="date", sql="g.day"),
                Column(name="days", label=_("在库天数"), kind="number", sql="g.days"),
                grouping.document_column(),
                reference("supplier", _("供应商"), "partner", "s"),
                Column(
                    name="value",
                    label=_("成本"),
                    kind="money",
                    sql="g.value",
                    total="coalesce(sum(g.value), 0)",
                    hidden_by="cost",
                    help=_("按序列号核算成本的是这一件的成本，其他商品是平均成本"),
                ),
                Column(name="remark", label=_("备注"), kind="text", sql="g.remark", aside=True),
            ),
            sort="day",
            drill=Drill(report="serial_life", view="entry", filters={"serial": "serial"}),
        ),
    ),
)
