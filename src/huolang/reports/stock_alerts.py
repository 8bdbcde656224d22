"""库存预警: which products lie below their minimum or above their maximum, warehouse by warehouse,
and how much to order; and which batches are near their end, past it, or held back.

What counts against the minimum (or the safety stock, whichever is more) is what is on the shelves,
good and promised to nobody, less what orders still wait for; against the maximum, all that lies
there.
What is on the way does not end an alert, for it is not there yet, but it is taken off what is
proposed: up to the maximum, or to the minimum where there is none. Quantities are in base units.
"""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from huolang.ledger import batch_state
from huolang.ledger.lying import LYING, OFFERED
from huolang.ledger.posting import QUARANTINE
from huolang.reports import batch_stock, grouping, narrowing
from huolang.reports.execution import figure, reference
from huolang.reports.report import Column, Drill, Filter, Label, Report, View

PRODUCT, SPECIFICATION = grouping.product_columns()
STATES = {"below": _("低于下限"), "above": _("高于上限"), "within": _("正常")}
_STANDING = """SELECT k.product, k.warehouse, sum(k.on_hand) AS on_hand,
                  sum(k.blocked) AS blocked,
                  sum({available} - k.waiting) AS available
           FROM ({lying} AND b.company_id = %(company)s::bigint {in_b}
                 UNION ALL {offered} AND a.company_id = %(company)s::bigint {in_a}
                 UNION ALL {blocked} AND b.company_id = %(company)s::bigint {in_b}) k
           GROUP BY k.product, k.warehouse""".replace("{lying}", LYING).replace(
    "{offered}", OFFERED
)
_LEVELS = """
FROM masters_stocklimit t
JOIN masters_product p ON p.company_id = t.company_id AND p.id = t.product_id
    AND p.active AND p.kind = 'stock'
JOIN masters_warehouse w ON w.company_id = t.company_id AND w.id = t.warehouse_id AND w.active
LEFT JOIN ({standing}) a
    ON a.product = t.product_id AND a.warehouse = t.warehouse_id
CROSS JOIN LATERAL (SELECT coalesce(a.on_hand, 0) AS on_hand,
    coalesce(a.blocked, 0) AS blocked, coalesce(a.available, 0) AS available,
    greatest(t.min_stock, t.safety_stock) AS least) h
CROSS JOIN LATERAL (SELECT CASE WHEN h.least > 0 AND h.available < h.least THEN 'below'
    WHEN h.on_hand > t.max_stock THEN 'above' ELSE 'within' END AS state) s
"""
_BLOCKED = batch_state.BLOCKED.replace("{today}", "%(today)s::date")


def standing(within: str = "") -> str:
    """Of every product and warehouse what is there, blocked and available; only of those
    `within`, a further condition on the product and warehouse of `{row}`."""
    stands = _STANDING.replace("{available}", batch_state.available("k"))
    stands = stands.replace("{blocked}", _BLOCKED).replace("{in_b}", within.format(row="b"))
    return stands.replace("{in_a}", within.format(row="a"))


def levels(within: str = "") -> str:
    """Of every limit `t`: what is there (`h`), and whether that is too little or too much (`s`);
    only of those `within`, as `standing` has it."""
    return _LEVELS.replace("{standing}", standing(within))


