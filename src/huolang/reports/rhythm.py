"""How often something comes: every day, on workdays, once a week, once a month; at an hour of the
company's clock. Arithmetic on days, nothing else."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST = 31
"""Days from one slot to the next, at most."""


class Kind(models.TextChoices):
    DAILY = "daily", _("每天")
    WORKDAYS = "workdays", _("工作日（周一至周五）")
    WEEKLY = "weekly", _("每周")
    MONTHLY = "monthly", _("每月")


DAYS = {Kind.WEEKLY.value: 7, Kind.MONTHLY.value: 31}
"""The last day that may be chosen: from Monday (1), or of a month; the others know no day (0)."""


@dataclass(frozen=True, kw_only=True)
class Rhythm:
    kind: str
    day: int
    hour: int

    def falls_on(self, day: date) -> bool:
        """Of a month that is shorter the last day stands for the one that it lacks."""
        if self.kind == Kind.WORKDAYS:
            return day.isoweekday() <= 5
        if self.kind == Kind.WEEKLY:
            return day.isoweekday() == self.day
        if self.kind == Kind.MONTHLY:
            return day.day == min(self.day, monthrange(day.year, day.month)[1])
        return True

    def after(self, at: datetime, zone: str) -> datetime:
        """The first slot later than `at`."""
        today = at.astimezone(ZoneInfo(zone)).date()
        return next(one for one in self._slots(today, 1, zone) if one > at)

    def latest(self, at: datetime, zone: str) -> datetime:
        """The last slot that is not later than `at`."""
        today = at.astimezone(ZoneInfo(zone)).date()
        return next(one for one in self._slots(today, -1, zone) if one <= at)

    def _slots(self, first: date, step: int, zone: str) -> list[datetime]:
        days = [first + timedelta(days=step * n) for n in range(LONGEST + 2)]
        hour = time(self.hour, tzinfo=ZoneInfo(zone))
        found = [datetime.combine(one, hour).astimezone(UTC) for one in days if self.falls_on(one)]
        return found
