"""Counting plans for tests: begun, tallied by several people, reviewed and approved."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from huolang.inventory import count_approval, count_review, counting
from huolang.inventory.counting import Tally
from huolang.kernel.company import acting, current_id
from huolang.kernel.permissions import Access
from tests.support import trading
from tests.support.trading import MORNING, line

ANNA, BERT = uuid4(), uuid4()


def minutes(count: float) -> datetime:
    return MORNING + timedelta(minutes=count)


def somebody(user: UUID | None = None) -> Access:
    return trading.access(current_id(), user)


def planned(**fields: Any) -> Any:
    return trading.create("count_plan", {"warehouse": {"code": "CK01"}, **fields})


def begun(**fields: Any) -> Any:
    return trading.act(planned(**fields), "confirm")


def tally(plan: Any, *tallies: Tally, by: UUID = ANNA, at: float = 10) -> list[str]:
    """What became of each: its state, or the code of its refusal."""
    with acting(current_id()):
        answers = counting.record(plan.id, tallies, by=somebody(by), at=minutes(at))
    return [one.error.code if one.error else "again" if one.again else "kept" for one in answers]


def of(code: str, quantity: Any, **fields: Any) -> Tally:
    return Tally(id=uuid4(), code=code, quantity=Decimal(quantity), **fields)


def approve(plan: Any, at: float = 60, **fields: Any) -> Any:
    with acting(current_id()):
        return count_approval.approve(plan.id, by=somebody(BERT), at=minutes(at), **fields)


def sell(quantity: Any, *, at: float, code: str = "LS8") -> Any:
    payload = trading.filled("sales_delivery", line(code, quantity, "1"))
    return trading.create("sales_delivery", payload, then="confirm", at=minutes(at))


def figures(plan: Any) -> dict[str, tuple[Any, ...]]:
    """Books at the count, counted and difference of each line."""
    found, _some = count_review.shown(trading.fresh(plan), "all")
    return {
        f"{one.code}{one.batch and ' ' + one.batch}": (one.book, one.counted, one.difference)
        for one in found
    }


def statuses(plan: Any) -> dict[str, str]:
    found, _some = count_review.shown(trading.fresh(plan), "all")
    return {one.code: "must" if one.must_recount else one.status for one in found}


def recount(plan: Any, *codes: str, at: float = 30) -> int:
    """Ask for another count of these, or of what the plan's own rule says."""
    found, _some = count_review.shown(trading.fresh(plan), "all")
    lines = {one.id for one in found if one.code in codes} if codes else None
    with acting(current_id()):
        return count_review.recount(plan.id, lines, by=somebody(BERT), at=minutes(at))
