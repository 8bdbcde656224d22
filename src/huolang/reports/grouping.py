"""How facts of trade are grouped: by product, partner, day, month, category, warehouse, document or
line. Each makes a view of a report out of the same facts and measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _

from huolang.reports import comparing
from huolang.reports.report import Chart, Column, Drill, Earlier, Label, View

NIL = "'00000000-0000-0000-0000-000000000000'::uuid"
PRODUCT = "JOIN masters_product p ON p.company_id = %(company)s::bigint AND p.id = g.product"
PARTNER = "JOIN masters_partner b ON b.company_id = %(company)s::bigint AND b.id = g.partner"
WAREHOUSE = "JOIN masters_warehouse w ON w.company_id = %(company)s::bigint AND w.id = g.warehouse"
CATEGORY = (
    "LEFT JOIN masters_productcategory c"
    " ON c.company_id = %(company)s::bigint AND c.id = g.category"
)
SALESPERSON = (
    "LEFT JOIN masters_employee e ON e.company_id = %(company)s::bigint AND e.id = g.salesperson"
)
STYLE = "LEFT JOIN masters_style s ON s.company_id = %(company)s::bigint AND s.id = g.style"
UNIT = "CASE WHEN g.unit_low = g.unit_high THEN g.unit_low::uuid END"
ONE_UNIT = "CASE WHEN min(g.unit_low) = max(g.unit_high) THEN sum(g.{name}) END"
"""Quantities of different units are not added up."""


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A figure of a group. `sql` adds up facts `f`, or reckons with other measures of `g`."""

    name: str
    sql: str
    column: Column

    @property
    def added(self) -> bool:
        return self.sql.startswith("sum(")


def product_columns() -> tuple[Column, ...]:
    return (
        Column(
            name="product",
            label=_("商品"),
            kind="reference",
            to="product",
            sql="g.product",
            sort="upper(p.code)",
            sort_cast="text",
        ),
        Column(name="specification", label=_("规格型号"), kind="text", sql="p.specification"),
    )


def partner_column(label: Label) -> Column:
    return _coded("partner", label, "partner", "g.partner", "b")


def style_column() -> Column:
    return _coded("style", _("款式"), "style", f"nullif(g.style, {NIL})", "s")


def _coded(name: str, label: Label, to: str, sql: str, joined: str) -> Column:
    """A record, in the order of the codes that `joined` knows."""
    order = {"sort": f"upper({joined}.code)", "sort_cast": "text"}
    return Column(name=name, label=label, kind="reference", to=to, sql=sql, **order)


HAS_LARGER = """g.product IN (SELECT u.product_id FROM masters_productunit u
    WHERE u.company_id = %(company)s::bigint AND u.numerator > u.denominator)"""
"""Read once for all rows; only for what has larger units is it worked out what is full of them."""


def in_units(quantity: str) -> Column:
    """A quantity of one product as people count it."""
    written = f"masters_in_units(%(company)s::bigint, g.product, {quantity})"
    return Column(
        name="in_units",
        label=_("多单位"),
        kind="text",
        sql=f"CASE WHEN {HAS_LARGER} THEN {written} ELSE '' END",
        aside=True,
        help=_("按商品的各个单位写出，如 3 箱 4 瓶"),
    )


def unit_column() -> Column:
    return Column(
        name="unit",
        label=_("单位"),
        kind="reference",
        to="unit",
        sql=UNIT,
        help=_("数量按基本单位计；单位不同的数量不相加"),
    )


def day_column() -> Column:
    return Column(name="day", label=_("日期"), kind="date", sql="g.day")


def month_columns() -> tuple[Column, ...]:
    """A month, and its first and last day in the period."""
    ends = "(g.month + interval '1 month' - interval '1 day')::date"

    def day(name: str, label: Label, sql: str) -> Column:
        return Column(name=name, label=label, kind="date", sql=sql, shown=False)

    return (
        Column(name="month", label=_("月份"), kind="month", sql="g.month"),
        day("first", _("开始日期"), "greatest(g.month, %(since)s::date)"),
        day("last", _("结束日期"), f"least({ends}, %(until)s::date)"),
    )


