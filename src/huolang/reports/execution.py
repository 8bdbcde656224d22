"""订单执行: of every line of an order, how much was asked for, done, is still open, and is late.

What is closed or cancelled expects nothing more. Quantities are in the unit of the line, by product
in its base unit; amounts are net; what is open of an amount is its part by quantity. What a sales
order still waits for and does not hold in stock is short: the back orders.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _

from huolang.masters import merged
from huolang.reports import grouping, narrowing
from huolang.reports.report import Column, Drill, Filter, Label, Report, View

IN_BASE_UNIT = {
    "quantity": "g.base_quantity",
    "done": "g.done_base",
    "open": "g.open_base",
    "reserved": "g.reserved_base",
    "short": "g.open_base - g.reserved_base",
}
"""Figures of a line in the base unit of its product."""
STATES = {"open": _("未完成"), "late": _("已逾期"), "done": _("已完成"), "closed": _("已关闭")}
BODY = """
SELECT '{form}' AS form, d.id AS record, d.number, d.date AS day, {who} AS partner,
       l.id AS line, l.position, l.product_id AS product, l.specification,
       l.unit_id::text AS unit_low, l.unit_id::text AS unit_high,
       coalesce(l.warehouse_id, d.warehouse_id) AS warehouse, l.expected_on, l.quantity,
       l.done_quantity AS done, o.waiting AS open, l.amount AS net,
       round(l.amount * o.part, k.digits) AS open_net, s.state, d.salesperson_id AS salesperson,
       l.base_quantity, l.done_base, o.base AS open_base, {reserved} AS reserved_base,
       round({reserved} * l.denominator / l.numerator, 6) AS reserved,
       o.waiting - round({reserved} * l.denominator / l.numerator, 6) AS short,
       CASE WHEN s.state = 'late' THEN %(today)s::date - l.expected_on END AS days
FROM {header} d {partners}
JOIN kernel_company k ON k.id = d.company_id
JOIN {lines} l ON l.company_id = d.company_id AND l.document_id = d.id
CROSS JOIN LATERAL (SELECT CASE WHEN d.state = 'confirmed' THEN l.open_quantity ELSE 0 END
    AS waiting, CASE WHEN d.state = 'confirmed' THEN l.open_quantity / l.quantity ELSE 0 END
    AS part, CASE WHEN d.state = 'confirmed' THEN greatest(l.base_quantity - l.done_base, 0)
    ELSE 0 END AS base) o
{joins}
CROSS JOIN LATERAL (SELECT CASE WHEN o.waiting > 0 AND l.expected_on < %(today)s::date THEN 'late'
    WHEN o.waiting > 0 THEN 'open' WHEN l.open_quantity = 0 THEN 'done' ELSE 'closed' END
    AS state) s
WHERE d.company_id = %(company)s::bigint AND d.state IN ('confirmed', 'closed') {{conditions}}
"""
HELD = """
LEFT JOIN ledger_reservation r
    ON r.company_id = l.company_id AND r.line = l.id AND r.state = 'pending'
"""
BY_PRODUCT = """
SELECT x.product, p.specification, p.unit_id::text AS unit_low, p.unit_id::text AS unit_high,
       sum(x.open_base) AS open, sum(x.reserved_base) AS reserved,
       sum(x.open_base - x.reserved_base) AS short, min(x.expected_on) AS expected_on,
       max(x.days) AS days, count(DISTINCT x.record) AS orders
