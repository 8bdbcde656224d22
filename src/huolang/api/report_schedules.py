"""定时报表 over HTTP: the caller's own, who may be sent one, and what became of their letters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import Field

from huolang.api import asked
from huolang.api.answers import answer
from huolang.api.jobs import PersonNamed
from huolang.api.notifications import Key
from huolang.api.schemas import PROBLEMS, WRITTEN
from huolang.api.team import Strict
from huolang.api.working import access_of, caller_of, once, reading
from huolang.kernel import clock, mailing
from huolang.kernel.people import User
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError, NotFound
from huolang.reports import excel, registry, report_letter, report_mail, schedule
from huolang.reports.periods import DAYS, WORDS
from huolang.reports.periods import NAME as PERIOD
from huolang.reports.report import Asked
from huolang.reports.report_mail import ReportMail
from huolang.reports.report_news import Why
from huolang.reports.schedule import ReportSchedule

router = Router(tags=["report schedules"])

MOST_ASKED = 100
SHOWN = 200
"""Letters of one schedule that are listed."""


class NewSchedule(Strict):
    """`asked` is what the address of the report says (`"period": "last_month"` for other days each
    time). `day`: 1 (Monday) to 7 of a week, 1 to 31 of a month, else 0. Without `recipients` the
    caller."""

    name: str
    report: str
    asked: dict[str, str] = Field({}, max_length=MOST_ASKED)
    rhythm: str
    day: int = 0
    hour: int
    recipients: list[Key] = Field([], max_length=schedule.MOST_READERS)
    active: bool = True


class ScheduleChanges(Strict):
    """What is left out stays."""

    name: str = ""
    asked: dict[str, str] = Field({}, max_length=MOST_ASKED)
    rhythm: str = ""
    day: int = 0
    hour: int = 0
    recipients: list[Key] = Field([], max_length=schedule.MOST_READERS)
    active: bool = True


class Fact(Schema):
    label: str
    text: str


class ReportLetter(Schema):
    """`state`: waiting, sent, failed; `why` and `why_label`: why not, and `said` what the server or
    the report said. `by_hand`: it was sent at once, besides its slots."""

    id: UUID
    slot: datetime
    by_hand: bool
    person: PersonNamed
    state: str
    sent_at: datetime | None
    tries: int
    why: str
    why_label: str
    said: str
    rows: int | None


class Recipient(PersonNamed):
    """`reachable`: this person has an address."""

    reachable: bool


class ScheduleOut(Schema):
    """`facts`: what it is narrowed to, as it would be now; `fixed_days`: days are among it that are
    the same each time; `problem`: why it could not be sent now. `letters`: of the last slot."""

    id: UUID
    name: str
    report: str
    report_label: str
    view_label: str
    asked: dict[str, str]
    facts: list[Fact]
    fixed_days: bool
    problem: str
    rhythm: str
    day: int
    hour: int
    recipients: list[Recipient]
    active: bool
    next: datetime | None
    created_at: datetime
    letters: list[ReportLetter]


class ScheduleList(Schema):
    """`sends`: whether the company has a mail server."""

    items: list[ScheduleOut]
    sends: bool


class RecipientList(Schema):
    items: list[Recipient]
    sends: bool


class LetterList(Schema):
    items: list[ReportLetter]


@router.get("/report-schedules", response={200: ScheduleList, **PROBLEMS}, summary="My schedules")
def listed(request: HttpRequest) -> HttpResponse:
    """The reports that the caller has sent by mail again and again."""
    asked.parameters(request)
    access, owner = access_of(request), _me(request)

    def work() -> Any:
        return {"items": _told(schedule.of(owner), access), "sends": _sends()}

    return answer(reading(access, work))


@router.get(
    "/report-schedules/recipients/{report}",
    response={200: RecipientList, **PROBLEMS},
    summary="Who may be sent a report",
)
def recipients(request: HttpRequest, report: str) -> HttpResponse:
    """The people of the company who may have this report as a file, for who may have it too."""
    asked.parameters(request)
    access = access_of(request)
    found = registry.get(report, access, "export")

    def work() -> Any:
        return {"items": [_reader(one) for one in schedule.readers(found)], "sends": _sends()}

    return answer(reading(access, work))


@router.get(
    "/report-schedules/{schedule_id}/letters",
    response={200: LetterList, **PROBLEMS},
    summary="What became of the letters",
)
def letters(request: HttpRequest, schedule_id: str) -> HttpResponse:
    """Those of one of the caller's own, newest first."""
    asked.parameters(request)
    key, owner = asked.record(schedule_id), _me(request)

    def work() -> Any:
        if not ReportSchedule.objects.filter(id=key, owner=owner).exists():
            raise NotFound()
        return {
            "items": _letters(
                ReportMail.objects.filter(schedule=key).order_by("-slot", "id")[:SHOWN]
            )
        }

    return answer(reading(access_of(request), work))


