"""批次追溯: from whom a batch came, where it lies, and to whom it went; in both directions.

`from` asks for the batches that a supplier sent, `to` for those that a customer got: the report
then tells of these batches all there is, so a complaint leads back to the supplier, and a recall
forward to every customer. What was taken back is taken off. A batch has the past of those of
other products that were merged into it. What is lent went to somebody, though it is ours; where it
is sold, lost or given back it comes from there.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from huolang.ledger.posting import AT_CUSTOMER, LENT
from huolang.masters import merged
from huolang.reports import grouping, narrowing
from huolang.reports.batch_stock import batch_column, batch_filter
from huolang.reports.execution import figure, reference
from huolang.reports.report import Column, Drill, Filter, Report, View

PRODUCT, SPECIFICATION = grouping.product_columns()
PURCHASES = "('purchase_receipt', 'purchase_exchange', 'purchase_return')"
SALES = "('sales_delivery', 'sales_exchange', 'sales_return')"
WENT = SALES.replace(")", ", 'loan')")
ENTRIES = """
FROM masters_batch m
JOIN masters_product p ON p.company_id = m.company_id AND p.id = m.product_id
JOIN masters_batch o ON o.company_id = m.company_id AND (o.id = m.id OR o.merged_into_id = m.id)
JOIN ledger_stockentry e ON e.company_id = m.company_id AND e.product = o.product_id
    AND e.batch = o.id
JOIN ledger_postinghead h ON h.company_id = e.company_id AND h.no = e.no
{partners}
CROSS JOIN LATERAL (
    SELECT {way} AS way, e.quantity WHERE e.counter <> 'within'
    UNION ALL SELECT 'lent', -e.quantity WHERE e.location IN ({out})) x
WHERE m.company_id = %(company)s::bigint AND m.merged_into_id IS NULL
  AND e.form NOT IN ('revaluation', 'costing_change')
"""
WAYS = {
    "bought": _("采购"),
    "sold": _("销售"),
    "lent": _("借出"),
    "moved": _("调拨"),
    "other": _("其他"),
}
WAY = f"""CASE WHEN e.form IN {PURCHASES} THEN 'bought' WHEN e.form IN {SALES} THEN 'sold'
    WHEN e.form = 'stock_transfer' THEN 'moved' ELSE 'other' END"""
WHO = merged.kept("e.partner")
ENTRIES = ENTRIES.replace("{way}", WAY).replace("{partners}", merged.join("e.partner"))
ENTRIES = ENTRIES.replace("{out}", f"'{LENT}'::uuid, '{AT_CUSTOMER}'::uuid")
BY_ENTRY = f"""
SELECT m.id AS batch, m.number AS called, m.product_id AS product, p.specification, e.no, e.seq,
    h.occurred_on AS day, e.form, e.record, h.number, x.way,
    {WHO} AS partner, e.warehouse,
    p.unit_id::text AS unit_low, p.unit_id::text AS unit_high, x.quantity
{ENTRIES} {{conditions}}
"""
BY_PARTNER = f"""
SELECT m.id AS batch, m.number AS called, m.product_id AS product, p.specification,
    {WHO} AS partner,
    x.way, p.unit_id::text AS unit_low, p.unit_id::text AS unit_high,
    sum(x.quantity) FILTER (WHERE x.quantity > 0 AND e.reverses IS NULL
                            OR x.quantity < 0 AND e.reverses IS NOT NULL) AS came,
    -sum(x.quantity) FILTER (WHERE x.quantity < 0 AND e.reverses IS NULL
                             OR x.quantity > 0 AND e.reverses IS NOT NULL) AS went,
    min(h.occurred_on) AS first, max(h.occurred_on) AS last
{ENTRIES} {{conditions}}
GROUP BY m.id, m.number, m.product_id, p.specification, p.unit_id, {WHO}, x.way
"""
GONE_ON = """m.id IN (SELECT coalesce(y.merged_into_id, y.id) FROM ledger_stockentry x
    JOIN masters_batch y ON y.company_id = x.company_id AND y.id = x.batch
    WHERE x.company_id = %(company)s::bigint AND x.partner = ANY({alike})
      AND x.form IN {forms} AND x.quantity {sign} 0)"""


def dealt(name: str, label: object, role: str, forms: str, sign: str) -> Filter:
    """The batches that a partner sent us, or got from us."""
    where = GONE_ON.replace("{alike}", merged.alike(f"%({name})s::uuid"))
    where = where.replace("{forms}", forms).replace("{sign}", sign)
    return Filter(
        name=name, label=str(label), kind="reference", to="partner", only=((role, "=", True),),
        where=where,
    )  # fmt: skip


def partner() -> Column:
    return reference("partner", _("往来单位"), "partner", "b")


PARTNER = """LEFT JOIN masters_partner b ON b.company_id = %(company)s::bigint
    AND b.id = g.partner"""

BATCH_TRACE = Report(
    name="batch_trace",
    label=_("批次追溯"),
    question=_("一个批次从哪家供应商来、去了哪些客户、还在哪里"),
    module="inventory",
    reads=("stock", "partner"),
    filters=(
        batch_filter("m.id"),
        narrowing.product("m.product_id"),
        dealt("from", _("供应商（来自）"), "is_supplier", PURCHASES, ">"),
        dealt("to", _("客户（去向）"), "is_customer", WENT, "<"),
        Filter(
            name="way",
            label=_("流向"),
            kind="choice",
            options={"all": _("全部"), **WAYS},
            default="all",
            where="%(way)s::text IN ('all', x.way)",
        ),
    ),
    views=(
        View(
            name="partner",
            label=_("按往来单位"),
            body=BY_PARTNER,
            joins=f"{grouping.PRODUCT} {PARTNER}",
            key=(
                ("g.batch", "uuid"),
                ("g.way", "text"),
                (f"coalesce(g.partner, {grouping.NIL})", "uuid"),
            ),
            columns=(
                PRODUCT,
                batch_column(),
                Column(name="way", label=_("流向"), kind="choice", sql="g.way", options=WAYS),
                partner(),
                grouping.unit_column(),
                figure("came", _("入库数量")),
                figure("went", _("出库数量")),
                Column(name="first", label=_("首次日期"), kind="date", sql="g.first"),
                Column(name="last", label=_("最近日期"), kind="date", sql="g.last"),
                SPECIFICATION,
            ),
            sort="batch",
            drill=Drill(report="batch_trace", view="entry", filters={"batch": "batch"}),
        ),
        View(
            name="entry",
            label=_("明细"),
            body=BY_ENTRY,
            joins=f"{grouping.PRODUCT} {PARTNER} {grouping.WAREHOUSE}",
            key=(("g.no", "bigint"), ("g.seq", "bigint"), ("g.way", "text")),
            columns=(
                grouping.day_column(),
                grouping.document_column(),
                Column(name="way", label=_("流向"), kind="choice", sql="g.way", options=WAYS),
                PRODUCT,
                batch_column(),
                partner(),
                reference("warehouse", _("仓库"), "warehouse", "w"),
                grouping.unit_column(),
                figure("quantity", _("数量")),
                SPECIFICATION,
            ),
            sort="day",
        ),
    ),
)
