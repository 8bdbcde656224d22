"""循环盘点: every product is counted every so many days, the important ones more often.

At night a draft of a count plan is drawn up for each warehouse with products that are due, and as
many as people can count in a day. While one waits or is being counted there no other is made.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext, gettext_lazy

from huolang.documents import lifecycle
from huolang.forms import registry, store
from huolang.inventory import count_snapshot
from huolang.inventory.count_plan import CountPlan, Pick
from huolang.kernel import settings_registry, sql
from huolang.kernel.company import current_id
from huolang.kernel.permissions import Access
from huolang.kernel.settings_registry import Setting, declare

FORM = "count_plan"
CYCLE = declare(
    Setting(
        key="count_plan.cycle",
        kind="bool",
        default=False,
        label=gettext_lazy("循环盘点：每天夜里自动生成盘点任务"),
        help=gettext_lazy("给有商品到期的仓库各生成一张草稿；上一张还没完成的仓库先不生成"),
    )
)
A_DAY = declare(
    Setting(
        key="count_plan.a_day",
        kind="int",
        default=50,
        label=gettext_lazy("循环盘点：一张任务最多多少种商品"),
        help=gettext_lazy("A 类在先，离上次盘点最久的在先"),
        minimum=1,
        maximum=10_000,
    )
)
PLACES = """
SELECT h.id FROM masters_warehouse h
WHERE h.company_id = %s::bigint AND h.active AND NOT EXISTS (
    SELECT FROM inventory_countplan d
    WHERE d.company_id = h.company_id AND d.warehouse_id = h.id AND d.drawn_up
      AND d.state IN ('draft', 'confirmed'))
ORDER BY h.code
"""


def draw_up(*, at: datetime) -> list[Any]:
    """Drafts of plans for what is due in each warehouse of the acting company, if it wants them."""
    settings = settings_registry.load()
    if not settings[CYCLE]:
        return []
    form = registry.get(FORM)
    nobody = Access(company=current_id(), user=None, granted={FORM: frozenset({"add"})})
    made: list[Any] = []
    for (warehouse,) in sql.run(PLACES, [current_id()]).fetchall():
        wanted = CountPlan(warehouse_id=warehouse, pick=Pick.DUE.value)
        wanted.at_most = settings[A_DAY]
        if not count_snapshot.due(wanted, at=at):
            continue
        told = {"warehouse": str(warehouse), "pick": Pick.DUE.value, "at_most": wanted.at_most}
        told["remark"] = gettext("循环盘点")
        plan = lifecycle.create(form, told, access=nobody, at=at)
        plan.drawn_up = True
        store.update(form, {plan: ["drawn_up"]})
        made.append(plan)
    return made