@router.post("/report-schedules", response={201: ScheduleOut, **WRITTEN}, summary="Schedule")
def add(request: HttpRequest, given: NewSchedule) -> HttpResponse:
    """Its first slot is after now. The caller must be able to export the report, and so must those
    who shall receive it; what each is sent is what they may see themselves."""
    asked.parameters(request)
    access, owner = access_of(request), _me(request)

    def work() -> tuple[int, Any]:
        fields = {**given.dict(), "recipients": given.recipients or [owner]}
        made = schedule.add(fields, access, owner=owner, at=clock.now())
        return 201, _one(made, owner, access)

    return once(request, access, work)


@router.patch(
    "/report-schedules/{schedule_id}",
    response={200: ScheduleOut, **WRITTEN},
    summary="Change a schedule",
)
def change(request: HttpRequest, schedule_id: str, given: ScheduleChanges) -> HttpResponse:
    """Only the caller's own. With another rhythm, or when it goes on again, it begins anew."""
    asked.parameters(request)
    access, owner, key = access_of(request), _me(request), asked.record(schedule_id)
    fields = given.dict(exclude_unset=True)

    def work() -> tuple[int, Any]:
        row, changes = schedule.change(key, fields, access, owner=owner, at=clock.now())
        if not row.active:
            report_mail.stop(row)
        elif "recipients" in changes:
            report_mail.stop(row, set(changes["recipients"][0]) - set(row.recipients))
        return 200, _one(key, owner, access)

    return once(request, access, work)


@router.delete(
    "/report-schedules/{schedule_id}", response={204: None, **WRITTEN}, summary="Delete a schedule"
)
def delete(request: HttpRequest, schedule_id: str) -> HttpResponse:
    """Only the caller's own; what became of its letters is forgotten with it."""
    asked.parameters(request)
    owner, key = _me(request), asked.record(schedule_id)

    def work() -> tuple[int, Any]:
        report_mail.forget_letters(schedule.delete(key, owner=owner))
        return 204, None

    return once(request, access_of(request), work)


@router.post(
    "/report-schedules/{schedule_id}/send",
    response={200: ScheduleOut, **WRITTEN},
    summary="Send it now, to me",
)
def send(request: HttpRequest, schedule_id: str) -> HttpResponse:
    """To the caller alone, whatever its rhythm; a few times an hour."""
    asked.parameters(request)
    access, owner, key = access_of(request), _me(request), asked.record(schedule_id)

    def work() -> tuple[int, Any]:
        report_mail.send_now(schedule.own(key, owner), at=clock.now())
        schedule.note_sending(key, owner=owner)
        return 200, _one(key, owner, access)

    return once(request, access, work)


def _me(request: HttpRequest) -> UUID:
    return caller_of(request).person.id


def _sends() -> bool:
    return mailing.server() is not None


