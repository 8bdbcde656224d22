"""进销存汇总表: what was there, what came and went by which kind of document, what is left.

The same figures as those of 收发存汇总表 (`stock_movement`); what came and went is told apart by
the forms that occur in the period, whatever forms there are. A correction of a cost counts with the
document whose goods it corrects. Each figure leads to the entries that it is made of; of one
warehouse the opening and closing values are shares, which its entries and 均价分摊 make.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.ledger.past_period import WHATS, Kind, called
from huolang.reports import grouping, narrowing, stock_movement
from huolang.reports.grouping import NIL
from huolang.reports.kinds import FORMS
from huolang.reports.report import Chart, Column, Drill, Filter, Label, Report, View
from huolang.reports.stock_balance import category
from huolang.reports.stock_movement import NEITHER, comes, quantity, value

OCCURRED = f"""
SELECT k.form, k.comes, bool_or(k.moved), bool_or(k.valued) FROM (
    SELECT r.form, r.comes,
           CASE WHEN r.turns THEN sum(r.quantity) <> 0 ELSE bool_or(r.quantity <> 0) END AS moved,
           CASE WHEN r.turns THEN sum(r.value) <> 0 ELSE bool_or(r.value <> 0) END AS valued
    FROM (
        SELECT e.form, e.no, e.product, e.warehouse, e.quantity, e.cost AS value,
               {{comes}} AS comes, {{turns}} AS turns
        FROM ledger_stockentry e
        WHERE e.company_id = %(company)s::bigint AND e.owner = {NIL} AND e.counter <> 'within'
          AND e.occurred_on BETWEEN %(since)s::date AND %(until)s::date {{conditions}}
        UNION ALL
        SELECT e.form, e.no, e.product, e.warehouse, 0, a.amount, {{comes}}, {{turns}}
        FROM ledger_costadjustment a
        JOIN ledger_stockentry e ON e.company_id = a.company_id AND e.id = a.entry
        WHERE a.company_id = %(company)s::bigint AND e.counter <> 'within'
          AND a.recognised_on BETWEEN %(since)s::date AND %(until)s::date {{conditions}}) r
    GROUP BY r.form, r.comes, r.turns, CASE WHEN r.turns THEN r.no END,
             CASE WHEN r.turns THEN r.product END{{places}}) k
