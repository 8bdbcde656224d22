"""The parts of an import: rows of a file checked or made into records, resumed wherever it was
broken off.

Every part moves the pointer of its run in the transaction in which it makes records, so a part
that was killed is done again from nothing, and none is done twice.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import partial
from uuid import UUID

from django.db import transaction

from huolang.forms import registry, store
from huolang.forms.form import seen_by
from huolang.integrations.before import same_again
from huolang.integrations.columns import requiring
from huolang.integrations.import_run import ImportRun, State
from huolang.integrations.importing import CHECK, KINDS, require, title
from huolang.integrations.meaning.meant_numbers import Whose
from huolang.integrations.meaning.names import Names
from huolang.integrations.rows import faults, findings, making, plans, records, rows_read, trying
from huolang.integrations.rows.groups import Group, Plan
from huolang.integrations.rows.making import Maker
from huolang.integrations.rows.records import Writing
from huolang.integrations.rows.trying import Undo
from huolang.kernel import access as access_of
from huolang.kernel import background, outbox, sql, transactions
from huolang.kernel.background import BackgroundJob, Kind
from huolang.kernel.clock import now
from huolang.kernel.company import acting, current_id
from huolang.kernel.outbox import Happened
from huolang.kernel.permissions import Access
from huolang.ledger import books

SLICE = 15.0
"""Seconds of one part, after which others get their turn."""
TOGETHER, MOST_LINES = 250, 1_000
"""Records and rows of one transaction, where records are written together."""
THE_LAST = 2**31 - 1

SIZES = """
SELECT grp, count(*) FROM integrations_importline
WHERE company_id = %s::bigint AND run = %s::uuid AND grp > %s::int
  AND grp <= %s::int
