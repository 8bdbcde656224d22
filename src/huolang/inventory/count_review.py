"""盘点复核: whoever judges the differences sees them with their value, and asks for recounts.

While a blind count goes on, what the books have is told only to those who may approve it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.forms import registry, store
from huolang.inventory import count_figures
from huolang.inventory.count_figures import Figure
from huolang.inventory.count_plan import APPROVE, State
from huolang.inventory.count_reasons import Reason
from huolang.inventory.counting import FORM
from huolang.kernel import audit, sql
from huolang.kernel.company import current_id
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError, Invalid, NotFound

AGAIN = """
UPDATE inventory_countline SET round = round + 1
WHERE company_id = %s::bigint AND plan_id = %s::uuid AND id = ANY(%s::uuid[])
"""
EXPLAIN = """
UPDATE inventory_countline SET reason = coalesce(%s::text, reason),
    remark = coalesce(%s::text, remark)
WHERE company_id = %s::bigint AND plan_id = %s::uuid AND id = ANY(%s::uuid[]) RETURNING 1
"""
SHOWN: dict[str, Any] = {
    "all": lambda one: True,
    "differences": lambda one: one.differs,
    "open": lambda one: one.status in ("open", "recount", "second"),
    "recount": lambda one: unsettled(one) or one.status == "recount",
    "moved": lambda one: one.must_accept,
    "counted": lambda one: one.status == "counted",
}
"""Which lines somebody wants to see."""


class NotBegun(BusinessError):
    code = "count_plan.not_begun"
    message = _("盘点任务{state}，没有进行中的盘点")


class NothingToRecount(BusinessError):
    code = "count_plan.nothing_to_recount"
    message = _("没有可以要求复盘的行：只有盘过的行可以复盘")
    status = 422


class LongRemark(Invalid):
    code = "count_plan.long_remark"
    message = _("备注最多 {limit} 个字")


def may_see(plan: Any, access: Access) -> bool:
    """May this person know what the books have, while it is being counted?"""
    return access.allows(FORM, APPROVE) or not plan.blind or plan.state == State.CLOSED


def counting(plan: UUID, access: Access, *, lock: bool = False) -> Any:
    """The task, which has begun and is not over; for who may judge it."""
    access.require(FORM, APPROVE)
    found = store.load(registry.get(FORM), plan, lock=lock)
    if found.state != State.CONFIRMED.value:
        raise NotBegun(state=State(found.state).label)
    return found


def recount(plan: UUID, lines: Collection[UUID] | None, *, by: Access, at: datetime) -> int:
    """Ask for another count of `lines`, or of all that are not settled; how many. What was counted
    before no longer counts, and stays."""
    task = counting(plan, by, lock=True)
    found = [
        one
        for one in count_figures.of(task)
        if one.status in ("counted", "disagree", "second")
        and (one.id in lines if lines is not None else unsettled(one))
    ]
    if not found:
        raise NothingToRecount(field="lines")
    keys = sql.array(one.id for one in found)
    sql.run(AGAIN, [current_id(), task.id, keys])
    told = [called(one) for one in found]
    _trace(task, "recount", {"lines": [None, told]}, by, at)
    return len(found)


def explain(
    plan: UUID,
    lines: Collection[UUID],
    *,
    reason: str | None,
    remark: str | None,
    by: Access,
    at: datetime,
) -> int:
    """Say why lines differ."""
    task = counting(plan, by, lock=True)
    if reason is not None and reason not in Reason.values:
        raise Invalid(field="reason")
    if remark is not None and len(remark) > 500:
        raise LongRemark(field="remark", limit=500)
    given = [reason, remark, current_id(), task.id, sql.array(lines)]
    changed = len(sql.run(EXPLAIN, given).fetchall())
    if not changed:
        raise NotFound()
    told = {"reason": [None, reason], "remark": [None, remark], "lines": [None, changed]}
    _trace(task, "explain", {k: v for k, v in told.items() if v[1] is not None}, by, at)
    return changed


def shown(plan: Any, only: str) -> tuple[list[Figure], Sequence[Figure]]:
    """All lines of `plan`, and those among them that somebody wants to see."""
    found = count_figures.of(plan)
    return found, [one for one in found if SHOWN[only](one)]


def unsettled(one: Figure) -> bool:
    """Should it be counted once more, before anybody approves it?"""
    return one.must_recount or one.must_accept or one.status == "disagree"


def called(one: Figure) -> str:
    """What people call a line."""
    parts = [one.code, one.name, one.batch, one.location_code or ""]
    return " ".join(part for part in parts if part)


def _trace(plan: Any, action: str, changes: dict[str, Any], by: Access, at: datetime) -> None:
    trace = audit.Trace(form=FORM, record=plan.id, action=action, by=by.user, changes=changes)
    audit.write([trace], at=at)