def document_column() -> Column:
    return Column(
        name="document",
        label=_("单据"),
        kind="document",
        sql="g.number",
        parts=("g.form", "g.record"),
    )


def quantity() -> Measure:
    """In base units; nothing where a group has goods of several units."""
    return Measure(
        name="quantity",
        sql="sum(f.quantity)",
        column=Column(
            name="quantity",
            label=_("数量"),
            kind="quantity",
            sql="CASE WHEN g.unit_low = g.unit_high THEN g.quantity END",
            total=ONE_UNIT.format(name="quantity"),
        ),
    )


def money(name: str, label: Label, *, hidden_by: str | None = None) -> Measure:
    """An amount that is added up."""
    return Measure(
        name=name,
        sql=f"sum(f.{name})",
        column=Column(
            name=name,
            label=label,
            kind="money",
            sql=f"g.{name}",
            total=f"coalesce(sum(g.{name}), 0)",
            hidden_by=hidden_by,
        ),
    )


def reckoned(column: Column) -> Measure:
    """A figure that follows from other measures."""
    return Measure(name=column.name, sql="", column=column)


@dataclass(frozen=True, kw_only=True)
class Dimension:
    """What facts are grouped by: what that is called, what tells one from another, and what the
    documents behind one are narrowed to."""

    name: str
    label: Label
    by: Label
    """What the view by it is called."""
    of: str
    """An expression over the facts `f` with the product `p`; a day, or the id of a record."""
    columns: tuple[Column, ...]
    filters: Mapping[str, str]
    """Filter ← column of a row."""
    joins: str = ""
    alias: str = ""
    """What `joins` calls the record; a time is none."""
    view: str = "document"
    """Where a row leads."""

    @property
    def in_time(self) -> bool:
        return not self.alias


def partners(label: Label, by: Label) -> Dimension:
    """What a partner is to the facts, and what the view by them is called."""
    return Dimension(
        name="partner",
        label=label,
        by=by,
        of="f.partner",
        columns=(partner_column(label),),
        filters={"partner": "partner"},
        joins=PARTNER,
        alias="b",
    )


