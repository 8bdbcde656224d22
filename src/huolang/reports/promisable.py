"""可承诺量 (available to promise): what of every product can be promised, and from which day on.

As `masters.promising` says it: what is free today, less what orders wait for, and what comes by a
day: what is on its way between warehouses from today on, and what confirmed purchase orders bring.
Orders that are late or name no day are told, and not counted on.
Quantities are in base units.
"""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from huolang.ledger import batch_state
from huolang.ledger.lying import LYING, OFFERED
from huolang.reports import grouping, narrowing
from huolang.reports.execution import figure, reference
from huolang.reports.report import Column, Drill, Filter, Report, View

PRODUCT, SPECIFICATION = grouping.product_columns()
ARRIVALS = """
SELECT l.product_id AS product, coalesce(l.warehouse_id, d.warehouse_id) AS warehouse,
       l.expected_on, l.base_quantity - l.done_base AS quantity
FROM purchasing_purchaseorderline l
JOIN purchasing_purchaseorder d ON d.company_id = l.company_id AND d.id = l.document_id
WHERE l.company_id = %(company)s::bigint AND l.base_quantity > l.done_base
  AND d.state = 'confirmed'
"""
_PLACES = """
SELECT k.product, k.warehouse, sum(k.on_hand) AS on_hand, sum(k.blocked) AS blocked,
       sum(k.reserved) AS reserved, sum(k.waiting) AS waiting,
       sum({available}) AS available, sum(k.in_transit) AS in_transit,
       sum(k.on_hand - k.usable - k.in_transit) AS elsewhere,
       sum(k.coming) AS coming, sum(k.late) AS late, sum(k.undated) AS undated
FROM (SELECT s.*, 0 AS in_transit, 0 AS coming, 0 AS late, 0 AS undated FROM (
          {lying} AND b.company_id = %(company)s::bigint
          UNION ALL {offered} AND a.company_id = %(company)s::bigint
          UNION ALL {blocked} AND b.company_id = %(company)s::bigint) s
      UNION ALL
      SELECT b.product, b.warehouse, 0, 0, 0, 0, 0, b.quantity, 0, 0, 0
      FROM ({way} AND b.company_id = %(company)s::bigint) b
      UNION ALL
      SELECT c.product, c.warehouse, 0, 0, 0, 0, 0, 0,
             CASE WHEN c.expected_on >= %(today)s::date THEN c.quantity ELSE 0 END,
             CASE WHEN c.expected_on < %(today)s::date THEN c.quantity ELSE 0 END,
             CASE WHEN c.expected_on IS NULL THEN c.quantity ELSE 0 END
      FROM ({arrivals}) c) k
GROUP BY k.product, k.warehouse
"""
PLACES = (
    _PLACES.replace("{lying}", LYING)
    .replace("{offered}", OFFERED)
    .replace("{blocked}", batch_state.BLOCKED.replace("{today}", "%(today)s::date"))
    .replace("{way}", batch_state.ON_ITS_WAY.replace("{today}", "%(today)s::date"))
    .replace("{available}", batch_state.available("k"))
    .replace("{arrivals}", ARRIVALS)
)
KEPT = """
JOIN masters_product p ON p.company_id = %(company)s::bigint AND p.id = f.product
    AND p.kind = 'stock'
JOIN masters_warehouse w ON w.company_id = %(company)s::bigint AND w.id = f.warehouse AND w.active
"""
SPOKEN_FOR = """(f.reserved > 0 OR f.waiting > 0 OR f.in_transit > 0 OR f.coming > 0 OR f.late > 0
    OR f.undated > 0)"""
STATES = {"spoken_for": _("有占用、欠货或到货"), "short": _("不够订单"), "all": _("全部")}
IN_STATE = f"""(%(state)s::text = 'all' OR %(state)s::text = 'spoken_for' AND {SPOKEN_FOR}
     OR %(state)s::text = 'short' AND f.waiting > 0)"""
