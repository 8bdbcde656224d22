"""What a posting would change in the cost of earlier entries, told before it is made.

Who only asks goes the way of the posting itself: the one writer locks, checks and values, and
stops just before it takes its number and writes what others would wait for. What it had done by
then is taken back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from huolang.ledger.values import Correction

_only_asking: ContextVar[bool] = ContextVar("only_asking", default=False)


@dataclass(frozen=True, slots=True)
class Foreseen:
    """`amount` would be added to the cost of `entry`, and count on `recognised_on`."""

    entry: UUID
    amount: Decimal
    recognised_on: date


class _Stopped(Exception):
    """Carries what was foreseen out of the posting; never seen by anybody else."""

    def __init__(self, corrections: tuple[Foreseen, ...]) -> None:
        super().__init__()
        self.corrections = corrections


def foresee(work: Callable[[], object]) -> tuple[Foreseen, ...]:
    """The corrections that `work`, which posts once or not at all, would write; it writes nothing.

    A refusal on the way is raised as when it is done.
    """
    before = _only_asking.set(True)
    try:
        with transaction.atomic():
            work()
            transaction.set_rollback(True)
    except _Stopped as stopped:
        return stopped.corrections
    finally:
        _only_asking.reset(before)
    return ()


def stop_if_only_asking(corrections: Sequence[Correction]) -> None:
    """The books call it when everything is checked and valued, and nothing numbered yet."""
    if _only_asking.get():
        told = (Foreseen(one.entry, one.amount, one.counts_on) for one in corrections)
        raise _Stopped(tuple(told))
