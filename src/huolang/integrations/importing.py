"""导入: a file is received, matched to fields, checked, imported; `parts` does the work."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any

from django.utils.translation import gettext_lazy as _

from huolang.forms import registry, store
from huolang.forms.form import Form, seen_by
from huolang.integrations.amounts import taxed_rows
from huolang.integrations.before import given_numbers
from huolang.integrations.columns import (
    matching,
    prices_in_columns,
    requiring,
    said_before,
    told_of_columns,
)
from huolang.integrations.import_run import (
    ImportLine,
    ImportRun,
    Mode,
    Numbers,
    RememberedColumns,
    State,
)
from huolang.integrations.meaning import day_readings
from huolang.integrations.rows import (
    findings,
    fixed_values,
    groups,
    no_lines,
    own_kind,
    plans,
    said_by_rows,
    spread_refused,
)
from huolang.integrations.tables import figures, heading_row, reading
from huolang.integrations.tables.heading_row import Head
from huolang.kernel import audit, background, sql
from huolang.kernel.background import BackgroundJob
from huolang.kernel.company import current_id
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError

CHECK, RUN = "import_check", "import_run"
KINDS = {CHECK: _("检查"), RUN: _("导入")}
LONGEST_HEADING = 100
LOOKED_AT = 50
"""Rows by which it is known what stands in a column."""
MOST_SOURCES = 50
AGREED = ("make", "as_priced", "as_open")
"""What whoever imports agreed to, where a check asked."""


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
SHIFT = """
UPDATE integrations_importline SET grp = grp + %s::int
WHERE company_id = %s::bigint AND run = %s::uuid
"""
PLACE = """
UPDATE integrations_importline t SET grp = v.place FROM (VALUES {rows}) AS v(grp, place)
WHERE t.company_id = %s::bigint AND t.run = %s::uuid AND t.grp = v.grp
"""
CLEAR = """
UPDATE integrations_importline SET grp = no, errors = NULL
WHERE company_id = %s::bigint AND run = %s::uuid AND (grp <> no OR errors IS NOT NULL)
"""


def receive(
    form: Form,
    name: str,
    content: bytes,
    *,
    row: int = 0,
    rows: int = 1,
    access: Access,
) -> ImportRun:
    """Keep the rows of a file that was sent, those below its headings; `row` is the first one of
    these, if somebody says so, and `rows` how many there are."""
    access.require(form.name, "import")
    known = dict.fromkeys(remembered(form, access), "")
    lines, left, hidden = reading.table(content, lambda top: heading_row.is_there(form, top, known))
    first = list(islice(lines, heading_row.LOOKED_AT))
    head = (
        heading_row.at_row(form, first, row, rows)
        if row
        else heading_row.found(form, first, known, _chosen(form, access))
    )
    run = ImportRun(
        form=form.name,
        file_name=name[-200:],
        digest=hashlib.sha256(content).hexdigest(),
        by=access.user,
        top=heading_row.kept(first, head),
        chosen=bool(row),
    )
    below = chain(first[head.place + 1 :], lines)
    unseen = list[int]()
    _take_head(run, form, head, _noting(below, hidden, unseen), access)
    run.findings = findings.with_left(left, unseen)
    run.save(force_insert=True)
    return run


def _noting(
    lines: Iterable[reading.Line], hidden: Collection[int], unseen: list[int]
) -> Iterator[reading.Line]:
    """The rows; which of them are not shown in the file goes into `unseen`."""
    for line in lines:
        if line[0] in hidden:
            unseen.append(line[0])
        yield line


def choose_row(run: ImportRun, *, row: int, rows: int, access: Access) -> None:
    """Take the headings from other rows of the file, as somebody says; `run` is locked."""
    _require_waiting(run)
    form = seen_by(registry.get(run.form), access.hidden)
    access.require(form.name, "import")
    first = [(number, cells) for number, cells in run.top]
    head = heading_row.at_row(form, first, row, rows)
    rest = [line for line in _all_lines(run) if line[0] > first[-1][0]]
    ImportLine.objects.filter(run=run.id).delete()
    run.state, run.chosen, run.findings = State.UPLOADED.value, True, findings.of_file(run.findings)
    run.lines = run.pointer = run.created = run.changed = run.same = run.refused = 0
    _take_head(run, form, head, chain(first[head.place + 1 :], rest), access)
    run.save()


def _take_head(
    run: ImportRun, form: Form, head: Head, lines: Iterator[reading.Line], access: Access
) -> None:
    """Keep the rows below these headings, and propose what the columns mean."""
    top = list(islice(lines, LOOKED_AT))
    width = max([len(head.headers), *(len(cells) for _no, cells in top)])
    headers = [one[:LONGEST_HEADING] for one in head.headers]
    headers += [""] * (width - len(headers))
    run.headers, run.heading_rows = headers, head.rows
    run.header_row = run.top[head.place][0]
    known = said_before.holding(form, headers, remembered(form, access))
    run.matching = matching.propose(form, headers, known, figures.no_answers(headers, top))
    run.fixed = fixed_values.proposed(form, run.file_name, headers, run.matching, access)
    kept: list[tuple[Any, ...]] = []
    for number, cells in chain(top, lines):
        kept.append((current_id(), run.id, number, number, store.shaped(cells, "jsonb")))
        if len(kept) == sql.CHUNK:
            sql.run_rows(INSERT, ROW, kept)
            run.lines += len(kept)
            kept.clear()
    sql.run_rows(INSERT, ROW, kept)
    run.lines += len(kept)
    if not run.lines:
        if run.chosen:
            raise heading_row.NoSuchRow(row=run.header_row)
        raise reading.NothingInside()
    taxed = taxed_rows.proposed(form, headers, run.matching, run.fixed, _all_lines(run))
    run.fixed = {**run.fixed, **taxed}
    run.matching = said_by_rows.settle(run, form, known, lambda: _all_lines(run))


def remembered(form: Form, access: Access) -> Mapping[str, Any]:
    """What this person said of the columns of earlier files."""
    row = RememberedColumns.objects.filter(user=access.user, form=form.name).first()
    return said_before.words(form, row.columns, row.said) if row else {}


def _chosen(form: Form, access: Access) -> list[dict[str, Any]]:
    """The rows of headings that somebody chose before."""
    row = RememberedColumns.objects.filter(user=access.user, form=form.name).first()
    return row.chosen if row else []


def check(
    run: ImportRun,
    *,
    columns: Mapping[str, str],
    fixed: Mapping[str, str] | None,
    mode: str,
    atomic: bool,
    confirm: bool,
    separate: bool = False,
    numbers: str = Numbers.EITHER.value,
    source: str = "",
    again: bool = False,
    make: bool = False,
    as_priced: bool = False,
    as_open: bool = False,
    access: Access,
) -> None:
    """Ask for a dry run with these columns and choices; `run` is locked. `fixed` says what is the
    same in every record, for fields that no column fills; None: as was proposed. `numbers` says
    whose the numbers of documents in the file are; those of another program are told apart by
    their `source`, where several shops count alike. `again`: what has no number or code and is
    there already is made once more. `make`: simple records that rows name and that are not there
    are made with them. `as_priced`: what the file says comes to another amount is made as well;
    `as_open`: orders that were executed in part elsewhere are made as wholly open."""
    _require_waiting(run)
    form = seen_by(registry.get(run.form), access.hidden)
    require(form, access, mode=mode, confirm=confirm)
    if fixed is None:
        fixed = {path: text for path, text in run.fixed.items() if path not in columns.values()}
    fixed = {path: text.strip() for path, text in fixed.items() if text.strip()}
    _require_columns(run, form, columns, fixed, mode)
    _remember(run, form, columns, access)
    run.matching, run.fixed, run.mode, run.atomic = dict(columns), fixed, mode, atomic
    run.confirm, run.make = confirm and form.is_document, make
    run.separate, run.again = separate and form.is_document, again
    run.as_priced = as_priced and form.is_document
    run.as_open = as_open and form.is_document
    run.numbers = numbers
    run.source = given_numbers.plain(source) if numbers == Numbers.THEIRS else ""
    sql.run(CLEAR, [current_id(), run.id])
    choices: dict[str, Any] = {"separate": run.separate, "again": run.again}
    plan = plans.plan(form, run.headers, columns, fixed, **choices)
    run.days = day_readings.of_columns(plan.entries, _all_lines(run))
    if run.days:
        plan = plans.plan(form, run.headers, columns, fixed, days=run.days, **choices)
    found = list(groups.grouped(plan, _all_lines(run)))
    top = list(islice(_all_lines(run), LOOKED_AT))
    filled = {*fixed, *(one.fills for one, _entry in plan.spread)}
    untold = told_of_columns.of_file(form, run.headers, columns, filled, top)
    run.findings = findings.of_rows(run.lines, found) | findings.of_file(run.findings, untold)
    pairs = [(row, first) for row, first, _alike in found]
    sql.run_rows(GROUP, "(%s::int, %s::int)", pairs, after=[current_id(), run.id])
    _first_the_linked(run, own_kind.linked(plan, _all_lines(run), dict(pairs)))
    if run.confirm:
        _before_others(run, given_numbers.in_order(plan, _all_lines(run), dict(pairs)))
    _begin(run, State.CHECKING, CHECK, access)


def _require_columns(
    run: ImportRun, form: Form, columns: Mapping[str, str], fixed: Mapping[str, str], mode: str
) -> None:
    """Refuse columns of which nothing can be made."""
    if mode != Mode.UPDATE:
        prices_in_columns.refuse(form, run.headers, columns)
    refused, given = spread_refused.of(form, run.headers, columns, fixed)
    requiring.check(
        form,
        run.headers,
        columns,
        fixed,
        creates=mode != Mode.UPDATE,
        row=run.header_row,
        given=given,
        more=[*refused, *no_lines.wrong(form, columns, given)],
    )


def _require_waiting(run: ImportRun) -> None:
    """Refuse what is under way, or has made something."""
    if run.state not in (State.UPLOADED, State.CHECKED, State.STOPPED, State.REFUSED) or (
        run.state == State.STOPPED and run.created and not _only_checked(run)
    ):
        raise WrongState(state=run.get_state_display())


def _first_the_linked(run: ImportRun, linked: Sequence[int]) -> None:
    """Records that name others of the file come before the rest, each after those it names."""
    run.linked = len(linked)
    _before_others(run, linked)


def _before_others(run: ImportRun, ordered: Sequence[int]) -> None:
    """Make these records first, in this order; each is known by its first row."""
    if ordered:
        sql.run(SHIFT, [len(ordered), current_id(), run.id])
        places = [(first + len(ordered), place) for place, first in enumerate(ordered, start=1)]
        sql.run_rows(PLACE, "(%s::int, %s::int)", places, after=[current_id(), run.id])


def _remember(run: ImportRun, form: Form, columns: Mapping[str, str], access: Access) -> None:
    """Keep for the next file what somebody changed in what this one's columns were proposed to
    mean, and which row they stand in."""
    chosen = _chosen(form, access)
    if run.chosen:
        mine = heading_row.choice(run.top, run.header_row, run.heading_rows)
        chosen = [mine, *(one for one in chosen if one["said"] != mine["said"])]
    numbers = figures.no_answers(run.headers, list(islice(_all_lines(run), LOOKED_AT)))
    usual = said_by_rows.usual(form, run.matching, matching.propose(form, run.headers, {}, numbers))
    before = remembered(form, access)
    said = said_before.changed(form, run.headers, run.matching, columns, usual, before)
    RememberedColumns.objects.bulk_create(
        [
            RememberedColumns(
                user=access.user,
                form=form.name,
                columns={},
                said=said,
                chosen=chosen[: heading_row.MOST_CHOSEN],
            )
        ],
        update_conflicts=True,
        unique_fields=["company", "user", "form"],
        update_fields=["columns", "said", "chosen"],
    )


def sources() -> list[str]:
    """What people have called the shops whose numbers files have, by name: each in one way."""
    named = ImportRun.objects.exclude(source="").values_list("source", flat=True)
    some = sorted(named.order_by().distinct())
    return sorted({given_numbers.shop(one): one for one in some}.values())[:MOST_SOURCES]


def _only_checked(run: ImportRun) -> bool:
    """Whether what was stopped was a check, of which nothing stays."""
    return BackgroundJob.objects.filter(id=run.job, kind=CHECK).exists()


def start(run: ImportRun, *, access: Access) -> None:
    """Ask for the import itself, as it was checked; `run` is locked."""
    if run.state != State.CHECKED:
        raise WrongState(state=run.get_state_display())
    form = seen_by(registry.get(run.form), access.hidden)
    require(form, access, mode=run.mode, confirm=run.confirm)
    requiring.still_filled(form, run.matching, run.fixed)
    told = {
        "file": [None, run.file_name],
        "rows": [None, run.lines],
        "mode": [None, run.mode],
        "digest": [None, run.digest],
        **{one: [None, True] for one in AGREED if getattr(run, one)},
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


def require(form: Form, access: Access, *, mode: str, confirm: bool) -> None:
    """Refuse who may not do with records of a form what an import of this mode does."""
    access.require(form.name, "import")
    if mode != Mode.UPDATE:
        access.require(form.name, "add")
    if mode != Mode.CREATE:
        access.require(form.name, "edit")
    if confirm and form.is_document:
        access.require(form.name, "confirm")


def title(kind: str, form: str, file_name: str) -> str:
    """What checking or importing a file is called in the language at hand."""
    told = {"what": KINDS[kind], "form": registry.get(form).label, "file": file_name}
    return _("{what} {form}：{file}").format(**told)


def _begin(run: ImportRun, state: State, kind: str, access: Access) -> None:
    run.pointer = run.created = run.changed = run.same = run.refused = run.together = 0
    run.state = state.value
    job = background.begin(
        kind,
        about=run.id,
        by=access.user,
        form=run.form,
        subject=run.file_name,
        whole=run.lines,
    )
    run.job = job.id
    run.save()


def _all_lines(run: ImportRun) -> Iterator[tuple[int, list[Any]]]:
    for number, cells in sql.stream_bound(LINES, [current_id(), run.id]):
        yield number, store.unpacked(cells) if isinstance(cells, str) else cells
