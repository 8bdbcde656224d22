"""质检与供应商质量: of what came to be inspected, how much was looked at and rejected, and how long
that took; by supplier, product, reason, or line of an inspection.

What came is told by the day of its receipt. A *lot* (检验批) is a line of an inspection: lots are
added up whatever their units are, quantities of different units cannot be. All in base units.
"""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from huolang.masters import merged
from huolang.reports import grouping, narrowing
from huolang.reports.execution import figure, reference
from huolang.reports.report import Column, Drill, Filter, Label, Report, View

PRODUCT, SPECIFICATION = grouping.product_columns()
UNITS = "p.unit_id::text AS unit_low, p.unit_id::text AS unit_high"
CAME = f"""
SELECT {merged.kept("r.partner_id")} AS partner, l.product_id AS product, {UNITS},
       l.to_inspect_base AS received, l.inspected_base AS inspected,
       l.to_inspect_base - l.inspected_base AS waiting, coalesce(i.rejected, 0) AS rejected,
       coalesce(i.lots, 0) AS lots, coalesce(i.bad, 0) AS bad, coalesce(i.days, 0) AS days
FROM purchasing_purchasereceipt r {merged.join("r.partner_id")}
JOIN purchasing_purchasereceiptline l ON l.company_id = r.company_id AND l.document_id = r.id
JOIN masters_product p ON p.company_id = l.company_id AND p.id = l.product_id
LEFT JOIN LATERAL (
    SELECT sum(x.rejected_base) AS rejected, count(*) AS lots, sum(d.date - r.date) AS days,
           count(*) FILTER (WHERE x.rejected_base > 0) AS bad
    FROM purchasing_inspectionline x
    JOIN purchasing_inspection d ON d.company_id = x.company_id AND d.id = x.document_id
        AND d.state = 'confirmed'
    WHERE x.company_id = l.company_id AND x.receipt_line_id = l.id) i ON true
WHERE r.company_id = %(company)s::bigint AND r.state = 'confirmed' AND l.to_inspect_base > 0
  {{conditions}}
"""  # noqa: S608
GROUPED = """
SELECT {keys}, min(f.unit_low) AS unit_low, max(f.unit_high) AS unit_high,
       {one_unit}, sum(f.lots)::bigint AS lots, sum(f.bad)::bigint AS bad,
       sum(f.days) AS all_days
FROM ({came}) f GROUP BY {keys}
"""
SUMMED = ("received", "inspected", "waiting", "rejected")
LINES = f"""
SELECT 'inspection' AS form, d.id AS record, d.number, d.date AS day,
       {merged.kept("d.partner_id")} AS partner,
       x.id AS line, x.product_id AS product, {UNITS}, x.base_quantity AS inspected,
       x.rejected_base AS rejected, x.disposed_base AS disposed, x.reason_id AS reason,
       d.date - r.date AS days, 'purchase_receipt' AS receipt_form, r.id AS receipt_record,
       r.number AS receipt, r.date AS received_on, d.inspector_id AS inspector, x.remark
FROM purchasing_inspection d {merged.join("d.partner_id")}
JOIN purchasing_inspectionline x ON x.company_id = d.company_id AND x.document_id = d.id
JOIN purchasing_purchasereceiptline l ON l.company_id = x.company_id AND l.id = x.receipt_line_id
JOIN purchasing_purchasereceipt r ON r.company_id = l.company_id AND r.id = l.document_id
JOIN masters_product p ON p.company_id = x.company_id AND p.id = x.product_id
WHERE d.company_id = %(company)s::bigint AND d.state = 'confirmed' {{conditions}}
"""  # noqa: S608
BY_REASON = """
SELECT x.reason, min(x.unit_low) AS unit_low, max(x.unit_high) AS unit_high,
       CASE WHEN min(x.unit_low) = max(x.unit_high) THEN sum(x.rejected) END AS rejected,
       count(*) AS lots, count(DISTINCT x.partner) AS suppliers,
       count(DISTINCT x.product) AS products
FROM ({lines}) x WHERE x.rejected > 0 GROUP BY x.reason
"""
REASON = """LEFT JOIN masters_rejectreason q ON q.company_id = %(company)s::bigint
    AND q.id = g.reason"""
INSPECTOR = """LEFT JOIN masters_employee e ON e.company_id = %(company)s::bigint
    AND e.id = g.inspector"""
RATE = "round(({part}) * 100.0 / nullif({whole}, 0), 2)"


def grouped(*keys: str) -> str:
    one_unit = ", ".join(
        f"CASE WHEN min(f.unit_low) = max(f.unit_high) THEN sum(f.{name}) END AS {name}"
        for name in SUMMED
    )
    names = ", ".join(f"f.{key}" for key in keys)
    body = GROUPED.replace("{keys}", names).replace("{one_unit}", one_unit)
    return body.replace("{came}", CAME)


def rate(name: str, label: Label, part: str, whole: str, *, help: Label, total: bool) -> Column:
    """`part` of `whole` in percent; of all rows only where these can be added up."""
    return Column(
        name=name,
        label=label,
        kind="percent",
        sql=RATE.format(part=f"g.{part}", whole=f"g.{whole}"),
        total=RATE.format(part=f"sum(g.{part})", whole=f"sum(g.{whole})") if total else "",
        help=help,
    )


