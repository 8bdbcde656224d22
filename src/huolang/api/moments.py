"""What was known when: the moment that a request asks about, and what the books held by then."""

from __future__ import annotations

from datetime import date, datetime

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from huolang.api.working import caller_of
from huolang.forms.refusals import NotADate
from huolang.kernel import clock
from huolang.kernel.clock import InTheFuture
from huolang.kernel.refusals import Invalid

LONGEST = 40


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
    moment = _read(given, zone)
    now = clock.now()
    day = clock.business_day(moment, zone)
    if day > clock.business_day(now, zone):
        raise InTheFuture(field="known_at", day=day)
    return moment


def day_of(request: HttpRequest, moment: datetime) -> date:
    """The company's day of a moment."""
    return clock.business_day(moment, caller_of(request).company.time_zone)


def _read(given: str, zone: str) -> datetime:
    try:
        if len(given) == len("2026-04-05"):
            return clock.end(date.fromisoformat(given), zone)
        moment = datetime.fromisoformat(given[:LONGEST])
        if moment.tzinfo is None:
            raise NoZone(field="known_at")
        clock.business_day(moment, zone)
    except (ValueError, OverflowError):
        raise NotADate(field="known_at") from None
    return moment
