"""Letters of scheduled reports: one for each slot and reader, sent once.

A slot that is due makes a row for each reader, once under its key, and the worker writes and sends
each of them by itself. Whoever takes one in hand has it for a while (`LEASE`); who was killed over
it gives it back so, and it is the same letter to the mail server when it goes again. After a
standstill only the last slot is made up for.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import models
from django.db.utils import OperationalError
from django.utils.translation import gettext_lazy as _

from huolang.kernel import access, clock, mailing
from huolang.kernel.company import CompanyModel, acting, current_id
from huolang.kernel.jobs import task
from huolang.kernel.people import User
from huolang.kernel.refusals import BusinessError
from huolang.reports import report_letter, report_news, schedule
from huolang.reports.report_letter import Unfit, Written
from huolang.reports.report_news import Why
from huolang.reports.schedule import ReportSchedule

log = logging.getLogger(__name__)

TRIES = 5
FIRST_WAIT = timedelta(minutes=5)
"""Between two tries; four times as long after each."""
LEASE = timedelta(minutes=15)
KEPT = timedelta(days=180)
MOST_BY_HAND = 10
"""Letters that somebody has sent at once, in an hour."""
CANCELLED = "57014"
"""What PostgreSQL says of a statement that took too long."""


class TooOften(BusinessError):
    code = "report_schedule.too_often"
    message = _("一小时内最多立即发送 {most} 次，请稍后再试")
    status = 429


class NoServer(BusinessError):
    code = "report_schedule.no_server"
    message = _("没有设置发信服务器，请管理员在“设置”里填写")


class NoAddress(BusinessError):
    code = "report_schedule.no_address"
    message = _("您没有邮箱，请管理员在“成员”里填写")


class ReportMail(CompanyModel):
    """One letter of one slot to one person. `ended_at`: it will not be sent any more, and `why`;
    while it waits, `why` it was not sent the last time. `said` is what the server or the report
    said, in the words of the owner's language."""

    schedule = models.UUIDField()
    slot = models.DateTimeField()
    person = models.UUIDField()
    by_hand = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=clock.now)
    next_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    why = models.CharField(max_length=12, blank=True, default="")
    said = models.CharField(max_length=300, blank=True, default="")
    rows = models.PositiveIntegerField(null=True)

    class Meta(CompanyModel.Meta):
        verbose_name = _("定时报表邮件")
        constraints = [
            models.UniqueConstraint(
                fields=["company", "schedule", "slot", "person"], name="reports_mail_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["company", "next_at"],
                condition=models.Q(sent_at__isnull=True, ended_at__isnull=True),
                name="reports_mail_waiting",
            ),
            models.Index(fields=["company", "made_at"], name="reports_mail_made"),
        ]

    @property
    def state(self) -> str:
        if self.sent_at:
            return "sent"
        return "failed" if self.ended_at else "waiting"


def look(*, at: datetime) -> None:
    """Make what is due in the acting company, and ask for what waits to be tried again."""
    due = ReportSchedule.objects.filter(active=True, next_at__lte=at)
    zone = schedule.zone()
    for row in due.select_for_update(skip_locked=True).order_by("id"):
        slot = max(row.slots().latest(at, zone), row.next_at)
        row.next_at = row.slots().after(at, zone)
        row.save(update_fields=["next_at"])
        _make(row, slot, at)
    for key in _waiting().filter(next_at__lte=at).values_list("id", flat=True):
        send.enqueue_once(str(key), company=current_id(), mail=str(key))


def send_now(row: ReportSchedule, *, at: datetime) -> None:
    """A letter to its owner alone, besides its slots."""
    address = User.objects.values_list("email", flat=True).get(id=row.owner)
    if mailing.server() is None:
        raise NoServer()
    if not address:
        raise NoAddress()
    recent = ReportMail.objects.filter(made_at__gt=at - timedelta(hours=1))
    if recent.filter(person=row.owner, by_hand=True).count() >= MOST_BY_HAND:
        raise TooOften(most=MOST_BY_HAND)
    made = ReportMail.objects.create(
        schedule=row.id, slot=at, person=row.owner, by_hand=True, made_at=at, next_at=at
    )
    send.enqueue(company=current_id(), mail=str(made.id))


def stop(row: ReportSchedule, people: Collection[UUID] | None = None) -> None:
    """What waits for these people (or for all) is not sent; what is on its way goes."""
    meant = _waiting().filter(schedule=row.id)
    if people is not None:
        meant = meant.filter(person__in=people)
    _end(meant, Why.STOPPED)


def forget_letters(row: ReportSchedule) -> None:
    """Its schedule is gone. One that is on its way goes later (`forget`)."""
    meant = ReportMail.objects.filter(schedule=row.id).select_for_update(skip_locked=True)
    ReportMail.objects.filter(id__in=list(meant.values_list("id", flat=True))).delete()