def number(name: str, label: Label, *, help: Label = "") -> Column:
    sql = f"g.{name}"
    return Column(
        name=name, label=label, kind="number", sql=sql, total=f"sum({sql})::bigint", help=help
    )


FIGURES = (
    figure("received", _("来料数量"), help=_("要检验的入库数量，按基本单位；单位不同不相加")),
    figure("inspected", _("检验数量")),
    figure("rejected", _("不合格数量")),
    rate(
        *("reject_rate", _("不合格率"), "rejected", "inspected"),
        help=_("不合格数量占检验数量；单位不同的不算"),
        total=False,
    ),
    number("lots", _("检验批数"), help=_("来料检验单的一行是一批")),
    replace(number("bad", _("不合格批数"), help=_("有不合格品的批")), aside=True),
    rate(
        *("lot_rate", _("批不合格率"), "bad", "lots"),
        help=_("不合格批数占检验批数"),
        total=True,
    ),
    Column(
        name="days",
        label=_("检验天数"),
        kind="quantity",
        sql="round(g.all_days / nullif(g.lots, 0), 1)",
        total="round(sum(g.all_days) / nullif(sum(g.lots), 0), 1)",
        help=_("从入库到检验平均几天"),
    ),
    figure("waiting", _("待检数量")),
)
SUPPLIER = grouping.partner_column(_("供应商"))
REASON_COLUMN = Column(
    name="reason", label=_("不合格原因"), kind="reference", to="reject_reason",
    sql="g.reason", sort="upper(q.code)", sort_cast="text",
)  # fmt: skip

INSPECTION_QUALITY = Report(
    name="inspection_quality",
    label=_("质检与供应商质量"),
    question=_("来料检验了多少、不合格多少、为什么、检验用几天：按供应商、商品、原因、明细"),
    module="purchasing",
    reads=("inspection",),
    filters=(
        Filter(
            name="since",
            label=_("入库日期从"),
            kind="day",
            default="month",
            where="r.date >= %(since)s::date",
        ),
        Filter(
            name="until",
            label=_("入库日期到"),
            kind="day",
            default="today",
            where="r.date <= %(until)s::date",
        ),
        narrowing.partner(_("供应商"), "is_supplier", "r.partner_id"),
        narrowing.product("l.product_id"),
        narrowing.category("l.product_id"),
        narrowing.style("l.product_id"),
        narrowing.warehouse("coalesce(l.warehouse_id, r.warehouse_id)"),
        Filter(
            name="reason",
            label=_("不合格原因"),
            kind="reference",
            to="reject_reason",
            where="x.reason_id = %(reason)s::uuid",
            views=("line", "reason"),
        ),
    ),
    views=(
        View(
            name="partner",
            label=_("按供应商"),
            body=grouped("partner"),
            joins=grouping.PARTNER,
            key=(("g.partner", "uuid"),),
            columns=(SUPPLIER, *FIGURES),
            sort="-lot_rate",
            drill=Drill(report="inspection_quality", view="line", filters={"partner": "partner"}),
        ),
        View(
            name="product",
            label=_("按商品"),
            body=grouped("product"),
            joins=grouping.PRODUCT,
            key=(("g.product", "uuid"),),
            columns=(PRODUCT, grouping.unit_column(), *FIGURES, replace(SPECIFICATION, aside=True)),
            sort="-lot_rate",
            drill=Drill(report="inspection_quality", view="line", filters={"product": "product"}),
        ),
        View(
            name="reason",
            label=_("按原因"),
            body=BY_REASON.replace("{lines}", LINES),
            joins=REASON,
            key=(
                ("g.lots", "bigint"),
                ("coalesce(g.reason, '00000000-0000-0000-0000-000000000000'::uuid)", "uuid"),
            ),
            columns=(
                REASON_COLUMN,
                number("lots", _("不合格批数")),
                figure("rejected", _("不合格数量")),
                Column(name="suppliers", label=_("供应商数"), kind="number", sql="g.suppliers"),
                Column(name="products", label=_("商品数"), kind="number", sql="g.products"),
            ),
            sort="-lots",
            drill=Drill(report="inspection_quality", view="line", filters={"reason": "reason"}),
        ),
        View(
            name="line",
            label=_("明细"),
            body=LINES,
            joins=f"{grouping.PARTNER} {grouping.PRODUCT} {REASON} {INSPECTOR}",
            key=(("g.day", "date"), ("g.record", "uuid"), ("g.line", "uuid")),
            columns=(
                grouping.document_column(),
                grouping.day_column(),
                SUPPLIER,
                PRODUCT,
                replace(grouping.unit_column(), aside=True),
                figure("inspected", _("检验数量")),
                figure("rejected", _("不合格数量")),
                REASON_COLUMN,
                replace(
                    figure(
                        "disposed", _("已处理数量"), help=_("不合格品中已退、已报废或让步接收的")
                    ),
                    aside=True,
                ),
                Column(name="days", label=_("检验天数"), kind="number", sql="g.days"),
                Column(
                    name="receipt",
                    label=_("入库单号"),
                    kind="document",
                    sql="g.receipt",
                    parts=("g.receipt_form", "g.receipt_record"),
                ),
                replace(reference("inspector", _("检验员"), "employee", "e"), aside=True),
                replace(SPECIFICATION, aside=True),
                Column(name="remark", label=_("备注"), kind="text", sql="g.remark", aside=True),
            ),
            sort="-day",
        ),
    ),
)
