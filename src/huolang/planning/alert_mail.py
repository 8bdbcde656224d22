"""Letters about alerts: at once, or once a day, as each person chose.

A letter is written in the transaction that finds something to tell, once under its key, and sent by
the worker. What the mail server does not take is tried again for some hours.
"""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huolang.kernel import (
    access,
    clock,
    mailing,
    notifications,
    preferences,
    settings_registry,
    sql,
)
from huolang.kernel.company import Company, CompanyModel, acting, current_id
from huolang.kernel.jobs import task
from huolang.kernel.people import User
from huolang.kernel.refusals import Invalid
from huolang.kernel.settings_registry import Setting, declare
from huolang.planning import alert_news
from huolang.planning.evaluating import Opened
from huolang.planning.stock_alert import FORM, Kind

log = logging.getLogger(__name__)

MAILED = "alerts.mail"
"""The preference that holds how somebody wants letters: one of `WAYS`."""
NO, ONCE, DAILY = WAYS = ("no", "once", "daily")
TRIES = 6
FIRST_WAIT = timedelta(minutes=2)
"""Between two tries; four times as long after each."""
HOUR = declare(
    Setting(
        key="stock_alert.mail_hour",
        kind="int",
        default=8,
        label=gettext_lazy("每日预警邮件几点发"),
        help=gettext_lazy("公司当地时间；当天没有待处理的预警就不发"),
        minimum=0,
        maximum=23,
    )
)
FIRST = 5
"""Alerts of each kind that a daily letter names."""
WAITING = """
SELECT w.kind, w.warehouse, w.count, w.id, w.product, w.batch, w.form, w.record, w.quantity,
       w.bound, w.day
FROM (SELECT a.*, count(*) OVER (PARTITION BY a.kind, a.warehouse) AS count,
             row_number() OVER (PARTITION BY a.kind, a.warehouse
                                ORDER BY a.day NULLS LAST, a.opened_at, a.id) AS n
      FROM planning_stockalert a
      WHERE a.company_id = %s::bigint AND a.closed_at IS NULL AND a.acknowledged_at IS NULL
        AND (a.snoozed_until IS NULL OR a.snoozed_until <= %s::date)) w
WHERE w.n <= %s::int
ORDER BY w.kind, w.day NULLS LAST, w.opened_at, w.id
"""
"""The first of each kind in each warehouse: a person looks after some of these."""


class UnknownWay(Invalid):
    code = "stock_alert.unknown_mail"
    message = gettext_lazy("没有这种发信方式：{way}")


class AlertMail(CompanyModel):
    """One letter to one person. `said` is why the server did not take it, the last time."""

    person = models.UUIDField()
    key = models.CharField(max_length=80)
    address = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    made_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    said = models.CharField(max_length=300, blank=True, default="")

    class Meta(CompanyModel.Meta):
        verbose_name = gettext_lazy("预警邮件")
        constraints = [
            models.UniqueConstraint(
                fields=["company", "person", "key"], name="planning_alertmail_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["company", "made_at"],
                condition=models.Q(sent_at__isnull=True),
                name="planning_alertmail_waiting",
            )
        ]


def wanted(person: UUID) -> str:
    """How somebody wants letters: once a day, unless they chose otherwise."""
    return preferences.get(person, MAILED) or DAILY


def want(person: UUID, way: str) -> None:
    if way not in WAYS:
        raise UnknownWay(field="mail", way=way[:16])
    preferences.put(person, MAILED, way)


def standing(person: UUID) -> dict[str, object]:
    """Whether letters reach somebody: their address, our server, and what it said at last."""
    address = User.objects.filter(id=person).values_list("email", flat=True).first() or ""
    last = AlertMail.objects.filter(person=person).order_by("-made_at").first()
    return {
        "address": address,
        "sends": mailing.server() is not None,
        "failed": last.said if last else "",
    }


def at_once(opened: Sequence[Opened], *, at: datetime) -> None:
    """Write to those who want to hear at once of what was just opened."""
    if not opened or mailing.server() is None:
        return
    called = alert_news.names(opened, coded=True)
    for person, places, unwanted in _readers(ONCE):
        found = [
            one
            for one in opened
            if (not places or str(one.warehouse) in places)
            and alert_news.name(one.kind) not in unwanted
        ]
        if not found:
            continue
        with translation.override(person.language or settings.LANGUAGE_CODE):
            lines = [
                alert_news.said(kind, list(rows), called)
                for kind, rows in groupby(found, key=lambda one: one.kind)
            ]
            _write(person, f"alert:{found[0].id}:{found[0].again or ''}", lines, at)
    _have_sent()


