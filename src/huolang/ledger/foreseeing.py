"""What a posting would change in the cost of earlier entries, told before it is made.

Who only asks goes the way of the posting itself: the one writer locks, checks and values, and
stops just before it takes its number and writes what others would wait for. What it had done by
then is taken back.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from huolang.kernel.refusals import BusinessError
from huolang.ledger import bounds
from huolang.ledger.values import Valued


@dataclass(frozen=True, slots=True)
class Foreseen:
    """`amount` would be added to the cost of `entry`, with `variance` to what it brought, and count
    on `recognised_on`."""

    entry: UUID
    amount: Decimal
    variance: Decimal
    recognised_on: date


@dataclass(frozen=True, slots=True)
class Ahead:
    """What would be corrected at once. The rest, if there is any, would be left to a job
    (`deferred`): `more_than` so many entries where that is why, else because others are still being
    corrected."""

    corrections: tuple[Foreseen, ...] = ()
    deferred: bool = False
    more_than: int | None = None


@dataclass(slots=True)
class _Asking:
    """`first` is what a posting would change after which another one of the same document comes,
    while `going_on`."""

    first: list[Valued] = field(default_factory=list[Valued])
    going_on: bool = False


_asking: ContextVar[_Asking | None] = ContextVar("asking", default=None)


class _Stopped(Exception):
    """Carries what was foreseen out of the posting; never seen by anybody else."""

    def __init__(self, ahead: Ahead) -> None:
        super().__init__()
        self.ahead = ahead


def foresee(work: Callable[[], object]) -> Ahead:
    """What `work` would correct; it posts once or not at all, or is `going_on` with a second
    posting. It writes nothing that stays.

    A refusal on the way is raised as when it is done. It takes no longer than that either: what
    would be left to a job is not worked out.
    """
    before = _asking.set(_Asking())
    try:
        with transaction.atomic():
            work()
            transaction.set_rollback(True)
    except _Stopped as stopped:
        return stopped.ahead
    finally:
        _asking.reset(before)
    return Ahead()


def foresee_all(works: Iterable[Callable[[], object]]) -> Ahead:
    """What these would correct, done one after the other: each finds what those before it did. One
    that is refused changes nothing, as when they are done. It writes nothing that stays."""
    asking = _Asking(going_on=True)
    before = _asking.set(asking)
    try:
        with transaction.atomic():
            for work in works:
                known = len(asking.first)
                try:
                    with transaction.atomic():
                        work()
                except BusinessError:
                    del asking.first[known:]
            transaction.set_rollback(True)
    finally:
        _asking.reset(before)
    return _ahead(asking.first)


def only_asking() -> bool:
    return _asking.get() is not None


@contextmanager
def going_on() -> Generator[None]:
    """What is posted inside is followed by another posting of the same document: who only asks is
    told what both change together. The first one is written for that, and taken back."""
    asking = _asking.get()
    if asking is None:
        yield
        return
    asking.going_on = True
    try:
        yield
    finally:
        asking.going_on = False


def stop(valued: Valued) -> None:
    """The books call it, for who only asks, when everything is checked and valued, and nothing
    numbered yet."""
    asking = _asking.get()
    if asking is None:
        raise RuntimeError("nobody only asks")
    asking.first.append(valued)
    if not asking.going_on:
        raise _Stopped(_ahead(asking.first))


def _ahead(postings: Sequence[Valued]) -> Ahead:
    deferred = any(one.marks for one in postings)
    joins = any(one.joins for one in postings)
    more_than = bounds.most() if deferred and not joins else None
    return Ahead(tuple(_together(postings)), deferred, more_than)


def _together(postings: Iterable[Valued]) -> Iterator[Foreseen]:
    """What is left of it where one takes back what another did."""
    sums: dict[tuple[UUID, date], tuple[Decimal, Decimal]] = {}
    for posting in postings:
        for one in posting.corrections:
            key = (one.entry, one.counts_on)
            amount, variance = sums.get(key, (Decimal(0), Decimal(0)))
            sums[key] = amount + one.amount, variance + one.variance
    return (Foreseen(entry, *told, day) for (entry, day), told in sums.items() if any(told))
