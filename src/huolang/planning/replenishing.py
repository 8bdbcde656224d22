"""Works out what should be ordered or brought, of every limit, in one statement.

When what is available and coming lies below the reorder point, it is filled up to the target. The
point is the minimum, or the safety stock and what is needed until a supplier delivers, whichever is
more; the target is the maximum, or else the point and what is needed for some days. What other
warehouses have above their own target is brought first; the rest is bought, from the supplier that
`sourcing` chooses or who brought it last, in whole packs and not below their minimum. What is
ordered, on its way, waits for its inspection, or stands in drafts of orders and transfers counts as
coming; what drafts of returns to suppliers take does not.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from huolang.kernel import background, clock, settings_registry, sql
from huolang.kernel.background import BackgroundJob, Kind
from huolang.kernel.company import Company, acting, current_id
from huolang.kernel.keys import new_id
from huolang.kernel.permissions import Access
from huolang.kernel.settings_registry import Setting, declare
from huolang.ledger.posting import IN_TRANSIT, QUARANTINE
from huolang.masters import merged
from huolang.planning import sourcing
from huolang.planning.conditions import NONE
from huolang.planning.evaluating import lock_head
from huolang.planning.proposal import FORM, Proposal
from huolang.planning.stock_alert import AlertHead
from huolang.reports import stock_alerts

DEMAND_DAYS = declare(
    Setting(
        key="replenishment.demand_days",
        kind="int",
        default=90,
        label=_("补货：按最近几天的出库算日均需求"),
        help=_("销售出库、退货、换货和其他出库；调拨、盘点、组装不算"),
        minimum=1,
        maximum=730,
    )
)
COVER_DAYS = declare(
    Setting(
        key="replenishment.cover_days",
        kind="int",
        default=30,
        label=_("补货：没有上限时备几天的货"),
        help=_("按日均需求，在订货点之上再备这么多天"),
        minimum=0,
        maximum=730,
    )
)
KEEPS = declare(
    Setting(
        key="replenishment.keeps",
        kind="choice",
        default="point",
        label=_("补货：从别的仓库调货时，给它留多少"),
        help=_("没有设上下限的仓库，总是按日均需求留够交货天数和备货天数的货"),
        options=(("point", _("留到订货点")), ("target", _("留到上限"))),
    )
)
DEMAND_FORMS = "('sales_delivery', 'sales_return', 'sales_exchange', 'stock_issue')"
"""By what goods are sold or used up; being moved, counted or put together is no demand."""
_ALL = """
WITH demand AS MATERIALIZED (
    SELECT e.product, e.warehouse, greatest(-sum(e.quantity), 0) / %(days)s::numeric AS daily
    FROM ledger_stockentry e
    WHERE e.company_id = %(company)s::bigint AND e.occurred_on > %(demand_since)s::date
      AND e.owner = {none} {of_e}
      AND e.form IN {forms}
    GROUP BY e.product, e.warehouse
),
coming AS MATERIALIZED (
    SELECT c.product, c.warehouse, sum(c.quantity) AS quantity FROM (
        SELECT l.product_id AS product, coalesce(l.warehouse_id, d.warehouse_id) AS warehouse,
            greatest(l.base_quantity - l.done_base, 0) AS quantity
        FROM purchasing_purchaseorder d JOIN purchasing_purchaseorderline l
            ON l.company_id = d.company_id AND l.document_id = d.id
        WHERE d.company_id = %(company)s::bigint AND d.state IN ('draft', 'confirmed')
          AND d.progress <> 'done' {of_l}
        UNION ALL
        SELECT b.product, b.warehouse, b.quantity FROM ledger_stockbalance b
        WHERE b.company_id = %(company)s::bigint AND b.location IN ({coming}) AND b.owner = {none}
          AND b.quantity <> 0 {of_b}
        UNION ALL
        SELECT l.product_id, k.warehouse, k.way * l.base_quantity
        FROM inventory_stocktransfer d JOIN inventory_stocktransferline l
            ON l.company_id = d.company_id AND l.document_id = d.id
        CROSS JOIN LATERAL (VALUES (d.into_id, 1), (d.warehouse_id, -1)) AS k(warehouse, way)
        WHERE d.company_id = %(company)s::bigint AND d.state = 'draft'
          AND l.request_line_id IS NULL {of_l}
        UNION ALL
        SELECT l.product_id, k.warehouse, k.way * greatest(l.base_quantity - l.done_base, 0)
        FROM inventory_transferrequest d JOIN inventory_transferrequestline l
            ON l.company_id = d.company_id AND l.document_id = d.id
        CROSS JOIN LATERAL (VALUES (d.into_id, 1), (d.warehouse_id, -1)) AS k(warehouse, way)
        WHERE d.company_id = %(company)s::bigint AND d.state IN ('draft', 'confirmed')
          AND d.progress <> 'done' {of_l}
        UNION ALL
        SELECT l.product_id, coalesce(l.warehouse_id, d.warehouse_id), -l.base_quantity
        FROM purchasing_purchasereturn d JOIN purchasing_purchasereturnline l
            ON l.company_id = d.company_id AND l.document_id = d.id
        WHERE d.company_id = %(company)s::bigint AND d.state = 'draft'
          AND l.inspection_line_id IS NULL {of_l}) c
    GROUP BY c.product, c.warehouse
),
{suppliers},
levels AS MATERIALIZED (
    SELECT t.product_id AS product, t.warehouse_id AS warehouse, h.available,
        coalesce(c.quantity, 0) AS coming, n.daily, f.partner,
        coalesce(f.lead_days, 0) AS lead_days, coalesce(f.minimum, 0) AS minimum,
        coalesce(f.pack, 0) AS pack, f.price, f.quality, f.chosen, o.point,
        CASE WHEN t.max_stock IS NOT NULL THEN greatest(t.max_stock, o.point)
            ELSE o.point + ceil(n.daily * %(cover)s::int * u.one) / u.one END AS target,
        w.gives
    {levels}
    JOIN (SELECT x.company_id, x.id, power(10::numeric, x.digits) AS one FROM masters_unit x) u
        ON u.company_id = p.company_id AND u.id = p.unit_id
    LEFT JOIN demand e ON e.product = t.product_id AND e.warehouse = t.warehouse_id
    LEFT JOIN coming c ON c.product = t.product_id AND c.warehouse = t.warehouse_id
    LEFT JOIN suppliers f ON f.product = t.product_id
    CROSS JOIN LATERAL (SELECT coalesce(e.daily, 0) AS daily) n
    CROSS JOIN LATERAL (SELECT greatest(t.min_stock,
        t.safety_stock + ceil(n.daily * coalesce(f.lead_days, 0) * u.one) / u.one) AS point) o
    WHERE t.company_id = %(company)s::bigint {of_t}
),
lacking AS MATERIALIZED (
    SELECT v.*, v.target - v.available - v.coming AS lack,
        sum(v.target - v.available - v.coming) OVER so_far AS upto
    FROM levels v WHERE v.point > 0 AND v.available + v.coming < v.point
    WINDOW so_far AS (PARTITION BY v.product
        ORDER BY v.available + v.coming - v.point, v.warehouse)
),
unkept AS MATERIALIZED (
    SELECT k.product, k.warehouse, k.available + least(coalesce(c.quantity, 0), 0)
        - ceil(coalesce(e.daily, 0) * (l.lead_days + %(cover)s::int) * u.one) / u.one AS extra
    FROM ({standing}) k
    JOIN (SELECT l.product, max(l.lead_days) AS lead_days FROM lacking l GROUP BY l.product) l
        ON l.product = k.product
    JOIN masters_warehouse w ON w.company_id = %(company)s::bigint AND w.id = k.warehouse
        AND w.active AND w.gives
    JOIN masters_product p ON p.company_id = %(company)s::bigint AND p.id = k.product
    JOIN (SELECT x.company_id, x.id, power(10::numeric, x.digits) AS one FROM masters_unit x) u
        ON u.company_id = p.company_id AND u.id = p.unit_id
    LEFT JOIN demand e ON e.product = k.product AND e.warehouse = k.warehouse
    LEFT JOIN coming c ON c.product = k.product AND c.warehouse = k.warehouse
    WHERE NOT EXISTS (SELECT FROM levels v
        WHERE v.product = k.product AND v.warehouse = k.warehouse)
),
spare AS MATERIALIZED (
    SELECT v.product, v.warehouse, v.extra, sum(v.extra) OVER (PARTITION BY v.product
        ORDER BY v.extra DESC, v.warehouse) AS upto
    FROM (SELECT v.product, v.warehouse, v.available + least(v.coming, 0)
              - CASE WHEN %(keeps)s::text = 'point' THEN v.point ELSE v.target END AS extra
          FROM levels v WHERE v.gives
          UNION ALL SELECT k.product, k.warehouse, k.extra FROM unkept k) v
    WHERE v.extra > 0
),
brought AS MATERIALIZED (
    SELECT l.product, l.warehouse, s.warehouse AS source,
        least(l.upto, s.upto) - greatest(l.upto - l.lack, s.upto - s.extra) AS quantity
    FROM lacking l JOIN spare s ON s.product = l.product
    WHERE least(l.upto, s.upto) > greatest(l.upto - l.lack, s.upto - s.extra)
),
bought AS MATERIALIZED (
    SELECT l.product, l.warehouse, CASE WHEN l.pack > 0 THEN ceil(q.least / l.pack) * l.pack
        ELSE q.least END AS quantity
    FROM lacking l
    LEFT JOIN (SELECT b.product, b.warehouse, sum(b.quantity) AS quantity FROM brought b
               GROUP BY b.product, b.warehouse) b
        ON b.product = l.product AND b.warehouse = l.warehouse
    CROSS JOIN LATERAL (SELECT greatest(l.lack - coalesce(b.quantity, 0), l.minimum) AS least) q
    WHERE l.lack > coalesce(b.quantity, 0)
),
so AS MATERIALIZED (
    SELECT l.product, l.warehouse, x.source, CASE WHEN x.source = {none}
            THEN coalesce(l.partner, y.partner, {none}) ELSE {none} END AS partner,
        x.quantity, l.available, l.coming, round(l.daily, 6) AS daily, l.lead_days, l.point,
        l.target, l.minimum, l.pack, l.price,
        CASE WHEN x.source <> {none} THEN '' WHEN l.partner IS NULL AND y.partner IS NOT NULL
            THEN 'sold' ELSE coalesce(l.chosen, '') END AS chosen,
        CASE WHEN x.source = {none} THEN l.quality END AS quality
    FROM lacking l
    JOIN (SELECT product, warehouse, source, quantity FROM brought
          UNION ALL SELECT product, warehouse, {none}, quantity FROM bought) x
        ON x.product = l.product AND x.warehouse = l.warehouse
    LEFT JOIN LATERAL (
        SELECT p.id AS partner
        FROM purchasing_purchasereceiptline r
        JOIN purchasing_purchasereceipt d ON d.company_id = r.company_id AND d.id = r.document_id
        {partners}
        JOIN masters_partner p ON p.company_id = d.company_id AND p.id = {who} AND p.active
        WHERE r.company_id = %(company)s::bigint AND r.product_id = l.product
          AND d.state = 'confirmed'
        ORDER BY d.date DESC, d.id DESC LIMIT 1) y ON x.source = {none} AND l.partner IS NULL
),
gone AS (
    DELETE FROM planning_proposal a
    WHERE a.company_id = %(company)s::bigint AND a.state = 'open' {of_a}
      AND NOT EXISTS (SELECT FROM so n WHERE {same})
    RETURNING a.id
),
changed AS (
    UPDATE planning_proposal a SET partner = n.partner, quantity = n.quantity,
        available = n.available, coming = n.coming, daily = n.daily, lead_days = n.lead_days,
        point = n.point, target = n.target, minimum = n.minimum, pack = n.pack, price = n.price,
        chosen = n.chosen, quality = n.quality, made_at = %(now)s::timestamptz
    FROM so n WHERE a.company_id = %(company)s::bigint AND a.state = 'open' AND {same}
    RETURNING a.id
),
made AS (
    INSERT INTO planning_proposal (company_id, id, product, warehouse, source, partner, quantity,
        available, coming, daily, lead_days, point, target, minimum, pack, price, chosen, quality,
        state, form, record, made_at)
    SELECT %(company)s::bigint, gen_random_uuid(), n.*, 'open', '', {none}, %(now)s::timestamptz
    FROM so n WHERE NOT EXISTS (SELECT FROM planning_proposal a
        WHERE a.company_id = %(company)s::bigint AND a.state = 'open' AND {same})
    ON CONFLICT (company_id, product, warehouse, source) WHERE state = 'open' DO NOTHING
    RETURNING id
)
SELECT (SELECT count(*) FROM made) + (SELECT count(*) FROM changed)
"""
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended('replenishment ' || %s::text, 0))"
SAME = "a.product = n.product AND a.warehouse = n.warehouse AND a.source = n.source"
PLACES = {
    "e": "e.product",
    "l": "l.product_id",
    "b": "b.product",
    "s": "s.product_id",
    "t": "t.product_id",
    "a": "a.product",
}
NAMED = " AND {column} = ANY(%(products)s::uuid[])"
OF_LACKING = " AND {row}.product IN (SELECT x.product FROM lacking x)"
WITHIN = " AND {row}.product = ANY(%(products)s::uuid[])"


def _statement(*, named: bool) -> str:
    levels = stock_alerts.levels(WITHIN if named else "")
    statement = _ALL.replace("{levels}", levels).replace("{same}", SAME)
    statement = statement.replace("{standing}", stock_alerts.standing(OF_LACKING))
    statement = statement.replace("{suppliers}", sourcing.SUPPLIERS)
    statement = statement.replace("{forms}", DEMAND_FORMS)
    for row, column in PLACES.items():
        within = NAMED.replace("{column}", column) if named else ""
        statement = statement.replace("{of_" + row + "}", within)
    coming = ", ".join(f"'{place}'::uuid" for place in (IN_TRANSIT, QUARANTINE))
    statement = statement.replace("{who}", merged.kept("d.partner_id", "w"))
    statement = statement.replace("{partners}", merged.join("d.partner_id", "w"))
    return statement.replace("{none}", NONE).replace("{coming}", coming)


OF_ALL, OF_NAMED = _statement(named=False), _statement(named=True)


def work_out(*, at: datetime, products: Collection[UUID] | None = None) -> int:
    """Bring the open proposals up to date, of `products` or of all; how many there are then. Who
    works them out is alone in it."""
    lock_head()
    settings = settings_registry.load()
    today = clock.business_day(at, Company.objects.get(id=current_id()).time_zone)
    days = settings[DEMAND_DAYS]
    bound = {
        "company": current_id(),
        "now": at.isoformat(),
        "today": today.isoformat(),
        "days": days,
        "demand_since": (today - timedelta(days=days)).isoformat(),
        "cover": settings[COVER_DAYS],
        "keeps": settings[KEEPS],
        **sourcing.bound(settings, today),
    }
    if products is not None:
        bound["products"] = sql.array(products)
    else:
        AlertHead.objects.update(proposed_at=at)
    row = sql.run_spelled(OF_ALL if products is None else OF_NAMED, bound).fetchone()
    return int(row[0]) if row else 0


def worked_out_at(*, by: Access) -> datetime | None:
    """When they were, the last time; None: never yet."""
    by.require(FORM, "view")
    at = AlertHead.objects.values_list("proposed_at", flat=True).first()
    return at or Proposal.objects.aggregate(at=Max("made_at"))["at"]


def register() -> None:
    """Make the work known; called when Django starts."""
    background.KINDS[FORM] = Kind(part=part, label=_("补货建议"), seen_by=FORM, path=_page)


def ask(*, by: Access) -> BackgroundJob:
    """Let the worker do it; one at a time."""
    by.require(FORM, "edit")
    sql.run(ONE_AT_A_TIME, [current_id()])
    waiting = BackgroundJob.objects.filter(kind=FORM, state__in=background.OPEN).first()
    return waiting or background.begin(FORM, about=new_id(), by=by.user)


def part(job: BackgroundJob) -> bool:
    """All of it, as somebody asked for it; begun anew after a `kill -9`."""
    with acting(job.company_id):
        work_out(at=clock.now())
    return False


def _page(_form: str, _about: str) -> str:
    return "/reports/replenishment"
