"""Reads the outbox: what happened is told, after its commit and in order, to whoever reacts to it.

A reaction runs in the transaction that moves the company's pointer past its event, so what it does
in the database it does once; what it does outside may be done twice. See decision 0031.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.db import models, transaction
from django.db.utils import InterfaceError, OperationalError

from huolang.kernel import sql
from huolang.kernel.company import CompanyRow, acting, current_id
from huolang.kernel.jobs import task
from huolang.kernel.keys import CompanyField

log = logging.getLogger(__name__)

AT_ONCE = 5_000
"""Numbers of a company that one transaction reads past; few of them are events that matter here."""


class ReactionHead(CompanyRow):
    """Up to which number the events of a company have been reacted to."""

    company = CompanyField(primary_key=True, default=current_id)
    no = models.BigIntegerField(default=0)

    class Meta(CompanyRow.Meta):
        pass


@dataclass(frozen=True, kw_only=True)
class Occurred:
    """One event as it was written; `id` is its own for ever."""

    id: UUID
    name: str
    form: str
    record: UUID
    by: UUID | None
    at: datetime
    data: Mapping[str, Any]


Reaction = Callable[[Occurred], None]

REACTIONS: dict[str, list[Reaction]] = {}
"""By the name of an event; filled when Django starts."""

LAST = "SELECT last_no FROM kernel_bookhead WHERE company_id = %s::bigint"
SINCE = """
SELECT id, name, form, record, by, at, data::text FROM kernel_event
WHERE company_id = %s::bigint AND no > %s::bigint AND no <= %s::bigint AND name = ANY(%s::text[])
ORDER BY no, id
"""


def on(name: str, reaction: Reaction) -> None:
    """React to every event called `name` ("books.differ")."""
    REACTIONS.setdefault(name, []).append(reaction)


def wake(names: Iterable[str]) -> None:
    """Have the worker read on, once this transaction is committed, if anybody reacts to these."""
    if not REACTIONS.keys().isdisjoint(names):
        react.enqueue(company=current_id())


@task("reactions.react")
def react(*, company: int) -> None:
    """Read the events of a company that were not read yet."""
    while _some(company):
        pass


def _some(company: int) -> bool:
    """Read a bounded part; answers whether there is more."""
    with acting(company):
        ReactionHead.objects.get_or_create(defaults={"no": 0})
        head = ReactionHead.objects.select_for_update().get()
        last = sql.run(LAST, [company]).fetchone()
        until = min(last[0] if last else 0, head.no + AT_ONCE)
        if until <= head.no:
            return False
        bound = [company, head.no, until, sql.array(REACTIONS)]
        for row in sql.run(SINCE, bound).fetchall():
            _react(_occurred(row))
        ReactionHead.objects.update(no=until)
        return until < last[0]


def _occurred(row: tuple[Any, ...]) -> Occurred:
    key, name, form, record, by, at, data = row
    told = orjson.loads(data)
    return Occurred(id=key, name=name, form=form, record=record, by=by, at=at, data=told)


def _react(event: Occurred) -> None:
    """A reaction that breaks stops neither the others nor what comes after."""
    for reaction in REACTIONS[event.name]:
        try:
            with transaction.atomic():
                reaction(event)
        except (OperationalError, InterfaceError):
            raise  # the database is away: all of it is done again
        except Exception:
            log.exception("a reaction to %s %s failed", event.name, event.id)