def _reader(one: User) -> dict[str, Any]:
    return {"id": one.id, "name": str(one), "reachable": bool(one.email)}


def _one(key: UUID, owner: UUID, access: Access) -> dict[str, Any]:
    return _told(ReportSchedule.objects.filter(id=key, owner=owner), access)[0]


def _told(rows: Iterable[ReportSchedule], access: Access) -> list[dict[str, Any]]:
    rows = list(rows)
    people = {key for row in rows for key in row.recipients}
    named = {one.id: _reader(one) for one in User.objects.filter(id__in=people)}
    last = _last_letters(rows)
    return [
        {
            "id": row.id,
            "name": row.name,
            "report": row.report,
            "asked": row.asked,
            **_question(row, access),
            "rhythm": row.rhythm,
            "day": row.day,
            "hour": row.hour,
            "recipients": [named[key] for key in row.recipients if key in named],
            "active": row.active,
            "next": row.next_at if row.active else None,
            "created_at": row.created_at,
            "letters": [one for key, one in last if key == row.id],
        }
        for row in rows
    ]


def _question(row: ReportSchedule, access: Access) -> dict[str, Any]:
    """What it asks, in words; or what is wrong with it by now."""
    known = {one.name: one for one in registry.all()}.get(row.report)
    told: dict[str, Any] = {
        "report_label": known.label if known else row.report,
        "view_label": "",
        "facts": [],
        "fixed_days": known is not None and fixed_days(row.asked, known),
        "problem": "",
    }
    try:
        wanted = report_letter.ask(row, access, clock.now(), schedule.zone())
    except (BusinessError, report_letter.Unfit) as error:
        unfit = isinstance(error, report_letter.Unfit)
        said = error.said or Why(error.why).label if unfit else str(error)
        return {**told, "problem": said}
    told["facts"] = [{"label": label, "text": text} for label, text in _facts(wanted)]
    return {**told, "view_label": wanted.view.label}


def _facts(wanted: Asked) -> list[tuple[str, str]]:
    """What it is narrowed to; a word for its days, and the days that it means now."""
    if not wanted.period:
        return excel.narrowed_to(wanted)
    rest = {name: value for name, value in wanted.values.items() if name not in DAYS}
    days = " – ".join(wanted.values[one] for one in DAYS)
    word = _("{period}（{days}）").format(period=WORDS[wanted.period], days=days)
    return [(_("期间"), word), *excel.narrowed_to(replace(wanted, values=rest))]


def fixed_days(given: Mapping[str, str], report: registry.Report) -> bool:
    days = {one.name for one in report.filters if one.kind == "day"}
    return PERIOD not in given and not days.isdisjoint(given)


def _last_letters(rows: list[ReportSchedule]) -> list[tuple[UUID, dict[str, Any]]]:
    """Of each schedule those of its newest slot."""
    ours = ReportMail.objects.filter(schedule__in=[row.id for row in rows])
    newest = ours.order_by().values_list("schedule").annotate(slot=Max("slot"))
    meant = {(key, slot) for key, slot in newest}
    found = list(ours.filter(slot__in={slot for _key, slot in meant}).order_by("id"))
    found = [one for one in found if (one.schedule, one.slot) in meant]
    return [(one.schedule, told) for one, told in zip(found, _letters(found), strict=True)]


def _letters(found: Iterable[ReportMail]) -> list[dict[str, Any]]:
    found = list(found)
    people = User.objects.filter(id__in={one.person for one in found})
    named = {one.id: {"id": one.id, "name": str(one)} for one in people}
    return [
        {
            "id": one.id,
            "slot": one.slot,
            "by_hand": one.by_hand,
            "person": named[one.person],
            "state": one.state,
            "sent_at": one.sent_at,
            "tries": one.tries,
            "why": one.why,
            "why_label": Why(one.why).label if one.why else "",
            "said": one.said,
            "rows": one.rows,
        }
        for one in found
    ]
