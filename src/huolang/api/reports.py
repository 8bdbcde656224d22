"""Reports over HTTP: which there are, what they ask, their rows page by page, their Excel file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from zoneinfo import ZoneInfo

from django.core import signing
from django.http import FileResponse, HttpRequest, HttpResponse
from ninja import Router

from huolang.api import asked
from huolang.api.answers import answer
from huolang.api.working import access_of, caller_of, reading
from huolang.forms.numbers import money, plain
from huolang.forms.query import BadCursor
from huolang.kernel import clock, sheet
from huolang.kernel.permissions import Access
from huolang.reports import asking, describe, excel, registry
from huolang.reports import reading as figures
from huolang.reports.reading import Page
from huolang.reports.report import Asked, Column, Report

router = Router(tags=["reports"])


@router.get("/reports")
def listed(request: HttpRequest) -> HttpResponse:
    asked.parameters(request)
    offered = registry.seen_by(access_of(request))
    return answer({"items": [describe.brief(one) for one in offered]})


@router.get("/reports/{report}/definition")
def definition(request: HttpRequest, report: str) -> HttpResponse:
    asked.parameters(request)
    access = access_of(request)
    return answer(describe.describe(registry.get(report, access), access))


@router.get("/reports/{report}.xlsx")
def excel_file(request: HttpRequest, report: str) -> FileResponse:
    access = access_of(request)
    found = registry.get(report, access, "export")
    given = asked.parameters(request, *asking.names(found), "columns")
    workplace = caller_of(request).company
    at = clock.now().astimezone(ZoneInfo(workplace.time_zone))
    kept = NamedTemporaryFile(suffix=".xlsx")  # noqa: SIM115 (the answer closes it)

    def write() -> Asked:
        wanted = asking.narrowed(asked_of(request, found, given), given.get("columns", ""))
        excel.write(Path(kept.name), wanted, company=workplace.name, at=at)
        return wanted

    wanted = reading(access, write)
    return FileResponse(
        kept,
        as_attachment=True,
        filename=_file_name(wanted, at),
        content_type=sheet.CONTENT_TYPE,
    )


@router.get("/reports/{report}")
def rows(request: HttpRequest, report: str) -> HttpResponse:
    access = access_of(request)
    found = registry.get(report, access)
    given = asked.parameters(request, *asking.names(found), "limit", "cursor")
    limit = asked.limit(given)

    def read() -> dict[str, Any]:
        wanted = asked_of(request, found, given)
        scope = _scope(wanted, access)
        after = _opened(given["cursor"], scope, wanted) if given.get("cursor") else None
        told = _shown(wanted, figures.page(wanted, limit=limit, after=after), scope)
        if (wanted.view.across or wanted.compared) and after is None:
            told["columns"] = describe.across(wanted, access)
            told["drill"] = describe.drill(wanted, access)
        return told

    return answer(reading(access, read))


def asked_of(request: HttpRequest, report: Report, given: Mapping[str, str]) -> Asked:
    zone = caller_of(request).company.time_zone
    today = clock.business_day(clock.now(), zone)
    return asking.read(report, given, access_of(request), today=today)


def _shown(wanted: Asked, page: Page, scope: str) -> dict[str, Any]:
    told: dict[str, Any] = {
        "view": wanted.view.name,
        "sort": wanted.sort,
        "asked": {**wanted.values, **({"period": wanted.period} if wanted.period else {})},
        "items": [_cells(wanted.columns, row.cells) for row in page.rows],
        "next": signing.dumps(page.next, salt=scope, compress=True) if page.next else None,
    }
    if wanted.compared:
        period = wanted.compared
        told["compared"] = {"since": f"{period.since}", "until": f"{period.until}"}
    if page.totals is not None:
        summed = [one for one in wanted.columns if one.total]
        told["rows"] = page.totals.rows
        told["totals"] = _cells(summed, page.totals.cells)
    return told


def _cells(columns: Any, cells: Mapping[str, Any]) -> dict[str, Any]:
    return {one.name: _cell(one, cells[one.name]) for one in columns}


def _cell(column: Column, value: Any) -> Any:
    if column.kind == "month" and value is not None:
        return f"{value:%Y-%m}"
    if not isinstance(value, Decimal):
        return value
    return money(value) if column.kind == "money" else plain(value)


def _scope(wanted: Asked, access: Access) -> str:
    """A cursor belongs to one question of one company."""
    told = sorted(wanted.values.items())
    name = f"{wanted.report.name} {wanted.view.name} {wanted.sort}"
    return f"report {access.company} {name} {told}"


def _opened(cursor: str, scope: str, wanted: Asked) -> list[str]:
    try:
        values = signing.loads(cursor, salt=scope)
    except signing.BadSignature:
        raise BadCursor(field="cursor") from None
    if len(values) != 1 + len(wanted.view.key):
        raise BadCursor(field="cursor")
    return values


def _file_name(wanted: Asked, at: datetime) -> str:
    return f"{wanted.report.label} {wanted.view.label} {at:%Y-%m-%d}.xlsx"