GROUP BY k.form, k.comes HAVING bool_or(k.moved) OR bool_or(k.valued)
"""  # noqa: S608
"""Of what is taken out and brought back, and of what only goes elsewhere, the difference counts."""
FIGURES = {"quantity": _("只看数量"), "value": _("只看金额")}
QUANTITIES = {"in": _("收入 {kind}"), "out": _("发出 {kind}")}
VALUES = {"in": _("收入金额 {kind}"), "out": _("发出金额 {kind}")}
BEFORE = "greatest(%(since)s::date - 1, '1900-01-01'::date)"


@dataclass(frozen=True, kw_only=True)
class Occurred:
    """A kind of document that occurs: what comes or goes by it, and whether pieces do or only
    their value changes."""

    kind: Kind
    moved: bool
    valued: bool


def narrowed(column: str) -> tuple[Filter, ...]:
    return (
        narrowing.product(column),
        narrowing.category(column),
        narrowing.of_category(column),
        narrowing.style(column),
    )


PLACED = " AND (%(warehouse)s::uuid IS NULL OR e.warehouse = %(warehouse)s::uuid)"


def occurred(values: Mapping[str, str], *, by_place: bool) -> list[Occurred]:
    """The kinds of documents by which anything came or went, in the order of the forms."""
    conditions = [one.where for one in narrowed("e.product") if one.name in values]
    there = stock_movement.THERE if by_place else ""
    elsewhere = stock_movement.ELSEWHERE.replace("{there}", there)
    parts = {
        "places": ", CASE WHEN r.turns THEN r.warehouse END" if by_place else "",
        "comes": comes(there),
        "turns": f"({NEITHER} OR {elsewhere})",
        "conditions": "".join(f" AND {one}" for one in conditions) + (PLACED if by_place else ""),
    }
    statement = OCCURRED
    for name, part in parts.items():
        statement = statement.replace(f"{{{name}}}", part)
    names = ("since", "until", "warehouse", *(one.name for one in narrowed("")))
    bound = {"company": current_id(), **{name: values.get(name) for name in names}}
    found = sql.run_named(statement, bound).fetchall()
    order = {name: index for index, name in enumerate(FORMS)}
    found.sort(key=lambda row: (order.get(row[0], len(order)), row[0]))
    return [
        Occurred(kind=("in" if came else "out", form), moved=moved, valued=valued)
        for form, came, moved, valued in found
    ]


@dataclass(frozen=True, kw_only=True)
class Rows:
    """What the rows of a view are, and where one of them leads."""

    name: str
    label: Label
    lead: tuple[Column, ...]
    filters: Mapping[str, str]
    by_place: bool = False
    group: str = ""
    """What products are added up by; nothing: by themselves."""
    joins: str = ""
    drill: Drill

    def view(self) -> View:
        return replace(self.told(()), across=self.asked)

    def asked(self, values: Mapping[str, str]) -> View:
        """The view with the kinds that occur in what is asked."""
        return self.told(occurred(values, by_place=self.by_place), values.get("figure", ""))

    def told(self, kinds: Sequence[Occurred], figure: str = "") -> View:
        shifted = (stock_movement.shifted(),) if self.by_place else ()
        figures = [
            *self.step("opening", _("期初数量"), _("期初金额")),
            *self.kinds("in", kinds),
            *self.step("in", _("收入数量"), _("收入金额")),
            *self.kinds("out", kinds),
            *self.step("out", _("发出数量"), _("发出金额")),
            *shifted,
            *self.step("closing", _("结存数量"), _("结存金额")),
        ]
        kept = {"quantity": ("quantity",), "value": ("money",)}.get(figure, ("quantity", "money"))
        keys = ("product", "warehouse") if self.by_place else ("product",)
        return View(
            name=self.name,
            label=self.label,
            body=self.body([one.kind for one in kinds]),
            joins=self.joins,
            key=tuple((f"g.{one}", "uuid") for one in ((self.group,) if self.group else keys)),
            columns=(*self.lead, *(one for one in figures if one.kind in kept), *PERIODS),
            sort=self.lead[0].name,
            drill=self.drill,
            chart=Chart(kind="sums"),
        )

    def body(self, kinds: Sequence[Kind]) -> str:
        found = stock_movement.body(by_place=self.by_place, kinds=kinds)
        if not self.group:
            return found
        names = [f"{step}_{what}" for step, *_labels in stock_movement.STEPS for what in WHATS]
        names += [called(one, what) for one in kinds for what in WHATS]
        return (
            f"SELECT coalesce(r.{self.group}, {NIL}) AS {self.group},"  # noqa: S608
            " min(r.unit_low) AS unit_low, max(r.unit_high) AS unit_high, "
            + ", ".join(f"sum(r.{name}) AS {name}" for name in names)
            + f" FROM ({found}) r GROUP BY 1"
        )

    def kinds(self, step: str, kinds: Sequence[Occurred]) -> list[Column]:
        """What came or went, kind by kind."""
        found: list[Column] = []
        for one in kinds:
            way, form = one.kind
            if way != step:
                continue
            kind = FORMS.get(form, form)
            drill = self.behind({"direction": step, "form": form})
            if one.moved:
                label = format_lazy(QUANTITIES[step], kind=kind)
                found.append(_something(self.counted(called(one.kind, "quantity"), label, drill)))
            if one.valued:
                label = format_lazy(VALUES[step], kind=kind)
                found.append(_something(self.worth(called(one.kind, "value"), label, drill)))
        return found

    def step(self, step: str, counted: Label, worth: Label) -> tuple[Column, Column]:
        filters = {
            "opening": {"since": "before_since", "until": "before_until"},
            "closing": {"since": "closing_since"},
        }.get(step, {})
        drill = self.behind({} if filters else {"direction": step}, filters)
        return (
            self.counted(f"{step}_quantity", counted, drill),
            self.worth(f"{step}_value", worth, drill),
        )

    def counted(self, name: str, label: Label, drill: Drill) -> Column:
        column = replace(quantity(name, label), drill=drill)
        if not self.group:
            return column
        return replace(column, sql=f"CASE WHEN g.unit_low = g.unit_high THEN g.{name} END")

    def worth(self, name: str, label: Label, drill: Drill) -> Column:
        return replace(value(name, label), drill=drill)

    def behind(self, fixed: Mapping[str, str], filters: Mapping[str, str] | None = None) -> Drill:
        """The entries of a figure."""
        return Drill(
            report="stock_entries",
            view="booked",
            filters={**self.filters, **(filters or {})},
            fixed=fixed,
        )


def _something(column: Column) -> Column:
    """Of the many kinds that stand across, those that a row has nothing of are left empty; they are
    looked at by who chooses them: what all of them come to fits a desk."""
    return replace(column, sql=f"nullif({column.sql}, 0)", bar=True, aside=True)


def _day(name: str, expression: str) -> Column:
    return Column(name=name, label=name, kind="date", sql=expression, shown=False)


PERIODS = (
    _day("before_since", narrowing.EARLIEST.replace("{until}", f"{BEFORE}")),
    _day("before_until", BEFORE),
    _day("closing_since", narrowing.EARLIEST.replace("{until}", "%(until)s::date")),
)
"""When what was there at the beginning and at the end had come and gone."""
GOODS = (stock_movement.product(), stock_movement.specification())
UNIT = grouping.unit_column()
OF_PRODUCT, OF_PLACE = {"product": "product"}, {"warehouse": "warehouse"}
CATEGORY = replace(
    category(), sql=f"nullif(g.category, {NIL})", sort="upper(c.code)", sort_cast="text"
)
CATEGORIES = """LEFT JOIN masters_productcategory c
    ON c.company_id = %(company)s::bigint AND c.id = g.category"""
own = partial(Drill, report="in_out_summary")
entries = partial(Drill, report="stock_entries", view="booked")
ROWS = (
    Rows(
        name="product",
        label=_("按商品"),
        lead=(*GOODS, UNIT),
        filters=OF_PRODUCT,
        drill=entries(filters=OF_PRODUCT),
    ),
    Rows(
        name="warehouse",
        label=_("按商品和仓库"),
        by_place=True,
        joins=grouping.WAREHOUSE,
        lead=(GOODS[0], replace(GOODS[1], aside=True), stock_movement.warehouse(), UNIT),
        filters=OF_PRODUCT | OF_PLACE,
        drill=entries(filters=OF_PRODUCT | OF_PLACE),
    ),
    Rows(
        name="style",
        label=_("按款式"),
        group="style",
        joins=grouping.STYLE,
        lead=(grouping.style_column(), UNIT),
        filters={"style": "style"},
        drill=own(view="product", filters={"style": "style"}),
    ),
    Rows(
        name="category",
        label=_("按分类"),
        group="category",
        joins=CATEGORIES,
        lead=(CATEGORY, UNIT),
        filters={"of_category": "category"},
        drill=own(view="product", filters={"of_category": "category"}),
    ),
    Rows(
        name="place",
        label=_("按仓库"),
        by_place=True,
        group="warehouse",
        joins=grouping.WAREHOUSE,
        lead=(stock_movement.warehouse(), UNIT),
        filters=OF_PLACE,
        drill=own(view="warehouse", filters=OF_PLACE),
    ),
)
IN_OUT_SUMMARY = Report(
    name="in_out_summary",
    label=_("进销存汇总表"),
    question=_("一段时间的期初、按单据类型的收入和发出、结存：数量与金额，每个数都能点开看明细"),
    module="inventory",
    reads=("stock",),
    filters=(
        *narrowing.period(),
        *narrowed("p.id"),
        replace(narrowing.place(), views=("warehouse", "place")),
        Filter(
            name="figure",
            label=_("数量和金额"),
            kind="choice",
            options=FIGURES,
            guarded={"value": "cost"},
        ),
    ),
    views=tuple(one.view() for one in ROWS),
)
