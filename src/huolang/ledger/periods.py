"""会计期间: closing a month and opening it again."""

from __future__ import annotations

from datetime import date
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


def months() -> list[tuple[date, bool]]:
    """First day of each month that has entries or was closed, newest first, and if it is closed."""
    statement = (
        "SELECT starts_on, closed FROM ledger_period WHERE company_id = %s::bigint"
        " ORDER BY starts_on DESC"
    )
    return list(sql.run(statement, [current_id()]).fetchall())


def close(month: date, *, by: UUID | None) -> None:
    """No entry enters `month` (any day of it) from now on. Months close in order, and not before
    they are over: today always accepts entries. What is still to be corrected of its costs, or of
    those before, counts in it: that has to be done first."""
    _turn(month.replace(day=1), closed=True, by=by, blocking=BEFORE)


def reopen(month: date, *, by: UUID | None) -> None:
    """The last closed month accepts entries again."""
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
    at = clock.now() if closed else None
    sql.run(SET, [closed, at, by if closed else None, company, row[0]])
    verb = "close" if closed else "reopen"
    changes = {"closed": [not closed, closed]}
    audit.write([audit.Trace(form="period", record=row[0], action=verb, by=by, changes=changes)])
    event = f"period.{'closed' if closed else 'reopened'}"
    outbox.write([outbox.Happened(name=event, form="period", record=row[0], by=by)])
