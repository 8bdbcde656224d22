"""A report on paper: what was asked, its rows, and what all of them come to; as the screen lays it
out (`web/src/features/reports/paper.ts`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from huolang.documents import shown
from huolang.documents.shown import Setting
from huolang.kernel.company import Company
from huolang.reports import chart, excel, reading
from huolang.reports.reading import Row, Totals
from huolang.reports.report import FIGURES, Asked
from huolang.reports.report import Column as ReportColumn
from huolang.typesetting.doc import Column, Doc, Drawing, Entry, Table

MOST = 2_000
"""Rows that are laid out; who wants more takes the Excel file."""
ABREAST: Mapping[str, int] = {"a4Wide": 14, "a4": 9}
"""Columns that stand beside each other; more go on in a table below, row by row again."""
UNIT_COST = Decimal("0.0001")
CENT = Decimal("0.01")


def of(asked: Asked, company: Company, *, paper: str, charted: bool = True) -> Doc:
    """The report as it was `asked`, with its chart if that is wanted; what stands aside on the
    screen is left out unless it was chosen (`asking.narrowed`)."""
    setting = Setting(digits=company.digits, zone=company.time_zone)
    with reading.everything(asked) as (totals, rows):
        some = list(islice(rows, MOST))
    drawn = drawing(asked, some, totals, setting) if charted else None
    columns = [one for one in asked.columns if one.shown]
    parts = abreast(columns, ABREAST[paper])
    told = shown.number(len(some)), shown.number(totals.rows)
    words = _("前 {shown} 条，共 {total} 条") if len(some) < totals.rows else _("共 {total} 行")
    return Doc(
        company=company.name,
        title=str(asked.report.label),
        state=str(asked.view.label) if len(asked.report.views) > 1 else "",
        number=words.format(shown=told[0], total=told[1]),
        header=[
            Entry(label, text) for label, text in [*excel.narrowed_to(asked), *excel.in_work(asked)]
        ],
        drawing=drawn,
        tables=[
            _table(part, f"{number} / {len(parts)}", some, totals, setting)
            for number, part in enumerate(parts, start=1)
        ],
    )


def drawing(asked: Asked, rows: Sequence[Row], totals: Totals, setting: Setting) -> Drawing | None:
    """Its chart, if there is anything to draw."""
    return chart.of(
        asked,
        rows,
        totals,
        cell=lambda column, cells: _cell(column, cells, setting),
        summed=lambda column, sums: _sum(column, sums, setting),
    )


def abreast(columns: Sequence[ReportColumn], most: int) -> list[list[ReportColumn]]:
    """The columns table by table, each beginning with what its rows are."""
    if len(columns) <= most:
        return [list(columns)]
    figure = next((at for at, one in enumerate(columns) if one.kind in FIGURES), -1)
    lead = list(columns[: min(max(figure, 1), most - 1)])
    rest = columns[len(lead) :]
    room = most - len(lead)
    return [[*lead, *rest[at : at + room]] for at in range(0, len(rest), room)]


def _table(
    columns: Sequence[ReportColumn],
    label: str,
    rows: Sequence[Row],
    totals: Totals,
    setting: Setting,
) -> Table:
    told = [_sum(one, totals.cells, setting) for one in columns]
    return Table(
        label=label,
        columns=[
            Column(
                label=str(one.label),
                align="right" if one.kind in FIGURES else "left",
                tight=one.kind in FIGURES or one.kind in ("date", "document"),
                lead=at == 0 and one.kind == "reference",
            )
            for at, one in enumerate(columns)
        ],
        rows=[[tell(one, row.cells, setting) for one in columns] for row in rows],
        sums=["", *told[1:]] if any(one.total for one in columns) else None,
    )


def tell(column: ReportColumn, cells: Mapping[str, Any], setting: Setting) -> str:
    """What stands in a row, or what all rows come to: a figure that is no whole number of its unit
    as people count it, 7 cases and 5 bottles."""
    counted = cells.get(f"{column.name}_in_units")
    return counted if isinstance(counted, str) and counted else _cell(column, cells, setting)


def _cell(column: ReportColumn, cells: Mapping[str, Any], setting: Setting) -> str:
    value = cells.get(column.name)
    if value is None:
        return ""
    if column.change:
        sign, unit = "+" if value > 0 else "", "" if column.change == "points" else "%"
        return f"{sign}{shown.number(value, 2)}{unit}"
    if column.kind == "percent":
        return f"{shown.number(value, 2)}%"
    if column.kind == "price":
        return shown.number(Decimal(value).quantize(UNIT_COST, ROUND_HALF_UP), 4)
    if column.kind == "money":
        return shown.number(value, setting.digits)
    if column.kind in FIGURES:
        return shown.number(value)
    told = excel.text(column, value)
    return "" if told is None else str(told)


def _sum(column: ReportColumn, sums: Mapping[str, Any], setting: Setting) -> str:
    """Cases of several products come to nothing: no smaller unit is the same for all of them."""
    if not column.total:
        return ""
    value = sums.get(column.name)
    if value is None:
        return "—"
    told = tell(column, sums, setting)
    if column.kind == "quantity" and told == _cell(column, sums, setting):
        return shown.number(Decimal(value).quantize(CENT, ROUND_HALF_UP))
    return told


def left_out(asked: Asked) -> Iterable[str]:
    """The columns of who chose none: those that do not stand aside."""
    return (one.name for one in asked.columns if one.shown and not one.aside)
