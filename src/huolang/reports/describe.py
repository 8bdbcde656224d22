"""A report as the screens read it: what may be asked, and which columns are answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from huolang.kernel.permissions import Access
from huolang.reports import comparing, periods, registry
from huolang.reports.report import Asked, Column, Drill, Filter, Report, View

Told = dict[str, Any]


def brief(report: Report) -> Told:
    """What the menu needs of it."""
    return {
        "name": report.name,
        "label": str(report.label),
        "question": str(report.question),
        "module": report.module,
    }


def describe(report: Report, access: Access) -> Told:
    """The report as `access` sees it, in the language of whoever asks."""
    offered = {one.name: one for one in registry.seen_by(access)}
    return {
        **brief(report),
        "filters": [
            _filter(one, access)
            for one in report.filters
            if not one.to or access.allows(one.to, "view")
        ],
        "periods": _periods(report),
        "views": [_view(report, one, access, offered) for one in report.views],
        "may_export": report.allowed(access, "export"),
    }


def across(asked: Asked, access: Access) -> list[Told]:
    """The columns of an answer whose view only the books know, or that is compared."""
    offered = {one.name: one for one in registry.seen_by(access)}
    return [_column(asked.report, one, offered) for one in asked.columns]


def drill(asked: Asked, access: Access) -> Told | None:
    """Where the rows of such an answer lead."""
    offered = {one.name: one for one in registry.seen_by(access)}
    return _drill(asked.report, asked.view.drill, offered)


def _periods(report: Report) -> list[Told]:
    """The words that may stand in the place of its two days."""
    if not periods.known(report):
        return []
    return [{"value": word, "label": str(label)} for word, label in periods.WORDS.items()]


def _filter(one: Filter, access: Access) -> Told:
    return {
        "name": one.name,
        "label": str(one.label),
        "kind": one.kind,
        "to": one.to or None,
        "named": one.named or None,
        "filter": [list(condition) for condition in one.only],
        "options": [
            {"value": value, "label": str(label)} for value, label in one.offered(access).items()
        ],
        "default": one.begins(access),
        "views": list(one.views),
    }


def _view(report: Report, one: View, access: Access, offered: Mapping[str, Report]) -> Told:
    columns = one.seen_by(access)
    shown = {column.name for column in columns if column.shown}
    sort = one.sort if one.sort.removeprefix("-") in shown else next(iter(shown), "")
    return {
        "name": one.name,
        "label": str(one.label),
        "columns": [_column(report, column, offered) for column in columns],
        "across": one.across is not None,
        "sort": sort,
        "main": one.main if one.main in shown else None,
        "drill": _drill(report, one.drill, offered),
        "chart": _chart(one, columns),
        "converts": one.converts if one.converts and access.allows(one.converts, "add") else None,
    }


def _chart(one: View, columns: tuple[Column, ...]) -> Told | None:
    """What is drawn; what stands across is not known here yet."""
    chart = one.chart
    if chart is None or not (one.across or chart.drawn(columns)):
        return None
    return {"kind": chart.kind, "by": chart.by, "figure": chart.figure}


def _column(report: Report, one: Column, offered: Mapping[str, Report]) -> Told:
    return {
        "name": one.name,
        "label": str(one.label),
        "kind": one.kind,
        "to": one.to or None,
        "options": [{"value": value, "label": str(label)} for value, label in one.options.items()],
        "added_up": bool(one.total),
        "shown": one.shown,
        "aside": one.aside,
        "help": str(one.help),
        "drill": _drill(report, one.drill, offered),
        "bar": one.bar,
        "of": one.of,
        "change": one.change,
    }


def _drill(report: Report, one: Drill | None, offered: Mapping[str, Report]) -> Told | None:
    """Where a row or a figure leads; `keeps` are the filters that hold there as well,
    `nothing` those that a row without such a record leads to as well."""
    if one is None or one.report not in offered:
        return None
    there = [f for f in offered[one.report].filters if not f.views or one.view in f.views]
    known = {f.name for f in there}
    replaced = set(one.filters)
    if "since" in replaced:  # what this period is compared with is not what another one is
        replaced.add(comparing.COMPARE)
    return {
        "report": one.report,
        "view": one.view,
        "filters": dict(one.filters),
        "fixed": dict(one.fixed),
        "nothing": [f.name for f in there if f.nothing and f.name in one.filters],
        "keeps": [f.name for f in report.filters if f.name in known - replaced],
    }
