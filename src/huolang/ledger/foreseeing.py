"""What a posting would change in the cost of earlier entries, told before it is made.

Who only asks goes the way of the posting itself: the one writer locks, checks and values, and
stops just before it takes its number and writes what others would wait for. What it had done by
then is taken back.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NoReturn
from uuid import UUID

from django.db import transaction

from huolang.ledger import bounds
from huolang.ledger.values import Valued

_only_asking: ContextVar[bool] = ContextVar("only_asking", default=False)


@dataclass(frozen=True, slots=True)
class Foreseen:
    """`amount` would be added to the cost of `entry`, and count on `recognised_on`."""

    entry: UUID
    amount: Decimal
    recognised_on: date


@dataclass(frozen=True, slots=True)
class Ahead:
    """What would be corrected at once. The rest, if there is any, would be left to a job
    (`deferred`): `more_than` so many entries where that is why, else because others are still being
    corrected."""

    corrections: tuple[Foreseen, ...] = ()
    deferred: bool = False
    more_than: int | None = None


class _Stopped(Exception):
    """Carries what was foreseen out of the posting; never seen by anybody else."""

    def __init__(self, ahead: Ahead) -> None:
        super().__init__()
        self.ahead = ahead


def foresee(work: Callable[[], object]) -> Ahead:
    """What `work`, which posts once or not at all, would correct; it writes nothing.

    A refusal on the way is raised as when it is done. It takes no longer than that either: what
    would be left to a job is not worked out.
    """
    before = _only_asking.set(True)
    try:
        with transaction.atomic():
            work()
            transaction.set_rollback(True)
    except _Stopped as stopped:
        return stopped.ahead
    finally:
        _only_asking.reset(before)
    return Ahead()


def only_asking() -> bool:
    return _only_asking.get()


def stop(valued: Valued) -> NoReturn:
    """The books call it, for who only asks, when everything is checked and valued, and nothing
    numbered yet."""
    told = (Foreseen(one.entry, one.amount, one.counts_on) for one in valued.corrections)
    deferred = bool(valued.marks)
    more_than = bounds.most() if deferred and not valued.joins else None
    raise _Stopped(Ahead(tuple(told), deferred, more_than))
