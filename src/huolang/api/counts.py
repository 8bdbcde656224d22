"""Counting over HTTP: the sheet, what people tally, the review, and the approval."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from huolang.api import asked
from huolang.api.answers import answer
from huolang.api.counts_schemas import (
    ApprovedOut,
    ApproveIn,
    ExplainIn,
    LinesOut,
    RecountIn,
    ReviewOut,
    SheetOut,
    TalliesIn,
    TalliesOut,
)
from huolang.api.counts_shown import answered, reviewed, sheet_of
from huolang.api.schemas import PROBLEMS, WRITTEN
from huolang.api.working import access_of, once, reading
from huolang.forms import registry, store
from huolang.inventory import count_approval, count_review, counting
from huolang.inventory.count_plan import APPROVE
from huolang.inventory.counting import FORM, Tally
from huolang.kernel import clock
from huolang.kernel.permissions import forbidden
from huolang.kernel.refusals import Invalid

router = Router(tags=["counts"])


@router.get("/counts/{key}/sheet", response={200: SheetOut, **PROBLEMS}, summary="The count sheet")
def sheet(request: HttpRequest, key: UUID) -> HttpResponse:
    """All lines of a task with what this person counted of them. A blind one tells nobody here
    what the books have."""
    asked.parameters(request)
    access = access_of(request)
    access.require(FORM, "view")
    return answer(reading(access, lambda: sheet_of(store.load(registry.get(FORM), key), access)))


@router.post("/counts/{key}/tallies", response={200: TalliesOut, **WRITTEN}, summary="Tally")
def tally(request: HttpRequest, key: UUID, given: TalliesIn) -> HttpResponse:
    """Keep what somebody counted, each tally by itself and exactly once, also when it comes hours
    later and several times. A quantity below nothing takes back what was counted too much; of a
    piece with a serial number it is 1 or -1."""
    asked.parameters(request)
    access = access_of(request)

    def work() -> tuple[int, Any]:
        at = clock.now()
        told = [Tally(**one.dict()) for one in given.tallies]
        told = counting.corrected(told, sent_at=given.sent_at, at=at)
        found = counting.record(key, told, by=access, at=at)
        return 200, {"items": [answered(one) for one in found]}

    return once(request, access, work)


@router.get("/counts/{key}/review", response={200: ReviewOut, **PROBLEMS}, summary="Review a count")
def review(
    request: HttpRequest,
    key: UUID,
    only: str = Query("all", pattern="^(all|differences|open|recount|moved|counted)$"),
    limit: int = Query(200, ge=1, le=1000),
    offset: int = Query(0, ge=0, le=100_000),
) -> HttpResponse:
    """The lines of a task held against the books. While a blind count goes on, only who may approve
    it sees them; values only who sees costs."""
    asked.parameters(request, "only", "limit", "offset")
    access = access_of(request)
    access.require(FORM, "view")

    def work() -> Any:
        plan = store.load(registry.get(FORM), key)
        if not count_review.may_see(plan, access):
            raise forbidden(FORM, APPROVE)
        return reviewed(plan, access, only, limit, offset)

    return answer(reading(access, work))


@router.post("/counts/{key}/recount", response={200: LinesOut, **WRITTEN}, summary="Recount")
def recount(request: HttpRequest, key: UUID, given: RecountIn) -> HttpResponse:
    """Ask for another count of lines; what was counted of them before no longer counts."""
    asked.parameters(request)
    access = access_of(request)

    def work() -> tuple[int, Any]:
        lines = None if given.lines is None else set(given.lines)
        return 200, {"lines": count_review.recount(key, lines, by=access, at=clock.now())}

    return once(request, access, work)


@router.patch("/counts/{key}/lines", response={200: LinesOut, **WRITTEN}, summary="Say why")
def explain(request: HttpRequest, key: UUID, given: ExplainIn) -> HttpResponse:
    """Give lines the reason of their difference, or a remark."""
    asked.parameters(request)
    access = access_of(request)

    def work() -> tuple[int, Any]:
        told = {"reason": given.reason, "remark": given.remark}
        found = count_review.explain(key, given.lines, **told, by=access, at=clock.now())
        return 200, {"lines": found}

    return once(request, access, work)


@router.post("/counts/{key}/approve", response={200: ApprovedOut, **WRITTEN}, summary="Approve")
def approve(request: HttpRequest, key: UUID, given: ApproveIn) -> HttpResponse:
    """Post the differences with a stock count, once, and close the task; all or nothing. Lines
    that moved while they were being counted are named in `accepted`, or counted once more."""
    asked.parameters(request)
    access = access_of(request)

    def work() -> tuple[int, Any]:
        accepted = {one.line: one.difference for one in given.accepted}
        if len(accepted) < len(given.accepted):
            raise Invalid(field="accepted")
        made = count_approval.approve(
            key,
            uncounted=given.uncounted,
            on=given.date,
            accepted=accepted,
            seen=given.tallies,
            by=access,
            at=clock.now(),
        )
        return 200, {
            "lines": made.lines,
            "differences": made.differences,
            "count": made.count,
            "number": made.number,
        }

    return once(request, access, work)