FROM ({lines}) x
JOIN masters_product p ON p.company_id = %(company)s::bigint AND p.id = x.product
GROUP BY p.company_id, p.id, x.product HAVING sum(x.open_base) > 0
"""
IN_STATE = """(%(state)s::text IN ('all', s.state)
     OR %(state)s::text = 'open' AND s.state = 'late')"""


@dataclass(frozen=True, kw_only=True)
class Orders:
    """Orders of one kind, and what is hidden of their amounts."""

    form: str
    header: str
    lines: str
    partner: Label
    role: str
    next: str
    """The form to which what is open goes on."""
    holds: bool = False
    """Its lines hold stock."""
    hidden_by: str | None = None

    def money(self, name: str, label: Label) -> Column:
        return Column(
            name=name,
            label=label,
            kind="money",
            sql=f"g.{name}",
            total=f"coalesce(sum(g.{name}), 0)",
            hidden_by=self.hidden_by,
        )

    def columns(self) -> tuple[Column, ...]:
        """What matters first; what a screen has no room for can be chosen."""
        product, specification = grouping.product_columns()
        reserved, short = self.held() or (None, None)
        asked = (
            grouping.document_column(),
            grouping.partner_column(self.partner),
            product,
            Column(name="unit", label=_("单位"), kind="reference", to="unit", sql=grouping.UNIT),
            figure("quantity", _("订单数量")),
            figure("open", _("未执行数量")),
            short,
            Column(name="expected_on", label=_("交货日期"), kind="date", sql="g.expected_on"),
            Column(name="days", label=_("逾期天数"), kind="number", sql="g.days"),
            Column(name="state", label=_("执行情况"), kind="choice", sql="g.state", options=STATES),
        )
        aside = (
            figure("done", _("已执行数量")),
            reserved,
            reference("warehouse", _("仓库"), "warehouse", "w"),
            reference("salesperson", _("业务员"), "employee", "e"),
            grouping.day_column(),
            specification,
            self.money("net", _("不含税金额")),
            self.money("open_net", _("未执行金额")),
        )
        told = tuple(
            in_units(one, IN_BASE_UNIT[one.name])
            for one in (*asked, *aside)
            if one is not None and one.name in IN_BASE_UNIT
        )
        return tuple(
            replace(one, aside=one in aside) for one in (*asked, *aside, *told) if one is not None
        )

    def held(self) -> tuple[Column, ...]:
        """What of the open quantity lies ready, and what does not."""
        if not self.holds:
            return ()
        return (figure("reserved", _("已占用")), figure("short", _("欠货数量")))

    def body(self) -> str:
        return BODY.format(
            form=self.form,
            who=merged.kept("d.partner_id"),
            partners=merged.join("d.partner_id"),
            header=self.header,
            lines=self.lines,
            reserved="coalesce(r.reserved, 0)" if self.holds else "0::numeric",
            joins=HELD if self.holds else "",
        )

    def by_line(self) -> View:
        return View(
            name="line",
            label=_("明细"),
            body=self.body(),
            joins=f"{grouping.PARTNER} {grouping.PRODUCT} {grouping.WAREHOUSE} {SALESPERSON}",
            key=(("g.day", "date"), ("g.record", "uuid"), ("g.line", "uuid")),
            columns=self.columns(),
            sort="-day",
            main="open",
            converts=self.next,
        )

    def by_product(self) -> View:
        return View(
            name="product",
            label=_("按商品"),
            body=BY_PRODUCT.replace("{lines}", self.body()),
            joins=grouping.PRODUCT,
            key=(("g.product", "uuid"),),
            columns=(
                *grouping.product_columns(),
                grouping.unit_column(),
                figure("open", _("未执行数量")),
                *self.held(),
                grouping.in_units("g.open"),
                Column(name="orders", label=_("订单数"), kind="number", sql="g.orders"),
                Column(
                    name="expected_on",
                    label=_("最早交货日期"),
                    kind="date",
                    sql="g.expected_on",
                ),
                Column(name="days", label=_("逾期天数"), kind="number", sql="g.days"),
            ),
            sort="product",
            main="open",
            drill=Drill(
                report=f"{self.form}_execution", view="line", filters={"product": "product"}
            ),
        )

    def report(self, name: str, label: Label, question: Label, module: str) -> Report:
        return Report(
            name=name,
            label=label,
            question=question,
            module=module,
            reads=(self.form,),
            filters=(
                Filter(
                    name="state",
                    label=_("执行情况"),
                    kind="choice",
                    options={**STATES, "all": _("全部")},
                    default="open",
                    where=IN_STATE,
                ),
                Filter(
                    name="since",
                    label=_("开始日期"),
                    kind="day",
                    where="d.date >= %(since)s::date",
                ),
                Filter(
                    name="until",
                    label=_("结束日期"),
                    kind="day",
                    where="d.date <= %(until)s::date",
                ),
                narrowing.partner(self.partner, self.role, "d.partner_id"),
                narrowing.warehouse("coalesce(l.warehouse_id, d.warehouse_id)"),
                narrowing.salesperson("d.salesperson_id"),
                narrowing.product("l.product_id"),
                narrowing.category("l.product_id"),
                narrowing.style("l.product_id"),
            ),
            views=(self.by_line(), self.by_product()),
        )


SALESPERSON = (
    "LEFT JOIN masters_employee e ON e.company_id = %(company)s::bigint AND e.id = g.salesperson"
)


def reference(name: str, label: Label, to: str, alias: str) -> Column:
    """A record that is sorted by its code, which the view joins as `alias`."""
    return Column(
        name=name,
        label=label,
        kind="reference",
        to=to,
        sql=f"g.{name}",
        sort=f"upper({alias}.code)",
        sort_cast="text",
    )


def figure(name: str, label: Label, *, help: Label = "") -> Column:
    return Column(
        name=name,
        label=label,
        kind="quantity",
        sql=f"g.{name}",
        total=grouping.ONE_UNIT.format(name=name),
        help=help,
    )


def in_units(one: Column, base: str) -> Column:
    """The figure `one` as people count it where it is no whole number of its unit: what a screen
    shows in its place, while files and programs have the number."""
    name = "(SELECT b.name FROM masters_unit b WHERE b.company_id = p.company_id"
    name = f"{name} AND b.id = p.unit_id)"
    company = "%(company)s::bigint"
    return Column(
        name=f"{one.name}_in_units",
        label="",
        kind="text",
        sql=f"CASE WHEN {one.sql} <> trunc({one.sql}) AND g.unit_low <> p.unit_id::text THEN"
        f" coalesce(nullif(masters_in_units({company}, g.product, {base}), ''),"
        f" trim_scale({base}) || ' ' || {name}) END",
        total=f"CASE WHEN min(g.product::text) = max(g.product::text)"
        f" AND sum({one.sql}) <> trunc(sum({one.sql})) THEN nullif(masters_in_units({company},"
        f" min(g.product::text)::uuid, sum({base})), '') END",
        shown=False,
    )


SALES_ORDERS = Orders(
    form="sales_order",
    header="sales_salesorder",
    lines="sales_salesorderline",
    partner=_("客户"),
    role="is_customer",
    next="sales_delivery",
    holds=True,
).report(
    "sales_order_execution",
    _("销售订单执行"),
    _("每一行销售订单：订了多少、出了多少、还差多少、其中占用多少、欠货多少、逾期几天"),
    "sales",
)
PURCHASE_ORDERS = Orders(
    form="purchase_order",
    header="purchasing_purchaseorder",
    lines="purchasing_purchaseorderline",
    partner=_("供应商"),
    role="is_supplier",
    next="purchase_receipt",
    hidden_by="purchase_price",
).report(
    "purchase_order_execution",
    _("采购订单执行"),
    _("每一行采购订单：订了多少、到了多少、还差多少、逾期几天"),
    "purchasing",
)
