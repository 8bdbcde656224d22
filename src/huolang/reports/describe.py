"""A report as the screens read it: what may be asked, and which columns are answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from huolang.kernel.permissions import Access
from huolang.reports import registry
from huolang.reports.report import Column, Drill, Filter, Report, View

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
            _filter(one) for one in report.filters if not one.to or access.allows(one.to, "view")
        ],
        "views": [_view(report, one, access, offered) for one in report.views],
        "may_export": report.allowed(access, "export"),
    }


def _filter(one: Filter) -> Told:
    return {
        "name": one.name,
        "label": str(one.label),
        "kind": one.kind,
        "to": one.to or None,
        "filter": [list(condition) for condition in one.only],
        "options": [{"value": value, "label": str(label)} for value, label in one.options.items()],
        "default": one.default,
        "views": list(one.views),
    }


def _view(report: Report, one: View, access: Access, offered: Mapping[str, Report]) -> Told:
    columns = one.seen_by(access)
    shown = {column.name for column in columns if column.shown}
    sort = one.sort if one.sort.removeprefix("-") in shown else next(iter(shown), "")
    return {
        "name": one.name,
        "label": str(one.label),
        "columns": [_column(column) for column in columns],
        "sort": sort,
        "drill": _drill(report, one.drill, offered),
        "converts": one.converts if one.converts and access.allows(one.converts, "add") else None,
    }


def _column(one: Column) -> Told:
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
    }


def _drill(report: Report, one: Drill | None, offered: Mapping[str, Report]) -> Told | None:
    """Where a row leads this person; `keeps` are the filters that hold there as well."""
    if one is None or one.report not in offered:
        return None
    known = {f.name for f in offered[one.report].filters if not f.views or one.view in f.views}
    return {
        "report": one.report,
        "view": one.view,
        "filters": dict(one.filters),
        "keeps": [f.name for f in report.filters if f.name in known and f.name not in one.filters],
    }
