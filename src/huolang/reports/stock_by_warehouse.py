"""库存分布表: products down, warehouses across, as of the end of a day.

Every warehouse that is in use stands across, and of those that are not any more the ones that goods
ever lay in. The figures are those of 库存余额表 (`stock_balance`) by warehouse, put side by side.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.ledger import past
from huolang.reports import grouping, narrowing
from huolang.reports.grouping import NIL
from huolang.reports.in_out_summary import CATEGORIES, CATEGORY, UNIT
from huolang.reports.report import Chart, Column, Drill, Filter, Label, Report, View
from huolang.reports.stock_movement import product, quantity, share, specification, value

WAREHOUSES = """
SELECT w.id, w.name FROM masters_warehouse w
WHERE w.company_id = %s::bigint AND (w.active OR EXISTS (SELECT FROM ledger_stockbalance b
    WHERE b.company_id = w.company_id AND b.warehouse = w.id))
ORDER BY upper(w.code), w.id
"""
SPREAD = """
SELECT p.id AS product, upper(p.code) AS code, p.specification, p.category_id AS category,
       p.style_id AS style, p.unit_id::text AS unit_low, p.unit_id::text AS unit_high, s.*
FROM (SELECT r.product AS lies, {sums} FROM ({then}) r GROUP BY r.product) s
JOIN masters_product p ON p.company_id = %(company)s::bigint AND p.id = s.lies
WHERE true {conditions}
"""
FIGURES = {"quantity": _("数量"), "value": _("金额")}
ALL: dict[str, Label] = {"quantity": _("数量合计"), "value": _("金额合计")}
Place = tuple[UUID, str]
"""A warehouse and its name."""


def places() -> list[Place]:
    """The warehouses that stand across, in the order of their codes."""
    return [tuple(row) for row in sql.run(WAREHOUSES, [current_id()]).fetchall()]


@dataclass(frozen=True, kw_only=True)
class Rows:
    """What stands down, and where a row leads."""

    name: str
    label: Label
    lead: tuple[Column, ...]
    filters: Mapping[str, str]
    drill: Drill
    group: str = ""
    """What products are added up by; nothing: by themselves."""
    joins: str = ""

    def view(self) -> View:
        return replace(self.told((), "quantity"), across=self.asked)

    def asked(self, values: Mapping[str, str]) -> View:
        return self.told(places(), values["figure"])

    def told(self, across: Sequence[Place], figure: str) -> View:
        cells = [self.cell(f"at_{key.hex}", name, key, figure) for key, name in across]
        return View(
            name=self.name,
            label=self.label,
            body=self.body([key for key, _name in across], figure),
            joins=self.joins,
            key=((f"g.{self.group or 'product'}", "uuid"),),
            columns=(*self.lead, *cells, self.cell("everywhere", ALL[figure], None, figure), SINCE),
            sort=self.lead[0].name,
            drill=self.drill,
            chart=Chart(kind="sums"),
        )

    def body(self, across: Sequence[UUID], figure: str) -> str:
        sums = [
            f"coalesce(sum(r.{figure}) FILTER (WHERE r.warehouse = '{key}'::uuid), 0)"
            f" AS at_{key.hex}"
            for key in across
        ]
        then = past.written(company="%(company)s", day="%(until)s", by_place=True)
        found = SPREAD.replace("{then}", then).replace(
            "{sums}", ", ".join([*sums, f"sum(r.{figure}) AS everywhere"])
        )
        if not self.group:
            return found
        names = [*(f"at_{key.hex}" for key in across), "everywhere"]
        return (
            f"SELECT coalesce(f.{self.group}, {NIL}) AS {self.group},"  # noqa: S608
            " min(f.unit_low) AS unit_low, max(f.unit_high) AS unit_high, "
            + ", ".join(f"sum(f.{name}) AS {name}" for name in names)
            + f" FROM ({found}) f GROUP BY 1"
        )

    def cell(self, name: str, label: Label, place: UUID | None, figure: str) -> Column:
        """What lies in a warehouse, or in all of them; it leads to what came and went there."""
        drill = Drill(
            report="stock_entries",
            view="booked",
            filters={**self.filters, "since": "since"},
            fixed={"warehouse": str(place)} if place else {},
        )
        worth = value if place is None else share
        column = replace((quantity if figure == "quantity" else worth)(name, label), drill=drill)
        column = replace(column, bar=place is not None)
        if figure == "quantity" and self.group:
            return replace(column, sql=f"CASE WHEN g.unit_low = g.unit_high THEN g.{name} END")
        return column


SINCE = narrowing.since("%(until)s::date")
OF_PRODUCT = {"product": "product"}
ROWS = (
    Rows(
        name="product",
        label=_("按商品"),
        lead=(product(), specification(), UNIT),
        filters=OF_PRODUCT,
        drill=Drill(
            report="stock_entries", view="booked", filters={**OF_PRODUCT, "since": "since"}
        ),
    ),
    Rows(
        name="style",
        label=_("按款式"),
        group="style",
        joins=grouping.STYLE,
        lead=(grouping.style_column(), UNIT),
        filters={"style": "style"},
        drill=Drill(report="stock_by_warehouse", view="product", filters={"style": "style"}),
    ),
    Rows(
        name="category",
        label=_("按分类"),
        group="category",
        joins=CATEGORIES,
        lead=(CATEGORY, UNIT),
        filters={"of_category": "category"},
        drill=Drill(
            report="stock_by_warehouse", view="product", filters={"of_category": "category"}
        ),
    ),
)
STOCK_BY_WAREHOUSE = Report(
    name="stock_by_warehouse",
    label=_("库存分布表"),
    question=_("某一天结束时每种商品在各个仓库有多少，或值多少"),
    module="inventory",
    reads=("stock",),
    filters=(
        Filter(name="until", label=_("结存日期"), kind="day", default="today"),
        Filter(
            name="figure",
            label=_("数量或金额"),
            kind="choice",
            options=FIGURES,
            default="quantity",
            guarded={"value": "cost"},
        ),
        narrowing.product("p.id"),
        narrowing.category("p.id"),
        narrowing.of_category("p.id"),
        narrowing.style("p.id"),
    ),
    views=tuple(one.view() for one in ROWS),
)