def forget(*, at: datetime) -> None:
    ReportMail.objects.filter(made_at__lt=at - KEPT).delete()


def _make(row: ReportSchedule, slot: datetime, at: datetime) -> None:
    """Whoever makes it runs when nobody else does: in the transaction that moves the schedule on.
    Of who is no longer at work nothing is sent."""
    if row.owner not in access.of_everybody(current_id()):
        return
    _end(_waiting().filter(schedule=row.id, by_hand=False, slot__lt=slot), Why.SUPERSEDED)
    ReportMail.objects.bulk_create(
        [
            ReportMail(schedule=row.id, slot=slot, person=one, made_at=at, next_at=at)
            for one in row.recipients
        ],
        ignore_conflicts=True,
    )


def _waiting() -> models.QuerySet[ReportMail]:
    return ReportMail.objects.filter(sent_at__isnull=True, ended_at__isnull=True)


def _end(meant: models.QuerySet[ReportMail], why: Why) -> None:
    """What somebody has in hand is left to them."""
    keys = list(meant.select_for_update(skip_locked=True).values_list("id", flat=True))
    ReportMail.objects.filter(id__in=keys).update(ended_at=clock.now(), why=why.value)


@task("reports.send_mail", attempts=1)
def send(*, company: int, mail: str) -> None:
    """Write one letter and hand it to the mail server, if it is still to be sent."""
    with acting(company):
        found = _take(UUID(mail), clock.now())
        row = ReportSchedule.objects.filter(id=found.schedule).first() if found else None
        server = mailing.server()
    if found is None or row is None:
        return
    try:
        if server is None:
            raise Unfit(Why.NO_SERVER)
        written = report_letter.write(row, found.person, company=company, at=clock.now())
        with acting(company):
            _hand_over(found, written, server)
    except Unfit as error:
        _not_sent(company, found, error.why, error.said, ever=True)
    except mailing.NotSent as error:
        log.warning("a scheduled report of company %s was not taken: %s", company, error)
        _not_sent(company, found, Why.NOT_TAKEN, str(error))
    except Exception as error:
        log.exception("a scheduled report of company %s could not be written", company)
        slow = isinstance(error, OperationalError) and _state(error) == CANCELLED
        _not_sent(company, found, Why.SLOW if slow else Why.BROKEN, "")


def _state(error: OperationalError) -> str:
    return getattr(error.__cause__, "sqlstate", None) or ""


def _take(key: UUID, at: datetime) -> ReportMail | None:
    """Take a letter in hand: nobody else does before the lease is over."""
    meant = _waiting().filter(id=key, next_at__lte=at)
    found = meant.select_for_update(skip_locked=True).first()
    if found is None:
        return None
    if found.tries >= TRIES:  # whoever had it last was killed over it
        found.ended_at, found.why = at, found.why or Why.BROKEN.value
        _ended(found)
        found.save(update_fields=["ended_at", "why"])
        return None
    found.tries, found.next_at = found.tries + 1, at + LEASE
    found.save(update_fields=["tries", "next_at"])
    return found


def _held(taken: ReportMail) -> ReportMail | None:
    """The letter as it was taken, held: nobody took it since, nor stopped it."""
    meant = _waiting().filter(id=taken.id, tries=taken.tries)
    return meant.select_for_update(skip_locked=True).first()


def _hand_over(taken: ReportMail, written: Written, server: mailing.Server) -> None:
    found = _held(taken)
    if found is None:
        return
    letter = mailing.Letter(
        key=str(found.id),
        to=written.to,
        subject=written.subject,
        text=written.text,
        attachments=written.files,
    )
    with mailing.connected(server) as line:
        mailing.send(line, letter, sender=server.sender)
    found.sent_at, found.rows, found.why, found.said = clock.now(), written.rows, "", ""
    found.save(update_fields=["sent_at", "rows", "why", "said"])


def _not_sent(company: int, taken: ReportMail, why: str, said: str, *, ever: bool = False) -> None:
    with acting(company):
        found = _held(taken)
        if found is None:
            return
        at = clock.now()
        found.why, found.said = Why(why).value, said[:300]
        found.next_at = at + FIRST_WAIT * 4 ** (found.tries - 1)
        if ever or found.tries >= TRIES:
            found.ended_at = at
            _ended(found)
        found.save(update_fields=["why", "said", "next_at", "ended_at"])


def _ended(mail: ReportMail) -> None:
    """Somebody can mend why it will not be sent."""
    row = ReportSchedule.objects.filter(id=mail.schedule).first()
    if row is not None:
        report_news.tell(row, mail.person, mail.why, mail.slot)