GROUP BY grp ORDER BY grp LIMIT %s::int
"""
BETWEEN = """
SELECT grp, no, cells FROM integrations_importline
WHERE company_id = %s::bigint AND run = %s::uuid AND grp > %s::int AND grp <= %s::int
ORDER BY grp, no
"""
TURN = "SELECT pg_advisory_xact_lock(hashtextextended('import ' || %s::text, 0))"
"""Who writes much in one transaction takes turns here, and locks job and run at its end only: so
that somebody can stop it meanwhile."""
FAULTS = """
UPDATE integrations_importline t SET errors = v.errors FROM (VALUES {rows}) AS v(no, errors)
WHERE t.company_id = %s::bigint AND t.run = %s::uuid AND t.no = v.no
"""


def part(job: BackgroundJob) -> bool:
    """Check or import some rows; whether there are more."""
    company = job.company_id
    assert job.by is not None
    access = access_of.load(job.by, company)
    with acting(company):
        run = ImportRun.objects.get(id=job.about)
    if run.state == State.RUNNING and run.atomic:
        return _whole(job, access)
    if run.state == State.CHECKING and run.pointer < run.linked:
        _check_linked(job, access)
    until, known = time.monotonic() + SLICE, Names()
    turn = run.form if run.state == State.RUNNING else ""
    while transactions.run(company, lambda: _batch(job.id, access, known, turn)):
        if time.monotonic() > until:
            return True
    return False


def _batch(job: UUID, access: Access, known: Names, turn: str) -> bool:
    """Some rows in one transaction; whether there are more. Who waits for the `turn` of a form
    holds nothing, so that it can be stopped."""
    if turn:
        same_again.alone(turn)
    held = background.lock(job)
    run = ImportRun.objects.select_for_update().get(id=held.about)
    if run.state != (State.CHECKING if held.kind == CHECK else State.RUNNING):
        return False  # another worker did the rest of it, and has yet to say so
    writing = _writing(run, access, known)
    if writing.dry and writing.then and not run.pointer:
        some = trying.together(writing, lambda: _next(run, 1))
    else:
        some = _next(run, 1 if writing.then else TOGETHER)
        _write(writing, some)
    if not some:
        _finish(run)
        return False
    wrong = [one for one in some if one.refused]
    _record(run, writing, wrong, until=some[-1].key, read=some)
    background.note(held, done=held.done + sum(len(one.lines) for one in some))
    return True


def _writing(run: ImportRun, access: Access, known: Names) -> Writing:
    form = seen_by(registry.get(run.form), access.hidden)
    require(form, access, mode=run.mode, confirm=run.confirm)
    requiring.still_filled(form, run.matching, run.fixed)
    choices = {"separate": run.separate, "again": run.again, "confirm": run.confirm}
    choices["as_open"] = run.as_open
    plan = plans.plan(form, run.headers, run.matching, run.fixed, days=run.days, **choices)
    dry = run.state == State.CHECKING
    known.whose, at = Whose.of(run), now()
    known.maker = Maker(access=access, at=at) if run.make else None
    return Writing(plan=plan, run=run, access=access, at=at, names=known, dry=dry)


def _next(run: ImportRun, most: int, *, end: int = THE_LAST) -> list[Group]:
    """The next records of the file, with all their rows."""
    here, last, lines = [current_id(), run.id], run.pointer, 0
    for grp, size in sql.run(SIZES, [*here, run.pointer, end, most]):
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
        rows_read.read(writing.plan, one)
    try:
        with transaction.atomic():
            records.write(writing, some)
            if writing.dry:
                raise Undo
    except Undo:
        pass


def _record(
    run: ImportRun,
    writing: Writing,
    wrong: Sequence[Group],
    *,
    until: int,
    read: Sequence[Group] = (),
) -> None:
    """What came of some rows: counts, faults by row, and how far we are."""
    _keep_faults(run, writing.plan, wrong)
    run.created += writing.created
    run.changed += writing.changed
    run.same += writing.same
    run.refused += sum(one.refused for one in wrong)
    run.pointer = until
    if writing.differing:
        run.findings = findings.with_differing(run.findings, writing.differing)
    refused = {one.lines[0][0] for one in wrong if one.lines}
    if rounded := {row: one for row, one in writing.rounded.items() if row not in refused}:
        run.findings = findings.with_rounded(run.findings, rounded)
    if writing.dry and wrong:
        run.findings = findings.with_executed(run.findings, wrong)
    if writing.dry and writing.names.lacking:
        run.findings = making.with_lacking(run.findings, writing.names.lacking)
    if writing.dry and any(one.notes for one in read):
        run.findings = findings.with_notes(run.findings, read)
    counts = ["created", "changed", "same", "refused", "pointer", "together", "findings"]
    run.save(update_fields=counts)


def _keep_faults(run: ImportRun, plan: Plan, wrong: Sequence[Group]) -> None:
    """Each fault at its row; the other rows of the record are marked too, to be sent again."""
    rows: list[tuple[int, str]] = []
    for one in wrong:
        told = faults.by_row(plan, one)
        rows += [
            (number, store.shaped(told.get(number, []), "jsonb"))
            for number in sorted({*told, *(n for n, _cells in one.lines if one.errors)})
        ]
    sql.run_rows(FAULTS, "(%s::int, %s::jsonb)", rows, after=[current_id(), run.id])


def _finish(run: ImportRun) -> None:
    run.state = (State.CHECKED if run.state == State.CHECKING else State.DONE).value
    run.save(update_fields=["state"])


def _check_linked(job: BackgroundJob, access: Access) -> None:
    """Try the records that name each other in one transaction, so that each finds the others."""
    beside = background.Beside(job)
    try:
        transactions.run(job.company_id, lambda: _linked(job, access, beside))
    finally:
        beside.close()


def _linked(job: BackgroundJob, access: Access, beside: background.Beside) -> None:
    sql.run(TURN, [job.about])
    run = ImportRun.objects.get(id=job.about)
    if run.state != State.CHECKING or run.pointer >= run.linked:
        return
    writing, wrong, done = _writing(run, access, Names()), list[Group](), 0
    try:
        with transaction.atomic():
            done = _through(writing, beside, wrong, end=run.linked)
            raise Undo
    except Undo:
        pass
    held = _hold(job, State.CHECKING)
    _record(run, writing, wrong, until=run.linked)
    background.note(held, done=done)


def _hold(job: BackgroundJob, state: State) -> BackgroundJob:
    """The job, locked, and its run after it; raises `Cancelled` when somebody stopped them."""
    held = background.lock(job.id)
    if ImportRun.objects.select_for_update().get(id=job.about).state != state:
        raise background.Cancelled
    return held


def _through(
    writing: Writing, beside: background.Beside, wrong: list[Group], *, end: int = THE_LAST
) -> int:
    """Write all the records up to `end`; how many rows they are."""
    run, done = writing.run, 0
    while some := _next(run, TOGETHER, end=end):
        for one in some:
            rows_read.read(writing.plan, one)
        records.write(writing, some)
        wrong += [one for one in some if one.refused]
        if writing.dry:
            run.findings = findings.with_notes(run.findings, some)
        writing.known.clear()
        run.pointer, done = some[-1].key, done + sum(len(one.lines) for one in some)
        beside.note(done)
    return done


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
            _hold(job, State.RUNNING)
            run = ImportRun.objects.get(id=job.about)
            _keep_faults(run, plan, wrong)
            run.state = State.REFUSED.value
            run.refused = sum(one.refused for one in wrong)
            run.save(update_fields=["state", "refused"])
    return False


def _all(job: BackgroundJob, access: Access, beside: background.Beside, wrong: list[Group]) -> Plan:
    wrong.clear()
    sql.run(TURN, [job.about])
    run = ImportRun.objects.get(id=job.about)
    if run.state != State.RUNNING:
        raise background.Cancelled
    events = list[Happened]()
    same_again.alone(run.form)
    if run.confirm:
        books.alone()
    writing = _writing(run, access, Names())
    writing.events = events
    if writing.names.maker is not None:
        writing.names.maker.events = events
    try:
        with transaction.atomic():
            _through(writing, beside, wrong)
            if wrong:
                raise Undo
            _hold(job, State.RUNNING)
            outbox.write(events)
    except Undo:
        return writing.plan
    run.created, run.changed, run.same = writing.created, writing.changed, writing.same
    run.state = State.DONE.value
    run.save(update_fields=["created", "changed", "same", "state", "pointer"])
    return writing.plan


def stopped(job: BackgroundJob) -> None:
    """The job failed or was cancelled: what is imported stays, and it can be gone on with."""
    ImportRun.objects.filter(id=job.about, job=job.id).update(state=State.STOPPED.value)


def resumed(job: BackgroundJob) -> None:
    """Somebody wants the job to go on."""
    state = State.CHECKING if job.kind == CHECK else State.RUNNING
    ImportRun.objects.filter(id=job.about, job=job.id).update(state=state.value)


def register() -> None:
    """Make the two kinds of work known; called when Django starts."""
    for kind, label in KINDS.items():
        background.KINDS[kind] = Kind(
            part=part,
            label=label,
            title=partial(title, kind),
            ended=stopped,
            resumed=resumed,
            path=_path,
        )


def _path(form: str, run: str) -> str:
    return f"/records/{form}/import?run={run}"
