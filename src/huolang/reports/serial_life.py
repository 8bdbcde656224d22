"""序列号履历: every movement of a number: from whom it came, where it was, to whom it went.

What was taken back is told as well: it happened, and so did its taking back. Of what a piece was
built into, and of what it was built from, it is told where that went, or came from.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from huolang.masters import merged
from huolang.masters.serial import Status
from huolang.reports import grouping, narrowing, through
from huolang.reports.batch_trace import PARTNER, partner
from huolang.reports.execution import reference
from huolang.reports.report import Column, Filter, Report, View

PRODUCT, _SPECIFICATION = grouping.product_columns()
WAYS = {
    "in": _("入库"),
    "out": _("出库"),
    "moved_in": _("调入"),
    "moved_out": _("调出"),
    "made": _("组装或拆得"),
    "used": _("用于组装或拆卸"),
    "valued": _("成本调整"),
}
OWN = """
SELECT n.id AS serial, n.number AS called, n.product_id AS product, n.status, e.no, e.seq,
    e.occurred_at, h.occurred_on AS day, e.form, e.record, h.number, {who} AS partner, e.warehouse,
    CASE WHEN e.form = 'revaluation' THEN 'valued'
         WHEN e.form IN ('assembly', 'disassembly') AND e.reverses IS NULL
         THEN CASE WHEN e.quantity > 0 THEN 'made' ELSE 'used' END
         WHEN e.counter IN ('inventory', 'within') AND e.reverses IS NULL
         THEN CASE WHEN e.quantity > 0 THEN 'moved_in' ELSE 'moved_out' END
         WHEN e.quantity > 0 THEN 'in' ELSE 'out' END AS way,
    h.kind, e.cost + coalesce(a.amount, 0) AS value, NULL::uuid AS through,
    NULL::text AS through_number
FROM masters_serialnumber n
JOIN ledger_stockentry e ON e.company_id = n.company_id AND e.serial_id = n.id
JOIN ledger_postinghead h ON h.company_id = e.company_id AND h.no = e.no
{partners}
LEFT JOIN LATERAL (SELECT sum(a.amount) AS amount FROM ledger_costadjustment a
    WHERE a.company_id = e.company_id AND a.entry = e.id) a ON true
WHERE n.company_id = %(company)s::bigint {conditions}
"""
BUILT = f"""SELECT DISTINCT a.batch AS root FROM ledger_stockentry a
WHERE a.company_id = %(company)s::bigint AND a.form IN {through.MAKING}
  AND a.serial_id IS NOT NULL AND (%(serial)s::uuid IS NULL OR a.batch = %(serial)s::uuid)
  AND (%(product)s::uuid IS NULL OR a.product = %(product)s::uuid)"""  # noqa: S608
FAR = f"""
SELECT n.id, n.number, n.product_id, n.status, e.no, e.seq, e.occurred_at, h.occurred_on, e.form,
    e.record, h.number, {{who}}, e.warehouse,
    CASE WHEN x.way = 'made' THEN CASE WHEN e.quantity > 0 THEN 'made' ELSE 'used' END
         WHEN x.quantity > 0 THEN 'in' ELSE 'out' END,
    h.kind, NULL, coalesce(t.product_id, e.product), {through.NUMBER}
FROM far e
JOIN masters_serialnumber n ON n.company_id = %(company)s::bigint AND n.id = e.root
JOIN ledger_postinghead h ON h.company_id = n.company_id AND h.no = e.no
{{partners}}
{through.GOODS}
{through.MOVED}
WHERE {through.TOLD} AND (x.way <> 'lent' OR e.counter = 'within') {{conditions}}
"""  # noqa: S608
BODY = f"{through.walk(BUILT)} {OWN} UNION ALL {FAR}"
BODY = BODY.replace("{who}", merged.kept("e.partner"))
BODY = BODY.replace("{partners}", merged.join("e.partner"))


def serial_column() -> Column:
    return Column(
        name="serial", label=_("序列号"), kind="reference", to="serial_number", sql="g.serial",
        sort="upper(g.called)", sort_cast="text",
    )  # fmt: skip


def serial_filter(column: str) -> Filter:
    return Filter(
        name="serial",
        label=_("序列号"),
        kind="reference",
        to="serial_number",
        where=f"{column} = %(serial)s::uuid",
    )


SERIAL_LIFE = Report(
    name="serial_life",
    label=_("序列号履历"),
    question=_("一件商品从哪家供应商来、经过哪些仓库、卖给了谁、有没有退回"),
    module="inventory",
    reads=("stock", "partner", "serial_number"),
    filters=(
        serial_filter("n.id"),
        narrowing.product("n.product_id"),
        narrowing.warehouse("e.warehouse"),
        narrowing.partner(_("往来单位"), "active", "e.partner"),
        Filter(
            name="status",
            label=_("现在状态"),
            kind="choice",
            options={"all": _("全部"), **{one.value: one.label for one in Status}},
            default="all",
            where="%(status)s::text IN ('all', n.status)",
        ),
    ),
    views=(
        View(
            name="entry",
            label=_("明细"),
            body=BODY,
            joins=f"{grouping.PRODUCT} {PARTNER} {grouping.WAREHOUSE} {through.JOIN}",
            key=(
                ("g.occurred_at", "timestamptz"),
                ("g.no", "bigint"),
                ("g.seq", "bigint"),
                ("g.serial", "uuid"),
            ),
            columns=(
                serial_column(),
                PRODUCT,
                grouping.day_column(),
                grouping.document_column(),
                Column(name="way", label=_("进出"), kind="choice", sql="g.way", options=WAYS),
                Column(
                    name="kind",
                    label=_("类型"),
                    kind="choice",
                    sql="g.kind",
                    options={"post": _("过账"), "mirror": _("红冲"), "correction": _("成本更正")},
                ),
                through.VIA,
                partner(),
                reference("warehouse", _("仓库"), "warehouse", "w"),
                Column(
                    name="value", label=_("成本"), kind="money", sql="g.value", hidden_by="cost"
                ),
                Column(
                    name="status",
                    label=_("现在状态"),
                    kind="choice",
                    sql="g.status",
                    options={one.value: one.label for one in Status},
                    aside=True,
                ),
                *through.APART,
            ),
            sort="day",
        ),
    ),
)
