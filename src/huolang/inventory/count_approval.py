"""批准盘点: the differences of a task enter the books, once, with a stock count that names them.

That count is confirmed like any other: it holds the goods, works the differences out once more
against the books, each line at its own moment, and posts them. The task is over then.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.documents import lifecycle, trail
from huolang.documents.document import State as DocumentState
from huolang.forms import registry, store
from huolang.inventory import count_figures, count_review
from huolang.inventory.count_figures import Figure
from huolang.inventory.counting import FORM
from huolang.kernel import clock, sql
from huolang.kernel.company import current_id
from huolang.kernel.figures import figure
from huolang.kernel.listing import listed
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError, Invalid, Several

ZERO = Decimal(0)
COUNT = "stock_count"
MOST_NAMED = 20
"""Lines that a refusal names."""
LEAVE, NOTHING = "leave", "nothing"
"""What becomes of lines that nobody counted: they stay as they are, or there is nothing there."""
COUNTED_SINCE = """
SELECT l.id, min(h.number)
FROM json_to_recordset(%s::json) AS k(id uuid, product uuid, at timestamptz)
JOIN inventory_countline l ON l.company_id = %s::bigint AND l.id = k.id
JOIN ledger_stockentry e ON e.company_id = l.company_id AND e.product = k.product
    AND e.warehouse = %s::uuid AND e.occurred_at > k.at AND e.no > %s::bigint
    AND e.form = 'stock_count'
JOIN masters_product p ON p.company_id = l.company_id AND p.id = l.product_id
LEFT JOIN masters_batch m ON m.company_id = l.company_id AND m.product_id = l.product_id
    AND l.batch <> '' AND upper(m.number) = upper(l.batch)
JOIN ledger_postinghead h ON h.company_id = e.company_id AND h.no = e.no
WHERE p.serialized OR e.batch = coalesce(m.id, '00000000-0000-0000-0000-000000000000')
  AND e.location = coalesce(l.location_id, '00000000-0000-0000-0000-000000000000')
GROUP BY l.id, e.record HAVING sum(e.quantity) <> 0 ORDER BY 2 LIMIT 1
"""
"""Another count has set goods right after they were counted here."""
SAID = """
SELECT count(*) FROM inventory_counttally WHERE company_id = %s::bigint AND plan_id = %s::uuid
"""
KEEP = """
UPDATE inventory_countline l SET counted = k.counted, counted_at = k.counted_at,
    book_then = k.book_then, difference = k.difference, posted = k.posted
FROM json_to_recordset(%s::json) AS k(id uuid, counted numeric, counted_at timestamptz,
    book_then numeric, difference numeric, posted uuid)