LEVELS = levels()
COMING = """
LEFT JOIN (SELECT c.product_id, c.warehouse_id, sum(c.incoming) AS incoming FROM (
           SELECT l.product_id, coalesce(l.warehouse_id, d.warehouse_id) AS warehouse_id,
                  greatest(l.base_quantity - l.done_base, 0) AS incoming
           FROM purchasing_purchaseorder d
           JOIN purchasing_purchaseorderline l
               ON l.company_id = d.company_id AND l.document_id = d.id
           WHERE d.company_id = %(company)s::bigint AND d.state = 'confirmed'
               AND d.progress <> 'done'
           UNION ALL
           SELECT b.product, b.warehouse, b.quantity FROM ledger_stockbalance b
           WHERE b.company_id = %(company)s::bigint AND b.location = {waiting}
               AND b.owner = '00000000-0000-0000-0000-000000000000') c
           GROUP BY 1, 2) i ON i.product_id = t.product_id AND i.warehouse_id = t.warehouse_id
""".replace("{waiting}", f"'{QUARANTINE}'::uuid")
"""What is ordered, or came and waits for its inspection."""
BODY = f"""
SELECT t.product_id AS product, p.specification, t.warehouse_id AS warehouse,
    p.unit_id::text AS unit_low, p.unit_id::text AS unit_high, h.on_hand, h.blocked,
    h.available,
    coalesce(i.incoming, 0) AS incoming, h.least AS min_stock, t.max_stock, s.state,
    CASE WHEN h.least > 0 AND h.available + coalesce(i.incoming, 0) < h.least
        THEN greatest(t.max_stock, h.least) - h.available - coalesce(i.incoming, 0)
        ELSE 0 END AS suggested
{LEVELS} {COMING}
WHERE t.company_id = %(company)s::bigint {{conditions}}
"""
_BATCHES = """
SELECT t.* FROM (
    SELECT b.*, b.product AS product_id, b.warehouse AS warehouse_id FROM ({batches}) b) t
WHERE t.state <> 'good' {conditions}
"""
BATCHES = _BATCHES.replace("{batches}", batch_stock.OF_TODAY)


def limit(name: str, label: Label, *, help: Label = "") -> Column:
    """Limits of several products come to nothing."""
    return Column(name=name, label=label, kind="quantity", sql=f"g.{name}", help=help)


IN_STATE = """(%(state)s::text IN ('all', s.state)
     OR %(state)s::text = 'alert' AND s.state <> 'within')"""

STOCK_ALERTS = Report(
    name="stock_alerts",
    label=_("库存预警"),
    question=_("哪些商品在哪个仓库低于下限或高于上限，建议订多少；哪些批次临期、过期或冻结"),
    module="inventory",
    reads=("stock",),
    filters=(
        Filter(
            name="state",
            label=_("预警"),
            kind="choice",
            options={"alert": _("需关注"), **STATES, "all": _("全部")},
            default="alert",
            where=IN_STATE,
            views=("limit",),
        ),
        narrowing.warehouse("t.warehouse_id"),
        narrowing.product("t.product_id"),
        narrowing.category("t.product_id"),
        narrowing.style("t.product_id"),
    ),
    views=(
        View(
            name="limit",
            label=_("按商品和仓库"),
            body=BODY,
            joins=f"{grouping.PRODUCT} {grouping.WAREHOUSE}",
            key=(("g.product", "uuid"), ("g.warehouse", "uuid")),
            columns=(
                PRODUCT,
                SPECIFICATION,
                reference("warehouse", _("仓库"), "warehouse", "w"),
                grouping.unit_column(),
                Column(name="state", label=_("预警"), kind="choice", sql="g.state", options=STATES),
                figure("on_hand", _("现存量")),
                replace(
                    figure("blocked", _("冻结/过期"), help=_("现存量中冻结或已过期的批次")),
                    aside=True,
                ),
                figure(
                    "available",
                    _("可用量"),
                    help=_("可销售的存量减去冻结、过期的批次、占用和订单欠货"),
                ),
                figure("incoming", _("在途")),
                limit("min_stock", _("下限"), help=_("下限与安全库存中较大的一个")),
                limit("max_stock", _("上限")),
                figure("suggested", _("建议订货")),
                narrowing.since(),
            ),
            sort="product",
            drill=Drill(
                report="stock_entries",
                view="entry",
                filters={"product": "product", "warehouse": "warehouse", "since": "since"},
            ),
        ),
        View(
            name="batch",
            label=_("按批次效期"),
            body=BATCHES,
            joins=f"{grouping.PRODUCT} {grouping.WAREHOUSE}",
            key=(("g.batch", "uuid"), ("g.warehouse", "uuid")),
            columns=batch_stock.COLUMNS,
            sort="expires_on",
            drill=Drill(report="batch_trace", view="entry", filters={"batch": "batch"}),
        ),
    ),
)
