"""快照: what the books have of the goods that a task is about, listed at one moment.

One statement, however many lines: their quantities are of one state of the books.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from huolang.kernel import clock, settings_registry, sql
from huolang.kernel.company import Company, current_id
from huolang.kernel.settings_registry import Setting, declare
from huolang.ledger.posting import shelves

YEAR = timedelta(days=365)


def _days(key: str, label: Any, default: int) -> Setting[int]:
    return declare(
        Setting(key=key, kind="int", default=default, label=label, minimum=1, maximum=3650)
    )


A_DAYS = _days("count_plan.a_days", _("循环盘点：A 类每几天盘一次"), 30)
B_DAYS = _days("count_plan.b_days", _("循环盘点：B 类每几天盘一次"), 90)
C_DAYS = _days("count_plan.c_days", _("循环盘点：C 类每几天盘一次"), 180)
A_SHARE = declare(
    Setting(
        key="count_plan.a_share",
        kind="int",
        default=80,
        label=_("ABC：A 类占出库成本的百分之几"),
        help=_("最近一年出库成本从大到小累计到这里为止是 A 类"),
        minimum=1,
        maximum=100,
    )
)
B_SHARE = declare(
    Setting(
        key="count_plan.b_share",
        kind="int",
        default=95,
        label=_("ABC：A、B 类合计占百分之几"),
        help=_("其余的和没有出库的是 C 类"),
        minimum=1,
        maximum=100,
    )
)

SCOPE = """
inside AS (
    SELECT %(location)s::uuid AS id
    UNION
    SELECT i.id FROM masters_location i JOIN inside a ON i.parent_id = a.id
    WHERE i.company_id = %(company)s::bigint
),
below AS (
    SELECT %(category)s::uuid AS id
    UNION
    SELECT c.id FROM masters_productcategory c JOIN below b ON c.parent_id = b.id
    WHERE c.company_id = %(company)s::bigint
),
lying AS MATERIALIZED (
    SELECT p.id AS product, CASE WHEN p.serialized THEN '' ELSE coalesce(m.number, '') END AS batch,
        CASE WHEN p.serialized OR b.location = {nil} THEN NULL ELSE b.location END AS location,
        CASE WHEN p.serialized AND %(location)s::uuid IS NOT NULL
            THEN array_agg(b.batch) FILTER (WHERE b.quantity <> 0) END AS pieces,
        sum(b.quantity) AS quantity
    FROM ledger_stockbalance b
    JOIN masters_product p ON p.company_id = b.company_id AND p.id = b.product
        AND p.kind = 'stock'
    LEFT JOIN masters_batch m ON p.batched AND m.company_id = b.company_id AND m.id = b.batch
    WHERE b.company_id = %(company)s::bigint AND b.warehouse = %(warehouse)s::uuid
      AND b.owner = {nil} AND {shelves}
      AND (b.quantity <> 0
           OR %(nothing)s::boolean AND p.active AND NOT p.batched AND NOT p.serialized)
      AND (%(location)s::uuid IS NULL OR b.location IN (SELECT id FROM inside))
      AND (%(category)s::uuid IS NULL OR p.category_id IN (SELECT id FROM below))
    GROUP BY 1, 2, 3, p.serialized
)
""".replace("{nil}", "'00000000-0000-0000-0000-000000000000'::uuid").replace(
    "{shelves}", shelves("b")
)
"""What lies in the scope, as lines."""
CLASSES = """,
issued AS (
    SELECT e.product, greatest(-sum(e.cost), 0) AS value
    FROM ledger_stockentry e
    WHERE e.company_id = %(company)s::bigint AND e.occurred_on > %(since)s::date
      AND e.owner = '00000000-0000-0000-0000-000000000000'
      AND e.form IN ('sales_delivery', 'sales_return', 'sales_exchange', 'stock_issue')
    GROUP BY e.product
),
classes AS MATERIALIZED (
    SELECT o.product, CASE WHEN o.value = 0 THEN 'c'
        WHEN o.before < o.whole * %(a_share)s::numeric / 100 THEN 'a'
        WHEN o.before < o.whole * %(b_share)s::numeric / 100 THEN 'b' ELSE 'c' END AS class
    FROM (SELECT i.product, i.value, sum(i.value) OVER () AS whole,
              sum(i.value) OVER (ORDER BY i.value DESC, i.product) - i.value AS before
          FROM issued i) o
)
"""
"""By what was issued in the last year, at cost, wherever: of a company, not of a warehouse."""
COUNTED = """,
counted AS MATERIALIZED (
    SELECT c.product, max(c.at) AS at FROM (
        SELECT l.product_id AS product, l.counted_at AS at
        FROM inventory_countplan d
        JOIN inventory_countline l ON l.company_id = d.company_id AND l.plan_id = d.id
        WHERE d.company_id = %(company)s::bigint AND d.warehouse_id = %(warehouse)s::uuid
          AND d.state = 'closed' AND l.counted IS NOT NULL
        UNION ALL
        SELECT l.product_id, d.occurred_at
        FROM inventory_stockcount d
        JOIN inventory_stockcountline l ON l.company_id = d.company_id AND l.document_id = d.id
        WHERE d.company_id = %(company)s::bigint AND d.warehouse_id = %(warehouse)s::uuid
          AND d.state = 'confirmed') c
    GROUP BY c.product
)
"""
CHOSEN = """,
goods AS (SELECT DISTINCT y.product FROM lying y),
chosen AS MATERIALIZED (
    SELECT g.product FROM goods g
    LEFT JOIN classes k ON k.product = g.product
    LEFT JOIN counted n ON n.product = g.product
    WHERE (%(abc)s::text = '' OR coalesce(k.class, 'c') = %(abc)s::text)
      AND (%(before)s::timestamptz IS NULL OR n.at IS NULL OR n.at < %(before)s::timestamptz)
      AND (%(pick)s::text <> 'due' OR n.at IS NULL
           OR n.at < %(at)s::timestamptz - make_interval(days => CASE coalesce(k.class, 'c')
               WHEN 'a' THEN %(a_days)s::int WHEN 'b' THEN %(b_days)s::int
               ELSE %(c_days)s::int END))
    ORDER BY CASE WHEN %(pick)s::text = 'random' THEN random() END,
        coalesce(k.class, 'c'), n.at NULLS FIRST, g.product
    LIMIT %(at_most)s::bigint
)
"""
TAKE = """
INSERT INTO inventory_countline (company_id, id, plan_id, product_id, batch, location_id, pieces,
    book_quantity, unexpected, round, reason, remark)
