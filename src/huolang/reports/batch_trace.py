"""批次追溯: from whom a batch came, where it lies, and to whom it went; in both directions.

`from` asks for the batches that a supplier sent, `to` for those that a customer got: the report
then tells of these batches all there is, so a complaint leads back to the supplier, and a recall
forward to every customer, also where the goods were put together or taken apart in between
(`through`). What still lies somewhere of a batch, and of what was made of it, is told by place.
Documents that were taken back never were. A batch has the past of those of other products that were
merged into it.
"""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from huolang.ledger.lying import PLACES, STATES
from huolang.ledger.posting import AT_CUSTOMER, LAST_OFF_SHELF, LENT
from huolang.masters import merged
from huolang.reports import grouping, narrowing, through
from huolang.reports.batch_stock import batch_column, batch_filter
from huolang.reports.execution import figure, reference
from huolang.reports.location_stock import location_column
from huolang.reports.report import Column, Drill, Filter, Label, Report, View
from huolang.reports.through import PURCHASES, SALES, WAYS

PRODUCT, SPECIFICATION = grouping.product_columns()
WENT = SALES.replace(")", ", 'loan')")
BATCHES = """FROM masters_batch m
JOIN masters_batch o ON o.company_id = m.company_id AND (o.id = m.id OR o.merged_into_id = m.id)
JOIN ledger_stockentry e ON e.company_id = m.company_id AND {of_batch}
CROSS JOIN (SELECT %(way)s::text AS way) x
WHERE m.company_id = %(company)s::bigint AND m.merged_into_id IS NULL {conditions}"""
"""Batches as the report is narrowed; which way entries went is asked of each."""
OWN = BATCHES.replace("{of_batch}", "e.product = o.product_id AND e.batch = o.id")
MADE = BATCHES.replace("{of_batch}", f"e.batch = o.id AND e.form IN {through.MAKING}")
WHO = merged.kept("e.partner")
STANDS = """({row}.reverses IS NULL AND NOT EXISTS (SELECT FROM ledger_stockentry r
    WHERE r.company_id = %(company)s::bigint AND r.reverses = {row}.id))"""
"""It was not taken back, and takes nothing back."""
WALK = through.walk(f"SELECT DISTINCT m.id AS root {MADE}")
ENTRIES = f"""
FROM (SELECT m.id AS root, NULL::uuid AS key, 0 AS down, {through.ENTRY} {OWN}
        AND e.form NOT IN {through.WORTH}
      UNION ALL SELECT * FROM far) e
JOIN masters_batch m ON m.company_id = %(company)s::bigint AND m.id = e.root
JOIN masters_product p ON p.company_id = m.company_id AND p.id = m.product_id
{through.GOODS}
JOIN masters_product k ON k.company_id = m.company_id
    AND k.id = CASE WHEN e.down = 0 THEN m.product_id ELSE coalesce(t.product_id, e.product) END
JOIN ledger_postinghead h ON h.company_id = m.company_id AND h.no = e.no
{merged.join("e.partner")}
{through.MOVED}
WHERE coalesce(%(way)s::text, 'all') IN ('all', x.way) AND (e.down = 0 OR {through.TOLD})
    AND {STANDS.format(row="e")}
"""  # noqa: S608
THROUGH = f"""CASE WHEN e.key IS NOT NULL THEN k.id END AS through, e.key AS through_key,
    {through.NUMBER} AS through_number"""
BY_ENTRY = f"""
{WALK}
SELECT m.id AS batch, m.number AS called, m.product_id AS product, p.specification, e.no, e.seq,
    h.occurred_on AS day, e.form, e.record, h.number, x.way, {THROUGH},
    {WHO} AS partner, e.warehouse,
    k.unit_id::text AS unit_low, k.unit_id::text AS unit_high, x.quantity
{ENTRIES}
"""
BY_PARTNER = f"""
{WALK}
SELECT m.id AS batch, m.number AS called, m.product_id AS product, p.specification,
    {WHO} AS partner, {THROUGH},
    x.way, k.unit_id::text AS unit_low, k.unit_id::text AS unit_high,
    sum(x.quantity) FILTER (WHERE {through.CAME}) AS came,
    -sum(x.quantity) FILTER (WHERE NOT {through.CAME}) AS went,
    min(h.occurred_on) AS first, max(h.occurred_on) AS last
{ENTRIES}
GROUP BY m.id, m.number, m.product_id, p.specification, k.id, k.unit_id, e.key, t.number,
    i.number, {WHO}, x.way
"""
_GONE_ON = """m.id IN (SELECT coalesce(y.merged_into_id, y.id) FROM ledger_stockentry x
    JOIN masters_batch y ON y.company_id = x.company_id AND y.id = x.batch
    WHERE x.company_id = %(company)s::bigint AND x.partner = ANY({alike})
      AND x.form IN {forms} AND x.quantity {sign} 0 AND {stands})"""
