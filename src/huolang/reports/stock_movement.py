"""收发存汇总表: what was there, what came, what went, what is left: in quantity and in value.

Nothing scans history: what was there is read from the month before (`ledger.past`). A value counts
on the day of its entry, a correction of it on the day on which the books recognised it. What was
cancelled at its own moment has neither come nor gone, nor has a product that only went from one
warehouse to another, but these have. A warehouse has its share of a product's value by quantity;
what averaging over all of them moved to or from it is told as such.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from huolang.ledger import past_period
from huolang.reports import grouping, narrowing
from huolang.reports.report import Column, Drill, Label, Report, View

NEITHER = "e.form IN ('revaluation', 'costing_change')"
"""A revaluation or a costing change takes everything out and brings it back: nothing comes of it
but the difference in value."""
ELSEWHERE = """(e.counter = 'inventory' AND EXISTS (
    SELECT FROM ledger_stockentry t WHERE t.company_id = e.company_id AND t.no = e.no
      AND t.flow = e.flow AND t.product = e.product AND t.quantity * e.quantity < 0{there}))"""
"""What only goes from one warehouse to another, at once or on its way for a while, leaves one and
comes to the other; the product as a whole neither comes nor goes. Nor does what arrives come to its
warehouse again. A cent that it is worth more or less there, by its standard cost, comes."""
COMES = "(e.quantity > 0) = (e.reverses IS NULL)"
"""A mirror takes back what came or went; it does not go or come itself."""
FIGURES = f"""
       p.specification, p.category_id AS category, p.style_id AS style,
       p.unit_id::text AS unit_low, p.unit_id::text AS unit_high,
       {past_period.NAMES}
"""


def comes(there: str = "") -> str:
    """Whether an entry `e` comes rather than goes; `there` narrows what it meets of a transfer."""
    return f"({NEITHER} OR {ELSEWHERE.replace('{there}', there)} OR {COMES})"


THERE = " AND t.warehouse = e.warehouse"


def body(*, by_place: bool, kinds: Sequence[past_period.Kind] = ()) -> str:
    """What was there the day before, what moved, and what was there at the end."""
    more = "".join(
        f", s.{past_period.called(k, what)}" for k in kinds for what in past_period.WHATS
    )
    head = " s.warehouse," if by_place else ""
    place = " AND (%(warehouse)s::uuid IS NULL OR s.warehouse = %(warehouse)s::uuid)"
    period = past_period.written(
        company="%(company)s",
        since="%(since)s::date",
        until="%(until)s::date",
        comes=comes(THERE if by_place else ""),
        by_place=by_place,
        kinds=kinds,
    )
    return (
        f"SELECT p.id AS product, upper(p.code) AS code,{head}{FIGURES}{more}"  # noqa: S608
        f" FROM ({period}) s"
        " JOIN masters_product p ON p.company_id = %(company)s::bigint AND p.id = s.product"
        f" WHERE true {{conditions}}{place if by_place else ''}"
    )


def product() -> Column:
    return Column(
        name="product",
        label=_("商品"),
        kind="reference",
        to="product",
        sql="g.product",
        sort="g.code",
        sort_cast="text",
    )


def specification() -> Column:
    return Column(name="specification", label=_("规格型号"), kind="text", sql="g.specification")


def warehouse() -> Column:
    return Column(
        name="warehouse",
        label=_("仓库"),
        kind="reference",
        to="warehouse",
        sql="g.warehouse",
        sort="upper(w.code)",
        sort_cast="text",
    )


def quantity(name: str, label: Label) -> Column:
    return Column(
        name=name,
        label=label,
        kind="quantity",
        sql=f"g.{name}",
        total=grouping.ONE_UNIT.format(name=name),
    )


def value(name: str, label: Label) -> Column:
    return Column(
        name=name,
        label=label,
        kind="money",
        sql=f"g.{name}",
        total=f"coalesce(sum(g.{name}), 0)",
        hidden_by="cost",
    )


STEPS = (
    ("opening", _("期初数量"), _("期初金额")),
    ("in", _("收入数量"), _("收入金额")),
    ("out", _("发出数量"), _("发出金额")),
    ("closing", _("结存数量"), _("结存金额")),
)


def steps() -> tuple[Column, ...]:
    """Quantity and value of each step."""
    return tuple(
        column
        for name, counted, worth in STEPS
        for column in (quantity(f"{name}_quantity", counted), value(f"{name}_value", worth))
    )


def share(name: str, label: Label) -> Column:
    """What the goods of one warehouse are worth: of a pool of all of them, its share."""
    return replace(
        value(name, label),
        help=_("成本按全公司平均核算时，各仓按数量分摊：和该仓流水的合计之差，是均价分摊带来的"),
    )


def shifted() -> Column:
    """What averaging over all warehouses moved to (+) or from (−) one of them."""
    moved = "g.closing_value - g.opening_value - g.in_value + g.out_value"
    return Column(
        name="shifted_value",
        label=_("均价分摊"),
        kind="money",
        sql=moved,
        total=f"coalesce(sum({moved}), 0)",
        hidden_by="cost",
        help=_("成本按全公司移动平均，各仓按数量分摊；这一列是分摊带来的增减"),
    )


STOCK_MOVEMENT = Report(
    name="stock_movement",
    label=_("收发存汇总表"),
    question=_(
        "一段时间的期初、收入、发出、结存：数量与金额；撤销的单据两边都不计，"
        "调拨只在按仓库查看时算收发"
    ),
    module="inventory",
    reads=("stock",),
    filters=(
        *narrowing.period(),
        narrowing.product("p.id"),
        narrowing.category("p.id"),
        narrowing.style("p.id"),
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
                grouping.unit_column(),
                *steps(),
                grouping.in_units("g.closing_quantity"),
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
                replace(specification(), aside=True),
                warehouse(),
                grouping.unit_column(),
                *steps(),
                grouping.in_units("g.closing_quantity"),
                shifted(),
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