BODY = f"""
SELECT f.*, p.specification, p.unit_id::text AS unit_low, p.unit_id::text AS unit_high,
       f.available - f.waiting + f.in_transit + f.coming AS promisable
FROM ({PLACES}) f {KEPT}
WHERE true {{conditions}}
"""  # noqa: S608
DAYS = f"""
SELECT f.product, f.warehouse, f.day, p.specification, p.unit_id::text AS unit_low,
       p.unit_id::text AS unit_high, f.coming, f.promisable
FROM (SELECT e.product, e.warehouse, e.day, e.coming, sum(e.free) OVER (
          PARTITION BY e.product, e.warehouse ORDER BY e.day) AS promisable
      FROM (SELECT t.product, t.warehouse, t.day, sum(t.coming) AS coming, sum(t.free) AS free
            FROM (SELECT f.product, f.warehouse, %(today)s::date AS day, f.in_transit AS coming,
                         f.available - f.waiting + f.in_transit AS free
                  FROM ({PLACES}) f WHERE f.coming > 0 OR f.waiting > 0 OR f.in_transit > 0
                      OR %(product)s::uuid IS NOT NULL
                  UNION ALL
                  SELECT c.product, c.warehouse, c.expected_on, c.quantity, c.quantity
                  FROM ({ARRIVALS}) c WHERE c.expected_on >= %(today)s::date) t
            GROUP BY t.product, t.warehouse, t.day) e) f
{KEPT}
WHERE true {{conditions}}
"""  # noqa: S608
"""Of one product today is told as well when nothing comes: its row leads here."""
UNTIL_THEN = Column(
    name="promisable",
    label=_("可承诺量"),
    kind="quantity",
    sql="g.promisable",
    help=_(
        "可用量减去订单欠货，加上在途的调拨和到这一天为止已排定交期的采购到货；负数是还不够订单的"
    ),
)

PROMISABLE_STOCK = Report(
    name="promisable",
    label=_("可承诺量"),
    question=_("每种商品现在和今后各天还能答应客户多少"),
    module="inventory",
    reads=("stock",),
    filters=(
        Filter(
            name="state",
            label=_("范围"),
            kind="choice",
            options=STATES,
            default="spoken_for",
            where=IN_STATE,
            views=("product",),
        ),
        narrowing.warehouse(),
        narrowing.product(),
        narrowing.category(),
    ),
    views=(
        View(
            name="product",
            label=_("按商品和仓库"),
            body=BODY,
            joins=f"{grouping.PRODUCT} {grouping.WAREHOUSE}",
            key=(("g.product", "uuid"), ("g.warehouse", "uuid")),
            columns=(
                PRODUCT,
                SPECIFICATION,
                reference("warehouse", _("仓库"), "warehouse", "w"),
                grouping.unit_column(),
                figure("on_hand", _("现存量")),
                replace(figure("blocked", _("冻结/过期")), aside=True),
                replace(
                    figure("elsewhere", _("待检、借出等"), help=_("待检、不合格、借出和代销在外")),
                    aside=True,
                ),
                figure("reserved", _("占用")),
                figure("available", _("可用量")),
                figure("waiting", _("订单欠货")),
                figure("in_transit", _("在途"), help=_("分步调拨发来、还没有到的；从今天起算")),
                figure("coming", _("已排定到货")),
                figure("late", _("逾期未到"), help=_("采购订单交货日期已过，不计入可承诺量")),
                figure("undated", _("未定交期"), help=_("采购订单没有交货日期，不计入可承诺量")),
                UNTIL_THEN,
            ),
            sort="product",
            drill=Drill(
                report="promisable",
                view="day",
                filters={"product": "product", "warehouse": "warehouse"},
            ),
        ),
        View(
            name="day",
            label=_("按日期"),
            body=DAYS,
            joins=f"{grouping.PRODUCT} {grouping.WAREHOUSE}",
            key=(("g.product", "uuid"), ("g.warehouse", "uuid"), ("g.day", "date")),
            columns=(
                PRODUCT,
                SPECIFICATION,
                reference("warehouse", _("仓库"), "warehouse", "w"),
                grouping.day_column(),
                grouping.unit_column(),
                figure("coming", _("到货")),
                UNTIL_THEN,
            ),
            sort="day",
        ),
    ),
)
