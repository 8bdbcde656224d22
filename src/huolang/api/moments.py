"""What was there when, and known when: the moments that a request asks about."""

from __future__ import annotations

from datetime import date, datetime

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from huolang.api.working import caller_of
from huolang.forms.moments import FIRST_YEAR, LAST_YEAR
from huolang.forms.refusals import NotADate
from huolang.kernel import clock
from huolang.kernel.clock import InTheFuture
from huolang.kernel.refusals import Invalid
from huolang.ledger import knowing
from huolang.ledger.past_batches import EVER, Then

LONGEST = 40
A_DAY = "2026-04-05"
When = tuple[date, datetime | None]
"""A company's day, and an instant of it, unless its end is meant."""


class NoZone(Invalid):
    code = "parameter.no_zone"
    message = _("时间要写明时区，例如 2026-04-05T18:00:00+08:00")


def known_at(request: HttpRequest, given: str | None) -> datetime | None:
    """The moment of `known_at`: an instant with its zone, or the end of a company's day.

    What will be known later nobody knows yet: the future is refused.
    """
    if given is None:
        return None
    zone = caller_of(request).company.time_zone
    moment = _read("known_at", given, zone)
    now = clock.now()
    day = clock.business_day(moment, zone)
    if day > clock.business_day(now, zone):
        raise InTheFuture(field="known_at", day=day)
    return moment


def as_of(request: HttpRequest, given: str | None, known: datetime | None) -> When | None:
    """The moment of `as_of`: a day, which means its end, or an instant with its zone; without it
    the day of what was `known`, and without that now, which is None."""
    zone = caller_of(request).company.time_zone
    if given is None:
        return None if known is None else (day_of(request, known), None)
    moment = _read("as_of", given, zone)
    day = clock.business_day(moment, zone)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise NotADate(field="as_of")
    return day, None if len(given) == len(A_DAY) else moment


def then(when: When | None, known: datetime | None) -> Then | None:
    """The same for the books, which are asked what they held by the moment `known`."""
    if when is None:
        return None
    return Then(when[0], EVER if known is None else knowing.until(known), when[1])


def day_of(request: HttpRequest, moment: datetime) -> date:
    """The company's day of a moment."""
    return clock.business_day(moment, caller_of(request).company.time_zone)


def _read(field: str, given: str, zone: str) -> datetime:
    try:
        if len(given) == len(A_DAY):
            return clock.end(date.fromisoformat(given), zone)
        moment = datetime.fromisoformat(given[:LONGEST])
        if moment.tzinfo is None:
            raise NoZone(field=field)
        clock.business_day(moment, zone)
    except (ValueError, OverflowError):
        raise NotADate(field=field) from None
    return moment
