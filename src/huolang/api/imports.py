"""导入 over HTTP: send a file, match its columns, check it, import it, fetch what was refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import IO, Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from ninja import Query, Router

from huolang.api import asked, jobs
from huolang.api.answers import answer
from huolang.api.exports import download
from huolang.api.imports_schemas import Choices, HeadingRow, ImportOut, LinePage
from huolang.api.schemas import PROBLEMS, WRITTEN
from huolang.api.working import access_of, form_for, once, reading
from huolang.forms import registry
from huolang.forms.form import Form, seen_by
from huolang.forms.refusals import Required
from huolang.integrations import error_file, files, importing
from huolang.integrations.columns import matching
from huolang.integrations.import_run import ImportLine, ImportRun, Mode, State
from huolang.integrations.meaning import told_twice
from huolang.integrations.rows import findings, groups, making, spreading
from huolang.integrations.rows.records import MOST_TRIED
from huolang.kernel.background import BackgroundJob
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import NotFound, shortened

router = Router(tags=["imports"])

SAMPLES, SHOWN = 5, 12
"""Rows below the headings that are shown, and columns of the first rows of a file."""


SENT: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {kind: {"schema": {"type": "string"}} for kind in asked.FILES},
    }
}
MENDED: dict[str, Any] = {
    "responses": {200: {"content": {files.MEDIA_TYPES[files.XLSX]: {"schema": {"type": "string"}}}}}
}


@router.post(
    "/imports",
    response={201: ImportOut, **WRITTEN},
    summary="Send a file to import",
    openapi_extra=SENT,
)
def upload(
    request: HttpRequest,
    form: str = Query("", max_length=64),
    name: str = Query("", max_length=200),
) -> HttpResponse:
    """The body is the file itself: .xlsx or .csv, at most 32 MB. Nothing is imported yet."""
    asked.parameters(request, "form", "name")
    if not form:
        raise Required(field="form")
    shown, access = form_for(request, form, "import")
    content = asked.file(request)

    def work() -> tuple[int, Any]:
        return 201, _out(importing.receive(shown, name or "—", content, access=access), access)

    return once(request, access, work)


@router.get("/imports/{run}", response={200: ImportOut, **PROBLEMS}, summary="One import")
def one(request: HttpRequest, run: str) -> HttpResponse:
    asked.parameters(request)
    access, key = access_of(request), asked.record(run)
    return answer(reading(access, lambda: _out(_seen(key, access), access)))


@router.post(
    "/imports/{run}/headings",
    response={200: ImportOut, **WRITTEN},
    summary="Say where the headings of a file are",
)
def headings(request: HttpRequest, run: str, choice: HeadingRow) -> HttpResponse:
    """What its columns mean is proposed anew; files with such a row are read alike from then on."""

    def press(found: ImportRun, access: Access) -> None:
        importing.choose_row(found, row=choice.row, rows=choice.rows, access=access)

    return _press(request, run, press)


@router.post("/imports/{run}/check", response={200: ImportOut, **WRITTEN}, summary="Check a file")
def check(request: HttpRequest, run: str, choices: Choices) -> HttpResponse:
    """A dry run with these columns and `fixed` (left out: as proposed): every record is tried and
    nothing is kept. Documents that are to be confirmed are, in their order, until others have
    waited for seconds (`tried_together`); those that follow are by themselves (`tried`), the rest
    is not. What of these is refused for what came before it in the file (stock, orders, credit)
    shows when the import runs. `numbers`: whose the numbers of documents in the file are, `ours`,
    `theirs` (of another program, as in files before), or `either`: what may be both is refused.
    `source` names the shop whose numbers they are, where several count alike: numbers of one are
    none of the other's. Documents without a number that are the same as what an earlier file
    brought (day, partner, goods, quantities and prices), or have half of their rows, are refused
    unless `again`; so are rows of opening documents that another one holds, and masters without a
    code that have the name of one that is there. What of brands, categories, units and other simple
    records is not there is told in `lacking`; with `make` it is made with the rows that name it.
    Rows and documents that come to another amount than they say are refused unless `as_priced`,
    and orders that say that something of them was executed elsewhere unless `as_open`."""

    def press(found: ImportRun, access: Access) -> None:
        importing.check(
            found,
            columns=choices.matching,
            fixed=choices.fixed,
            mode=choices.mode,
            atomic=choices.atomic,
            confirm=choices.confirm,
            separate=choices.separate,
            numbers=choices.numbers,
            source=choices.source,
            again=choices.again,
            make=choices.make,
            as_priced=choices.as_priced,
            as_open=choices.as_open,
            access=access,
        )

    return _press(request, run, press)


@router.post("/imports/{run}/start", response={200: ImportOut, **WRITTEN}, summary="Import a file")
def start(request: HttpRequest, run: str) -> HttpResponse:
    """As it was checked."""
    return _press(request, run, lambda found, access: importing.start(found, access=access))


@router.get("/imports/{run}/errors", response={200: LinePage, **PROBLEMS}, summary="What is wrong")
def errors(
    request: HttpRequest,
    run: str,
    limit: int = Query(50, ge=1, le=500),
    cursor: int = Query(0, ge=0, le=10_000_000),
) -> HttpResponse:
    """The rows that were refused, in their order, with what is wrong in each."""
    asked.parameters(request, "limit", "cursor")
    access, key = access_of(request), asked.record(run)

    def work() -> Any:
        found = _seen(key, access)
        rows = ImportLine.objects.filter(run=found.id, errors__isnull=False, no__gt=cursor)
        lines = list(rows.exclude(errors=[]).order_by("no")[: limit + 1])
        more, lines = len(lines) > limit, lines[:limit]
        items = [{"row": one.no, "cells": _texts(one.cells), "errors": one.errors} for one in lines]
        return {"items": items, "next": str(lines[-1].no) if more else None}

    return answer(reading(access, work))


@router.get(
    "/imports/{run}/file",
    response={200: str, **PROBLEMS},
    summary="What is wrong, to mend",
    openapi_extra=MENDED,
)
def wrong(request: HttpRequest, run: str) -> FileResponse:
    """The refused rows as a workbook, with the faults beside them, to be corrected and sent."""
    asked.parameters(request)
    access, key = access_of(request), asked.record(run)

    def work(into: IO[bytes]) -> str:
        found = _seen(key, access)
        error_file.write(found, into)
        return found.file_name.rpartition(".")[0] or found.file_name

    return download(request, access, files.XLSX, work)


def _press(
    request: HttpRequest, run: str, press: Callable[[ImportRun, Access], None]
) -> HttpResponse:
    asked.parameters(request)
    access, key = access_of(request), asked.record(run)

    def work() -> tuple[int, Any]:
        found = _seen(key, access, lock=True)
        press(found, access)
        return 200, _out(found, access)

    return once(request, access, work)


def _seen(key: UUID, access: Access, *, lock: bool = False) -> ImportRun:
    """An import of this person, or of another one for who sees everybody's jobs."""
    rows = ImportRun.objects.select_for_update() if lock else ImportRun.objects
    found = rows.filter(id=key).first()
    if found is None or not (found.by == access.user or access.allows("job", "view")):
        raise NotFound()
    access.require(found.form, "import")
    return found


