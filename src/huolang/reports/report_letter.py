"""What a letter of a scheduled report says, and the file that goes with it: as its reader may see
the report, in the reader's language, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from huolang.documents.shown import Setting, number
from huolang.kernel import access, clock, sheet
from huolang.kernel.access import NoCompany
from huolang.kernel.company import Company, acting
from huolang.kernel.mailing import Attachment
from huolang.kernel.people import User
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError, Forbidden
from huolang.reports import excel, paper, questions, reading, registry
from huolang.reports.reading import Totals
from huolang.reports.report import Asked
from huolang.reports.schedule import ReportSchedule

MOST_ROWS = 100_000
MOST_BYTES = 10 * 2**20
"""What mail servers commonly take is not much more, and a letter grows by a third on its way."""
MOST_SUMS = 12


class Unfit(Exception):
    """There is no letter for this reader, now or later: `why` is one of `report_news.Why`."""

    def __init__(self, why: str, said: str = "") -> None:
        super().__init__(why, said)
        self.why, self.said = why, said


@dataclass(frozen=True, kw_only=True)
class Written:
    to: str
    subject: str
    text: str
    files: tuple[Attachment, ...]
    rows: int


def write(row: ReportSchedule, person: UUID, *, company: int, at: datetime) -> Written:
    """The letter to one person; raises `Unfit`. Reads in transactions of its own."""
    owner = User.objects.filter(id=row.owner).first()
    reader = User.objects.filter(id=person).first()
    spoken = (owner.language if owner else "") or settings.LANGUAGE_CODE
    with translation.override(spoken):
        _owner_may(row, company, at)
        theirs = _rights(person, company, "gone")
    if reader is None or not reader.email:
        raise Unfit("no_address")
    try:
        with translation.override(reader.language or settings.LANGUAGE_CODE), acting(company):
            return _written(row, reader, str(owner), theirs, at)
    except Forbidden as error:
        raise Unfit("forbidden", _in(spoken, error)) from None
    except BusinessError as error:
        raise Unfit("invalid", _in(spoken, error)) from None


def ask(row: ReportSchedule, theirs: Access, at: datetime, zone: str) -> Asked:
    """The question as this person may ask it: without the columns that are hidden from them, though
    its owner chose them, or sorts by one."""
    today = clock.business_day(at, zone)
    plain = {one: v for one, v in row.asked.items() if one not in ("sort", questions.COLUMNS)}
    _choices_seen(row, theirs)
    open_ = questions.read(row.report, plain, theirs, today=today, operation="export")
    hidden = {one.name for one in open_.view.columns} - {one.name for one in open_.columns}
    given = dict(row.asked)
    if given.get("sort", "").removeprefix("-") in hidden:
        del given["sort"]
    if chosen := given.pop(questions.COLUMNS, ""):
        left = [one for one in chosen.split(",") if one not in hidden]
        if not left:
            raise Unfit("forbidden")
        known = {one.name for one in open_.columns}
        if open_.view.across and not known.issuperset(left):
            left = []  # what stood across has gone, and what came instead is wanted
        if left:
            given[questions.COLUMNS] = ",".join(left)
    asked = questions.read(row.report, given, theirs, today=today, operation="export")
    if gone := excel.deleted(asked):
        raise Unfit("invalid", gone)
    return asked


def _choices_seen(row: ReportSchedule, theirs: Access) -> None:
    """What is asked for by name, such as the figure of a pivot, may be hidden from its reader."""
    for one in registry.get(row.report, theirs, "export").filters:
        chosen = row.asked.get(one.name)
        if chosen in one.options and chosen not in one.offered(theirs):
            raise Unfit("forbidden", _line(str(one.label), str(one.options[chosen])))


def _owner_may(row: ReportSchedule, company: int, at: datetime) -> None:
    """It is sent in the owner's name, so long as they may have it themselves."""
    theirs = _rights(row.owner, company, "owner")
    try:
        with acting(company):
            zone = Company.objects.get(id=company).time_zone
            ask(row, theirs, at, zone)
    except Forbidden as error:
        raise Unfit("owner", str(error)) from None
    except BusinessError as error:
        raise Unfit("invalid", str(error)) from None


def _rights(person: UUID, company: int, why: str) -> Access:
    try:
        return access.load(person, company)
    except NoCompany:
        raise Unfit(why) from None


def _in(language: str, error: BusinessError) -> str:
    with translation.override(language):
        return str(error)


def _written(
    row: ReportSchedule, reader: User, owner: str, theirs: Access, at: datetime
) -> Written:
    company = Company.objects.get(id=theirs.company)
    asked = ask(row, theirs, at, company.time_zone)
    local = at.astimezone(ZoneInfo(company.time_zone))
    with TemporaryDirectory() as room, reading.everything(asked) as (totals, rows):
        path, content = Path(room) / "report.xlsx", b""
        if totals.rows <= MOST_ROWS:
            excel.put(path, asked, totals, rows, company=company.name, at=local)
            content = path.read_bytes() if path.stat().st_size <= MOST_BYTES else b""
    lines = [company.name, *_told(asked), "", *_sums(asked, totals, company)]
    if not content:
        lines += ["", _("文件太大，没有附上。请在货郎里打开这个报表，缩小范围后导出。")]
    lines += ["", _("这是 {owner} 设定的定时报表“{name}”。").format(owner=owner, name=row.name)]
    name = f"{asked.report.label} {asked.view.label} {local:%Y-%m-%d}.xlsx".replace("/", "-")
    file = Attachment(name=name, kind=sheet.CONTENT_TYPE, content=content)
    return Written(
        to=reader.email,
        subject=_subject(row, asked, company.name),
        text="\n".join(lines) + "\n",
        files=(file,) if content else (),
        rows=totals.rows,
    )


def _subject(row: ReportSchedule, asked: Asked, company: str) -> str:
    told = _("{company}：{name}").format(company=company, name=row.name)
    days = [asked.values[one] for one in ("since", "until") if one in asked.values]
    return f"{told} {' – '.join(dict.fromkeys(days)) or asked.today}"[:200]


def _told(asked: Asked) -> list[str]:
    """The report, and what it was narrowed to."""
    named = [str(asked.report.label), *([str(asked.view.label)] if asked.view.label else [])]
    facts = [*excel.narrowed_to(asked), *excel.in_work(asked)]
    return [" · ".join(named), *(_line(label, text) for label, text in facts)]


def _sums(asked: Asked, totals: Totals, company: Company) -> list[str]:
    setting = Setting(digits=company.digits, zone=company.time_zone)
    summed = [one for one in asked.columns if one.shown and one.total and not one.aside]
    told = [(one, paper.tell(one, totals.cells, setting)) for one in summed[:MOST_SUMS]]
    count = _("共 {count} 行").format(count=number(totals.rows))
    return [count, *(_line(str(one.label), text) for one, text in told if text)]


def _line(label: str, text: str) -> str:
    return _("{label}：{text}").format(label=label, text=text)
