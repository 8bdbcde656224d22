"""What day it is for a company, and at which instant a document happened."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from huolang.kernel.refusals import BusinessError


class InTheFuture(BusinessError):
    code = "document.in_the_future"
    message = _("日期 {day} 还没有到")
    status = 422


INSTANT = timedelta(microseconds=1)
"""What the books can tell apart."""
SECOND = timedelta(seconds=1) - INSTANT
"""From the first instant of a second to its last."""


def now() -> datetime:
    """The one place that asks the machine for the time."""
    return datetime.now(UTC)


def business_day(instant: datetime, zone: str) -> date:
    """The local day on which `instant` falls in the company's time zone."""
    return instant.astimezone(ZoneInfo(zone)).date()


def beginning(day: date, zone: str) -> datetime:
    """The first instant of a company's day."""
    return datetime.combine(day, time(0, 0, 0), tzinfo=ZoneInfo(zone)).astimezone(UTC)


def end(day: date, zone: str) -> datetime:
    """The last instant of a company's day that the books can tell from the next one."""
    return beginning(day + timedelta(days=1), zone) - INSTANT


def occurred_at(
    typed: date | datetime | None, *, zone: str, at: datetime, incoming: bool
) -> tuple[date, datetime]:
    """The business day and the instant of a document, from what its user typed.

    Nothing or today means now (`at`). A past day means 00:00 for receipts (`incoming`) and
    23:59:59 for everything else, so that on one day goods come before they go: the last instant of
    that second, for all that is there comes before; the books put it right after that
    (`ledger.placing`). An exact time is kept. The future is refused.
    """
    place = ZoneInfo(zone)
    today = business_day(at, zone)
    if typed is None:
        return today, at
    if isinstance(typed, datetime):
        instant = typed if typed.tzinfo else typed.replace(tzinfo=place)
        day = business_day(instant, zone)
        if instant > at:
            raise InTheFuture(field="date", day=day)
        return day, instant.astimezone(UTC)
    if typed > today:
        raise InTheFuture(field="date", day=typed)
    if typed == today:
        return today, at
    moment = time(0, 0, 0) if incoming else time(23, 59, 59)
    return typed, datetime.combine(typed, moment, tzinfo=place).astimezone(UTC) + SECOND