def _out(run: ImportRun, access: Access) -> dict[str, Any]:
    form = seen_by(registry.get(run.form), access.hidden)
    columns = told_twice.with_checks(matching.fillable(form))
    spread = spreading.found(form, run.headers, run.matching, run.fixed)
    said = matching.notes(form, run.headers, run.matching)
    lines = ImportLine.objects.filter(run=run.id).order_by("no")[:SAMPLES]
    job = BackgroundJob.objects.filter(id=run.job).first() if run.job else None
    return {
        "id": run.id,
        "form": run.form,
        "form_label": str(form.label),
        "file_name": run.file_name,
        "state": run.state,
        "state_label": State(run.state).label,
        "created_at": run.created_at,
        "header_row": run.header_row,
        "heading_rows": run.heading_rows,
        "top": [{"row": n, "cells": _texts(cells[:SHOWN])} for n, cells in run.top],
        "headers": run.headers,
        "samples": [_texts(one.cells) for one in lines],
        "columns": _columns(form),
        "matching": {n: path for n, path in run.matching.items() if path in columns},
        "fixed": {path: text for path, text in run.fixed.items() if path in columns},
        "computed": said.computed,
        "named": said.named,
        "mode": Mode(run.mode).value,
        "atomic": run.atomic,
        "confirm": run.confirm,
        "lines": run.lines,
        "created": run.created,
        "changed": run.changed,
        "same": run.same,
        "refused": run.refused,
        "tried": min(run.created + run.refused, MOST_TRIED) if run.confirm else 0,
        "tried_together": run.together,
        "separate": run.separate,
        "numbers": run.numbers,
        "source": run.source,
        "sources": importing.sources(),
        "again": run.again,
        "make": run.make,
        "as_priced": run.as_priced,
        "as_open": run.as_open,
        "findings": findings.shown(run),
        "spread": {str(one.number): one.label for one in spread},
        "lacking": making.shown(run.findings, access),
        "before": _before(run),
        "job": jobs.shown([job], access)[0] if job else None,
    }


def _columns(form: Form) -> list[dict[str, Any]]:
    """What a column of a file may be matched with."""
    columns = matching.fillable(form)
    return [
        {
            "path": path,
            "label": told_twice.label(one) if told_twice.is_check(path) else one.label,
            "required": path in columns and matching.is_needed(form, path),
            "table": str(one.table.label) if one.table else "",
            "once": path in form.said_once,
            "checks": told_twice.of(path) if told_twice.is_check(path) else "",
        }
        for path, one in told_twice.with_checks(columns).items()
    ]


def _before(run: ImportRun) -> datetime | None:
    """When the same file was imported before."""
    alike = ImportRun.objects.filter(digest=run.digest, form=run.form, state=State.DONE)
    return alike.exclude(id=run.id).order_by("-id").values_list("created_at", flat=True).first()


def _texts(cells: list[Any]) -> list[str]:
    """Cells as a person reads them, of very long ones the beginning."""
    return [shortened(groups.heading(one)) for one in cells]
