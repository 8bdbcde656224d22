"""What was traded on each day, remembered by this process while the books of that day stay as they
are.

A month of a large company is hundreds of thousands of lines, and home asks for it on each visit.
What a day came to changes only with a posting: one of that day, one that takes back a posting of
that day, or a correction of a cost that the books recognise on that day. Postings are numbered
without gaps in the order in which they are committed, so it is asked which days have been touched
since the number that was known, and those are added up again.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from threading import Lock
from typing import Any
from uuid import UUID

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.reports import trade

REMEMBERED = 200
"""Answers, of which each company has a few."""
DAYS = """
SELECT f.day, sum(f.net), sum(f.gross), sum(f.cost) FROM ({facts}) f GROUP BY f.day
"""
SINCE = """
SELECT newest.no, newest.id, CASE WHEN EXISTS (
        SELECT FROM ledger_postinghead h WHERE h.company_id = %(company)s::bigint
          AND h.no = %(no)s::bigint AND h.id = %(id)s::uuid)
    THEN ARRAY(
        WITH later AS (
            SELECT h.occurred_on, h.reverses FROM ledger_postinghead h
            WHERE h.company_id = %(company)s::bigint AND h.no > %(no)s::bigint)
        SELECT occurred_on FROM later
        UNION SELECT h.occurred_on FROM later JOIN ledger_postinghead h
            ON h.company_id = %(company)s::bigint AND h.no = later.reverses
        UNION SELECT a.recognised_on FROM ledger_costadjustment a
            WHERE a.company_id = %(company)s::bigint AND a.no > %(no)s::bigint) END
FROM (SELECT h.no, h.id FROM ledger_postinghead h
      WHERE h.company_id = %(company)s::bigint ORDER BY h.no DESC LIMIT 1) newest
"""
"""The last posting, and which days were touched since the one that is known; null where the books
know no such posting: then they are others."""


@dataclass(frozen=True, slots=True)
class Day:
    """What was traded on one day; what came back is taken off."""

    day: date
    net: Decimal
    gross: Decimal
    cost: Decimal


@dataclass(frozen=True, slots=True)
class Known:
    """The days from `since` to `until` on which anything was traded, with every posting up to `no`,
    whose id is `newest`."""

    no: int
    newest: UUID
    since: date
    until: date
    days: dict[date, Day]


NOTHING = {"no": "-1", "id": "00000000-0000-0000-0000-000000000000"}
Key = tuple[int, str, bool]
_known: OrderedDict[Key, Known] = OrderedDict()
_lock = Lock()


def read(
    kinds: Sequence[trade.Trading], since: date, until: date, *, cost: bool
) -> dict[date, Day]:
    """The days from `since` to `until` on which something was traded.

    `cost` is read only for who may see it, and is 0 otherwise.
    """
    key = (current_id(), kinds[0].form, cost)
    before = _known.get(key)
    since_then = {"no": str(before.no), "id": str(before.newest)} if before else NOTHING
    found = _rows(SINCE, since_then)
    if not found:
        return {}
    no, newest, touched = found[0]
    if before is None or touched is None or since < before.since:
        days = _added_up(kinds, since, until, cost=cost)
    else:
        stale = _stale(before, touched, since, until)
        days = {
            day: one
            for day, one in before.days.items()
            if since <= day <= until and day not in stale
        }
        for first, last in _runs(stale):
            days |= _added_up(kinds, first, last, cost=cost)
    with _lock:
        _known[key] = Known(no, newest, since, until, days)
        _known.move_to_end(key)
        while len(_known) > REMEMBERED:
            _known.popitem(last=False)
    return days


def _stale(known: Known, touched: Collection[date], since: date, until: date) -> list[date]:
    """The days of the period that must be added up again, or were not known."""
    unknown = range(known.until.toordinal() + 1, until.toordinal() + 1)
    again = {*touched, *(date.fromordinal(n) for n in unknown)}
    return sorted(day for day in again if since <= day <= until)


def _runs(days: Collection[date]) -> list[tuple[date, date]]:
    """The same days as periods without gaps."""
    runs: list[tuple[date, date]] = []
    for day in days:
        if runs and day.toordinal() == runs[-1][1].toordinal() + 1:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs


def _added_up(
    kinds: Sequence[trade.Trading], since: date, until: date, *, cost: bool
) -> dict[date, Day]:
    facts = trade.facts(kinds, cost="booked" if cost else None)
    bound = {"since": f"{since}", "until": f"{until}"}
    return {row[0]: Day(*row) for row in _rows(DAYS.replace("{facts}", facts), bound)}


def _rows(statement: str, bound: dict[str, str]) -> list[tuple[Any, ...]]:
    return sql.run_named(statement, {"company": str(current_id()), **bound}).fetchall()