PRODUCTS = Dimension(
    name="product",
    label=_("商品"),
    by=_("按商品"),
    of="f.product",
    columns=product_columns(),
    filters={"product": "product"},
    joins=PRODUCT,
    alias="p",
)
SALESPEOPLE = Dimension(
    name="salesperson",
    label=_("业务员"),
    by=_("按业务员"),
    of=f"coalesce(f.salesperson, {NIL})",
    columns=(_coded("salesperson", _("业务员"), "employee", f"nullif(g.salesperson, {NIL})", "e"),),
    filters={"salesperson": "salesperson"},
    joins=SALESPERSON,
    alias="e",
)
CATEGORIES = Dimension(
    name="category",
    label=_("商品分类"),
    by=_("按分类"),
    of=f"coalesce(p.category_id, {NIL})",
    columns=(
        _coded("category", _("商品分类"), "product_category", f"nullif(g.category, {NIL})", "c"),
    ),
    filters={"of_category": "category"},
    joins=CATEGORY,
    alias="c",
    view="product",
)
STYLES = Dimension(
    name="style",
    label=_("款式"),
    by=_("按款式"),
    of=f"coalesce(p.style_id, {NIL})",
    columns=(style_column(),),
    filters={"style": "style"},
    joins=STYLE,
    alias="s",
    view="product",
)
"""What belongs to no style stands together in one row."""
WAREHOUSES = Dimension(
    name="warehouse",
    label=_("仓库"),
    by=_("按仓库"),
    of="f.warehouse",
    columns=(_coded("warehouse", _("仓库"), "warehouse", "g.warehouse", "w"),),
    filters={"warehouse": "warehouse"},
    joins=WAREHOUSE,
    alias="w",
)
MONTHS = Dimension(
    name="month",
    label=_("月份"),
    by=_("按月"),
    of="date_trunc('month', f.day)::date",
    columns=month_columns(),
    filters={"since": "first", "until": "last"},
)
DAYS = Dimension(
    name="day",
    label=_("日期"),
    by=_("按日"),
    of="f.day",
    columns=(day_column(),),
    filters={"since": "day", "until": "day"},
)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Facts to be grouped, what is measured, what a partner is to them, and the report's name."""

    report: str
    source: str
    partner: Dimension
    measures: tuple[Measure, ...]
    drawn: str = "net"
    """The measure that is drawn above the rows."""

    def _view(
        self,
        name: str,
        label: Label,
        key: Sequence[tuple[str, str]],
        columns: Sequence[Column],
        *,
        sort: str,
        also: str = "",
        joins: str = "",
        drill: Drill | None = None,
        chart: Chart | None = None,
    ) -> View:
        """Groups of facts by `key`: expressions over the facts `f` with the product `p`, and what
        they are called."""
        casts = {"day": "date", "month": "date", "form": "text"}
        return View(
            name=name,
            label=label,
            body=self.body(key, also),
            joins=joins,
            columns=(*columns, *(one.column for one in self.measures)),
            key=tuple((f"g.{called}", casts.get(called, "uuid")) for _expression, called in key),
            sort=sort,
            drill=drill,
            chart=chart,
            earlier=self._earlier(key) if chart else None,
        )

    def body(self, key: Sequence[tuple[str, str]], also: str = "") -> str:
        groups = ", ".join(expression for expression, _name in key)
        named = ", ".join(f"{expression} AS {called}" for expression, called in key)
        added = [one for one in self.measures if one.added]
        figures = ", ".join(f"{one.sql} AS {one.name}" for one in added)
        moved = " OR ".join(f"{one.sql} <> 0" for one in added)
        return (
            f"SELECT {named}{also}, min(p.unit_id::text) AS unit_low,"  # noqa: S608
            f" max(p.unit_id::text) AS unit_high, {figures} FROM ({self.source}) f"
            " JOIN masters_product p ON p.company_id = %(company)s::bigint AND p.id = f.product"
            f" WHERE true{{conditions}} GROUP BY {groups} HAVING {moved}"
        )

    def _earlier(self, key: Sequence[tuple[str, str]]) -> Earlier:
        """The same groups of the earlier period, its days at their place in this one."""
        moved = any("f.day" in expression for expression, _called in key)
        days = ", min(f.day) AS first_before, max(f.day) AS last_before" if moved else ""
        then = replace(self, source=comparing.body(self.source))
        return Earlier(
            body=then.body(
                [(one.replace("f.day", comparing.MOVED), called) for one, called in key], days
            ),
            figures=tuple(one.name for one in self.measures if one.added),
            told=(self.drawn,),
            moved=moved,
        )

    def by(self, one: Dimension, sort: str) -> View:
        """What each of `one` came to."""
        kind = "time" if one.in_time else "ranked"
        return self._view(
            one.name,
            one.by,
            [(one.of, one.name)],
            (*one.columns, unit_column()),
            sort=sort,
            joins=one.joins,
            drill=Drill(report=self.report, view=one.view, filters=one.filters),
            chart=Chart(kind=kind, by=one.name, figure=self.drawn),
        )

    def by_document(self, sort: str = "-day") -> View:
        return self._view(
            "document",
            _("按单据"),
            [("f.day", "day"), ("f.form", "form"), ("f.record", "record")],
            (document_column(), day_column(), partner_column(self.partner.label), unit_column()),
            sort=sort,
            also=", min(f.number) AS number, min(f.partner::text)::uuid AS partner",
            joins=PARTNER,
            drill=Drill(report=self.report, view="line", filters={"record": "document"}),
        )

    def by_line(self) -> View:
        return self._view(
            "line",
            _("明细"),
            [("f.day", "day"), ("f.record", "record"), ("f.line", "line")],
            (
                document_column(),
                day_column(),
                partner_column(self.partner.label),
                *product_columns(),
                unit_column(),
            ),
            sort="-day",
            also=", min(f.form) AS form, min(f.number) AS number,"
            " min(f.partner::text)::uuid AS partner, min(f.product::text)::uuid AS product",
            joins=f"{PARTNER} {PRODUCT}",
        )
