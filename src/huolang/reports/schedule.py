"""定时报表: a question that somebody keeps, sent by mail to people of the company again and again.

It grants nothing: each letter is written as its reader may see it (`reports/report_mail.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.forms import refusals
from huolang.kernel import access as rights
from huolang.kernel import audit, clock, sql
from huolang.kernel.company import Company, CompanyModel, current_id
from huolang.kernel.people import User
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError, Invalid, NotFound
from huolang.reports import questions
from huolang.reports.report import Report
from huolang.reports.rhythm import DAYS, Kind, Rhythm

FORM = "report_schedule"
"""Its name in the audit."""
MOST = 50
"""Schedules of one person in one company."""
MOST_READERS = 20
LONGEST_NAME = 60
KEPT = ("name", "report", "asked", "rhythm", "day", "hour", "recipients", "active")
TIMED = ("rhythm", "day", "hour", "active")
"""After a change of these it begins anew: what was missed before is not made up for."""


class TooMany(BusinessError):
    code = "report_schedule.too_many"
    message = _("最多设定 {most} 个定时报表，请先删除不用的")


class BadDay(Invalid):
    code = "report_schedule.bad_day"
    message = _("每周填 1–7（周一为 1），每月填 1–31，其余填 0")


class NobodyReads(Invalid):
    code = "report_schedule.nobody_reads"
    message = _("收件人要有 1–{most} 人")


class NotAReader(Invalid):
    code = "report_schedule.not_a_reader"
    message = _("只能发给本公司有权导出这个报表的人")


class ReportSchedule(CompanyModel):
    owner = models.UUIDField(_("所有者"))
    name = models.CharField(_("名称"), max_length=LONGEST_NAME)
    report = models.CharField(_("报表"), max_length=64)
    asked = models.JSONField(_("条件"), default=dict)
    """As in an address; see `reports/questions.py`."""
    rhythm = models.CharField(_("频率"), max_length=10, choices=Kind.choices)
    day = models.PositiveSmallIntegerField(_("日"), default=0)
    hour = models.PositiveSmallIntegerField(_("几点"))
    recipients = ArrayField(models.UUIDField(), verbose_name=_("收件人"))
    active = models.BooleanField(_("启用"), default=True)
    next_at = models.DateTimeField(_("下次发送"))
    created_at = models.DateTimeField(default=clock.now)

    class Meta(CompanyModel.Meta):
        verbose_name = _("定时报表")
        constraints = [
            models.CheckConstraint(condition=models.Q(hour__lte=23), name="reports_schedule_hour"),
            models.CheckConstraint(
                condition=models.Q(rhythm="weekly", day__range=(1, 7))
                | models.Q(rhythm="monthly", day__range=(1, 31))
                | models.Q(rhythm__in=("daily", "workdays"), day=0),
                name="reports_schedule_day",
            ),
        ]
        indexes = [
            models.Index(fields=["company", "owner", "id"], name="reports_schedule_owner"),
            models.Index(
                fields=["company", "next_at"],
                condition=models.Q(active=True),
                name="reports_schedule_due",
            ),
        ]

    def slots(self) -> Rhythm:
        return Rhythm(kind=self.rhythm, day=self.day, hour=self.hour)


def zone() -> str:
    return Company.objects.values_list("time_zone", flat=True).get(id=current_id())


def of(owner: UUID) -> list[ReportSchedule]:
    """Somebody's own, in the order in which they were made."""
    return list(ReportSchedule.objects.filter(owner=owner).order_by("id"))


def readers(report: Report) -> list[User]:
    """Who works in the acting company and may have the report as a file."""
    found = [
        person
        for person, theirs in rights.of_everybody(current_id()).items()
        if all(report.allowed(theirs, each) for each in ("view", "export"))
    ]
    return list(User.objects.filter(id__in=found).order_by("name", "username"))


