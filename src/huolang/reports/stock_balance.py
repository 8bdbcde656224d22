"""库存余额表: how much of everything there was at the end of a day, and what it was worth.

Read from the month before and the entries since (`ledger.past`); a warehouse has its share of a
product's value by quantity.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from huolang.ledger import past
from huolang.reports import grouping, narrowing
from huolang.reports.report import Column, Drill, Filter, Report, View
from huolang.reports.stock_movement import product, quantity, specification, value, warehouse


def body(*, by_place: bool) -> str:
    """What there was at the end of the day, and what it was worth."""
    then = past.written(company="%(company)s", day="%(until)s", by_place=by_place)
    place = " AND (%(warehouse)s::uuid IS NULL OR s.warehouse = %(warehouse)s::uuid)"
    return (
        "SELECT p.id AS product, upper(p.code) AS code, p.specification,"  # noqa: S608
        " p.category_id AS category, s.warehouse, p.unit_id::text AS unit_low,"
        f" p.unit_id::text AS unit_high, s.quantity, s.value FROM ({then}) s"
        " JOIN masters_product p ON p.company_id = %(company)s::bigint AND p.id = s.product"
        f" WHERE true {{conditions}}{place if by_place else ''}"
    )


def unit_cost() -> Column:
    """Of one base unit, to six digits."""
    return Column(
        name="unit_cost",
        label=_("单位成本"),
        kind="price",
        sql="CASE WHEN g.quantity <> 0 THEN round(g.value / g.quantity, 6) END",
        hidden_by="cost",
    )


def category() -> Column:
    return Column(
        name="category",
        label=_("商品分类"),
        kind="reference",
        to="product_category",
        sql="g.category",
    )


STOCK_BALANCE = Report(
    name="stock_balance",
    label=_("库存余额表"),
    question=_("某一天结束时每种商品有多少、值多少"),
    module="inventory",
    reads=("stock",),
    filters=(
        Filter(name="until", label=_("截止日期"), kind="day", default="today"),
        narrowing.product("p.id"),
        narrowing.category("p.id"),
        narrowing.place(),
    ),
    views=(
        View(
            name="product",
            label=_("按商品"),
            body=body(by_place=False),
            key=(("g.product", "uuid"),),
            columns=(
                product(),
                specification(),
                category(),
                grouping.unit_column(),
                quantity("quantity", _("结存数量")),
                unit_cost(),
                value("value", _("结存金额")),
            ),
            sort="product",
            drill=Drill(report="stock_entries", view="entry", filters={"product": "product"}),
        ),
        View(
            name="warehouse",
            label=_("按商品和仓库"),
            body=body(by_place=True),
            joins=grouping.WAREHOUSE,
            key=(("g.product", "uuid"), ("g.warehouse", "uuid")),
            columns=(
                product(),
                specification(),
                category(),
                warehouse(),
                grouping.unit_column(),
                quantity("quantity", _("结存数量")),
                unit_cost(),
                value("value", _("结存金额")),
            ),
            sort="product",
            drill=Drill(
                report="stock_entries",
                view="entry",
                filters={"product": "product", "warehouse": "warehouse"},
            ),
        ),
    ),
)
