"""库位库存: what lies in each location of the warehouses that have them, and what waits to be put
away."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from huolang.ledger.posting import shelves
from huolang.reports import grouping, narrowing
from huolang.reports.batch_stock import batch_column, batch_filter
from huolang.reports.execution import figure, reference
from huolang.reports.report import Column, Drill, Filter, Report, View

PRODUCT, SPECIFICATION = grouping.product_columns()
NIL = grouping.NIL
BODY = """
SELECT b.warehouse, b.location, b.product, b.batch AS kept, m.id AS batch, m.number AS called,
    l.pick_order, p.specification, p.unit_id::text AS unit_low, p.unit_id::text AS unit_high,
    b.quantity
FROM masters_warehouse h
JOIN ledger_stockbalance b ON b.company_id = h.company_id AND b.warehouse = h.id
    AND b.quantity <> 0 AND b.owner = {nil} AND {shelves}
JOIN masters_product p ON p.company_id = b.company_id AND p.id = b.product
LEFT JOIN masters_location l ON l.company_id = b.company_id AND l.id = b.location
LEFT JOIN masters_batch m ON m.company_id = b.company_id AND m.id = b.batch
WHERE h.company_id = %(company)s::bigint AND h.located AND NOT p.serialized {conditions}
UNION ALL
SELECT b.warehouse, b.location, b.product, {nil}, NULL, NULL, l.pick_order, p.specification,
    p.unit_id::text, p.unit_id::text, sum(b.quantity)
FROM masters_warehouse h
JOIN ledger_stockbalance b ON b.company_id = h.company_id AND b.warehouse = h.id
    AND b.quantity <> 0 AND b.owner = {nil} AND {shelves}
JOIN masters_product p ON p.company_id = b.company_id AND p.id = b.product
LEFT JOIN masters_location l ON l.company_id = b.company_id AND l.id = b.location
LEFT JOIN masters_batch m ON false
WHERE h.company_id = %(company)s::bigint AND h.located AND p.serialized {conditions}
GROUP BY b.warehouse, b.location, b.product, l.pick_order, p.specification, p.unit_id
""".replace("{nil}", NIL).replace("{shelves}", shelves("b"))
"""Single pieces are counted."""
WITHIN = """{column} IN (
    WITH RECURSIVE branch AS (
        SELECT %(location)s::uuid AS id
        UNION
        SELECT i.id FROM masters_location i JOIN branch a ON i.parent_id = a.id
        WHERE i.company_id = %(company)s::bigint)
    SELECT id FROM branch)"""
LOCATION = (
    "LEFT JOIN masters_location l ON l.company_id = %(company)s::bigint AND l.id = g.location"
)
PLACED = f"""(%(placed)s::text = 'all'
    OR (%(placed)s::text = 'placed') = (b.location <> {NIL}))"""


def location_column() -> Column:
    return Column(
        name="location",
        label=_("库位"),
        kind="reference",
        to="location",
        sql="l.id",
        sort="(l.id IS NULL)::text || coalesce(upper(l.code), '')",
        sort_cast="text",
    )


def location_filter(column: str) -> Filter:
    """The location and all inside it."""
    return Filter(
        name="location",
        label=_("库位"),
        kind="reference",
        to="location",
        nothing=True,
        where=WITHIN.replace("{column}", column),
    )


LOCATION_STOCK = Report(
    name="location_stock",
    label=_("库位库存"),
    question=_("每个库位放着什么、多少；哪些货还没有上架"),
    module="inventory",
    reads=("stock", "location"),
    filters=(
        Filter(
            name="placed",
            label=_("上架"),
            kind="choice",
            options={"all": _("全部"), "placed": _("已上架"), "unplaced": _("无库位")},
            default="all",
            where=PLACED,
        ),
        narrowing.warehouse("b.warehouse"),
        location_filter("b.location"),
        narrowing.product("b.product"),
        narrowing.category("b.product"),
        narrowing.style("b.product"),
        batch_filter("b.batch"),
    ),
    views=(
        View(
            name="location",
            label=_("明细"),
            body=BODY,
            joins=f"{grouping.PRODUCT} {grouping.WAREHOUSE} {LOCATION}",
            key=(
                ("g.warehouse", "uuid"),
                ("g.location", "uuid"),
                ("g.product", "uuid"),
                ("g.kept", "uuid"),
            ),
            columns=(
                reference("warehouse", _("仓库"), "warehouse", "w"),
                location_column(),
                Column(name="pick_order", label=_("拣货顺序"), kind="number", sql="g.pick_order"),
                PRODUCT,
                SPECIFICATION,
                batch_column(),
                grouping.unit_column(),
                figure("quantity", _("数量")),
                grouping.in_units("g.quantity"),
                narrowing.since(),
            ),
            sort="location",
            drill=Drill(
                report="stock_entries",
                view="entry",
                filters={
                    "product": "product",
                    "warehouse": "warehouse",
                    "location": "location",
                    "batch": "batch",
                    "since": "since",
                },
            ),
        ),
    ),
)