def daily(*, at: datetime) -> None:
    """Write to everybody else, once a day, what waits; nothing where nothing does."""
    company = Company.objects.get(id=current_id())
    local = at.astimezone(ZoneInfo(company.time_zone))
    if local.hour < settings_registry.load()[HOUR] or mailing.server() is None:
        return
    rows = sql.run(WAITING, [current_id(), local.date(), FIRST]).fetchall()
    if not rows:
        return
    waiting = [Opened(*row) for row in rows]
    called = alert_news.names(waiting, coded=True)
    for person, places, unwanted in _readers(DAILY):
        theirs = [
            one
            for one in waiting
            if (not places or str(one.warehouse) in places)
            and alert_news.name(one.kind) not in unwanted
        ]
        if not theirs:
            continue
        with translation.override(person.language or settings.LANGUAGE_CODE):
            lines = [line for kind in Kind for line in _listed(kind, theirs, called)]
            _write(person, f"daily:{local.date()}", lines, at)
    _have_sent()


def _listed(kind: Kind, waiting: Sequence[Opened], called: Mapping[UUID, str]) -> list[str]:
    """How many there are of a kind, and the first of them, each with what is so."""
    found = [one for one in waiting if one.kind == kind.value]
    if not found:
        return []
    count = sum({one.warehouse: one.times for one in found}.values())
    first = [alert_news.told(one, called) for one in found[:FIRST]]
    lines = [_("{kind}：{count} 项").format(kind=kind.label, count=count)]
    lines += [f"- {line}" for line in first]
    if count > len(first):
        lines.append(_("- 另有 {count} 项").format(count=count - len(first)))
    return lines


def _readers(way: str) -> list[tuple[User, Sequence[str], Sequence[str]]]:
    """Who may see alerts and wants letters so: with the warehouses they look after, and the kinds
    that they do not want to hear of."""
    rights = access.of_everybody(current_id())
    people = [one for one, may in rights.items() if may.allows(FORM, "view")]
    ways = preferences.of_all(MAILED, people)
    places = preferences.of_all(alert_news.LOOKED_AFTER, people)
    unwanted = preferences.of_all(notifications.UNWANTED, people)
    meant = [one for one in people if ways.get(one, DAILY) == way]
    found = User.objects.filter(id__in=meant, is_active=True).exclude(email="").order_by("id")
    return [(one, places.get(one.id) or (), unwanted.get(one.id) or ()) for one in found]


def _write(person: User, key: str, lines: Sequence[str], at: datetime) -> None:
    company = Company.objects.get(id=current_id()).name
    ending = _("打开货郎的“预警清单”处理；在“消息”页面可以改成不发。")
    AlertMail.objects.bulk_create(
        [
            AlertMail(
                person=person.id,
                key=key,
                address=person.email,
                subject=_("{company}：库存预警").format(company=company)[:200],
                text="\n".join([*lines, "", ending]),
                made_at=at,
            )
        ],
        ignore_conflicts=True,
    )


def _have_sent() -> None:
    send.enqueue(company=current_id())


@task("planning.send_alert_mail", attempts=1)
def send(*, company: int) -> None:
    """Hand what waits to the mail server, each letter in a transaction of its own."""
    with acting(company):
        server = mailing.server()
        waiting = list(_waiting().values_list("id", flat=True))
    if server is None or not waiting:
        return
    try:
        with mailing.connected(server) as line:
            for key in waiting:
                with acting(company):
                    _send(line, key, server.sender)
    except mailing.NotSent as error:
        log.warning("letters of company %s were not taken: %s", company, error)
        with acting(company):
            _waiting().update(tries=models.F("tries") + 1, said=str(error))
    with acting(company):
        _again()


def _waiting() -> models.QuerySet[AlertMail]:
    return AlertMail.objects.filter(sent_at__isnull=True, tries__lt=TRIES).order_by("made_at", "id")


def _send(line: smtplib.SMTP, key: UUID, sender: str) -> None:
    """A letter that another worker has in hand is passed over."""
    found = _waiting().filter(id=key).select_for_update(skip_locked=True).first()
    if found is None:
        return
    letter = mailing.Letter(
        key=str(found.id), to=found.address, subject=found.subject, text=found.text
    )
    try:
        mailing.send(line, letter, sender=sender)
    except mailing.Refused as error:
        found.tries, found.said = found.tries + 1, str(error)
    else:
        found.sent_at, found.said = clock.now(), ""
    found.save(update_fields=["sent_at", "said", "tries"])


def _again() -> None:
    """What was not taken is tried later, ever less often."""
    most = _waiting().aggregate(most=models.Max("tries"))["most"]
    if most:
        send.enqueue_at(clock.now() + FIRST_WAIT * 4 ** (most - 1), company=current_id())