def add(given: Mapping[str, Any], access: Access, *, owner: UUID, at: datetime) -> UUID:
    """A new schedule of `owner`; its first slot is after `at`."""
    row = ReportSchedule(owner=owner, **given)
    _check(row, set(KEPT), access, kept=(), at=at)
    _lock(owner)
    if ReportSchedule.objects.filter(owner=owner).count() >= MOST:
        raise TooMany(most=MOST)
    row.next_at = row.slots().after(at, zone())
    row.save(force_insert=True)
    _trace(row.id, "create", owner, {name: [None, getattr(row, name)] for name in KEPT})
    return row.id


def change(
    key: UUID, given: Mapping[str, Any], access: Access, *, owner: UUID, at: datetime
) -> tuple[ReportSchedule, dict[str, Any]]:
    """Change what is given of one's own: the schedule, and what changed from what to what."""
    row = own(key, owner)
    before = {name: getattr(row, name) for name in given}
    for name, value in given.items():
        setattr(row, name, value)
    _check(row, set(given), access, kept=before.get("recipients", ()), at=at)
    changes = {
        name: [was, getattr(row, name)] for name, was in before.items() if was != getattr(row, name)
    }
    if changes.keys() & set(TIMED):
        row.next_at = row.slots().after(at, zone())
    if changes:
        row.save(update_fields=[*changes, "next_at"])
        _trace(row.id, "change", owner, changes)
    return row, changes


def delete(key: UUID, *, owner: UUID) -> ReportSchedule:
    """Take away one's own."""
    row = own(key, owner)
    ReportSchedule.objects.filter(id=row.id).delete()
    _trace(row.id, "delete", owner, {name: [getattr(row, name), None] for name in KEPT})
    return row


def note_sending(key: UUID, *, owner: UUID) -> None:
    _trace(key, "send", owner, {})


def own(key: UUID, owner: UUID) -> ReportSchedule:
    """One's own, held until the end of the transaction."""
    row = ReportSchedule.objects.select_for_update().filter(id=key, owner=owner).first()
    if row is None:
        raise NotFound()
    return row


def _lock(owner: UUID) -> None:
    """One after the other, so that there are never too many."""
    sql.run("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"schedules {owner}"])


def _check(
    row: ReportSchedule, given: set[str], access: Access, *, kept: Sequence[UUID], at: datetime
) -> None:
    if "name" in given:
        row.name = row.name.strip()
        if not 0 < len(row.name) <= LONGEST_NAME or not row.name.isprintable():
            raise Invalid(field="name")
    if row.rhythm not in Kind.values:
        raise refusals.NotAnOption(field="rhythm", options=", ".join(Kind.values))
    last = DAYS.get(row.rhythm, 0)
    if not min(1, last) <= row.day <= last:
        raise BadDay(field="day")
    if not 0 <= row.hour <= 23:
        raise Invalid(field="hour")
    if "asked" in given:
        _check_question(row, access, at)
    if "recipients" in given:
        row.recipients = _checked_readers(row, access, kept)


def _check_question(row: ReportSchedule, access: Access, at: datetime) -> None:
    today = clock.business_day(at, zone())
    try:
        questions.read(row.report, row.asked, access, today=today, operation="export")
    except BusinessError as error:
        for one in error.parts():
            if one.field and one.field != "asked":
                one.field = f"asked.{one.field}"
        raise


def _checked_readers(row: ReportSchedule, access: Access, kept: Sequence[UUID]) -> list[UUID]:
    """Who was there before may stay: their letters say why they are not sent."""
    wanted = list(dict.fromkeys(row.recipients))
    if not 0 < len(wanted) <= MOST_READERS:
        raise NobodyReads(field="recipients", most=MOST_READERS)
    new = set(wanted) - set(kept)
    if new:
        report = questions.registry.get(row.report, access, "export")
        if not new <= {one.id for one in readers(report)}:
            raise NotAReader(field="recipients")
    return wanted


def _trace(key: UUID, action: str, by: UUID, changes: Mapping[str, Any]) -> None:
    audit.write([audit.Trace(form=FORM, record=key, action=action, by=by, changes=changes)])
