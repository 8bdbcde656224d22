"""The chart above a report on paper: bars of what the report answered, as the screen draws them
(`web/src/features/reports/chart.ts`; both are held to `chart.cases.json` beside that)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from huolang.reports import reading
from huolang.reports.reading import Row, Totals
from huolang.reports.report import FIGURES, Asked, Chart, Column
from huolang.typesetting.doc import Bar, Drawing

RANKED = 10
"""Bars on a line each."""
BESIDE = 62
"""Bars beside each other."""
Tell = Callable[[Column, Mapping[str, Any]], str]
"""What stands in a row, or what all rows come to."""


def of(
    asked: Asked, rows: Sequence[Row], totals: Totals, *, cell: Tell, summed: Tell
) -> Drawing | None:
    """What is drawn of `rows`, which are asked for once more where they are not those that the
    chart needs; nothing where a bar would be alone, or all are of no length."""
    chart = asked.view.chart
    if chart is None or not chart.drawn(asked.columns):
        return None
    if chart.kind == "sums":
        return _of_sums(_compared(asked), totals.cells, summed)
    if len(rows) < totals.rows and asked.sort != order(chart):
        rows = reading.page(replace(asked, sort=order(chart)), limit=BESIDE).rows
    known = {one.name: one for one in asked.columns}
    drawn = _of_rows(chart, known, rows, cell)
    if drawn is None or asked.compared is None:
        return drawn
    period = asked.compared
    pale = _("{title}（浅色：{since} 至 {until}）")
    return replace(
        drawn, title=pale.format(title=drawn.title, since=period.since, until=period.until)
    )


def order(chart: Chart) -> str:
    """The order in which the report answers what the chart needs first."""
    return f"-{chart.by if chart.kind == 'time' else chart.figure}"


def _of_rows(
    chart: Chart, known: Mapping[str, Column], rows: Sequence[Row], cell: Tell
) -> Drawing | None:
    by, figure = known[chart.by], known[chart.figure]
    then = [one.name for one in known.values() if one.of == figure.name and not one.change]
    told = [(cell(by, row.cells), row.cells.get(figure.name), row.cells) for row in rows]
    bars = [
        Bar(
            label=label,
            value=_length(value),
            told=cell(figure, cells),
            before=_length(cells.get(then[0]) or 0) if then else None,
        )
        for label, value, cells in told
        if value is not None
    ]
    in_time = chart.kind == "time"
    if in_time:
        kept = sorted(sorted(bars, key=lambda one: one.label)[-BESIDE:], key=lambda one: one.label)
    else:
        kept = sorted(bars, key=lambda one: -one.value)[:RANKED]
    if not _worth_it(kept):
        return None
    nameless = _("（无）")
    named = [one if one.label else replace(one, label=nameless) for one in kept]
    if by.kind == "date":
        named = [replace(one, short=one.label[5:]) for one in named]
    title = _in_time(figure, named) if in_time else _ranked(figure, len(kept), len(bars))
    return Drawing(title=title, beside=in_time, bars=named)


def _in_time(figure: Column, bars: Sequence[Bar]) -> str:
    """Bars beside each other bear no figures: these are said."""
    most = max(bars, key=lambda one: one.value)
    return _("{title}，{first} 至 {last}；最高 {at}：{most}").format(
        title=figure.label,
        first=bars[0].label,
        last=bars[-1].label,
        at=most.label,
        most=most.told,
    )


def _ranked(figure: Column, shown: int, count: int) -> str:
    if shown == count:
        return str(figure.label)
    return _("{figure}，前 {count}").format(figure=figure.label, count=shown)


def _compared(asked: Asked) -> list[Column]:
    """Amounts if there are any: quantities of several units come to nothing. Columns that somebody
    chose not to see on the paper are compared all the same."""
    seen = {one.name for one in asked.columns}
    barred = [one for one in asked.view.columns if one.bar and one.shown and one.name in seen]
    figures = [one for one in barred if one.kind in FIGURES]
    return [one for one in figures if one.kind == "money"] or figures


def _of_sums(columns: Sequence[Column], sums: Mapping[str, Any], summed: Tell) -> Drawing | None:
    bars = [
        Bar(label=str(one.label), value=_length(sums[one.name]), told=summed(one, sums))
        for one in columns
        if sums.get(one.name) is not None
    ]
    if not _worth_it(bars):
        return None
    most = sorted(range(len(bars)), key=lambda at: -abs(bars[at].value))[:RANKED]
    return Drawing(title=_("各列合计"), beside=False, bars=[bars[at] for at in sorted(most)])


def _worth_it(bars: Sequence[Bar]) -> bool:
    return len(bars) > 1 and any(one.value or one.before for one in bars)


def _length(value: Any) -> Decimal:
    return Decimal(str(value))
