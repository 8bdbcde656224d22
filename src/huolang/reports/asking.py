"""What somebody asks of a report: view, order, filters, each checked before it is bound."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.forms import refusals
from huolang.forms.query import NotSortable
from huolang.kernel.permissions import Access
from huolang.kernel.refusals import BusinessError, Invalid, Several
from huolang.reports import comparing, periods
from huolang.reports.report import Asked, Filter, Report, View

LONGEST_PERIOD = 366 * 12
"""Days between the first and the last of a period."""


class NoSuchView(Invalid):
    code = "report.no_such_view"
    message = _("报表没有这个视图，可选：{views}")


class NotInThisView(Invalid):
    code = "report.filter_of_another_view"
    message = _("视图“{view}”没有这个条件")


class Backwards(Invalid):
    code = "report.period_backwards"
    message = _("开始日期不能晚于结束日期")


class PeriodTooLong(Invalid):
    code = "report.period_too_long"
    message = _("期间最多 {days} 天")


def names(report: Report) -> tuple[str, ...]:
    """The parameters that the report knows."""
    word = (periods.NAME,) if periods.known(report) else ()
    return ("view", "sort", *word, *(one.name for one in report.filters))


def read(
    report: Report, given: Mapping[str, str], access: Access, *, today: date, across: bool = True
) -> Asked:
    """What `given` asks of the report, as this person may see it; or all that is wrong with it.

    Asks the books themselves where they know what stands across, unless that is not wanted.
    """
    view = _view(report, given.get("view"))
    errors: list[BusinessError] = []
    word = given.get(periods.NAME, "")
    if word and not periods.in_view(report, view):
        raise NotInThisView(field=periods.NAME, view=view.label)
    given = periods.told(given, today)
    values: dict[str, str] = {}
    for one in report.filters:
        try:
            if one.views and view.name not in one.views:
                if one.name in given:
                    raise NotInThisView(view=view.label)
                continue
            value = _value(one, given.get(one.name), access, today)
        except Invalid as error:
            error.field = one.name
            errors.append(error)
        else:
            if value:
                values[one.name] = value
    Several.raise_any(errors)
    _check_period(values)
    if view.refuses:
        view.refuses(values)
    if view.across and across:
        view = replace(view.across(values), across=view.across)
    view, compared = comparing.of(view, values)
    columns = view.seen_by(access)
    sort = given.get("sort", view.sort)
    name = sort.removeprefix("-")
    shown = [one.name for one in columns if one.shown]
    if name not in shown:
        if "sort" in given and not view.across:  # what stands across may be gone in another month
            raise NotSortable(field="sort", name=name[:64])
        sort = view.sort if view.sort.removeprefix("-") in shown else shown[0]
    return Asked(
        report=report,
        view=view,
        columns=columns,
        values=values,
        sort=sort,
        today=today,
        compared=compared,
        period=word,
    )


def narrowed(asked: Asked, columns: str) -> Asked:
    """The same with the shown columns that are named (`a,b`), in that order; all without any."""
    if not columns:
        return asked
    known = {one.name: one for one in asked.columns if one.shown}
    names = dict.fromkeys(columns.split(","))
    Several.raise_any(
        [refusals.UnknownField(field="columns", name=one[:64]) for one in names if one not in known]
    )
    chosen = tuple(known[one] for one in names)
    rest = tuple(replace(one, shown=False) for one in asked.columns if one.name not in names)
    return replace(asked, columns=chosen + rest)


def _view(report: Report, name: str | None) -> View:
    if name is None:
        return report.views[0]
    if name not in report.by_view:
        raise NoSuchView(field="view", views=", ".join(report.by_view))
    return report.by_view[name]


def _value(one: Filter, given: str | None, access: Access, today: date) -> str:
    """A filter's value as it is bound; nothing when it does not narrow."""
    if given is None:
        return _default(one, access, today)
    if one.kind == "day":
        return _day(given).isoformat()
    if one.kind == "reference":
        return _key(given)
    if one.kind == "boolean":
        if given not in ("true", "false"):
            raise refusals.NotAnOption(options="true, false")
        return given if given == "true" else ""
    offered = one.offered(access)
    if given not in offered:
        raise refusals.NotAnOption(options=", ".join(offered))
    return given


def _default(one: Filter, access: Access, today: date) -> str:
    if one.kind != "day":
        return one.begins(access)
    days = {"today": today, "month": today.replace(day=1), "year": today.replace(month=1, day=1)}
    return days[one.default].isoformat() if one.default else ""


def _day(given: str) -> date:
    try:
        if len(given) == 10:
            day = date.fromisoformat(given)
            if day >= comparing.OLDEST:
                return day
    except ValueError:
        pass
    raise refusals.NotADate()


def _key(given: str) -> str:
    try:
        if len(given) == 36:
            return str(UUID(given))
    except ValueError:
        pass
    raise refusals.NotAReference(example="id")


def _check_period(values: Mapping[str, str]) -> None:
    if "since" not in values or "until" not in values:
        return
    first, last = date.fromisoformat(values["since"]), date.fromisoformat(values["until"])
    if first > last:
        raise Backwards(field="since")
    if (last - first).days > LONGEST_PERIOD:
        raise PeriodTooLong(field="since", days=LONGEST_PERIOD)
