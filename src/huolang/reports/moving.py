"""调拨费用统计: what it cost to move goods between our own warehouses: by route, by who carried,
for what, and transfer by transfer.

A charge counts on the day of its posting, and what was cancelled is taken back on the day of its
mirror, as the expense account has it. What was charged under a duplicate counts for the partner
into which it was merged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from huolang.masters import merged
from huolang.purchasing.transfer_charge import Kind
from huolang.reports import grouping, narrowing
from huolang.reports.execution import reference
from huolang.reports.report import Chart, Column, Drill, Filter, Label, Report, View

GROUP = "purchase_price"
KINDS: dict[str, Label] = {value: label for value, label in Kind.choices}
CHARGES = """
SELECT h.occurred_on AS day, h.record, h.number, {who} AS partner, l.id AS line, l.kind,
       l.transfer_id AS transfer, t.number AS transfer_number, t.warehouse_id AS warehouse,
       t.into_id AS into,
       s.turn * l.cost AS cost, s.turn * (l.total - l.cost) AS tax
FROM ledger_postinghead h
JOIN purchasing_transfercharge d
    ON d.company_id = h.company_id AND d.id = h.record AND d.revision = h.revision
JOIN purchasing_transferchargeline l ON l.company_id = d.company_id AND l.document_id = d.id
JOIN inventory_stocktransfer t ON t.company_id = l.company_id AND t.id = l.transfer_id
CROSS JOIN LATERAL (SELECT CASE h.kind WHEN 'post' THEN 1 ELSE -1 END AS turn) s
{partners}
WHERE h.company_id = %(company)s::bigint AND h.form = 'transfer_charge'
  AND h.kind IN ('post', 'mirror')
  AND h.occurred_on BETWEEN %(since)s::date AND %(until)s::date {conditions}
""".replace("{who}", merged.kept("d.partner_id")).replace("{partners}", merged.join("d.partner_id"))
INTO = "JOIN masters_warehouse v ON v.company_id = %(company)s::bigint AND v.id = g.into"
CARRIER = _("承运单位")
ROUTE = (
    reference("warehouse", _("调出仓库"), "warehouse", "w"),
    reference("into", _("调入仓库"), "warehouse", "v"),
)
KIND = Column(name="kind", label=_("费用项目"), kind="choice", sql="g.kind", options=KINDS)
TRANSFER = Column(
    name="transfer",
    label=_("调拨单"),
    kind="document",
    sql="g.transfer_number",
    parts=("g.transfer_form", "g.transfer"),
)


def _money(name: str, label: Label) -> Column:
    total = f"coalesce(sum(g.{name}), 0)"
    return Column(
        name=name, label=label, kind="money", sql=f"g.{name}", total=total, hidden_by=GROUP
    )


FIGURES = (
    _money("cost", _("费用金额")),
    Column(name="transfers", label=_("调拨单数"), kind="number", sql="g.transfers"),
)


def _grouped(by: Sequence[str], more: str = "") -> str:
    named = ", ".join(f"f.{one}" for one in by)
    return (
        f"SELECT {named}{more}, sum(f.cost) AS cost, sum(f.tax) AS tax,"  # noqa: S608
        f" count(DISTINCT f.transfer) AS transfers FROM ({CHARGES}) f GROUP BY {named}"
        " HAVING sum(f.cost) <> 0 OR sum(f.tax) <> 0"
    )


def _behind(*filters: str) -> Drill:
    return Drill(report="moving_costs", view="line", filters={one: one for one in filters})


MOVING_COSTS = Report(
    name="moving_costs",
    label=_("调拨费用统计"),
    question=_("一段时间里调拨花了多少运费、装卸费：按线路、承运单位、费用项目、调拨单"),
    module="inventory",
    reads=("transfer_charge", "stock_transfer"),
    about=(GROUP,),
    filters=(
        *narrowing.period(),
        replace(narrowing.warehouse("t.warehouse_id"), label=_("调出仓库")),
        Filter(
            name="into",
            label=_("调入仓库"),
            kind="reference",
            to="warehouse",
            where="t.into_id = %(into)s::uuid",
        ),
        narrowing.partner(CARRIER, "is_supplier", "d.partner_id"),
        Filter(
            name="kind",
            label=_("费用项目"),
            kind="choice",
            options=KINDS,
            where="l.kind = %(kind)s::text",
        ),
    ),
    views=(
        View(
            name="route",
            label=_("按线路"),
            body=_grouped(("warehouse", "into")),
            joins=f"{grouping.WAREHOUSE} {INTO}",
            key=(("g.warehouse", "uuid"), ("g.into", "uuid")),
            columns=(*ROUTE, *FIGURES),
            sort="-cost",
            drill=_behind("warehouse", "into"),
        ),
        View(
            name="partner",
            label=_("按承运单位"),
            body=_grouped(("partner",)),
            joins=grouping.PARTNER,
            key=(("g.partner", "uuid"),),
            columns=(grouping.partner_column(CARRIER), *FIGURES),
            sort="-cost",
            drill=_behind("partner"),
            chart=Chart(kind="ranked", by="partner", figure="cost"),
        ),
        View(
            name="kind",
            label=_("按费用项目"),
            body=_grouped(("kind",)),
            key=(("g.kind", "text"),),
            columns=(KIND, *FIGURES),
            sort="-cost",
            drill=_behind("kind"),
            chart=Chart(kind="ranked", by="kind", figure="cost"),
        ),
        View(
            name="line",
            label=_("明细"),
            body=_grouped(
                (
                    *("day", "record", "number", "partner", "line", "kind"),
                    *("transfer", "transfer_number", "warehouse", "into"),
                ),
                ", 'transfer_charge' AS form, 'stock_transfer' AS transfer_form",
            ),
            joins=f"{grouping.PARTNER} {grouping.WAREHOUSE} {INTO}",
            key=(("g.day", "date"), ("g.record", "uuid"), ("g.line", "uuid")),
            columns=(
                grouping.document_column(),
                grouping.day_column(),
                grouping.partner_column(CARRIER),
                TRANSFER,
                *(replace(one, aside=True) for one in ROUTE),
                KIND,
                FIGURES[0],
                replace(_money("tax", _("进项税额")), aside=True),
            ),
            sort="-day",
        ),
    ),
)
