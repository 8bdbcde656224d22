"""导入: from a file that was sent to records, checked first, resumed wherever it was broken off.

Every part moves the pointer of its run in the transaction in which it makes records, so a part
that was killed is done again from nothing, and none is done twice.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from huolang.forms import registry, store
from huolang.forms.form import Form, seen_by
from huolang.integrations import findings, fixed_values, groups, matching, reading, records, trying
from huolang.integrations.groups import Group, Plan
from huolang.integrations.import_run import ImportRun, Mode, RememberedColumns, State
from huolang.integrations.names import Names
from huolang.integrations.records import Writing
from huolang.integrations.trying import Undo
from huolang.kernel import access as access_of
from huolang.kernel import audit, background, outbox, sql, transactions
from huolang.kernel.background import BackgroundJob, Kind
from huolang.kernel.clock import now
from huolang.kernel.company import acting, current_id
from huolang.kernel.outbox import Happened
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError
from huolang.ledger import books

CHECK, RUN = "import_check", "import_run"
SLICE = 15.0
"""Seconds of one part, after which others get their turn."""
TOGETHER, MOST_LINES = 250, 1_000
"""Records and rows of one transaction, where records are written together."""
LONGEST_HEADING = 100


class WrongState(BusinessError):
    code = "import.wrong_state"
    message = _("导入{state}，现在不能这样做")


INSERT = "INSERT INTO integrations_importline (company_id, run, no, grp, cells) VALUES {rows}"
ROW = "(%s::bigint, %s::uuid, %s::int, %s::int, %s::jsonb)"
LINES = """
SELECT no, cells FROM integrations_importline WHERE company_id = %s AND run = %s ORDER BY no
"""
GROUP = """
UPDATE integrations_importline t SET grp = v.grp FROM (VALUES {rows}) AS v(no, grp)
WHERE t.company_id = %s::bigint AND t.run = %s::uuid AND t.no = v.no
"""
CLEAR = """
UPDATE integrations_importline SET grp = no, errors = NULL
WHERE company_id = %s::bigint AND run = %s::uuid AND (grp <> no OR errors IS NOT NULL)
"""
SIZES = """
SELECT grp, count(*) FROM integrations_importline
WHERE company_id = %s::bigint AND run = %s::uuid AND grp > %s::int
GROUP BY grp ORDER BY grp LIMIT %s::int
"""
BETWEEN = """
SELECT grp, no, cells FROM integrations_importline
WHERE company_id = %s::bigint AND run = %s::uuid AND grp > %s::int AND grp <= %s::int
ORDER BY grp, no
"""
FAULTS = """
UPDATE integrations_importline t SET errors = v.errors FROM (VALUES {rows}) AS v(no, errors)
WHERE t.company_id = %s::bigint AND t.run = %s::uuid AND t.no = v.no
"""


def receive(form: Form, name: str, content: bytes, *, access: Access) -> ImportRun:
    """Keep the rows of a file that was sent; its first row is the headings."""
    access.require(form.name, "import")
    found = reading.rows(content)
    header_row, headings = next(found)
    headers = [groups.heading(one)[:LONGEST_HEADING] for one in headings]
    run = ImportRun(
        form=form.name,
        file_name=name[-200:],
        digest=hashlib.sha256(content).hexdigest(),
        by=access.user,
        headers=headers,
        header_row=header_row,
    )
    run.matching = matching.propose(form, headers, remembered(form, access))
    run.fixed = fixed_values.only_place(form, run.matching.values(), access)
    kept: list[tuple[Any, ...]] = []
    for number, cells in found:
        kept.append((current_id(), run.id, number, number, store.shaped(cells, "jsonb")))
        if len(kept) == sql.CHUNK:
            sql.run_rows(INSERT, ROW, kept)
            run.lines += len(kept)
            kept.clear()
    sql.run_rows(INSERT, ROW, kept)
    run.lines += len(kept)
    if not run.lines:
        raise reading.NothingInside()
    run.save(force_insert=True)
    return run


def remembered(form: Form, access: Access) -> Mapping[str, str]:
    row = RememberedColumns.objects.filter(user=access.user, form=form.name).first()
    return row.columns if row else {}


def check(
    run: ImportRun,
    *,
    columns: Mapping[str, str],
    fixed: Mapping[str, str] | None,
    mode: str,
    atomic: bool,
    confirm: bool,
    separate: bool = False,
    access: Access,
) -> None:
    """Ask for a dry run with these columns and choices; `run` is locked. `fixed` says what is the
    same in every record, for fields that no column fills; None: as was proposed."""
    if run.state not in (State.UPLOADED, State.CHECKED, State.STOPPED, State.REFUSED) or (
        run.state == State.STOPPED and run.created and not _only_checked(run)
    ):
        raise WrongState(state=run.get_state_display())
    form = seen_by(registry.get(run.form), access.hidden)
    _require(form, access, mode=mode, confirm=confirm)
    if fixed is None:
        fixed = {path: text for path, text in run.fixed.items() if path not in columns.values()}
    fixed = {path: text.strip() for path, text in fixed.items() if text.strip()}
    matching.check(form, run.headers, columns, fixed, creates=mode != Mode.UPDATE)
    run.matching, run.fixed, run.mode, run.atomic = dict(columns), fixed, mode, atomic
    run.confirm = confirm and form.is_document
    run.separate = separate and form.is_document
    _remember(run, form, columns, access)
    sql.run(CLEAR, [current_id(), run.id])
    plan = groups.plan(form, run.headers, columns, fixed, separate=run.separate)
    found = list(groups.grouped(plan, _all_lines(run)))
    run.findings = findings.of_rows(run.lines, found)
    pairs = [(row, first) for row, first, _alike in found]
    sql.run_rows(GROUP, "(%s::int, %s::int)", pairs, after=[current_id(), run.id])
    _begin(run, State.CHECKING, CHECK, access)


def _remember(run: ImportRun, form: Form, columns: Mapping[str, str], access: Access) -> None:
    """Keep for the next file what the columns of this one mean."""
    RememberedColumns.objects.bulk_create(
        [
            RememberedColumns(
                user=access.user,
                form=form.name,
                columns={
                    **remembered(form, access),
                    **matching.remembering(run.headers, columns),
                },
            )
        ],
        update_conflicts=True,
        unique_fields=["company", "user", "form"],
        update_fields=["columns"],
    )


def _only_checked(run: ImportRun) -> bool:
    """Whether what was stopped was a check, of which nothing stays."""
    return BackgroundJob.objects.filter(id=run.job, kind=CHECK).exists()


def start(run: ImportRun, *, access: Access) -> None:
    """Ask for the import itself, as it was checked; `run` is locked."""
    if run.state != State.CHECKED:
        raise WrongState(state=run.get_state_display())
    form = registry.get(run.form)
    _require(form, access, mode=run.mode, confirm=run.confirm)
    told = {
        "file": [None, run.file_name],
        "rows": [None, run.lines],
        "mode": [None, run.mode],
        "digest": [None, run.digest],
    }
    trace = audit.Trace(
        form=form.name, record=run.id, action="import", by=access.user, changes=told
    )
    audit.write([trace])
    sql.run(
        "UPDATE integrations_importline SET errors = NULL"
        " WHERE company_id = %s::bigint AND run = %s::uuid AND errors IS NOT NULL",
        [current_id(), run.id],
    )
    _begin(run, State.RUNNING, RUN, access)


def _require(form: Form, access: Access, *, mode: str, confirm: bool) -> None:
    access.require(form.name, "import")
    if mode != Mode.UPDATE:
        access.require(form.name, "add")
    if mode != Mode.CREATE:
        access.require(form.name, "edit")
    if confirm and form.is_document:
        access.require(form.name, "confirm")


def _begin(run: ImportRun, state: State, kind: str, access: Access) -> None:
    run.pointer = run.created = run.changed = run.refused = run.together = 0
    run.state = state.value
    title = f"{KINDS[kind]} {registry.get(run.form).label}：{run.file_name}"
    job = background.begin(
        kind, title=title, about=run.id, by=access.user, form=run.form, whole=run.lines
    )
    run.job = job.id
    run.save()


def _all_lines(run: ImportRun) -> Iterator[tuple[int, list[Any]]]:
    for number, cells in sql.stream_bound(LINES, [current_id(), run.id]):
        yield number, store.unpacked(cells) if isinstance(cells, str) else cells


def part(job: BackgroundJob) -> bool:
    """Check or import some rows; whether there are more."""
    company = job.company_id
    assert job.by is not None
    access = access_of.load(job.by, company)
    with acting(company):
        run = ImportRun.objects.get(id=job.about)
    if run.state == State.RUNNING and run.atomic:
        return _whole(job, access)
    until, known = time.monotonic() + SLICE, Names()
    while transactions.run(company, lambda: _batch(job.id, access, known)):
        if time.monotonic() > until:
            return True
    return False


def _batch(job: UUID, access: Access, known: Names) -> bool:
    """Some rows in one transaction; whether there are more."""
    held = background.lock(job)
    run = ImportRun.objects.select_for_update().get(id=held.about)
    writing = _writing(run, access, known)
    if writing.dry and writing.then and not run.pointer:
        some = trying.together(writing, lambda: _next(run, 1))
    else:
        some = _next(run, 1 if writing.then else TOGETHER)
        _write(writing, some)
    if not some:
        _finish(run)
        return False
    _record(run, writing, some)
    background.note(held, done=held.done + sum(len(one.lines) for one in some))
    return True


def _writing(run: ImportRun, access: Access, known: Names) -> Writing:
    form = seen_by(registry.get(run.form), access.hidden)
    _require(form, access, mode=run.mode, confirm=run.confirm)
    plan = groups.plan(form, run.headers, run.matching, run.fixed, separate=run.separate)
    dry = run.state == State.CHECKING
    return Writing(plan=plan, run=run, access=access, at=now(), names=known, dry=dry)


def _next(run: ImportRun, most: int) -> list[Group]:
    """The next records of the file, with all their rows."""
    here, last, lines = [current_id(), run.id], run.pointer, 0
    for grp, size in sql.run(SIZES, [*here, run.pointer, most]):
        if lines and lines + size > MOST_LINES:
            break
        last, lines = grp, lines + size
    found: dict[int, Group] = {}
    for grp, number, cells in sql.run(BETWEEN, [*here, run.pointer, last]):
        group = found.setdefault(grp, Group(grp, []))
        group.lines.append((number, store.unpacked(cells)))
    return list(found.values())


def _write(writing: Writing, some: Sequence[Group]) -> None:
    """Do it all; for a dry run to see what is refused, and take it back."""
    for one in some:
        groups.read(writing.plan, one)
    try:
        with transaction.atomic():
            records.write(writing, some)
            if writing.dry:
                raise Undo
    except Undo:
        pass


def _record(run: ImportRun, writing: Writing, some: Sequence[Group]) -> None:
    """What came of a batch: counts, faults by row, and how far we are."""
    wrong = [one for one in some if one.refused]
    _keep_faults(run, writing.plan, wrong)
    run.created += writing.created
    run.changed += writing.changed
    run.refused += sum(one.refused for one in wrong)
    run.pointer = some[-1].key
    if writing.differing:
        run.findings = findings.with_differing(run.findings, writing.differing)
    counts = ["created", "changed", "refused", "pointer", "together", "findings"]
    run.save(update_fields=counts)


def _keep_faults(run: ImportRun, plan: Plan, wrong: Sequence[Group]) -> None:
    """Each fault at its row; the other rows of the record are marked too, to be sent again."""
    rows: list[tuple[int, str]] = []
    for one in wrong:
        told = groups.faults(plan, one)
        rows += [
            (number, store.shaped(told.get(number, []), "jsonb"))
            for number, _ in one.lines
            if one.errors or number in told
        ]
    sql.run_rows(FAULTS, "(%s::int, %s::jsonb)", rows, after=[current_id(), run.id])


def _finish(run: ImportRun) -> None:
    run.state = (State.CHECKED if run.state == State.CHECKING else State.DONE).value
    run.save(update_fields=["state"])


def _whole(job: BackgroundJob, access: Access) -> bool:
    """All rows in one transaction, or, when anything is refused, none."""
    beside = background.Beside(job)
    wrong: list[Group] = []
    try:
        plan = transactions.run(job.company_id, lambda: _all(job, access, beside, wrong))
    finally:
        beside.close()
    if wrong:
        with acting(job.company_id):
            run = ImportRun.objects.select_for_update().get(id=job.about)
            _keep_faults(run, plan, wrong)
            run.state = State.REFUSED.value
            run.refused = sum(one.refused for one in wrong)
            run.save(update_fields=["state", "refused"])
    return False


def _all(job: BackgroundJob, access: Access, beside: background.Beside, wrong: list[Group]) -> Plan:
    wrong.clear()
    run = ImportRun.objects.select_for_update().get(id=job.about)
    if run.state != State.RUNNING:
        raise background.Cancelled
    known, events, done = Names(), list[Happened](), 0
    if run.confirm:
        books.alone()
    writing = _writing(run, access, known)
    writing.events = events
    try:
        with transaction.atomic():
            while some := _next(run, TOGETHER):
                for one in some:
                    groups.read(writing.plan, one)
                records.write(writing, some)
                wrong += [one for one in some if one.refused]
                writing.known.clear()
                run.pointer, done = some[-1].key, done + sum(len(one.lines) for one in some)
                beside.note(done)
            if wrong:
                raise Undo
            outbox.write(events)
    except Undo:
        return writing.plan
    run.created, run.changed, run.state = writing.created, writing.changed, State.DONE.value
    run.save(update_fields=["created", "changed", "state", "pointer"])
    return writing.plan


def stopped(job: BackgroundJob) -> None:
    """The job failed or was cancelled: what is imported stays, and it can be gone on with."""
    ImportRun.objects.filter(id=job.about, job=job.id).update(state=State.STOPPED.value)


def resumed(job: BackgroundJob) -> None:
    """Somebody wants the job to go on."""
    state = State.CHECKING if job.kind == CHECK else State.RUNNING
    ImportRun.objects.filter(id=job.about, job=job.id).update(state=state.value)


KINDS = {CHECK: _("检查"), RUN: _("导入")}


def register() -> None:
    """Make the two kinds of work known; called when Django starts."""
    for kind, label in KINDS.items():
        background.KINDS[kind] = Kind(
            part=part, label=label, ended=stopped, resumed=resumed, path=_path
        )


def _path(form: str, run: str) -> str:
    return f"/records/{form}/import?run={run}"
