"""会计期间: closing a month and opening it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.kernel import audit, clock, outbox, sql
from huolang.kernel.company import Company, current_id
from huolang.kernel.keys import new_id
from huolang.kernel.refusals import BusinessError
from huolang.ledger import deferring
from huolang.ledger.facts import MAKE_MONTH, ONE_AT_A_TIME, is_closed
from huolang.ledger.refusals import ClosedToChanges

LOCK = """
SELECT id, closed, ends_on FROM ledger_period
WHERE company_id = %s::bigint AND starts_on = %s::date FOR UPDATE
"""
BEFORE = """
SELECT min(starts_on) FROM ledger_period
WHERE company_id = %s::bigint AND starts_on < %s::date AND NOT closed
"""
AFTER = """
SELECT max(starts_on) FROM ledger_period
WHERE company_id = %s::bigint AND starts_on > %s::date AND closed
"""
LAST_BEFORE = """
SELECT max(starts_on) FROM ledger_period WHERE company_id = %s::bigint AND starts_on < %s::date
"""
FILL = """
INSERT INTO ledger_period (company_id, starts_on, ends_on, closed, closed_at, closed_by, id)
SELECT %s::bigint, v.day, (v.day + interval '1 month' - interval '1 day')::date, true,
       %s::timestamptz, %s::uuid, v.id
FROM (VALUES {rows}) AS v(day, id) ON CONFLICT DO NOTHING
"""
MONTHS = """
SELECT s.day::date, s.day <= b.closed, p.id IS NOT NULL
FROM (SELECT min(starts_on) AS first, max(starts_on) AS last,
             max(starts_on) FILTER (WHERE closed) AS closed
      FROM ledger_period WHERE company_id = %s::bigint) b
CROSS JOIN LATERAL generate_series(b.first, b.last, interval '1 month') s(day)
LEFT JOIN ledger_period p ON p.company_id = %s::bigint AND p.starts_on = s.day
ORDER BY s.day
"""
SET = """
UPDATE ledger_period SET closed = %s::boolean, closed_at = %s::timestamptz, closed_by = %s::uuid
WHERE company_id = %s::bigint AND id = %s::uuid
"""


class PeriodOutOfOrder(BusinessError):
    code = "ledger.period_out_of_order"
    message = _("请先处理 {month}：期间须按顺序结账、反结账")


class PeriodNotOver(BusinessError):
    code = "ledger.period_not_over"
    message = _("{month} 还没有结束，不能结账")
    status = 422


class NoSuchPeriod(BusinessError):
    code = "ledger.no_such_period"
    message = _("没有 {month} 这个期间")
    status = 404


def refuse_changes(day: date) -> None:
    """A document of `day`, in a closed month, goes on saying what it says: it may be cancelled,
    which an open month shows."""
    if is_closed(day):
        raise ClosedToChanges(field="date", month=f"{day:%Y-%m}")


@dataclass(frozen=True, kw_only=True)
class Month:
    """A month from the first with entries to the last. `used`: it had entries, or was closed."""

    first: date
    closed: bool
    used: bool
    covers: tuple[date, ...] = ()
    """Earlier months that nobody used, and that are closed with it."""
    earliest: bool = False
    """Everything before it is closed with it."""


def months() -> list[Month]:
    """Newest first, without a gap: a month that nobody used is open or closed as well."""
    company = current_id()
    found: list[Month] = []
    passed: tuple[date, ...] = ()
    for first, closed, used in sql.run(MONTHS, [company, company]).fetchall():
        is_closed = bool(closed)
        covers = () if is_closed else passed
        one = Month(first=first, closed=is_closed, used=used, covers=covers, earliest=not found)
        found.append(one)
        passed = () if used or is_closed else (*passed, first)
    return found[::-1]


def close(month: date, *, by: UUID | None) -> None:
    """No entry enters `month` (any day of it) from now on. Months close in order, and not before
    they are over: today always accepts entries. Months between that nobody used are closed with
    it, and all before the first that somebody did.

    What is still to be corrected of its costs, or of those before, counts in it: that has to be
    done first."""
    _turn(month.replace(day=1), closed=True, by=by, blocking=BEFORE)


def reopen(month: date, *, by: UUID | None) -> None:
    """The last closed month accepts entries again; what nobody used before it stays closed."""
    _turn(month.replace(day=1), closed=False, by=by, blocking=AFTER)


def _turn(first: date, *, closed: bool, by: UUID | None, blocking: str) -> None:
    company = current_id()
    sql.run(ONE_AT_A_TIME, [company])
    if closed:
        zone = Company.objects.get(id=company).time_zone
        if first >= clock.business_day(clock.now(), zone).replace(day=1):
            raise PeriodNotOver(field="month", month=f"{first:%Y-%m}")
        sql.run(MAKE_MONTH, [company, new_id(), first, first])
    row = sql.run(LOCK, [company, first]).fetchone()
    if row is None:
        raise NoSuchPeriod(field="month", month=f"{first:%Y-%m}")
    if row[1] == closed:
        return
    deferring.refuse_until(row[2])
    blocked = sql.run(blocking, [company, first]).fetchone()
    if blocked and blocked[0]:
        raise PeriodOutOfOrder(field="month", month=f"{blocked[0]:%Y-%m}")
    filled = _fill(first, at=clock.now(), by=by)
    at = clock.now() if closed else None
    sql.run(SET, [closed, at, by if closed else None, company, row[0]])
    verb = "close" if closed else "reopen"
    changes = {"closed": [not closed, closed]}
    turned = [*filled, row[0]] if closed else [row[0]]
    audit.write(
        [
            audit.Trace(form="period", record=one, action=verb, by=by, changes=changes)
            for one in turned
        ]
    )
    event = f"period.{'closed' if closed else 'reopened'}"
    outbox.write([outbox.Happened(name=event, form="period", record=row[0], by=by)])


def _fill(first: date, *, at: datetime, by: UUID | None) -> list[UUID]:
    """Months before `first` that nobody used, after the last that somebody did, are closed for
    themselves, so that they stay so when it is opened again."""
    company = current_id()
    last = sql.run(LAST_BEFORE, [company, first]).fetchone()
    if last is None or last[0] is None:
        return []
    rows: list[tuple[date, UUID]] = []
    day = _next(last[0])
    while day < first:
        rows.append((day, new_id()))
        day = _next(day)
    sql.run_rows(FILL, "(%s::date, %s::uuid)", rows, before=[company, at, by])
    return [key for _day, key in rows]


def _next(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)