GONE_ON = _GONE_ON.replace("{stands}", STANDS.format(row="x"))
OUT = f"('{LENT}'::uuid, '{AT_CUSTOMER}'::uuid)"
WHERE = {
    "shelf": _("在库"),
    "held": _("已冻结"),
    "in_transit": _("在途"),
    "inspecting": _("待检"),
    "rejected": _("不合格"),
    "lent": _("借出"),
    "consigned": _("代销在外"),
}
IN_STATE = " ".join(f"WHEN '{place}'::uuid THEN '{STATES[place]}'" for place in PLACES)
BY_PLACE = f"""
{WALK}, kept AS (
    SELECT m.id AS root, NULL::uuid AS key, o.product_id AS product, o.id AS batch, o.held
    FROM masters_batch m
    JOIN masters_batch o ON o.company_id = m.company_id
        AND (o.id = m.id OR o.merged_into_id = m.id)
    WHERE m.company_id = %(company)s::bigint AND m.merged_into_id IS NULL {{conditions}}
    UNION ALL
    SELECT t.root, t.key, o.product_id, o.id, o.held FROM found t
    JOIN masters_batch o ON o.company_id = %(company)s::bigint
        AND (o.id = t.key OR o.merged_into_id = t.key)
    WHERE t.down = 1
    UNION ALL
    SELECT t.root, t.key, s.product_id, s.id, false FROM found t
    JOIN masters_serialnumber s ON s.company_id = %(company)s::bigint AND s.id = t.key
    WHERE t.down = 1
), lying AS (
    SELECT k.root, k.key, k.product, k.held, b.warehouse, b.location, NULL::uuid AS partner,
        b.quantity
    FROM kept k
    JOIN ledger_stockbalance b ON b.company_id = %(company)s::bigint AND b.product = k.product
        AND b.batch = k.batch AND b.quantity <> 0 AND b.location NOT IN {OUT}
    UNION ALL
    SELECT k.root, k.key, k.product, k.held, e.warehouse, e.location, {WHO}, e.quantity
    FROM kept k
    JOIN ledger_stockentry e ON e.company_id = %(company)s::bigint AND e.product = k.product
        AND e.batch = k.batch AND e.location IN {OUT}
    {merged.join("e.partner")}
)
SELECT m.id AS batch, m.number AS called, m.product_id AS product, p.specification,
    CASE WHEN e.key IS NOT NULL THEN k.id END AS through, e.key AS through_key,
    {through.NUMBER} AS through_number, e.warehouse, n.state, n.location, e.partner,
    k.unit_id::text AS unit_low, k.unit_id::text AS unit_high, sum(e.quantity) AS quantity
FROM lying e
JOIN masters_batch m ON m.company_id = %(company)s::bigint AND m.id = e.root
JOIN masters_product p ON p.company_id = m.company_id AND p.id = m.product_id
{through.GOODS}
JOIN masters_product k ON k.company_id = m.company_id
    AND k.id = CASE WHEN e.key IS NULL THEN m.product_id ELSE coalesce(t.product_id, e.product) END
CROSS JOIN LATERAL (SELECT
    CASE e.location {IN_STATE} ELSE CASE WHEN e.held THEN 'held' ELSE 'shelf' END END AS state,
    CASE WHEN e.location > '{LAST_OFF_SHELF}'::uuid THEN e.location END AS location) n
GROUP BY m.id, m.number, m.product_id, p.specification, k.id, k.unit_id, e.key, t.number, i.number,
    e.warehouse, n.state, n.location, e.partner
HAVING sum(e.quantity) <> 0
"""  # noqa: S608
"""What is lent or at customers lies nowhere else: entries say with whom."""
ONE_KIND = "CASE WHEN count(DISTINCT coalesce(g.through, g.product)) = 1 THEN sum(g.quantity) END"
LOCATION = (
    "LEFT JOIN masters_location l ON l.company_id = %(company)s::bigint AND l.id = g.location"
)