WHERE l.company_id = %s::bigint AND l.plan_id = %s::uuid AND l.id = k.id
"""


class NotCounted(BusinessError):
    code = "count_plan.not_counted"
    message = _("还有 {count} 行没有盘（{lines}），请说明没盘的行不动，还是按没有货处理")


class StillDiffers(BusinessError):
    code = "count_plan.unsettled"
    message = _("{line} 还没有定：{why}")


class CountedSince(BusinessError):
    code = "count_plan.counted_since"
    message = _("{product} 在盘点之后又被盘点单 {number} 调整过，请复盘")


class Disturbed(BusinessError):
    code = "count_plan.moved_meanwhile"
    message = _(
        "{line} 盘的时候有出入库，差异 {difference} 分不清是不是出入库造成的，"
        "请要求复盘，或逐行确认接受这个差异"
    )


class AcceptedOther(BusinessError):
    code = "count_plan.accepted_other"
    message = _("{line} 的差异现在是 {difference}，不是确认时的 {accepted}，请重新看过")


class CountedMeanwhile(BusinessError):
    code = "count_plan.counted_meanwhile"
    message = _("看过差异之后又录入了 {count} 笔，请重新看过再批准")


class NotOfPlan(Invalid):
    code = "count_plan.no_such_line"
    message = _("这次盘点里没有这一行")


class Elsewhere(BusinessError):
    code = "count_plan.piece_elsewhere"
    message = _("{line}：盘到的序列号账上在别处（{serials}），请先做调拨等单据，或要求复盘")


class NoDifferences(BusinessError):
    code = "count_plan.nothing_counted"
    message = _("一行都没有盘，不能批准，可以作废")


class BeforeCounted(Invalid):
    code = "count_plan.before_counted"
    message = _("记账日期不能早于最后盘点的日期 {day}")


WHY = {
    "recount": _("已要求复盘，还没有盘"),
    "second": _("只有一个人盘过"),
    "disagree": _("两个人盘的不一致，请要求复盘"),
}
MUST = _("差异超过限度，请先要求复盘")


@dataclass(frozen=True, slots=True)
class Approved:
    """The stock count that posted the differences, if there were any."""

    lines: int
    differences: int
    count: UUID | None = None
    number: str = ""


def approve(
    plan: UUID,
    *,
    by: Access,
    at: datetime,
    uncounted: str | None = None,
    on: date | None = None,
    accepted: Mapping[UUID, Decimal] = MappingProxyType({}),
    seen: int | None = None,
) -> Approved:
    """Post the differences and close the task; all of it, or nothing at all.

    `uncounted` says what becomes of lines that nobody counted; `on` is the day on which the
    differences enter the books, not before the last tally; without it that tally's own moment.
    `accepted` are differences of lines that moved while they were being counted, as whoever
    approves has seen them, and `seen` is how many tallies there were then.
    """
    task = count_review.counting(plan, by, lock=True)
    if seen is not None and (later := said(task.id) - seen):
        raise CountedMeanwhile(count=later)
    figures = count_figures.of(task)
    _settle_open(figures, uncounted, at)
    counted = [one for one in figures if one.counted is not None]
    _refuse_unsettled(figures, uncounted, accepted)
    if not counted:
        raise NoDifferences()
    differing = [one for one in counted if one.differs]
    _refuse_counted_since(task, differing)
    made = _post(task, differing, by, at, _moment(task, counted, on)) if differing else None
    _keep(task, counted, made)
    form = registry.get(FORM)
    changes: trail.Changes = {}
    if made is not None:
        changes["count"] = [None, made.number]
    if told := [_accepted(one) for one in figures if one.must_accept]:
        changes["accepted"] = [None, told]
    trail.move(form, task, DocumentState.CLOSED, by, at, changes)
    trail.tell(form, task, [("close", changes)], by, at)
    posted = (made.id, made.number) if made is not None else ()
    return Approved(len(counted), len(differing), *posted)


def said(plan: UUID) -> int:
    """How many tallies there are, of every round."""
    return sql.run(SAID, [current_id(), plan]).fetchone()[0]


def _accepted(one: Figure) -> str:
    return f"{count_review.called(one)} {figure(one.difference or ZERO)}"


def _settle_open(figures: Sequence[Figure], uncounted: str | None, at: datetime) -> None:
    """What nobody counted is not there, where whoever approves says so; the books have it now."""
    if uncounted != NOTHING:
        return
    for one in figures:
        if one.status == "open":
            one.status, one.counted, one.at = "counted", ZERO, at


def _refuse_unsettled(
    figures: Sequence[Figure], uncounted: str | None, accepted: Mapping[UUID, Decimal]
) -> None:
    waiting = [one for one in figures if one.status == "open"]
    if waiting and uncounted != LEAVE:
        named = listed(count_review.called(one) for one in waiting[:3])
        raise NotCounted(field="uncounted", count=len(waiting), lines=named)
    unsettled = [(one, WHY[one.status]) for one in figures if one.status in WHY]
    unsettled += [(one, MUST) for one in figures if one.must_recount]
    errors: list[BusinessError] = [
        StillDiffers(field=f"lines.{one.id}", line=count_review.called(one), why=why)
        for one, why in unsettled
    ]
    errors += [
        Elsewhere(
            field=f"lines.{one.id}",
            line=count_review.called(one),
            serials=listed(one.elsewhere[:MOST_NAMED]),
        )
        for one in figures
        if one.counted is not None and one.elsewhere
    ]
    Several.raise_any([*errors, *_not_accepted(figures, accepted)][:MOST_NAMED])


def _not_accepted(
    figures: Sequence[Figure], accepted: Mapping[UUID, Decimal]
) -> Iterator[BusinessError]:
    """Nobody posts silently what may be the goods that moved, or another figure than was seen."""
    known = {one.id for one in figures}
    for n, key in enumerate(accepted):
        if key not in known:
            yield NotOfPlan(field=f"accepted.{n}.line")
    for one in figures:
        if not one.must_accept:
            continue
        told = {"field": f"lines.{one.id}", "line": count_review.called(one)}
        told["difference"] = figure(one.difference or ZERO)
        if one.id not in accepted:
            yield Disturbed(**told)
        elif accepted[one.id] != one.difference:
            yield AcceptedOther(**told, accepted=figure(accepted[one.id]))


def _refuse_counted_since(plan: Any, differing: Sequence[Figure]) -> None:
    rows = [{"id": one.id, "product": one.product, "at": one.at} for one in differing]
    given = [sql.rows(rows), current_id(), plan.warehouse_id, plan.snapshot_no]
    found = sql.run(COUNTED_SINCE, given).fetchone()
    if found is not None:
        one = next(one for one in differing if one.id == found[0])
        raise CountedSince(product=count_review.called(one), number=found[1])


def _moment(plan: Any, counted: Sequence[Figure], on: date | None) -> str:
    """When the differences happened: at the last tally, or on the day that was said."""
    last = max(one.at for one in counted if one.at is not None)
    if on is None:
        return last.isoformat()
    day = clock.business_day(last, plan.own_company.zone)
    if on < day:
        raise BeforeCounted(field="date", day=day)
    return on.isoformat() if on > day else last.isoformat()


def _post(plan: Any, differing: Sequence[Figure], by: Access, at: datetime, moment: str) -> Any:
    """A stock count of what differs, confirmed. Who may approve needs no other right for it."""
    may = replace(by, granted={**by.granted, COUNT: frozenset({"add", "confirm"})})
    form = registry.get(COUNT)
    lines = [_line(one) for one in differing]
    payload = {"warehouse": str(plan.warehouse_id), "date": moment, "lines": lines}
    payload["remark"] = plan.number
    document = lifecycle.create(form, payload, access=may, at=at)
    document.plan_id = plan.id
    store.update(form, {document: ["plan_id"]})
    rows = document.tables["lines"]
    for row, one in zip(rows, differing, strict=True):
        row.counted_at = one.at
        row.looked_for = one.looked_at if one.serialized else None
    store.update(form.tables_by_name["lines"], {row: ["counted_at", "looked_for"] for row in rows})
    return lifecycle.confirm(form, document.id, access=may, at=at)


def _line(one: Figure) -> dict[str, Any]:
    line: dict[str, Any] = {"product": str(one.product), "quantity": str(one.counted)}
    line |= {"reason": one.reason, "remark": one.remark}
    if one.serialized:
        line["quantity"] = str(len(one.to_post))
        return {**line, "serials": one.to_post, "surplus_is_right": True}
    if one.location is not None:
        line["location"] = str(one.location)
    if one.batched:
        line["batch"] = one.batch
        for name in ("produced_on", "expires_on"):
            if (day := getattr(one, name)) is not None:
                line[name] = day.isoformat()
    return line


def _keep(plan: Any, counted: Sequence[Figure], made: Any) -> None:
    """What came of each line, as it was posted."""
    posted = {} if made is None else {_key(row): row for row in made.tables["lines"]}
    rows: list[dict[str, Any]] = []
    for one in counted:
        location = None if one.serialized else one.location
        row = posted.get((one.product, one.batch.upper(), location))
        assert one.counted is not None
        difference = one.counted - one.book if row is None else row.difference
        told = {"id": one.id, "counted": one.counted, "counted_at": one.at}
        told |= {"book_then": one.counted - difference, "difference": difference}
        rows.append({**told, "posted": row and row.id})
    sql.run(KEEP, [sql.rows(rows), current_id(), plan.id])


def _key(row: Any) -> tuple[UUID, str, UUID | None]:
    location = None if row.serialized else row.location_id
    return row.product_id, row.batch.upper(), location