SELECT %(company)s::bigint, gen_random_uuid(), %(plan)s::uuid, y.product, y.batch, y.location,
    y.pieces, y.quantity, false, 1, %(reason)s::text, ''
FROM lying y {chosen}
"""
TOOK = """
WITH RECURSIVE {scope}, made AS ({take} RETURNING 1)
SELECT (SELECT count(*) FROM made),
    coalesce((SELECT last_no FROM kernel_bookhead WHERE company_id = %(company)s::bigint), 0)
"""
DUE = """
WITH RECURSIVE {scope} SELECT count(*) FROM chosen
"""
TWICE = """
SELECT o.number, p.name, count(*) OVER ()
FROM inventory_countline l
CROSS JOIN LATERAL (
    SELECT o.number FROM inventory_countplan o
    JOIN inventory_countline m ON m.company_id = o.company_id AND m.plan_id = o.id
        AND m.product_id = l.product_id AND upper(m.batch) = upper(l.batch)
        AND m.location_id IS NOT DISTINCT FROM l.location_id
    WHERE o.company_id = l.company_id AND o.warehouse_id = %s::uuid AND o.state = 'confirmed'
      AND o.id <> l.plan_id
    ORDER BY o.number LIMIT 1) o
JOIN masters_product p ON p.company_id = l.company_id AND p.id = l.product_id
WHERE l.company_id = %s::bigint AND l.plan_id = %s::uuid
ORDER BY o.number, p.code LIMIT 1
"""
PLAIN = TOOK.format(scope=SCOPE, take=TAKE.format(chosen=""))
CHOOSING = SCOPE + CLASSES + COUNTED + CHOSEN
CHOSEN_ONLY = TOOK.format(
    scope=CHOOSING, take=TAKE.format(chosen="JOIN chosen c ON c.product = y.product")
)
HOW_MANY_DUE = DUE.format(scope=CHOOSING)


def take(plan: Any, *, at: datetime) -> tuple[int, int]:
    """List the goods of `plan` as the books have them; how many lines, and up to which number of
    the postings."""
    simple = not (plan.narrowed or plan.at_most)
    statement = PLAIN if simple else CHOSEN_ONLY
    row = sql.run_spelled(statement, _bound(plan, at)).fetchone()
    assert row is not None
    return int(row[0]), int(row[1])


def due(plan: Any, *, at: datetime) -> int:
    """How many products `plan` would list now."""
    row = sql.run_spelled(HOW_MANY_DUE, _bound(plan, at)).fetchone()
    return int(row[0]) if row else 0


def listed_twice(plan: Any) -> tuple[str, str, int] | None:
    """Another task in which some of its lines are being counted: number, a product, how many."""
    return sql.run(TWICE, [plan.warehouse_id, current_id(), plan.id]).fetchone()


def _bound(plan: Any, at: datetime) -> dict[str, Any]:
    settings = settings_registry.load()
    today = clock.business_day(at, Company.objects.get(id=current_id()).time_zone)
    days = plan.not_counted_days
    return {
        "company": current_id(),
        "plan": plan.id,
        "warehouse": plan.warehouse_id,
        "location": plan.location_id,
        "category": plan.category_id,
        "nothing": str(plan.lists_nothing).lower(),
        "reason": plan.reason,
        "abc": plan.abc,
        "pick": plan.pick,
        "at_most": plan.at_most,
        "at": at.isoformat(),
        "before": (at - timedelta(days=days)).isoformat() if days else None,
        "since": today - YEAR,
        "a_days": settings[A_DAYS],
        "b_days": settings[B_DAYS],
        "c_days": settings[C_DAYS],
        "a_share": settings[A_SHARE],
        "b_share": settings[B_SHARE],
    }