def dealt(name: str, label: Label, role: str, forms: str, sign: str) -> Filter:
    """The batches that a partner sent us, or got from us."""
    where = GONE_ON.replace("{alike}", merged.alike(f"%({name})s::uuid"))
    where = where.replace("{forms}", forms).replace("{sign}", sign)
    return Filter(
        name=name, label=label, kind="reference", to="partner", only=((role, "=", True),),
        where=where,
    )  # fmt: skip


def moved(name: str, label: Label) -> Column:
    """Of several goods and ways: nothing comes of adding them up."""
    return replace(figure(name, label), total="")


def partner() -> Column:
    return reference("partner", _("往来单位"), "partner", "b")


PARTNER = """LEFT JOIN masters_partner b ON b.company_id = %(company)s::bigint
    AND b.id = g.partner"""

BATCH_TRACE = Report(
    name="batch_trace",
    label=_("批次追溯"),
    question=_("一个批次从哪家供应商来、组装成了什么、去了哪些客户、还在哪里"),
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
            views=("partner", "entry"),
        ),
    ),
    views=(
        View(
            name="partner",
            label=_("按往来单位"),
            body=BY_PARTNER,
            joins=f"{grouping.PRODUCT} {PARTNER} {through.JOIN}",
            key=(
                ("g.batch", "uuid"),
                (f"coalesce(g.through, {grouping.NIL})", "uuid"),
                ("coalesce(g.through_number, '')", "text"),
                ("g.way", "text"),
                (f"coalesce(g.partner, {grouping.NIL})", "uuid"),
            ),
            columns=(
                PRODUCT,
                SPECIFICATION,
                batch_column(),
                Column(name="way", label=_("流向"), kind="choice", sql="g.way", options=WAYS),
                through.VIA,
                partner(),
                moved("came", _("入库数量")),
                moved("went", _("出库数量")),
                grouping.unit_column(),
                Column(name="first", label=_("首次日期"), kind="date", sql="g.first"),
                Column(name="last", label=_("最近日期"), kind="date", sql="g.last"),
                *through.APART,
            ),
            sort="batch",
            drill=Drill(report="batch_trace", view="entry", filters={"batch": "batch"}),
        ),
        View(
            name="place",
            label=_("还在哪里"),
            body=BY_PLACE,
            joins=f"{grouping.PRODUCT} {PARTNER} {grouping.WAREHOUSE} {LOCATION} {through.JOIN}",
            key=(
                ("g.batch", "uuid"),
                (f"coalesce(g.through_key, {grouping.NIL})", "uuid"),
                ("g.warehouse", "uuid"),
                ("g.state", "text"),
                (f"coalesce(g.location, {grouping.NIL})", "uuid"),
                (f"coalesce(g.partner, {grouping.NIL})", "uuid"),
            ),
            columns=(
                PRODUCT,
                SPECIFICATION,
                batch_column(),
                through.VIA,
                reference("warehouse", _("仓库"), "warehouse", "w"),
                location_column(),
                Column(name="state", label=_("状态"), kind="choice", sql="g.state", options=WHERE),
                partner(),
                replace(figure("quantity", _("现存量")), total=ONE_KIND),
                grouping.unit_column(),
                *through.APART,
            ),
            sort="batch",
            drill=Drill(report="batch_trace", view="entry", filters={"batch": "batch"}),
        ),
        View(
            name="entry",
            label=_("明细"),
            body=BY_ENTRY,
            joins=f"{grouping.PRODUCT} {PARTNER} {grouping.WAREHOUSE} {through.JOIN}",
            key=(
                ("g.no", "bigint"),
                ("g.seq", "bigint"),
                ("g.way", "text"),
                ("g.batch", "uuid"),
            ),
            columns=(
                grouping.day_column(),
                grouping.document_column(),
                Column(name="way", label=_("流向"), kind="choice", sql="g.way", options=WAYS),
                batch_column(),
                through.VIA,
                partner(),
                moved("quantity", _("数量")),
                grouping.unit_column(),
                reference("warehouse", _("仓库"), "warehouse", "w"),
                PRODUCT,
                SPECIFICATION,
                *through.APART,
            ),
            sort="day",
        ),
    ),
)
