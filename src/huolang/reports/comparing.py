"""对比: a view beside what it was in the period before, or in the same days a year earlier.

One statement reads the body of the view twice, now and earlier, and puts both together by the key
of the view: a row that is only in one of them has nothing in the other, so that the rows come to
the same as the totals on both sides. Figures of days and months are moved to the days and months
that they are compared with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from huolang.kernel.refusals import Invalid
from huolang.reports.report import FIGURES, Column, Compared, Drill, Earlier, Filter, View

COMPARE = "compare"
WAYS = {"previous": _("上期"), "year": _("去年同期")}
BEFORE = {"previous": _("{figure} 上期"), "year": _("{figure} 去年同期")}
CHANGE = {"percent": _("{figure} 增减"), "points": _("{figure} 增减点数")}
UNITS = ("unit_low", "unit_high")
MOVED = """least(greatest((f.day + %(earlier_by)s::interval)::date, %(since)s::date),
    %(until)s::date)"""
"""A day of the earlier period where it is compared: what this month has no day for stands at its
last."""
GROUPS = ("product", "partner", "salesperson", "day", "month", "category", "style", "warehouse")
"""The views that group facts, and may be compared."""
OLDEST = date(1900, 1, 1)


class NothingEarlier(Invalid):
    code = "report.nothing_earlier"
    message = _("没有更早的期间可以对比")


def choice(*views: str) -> Filter:
    """What a report may be compared with; known by the `views` that know what was `earlier`."""
    return Filter(name=COMPARE, label=_("对比"), kind="choice", options=WAYS, views=views)


def period(way: str, since: date, until: date) -> Compared:
    """The period that `since` to `until` is compared with.

    Before one that begins with a month lie as many whole months, its last day is the same one of
    its month, and the end of a month meets the end of a month; before any other as many days.
    """
    months = 12
    if way == "previous":
        if since.day > 1:
            days = (until - since).days + 1
            if (since - OLDEST).days < days:
                raise NothingEarlier(field=COMPARE)
            by = timedelta(days=days)
            return Compared(since=since - by, until=until - by, by=f"{days} days")
        months = (until.year - since.year) * 12 + until.month - since.month + 1
    if (since.year - OLDEST.year) * 12 + since.month - OLDEST.month < months:
        raise NothingEarlier(field=COMPARE)
    whole = since.day == 1 and (until + timedelta(days=1)).day == 1
    return Compared(
        since=_before(since, months, last=False),
        until=_before(until, months, last=whole),
        by=f"{months} months",
    )


def _before(day: date, months: int, *, last: bool) -> date:
    """The same day so many months earlier, or the last one of that month."""
    first = date(*_month(day, -months), 1)
    longest = (date(*_month(first, 1), 1) - timedelta(days=1)).day
    return first.replace(day=longest if last else min(day.day, longest))


def _month(day: date, by: int) -> tuple[int, int]:
    years, month = divmod(day.month - 1 + by, 12)
    return day.year + years, month + 1


def of(view: View, values: Mapping[str, str]) -> tuple[View, Compared | None]:
    """The view as it is compared, if it is, and with when."""
    way = values.get(COMPARE)
    if way is None or view.earlier is None:
        return view, None
    since, until = (date.fromisoformat(values[one]) for one in ("since", "until"))
    return beside(view, way), period(way, since, until)


def body(now: str) -> str:
    """The same body of the earlier period."""
    return now.replace("%(since)s", "%(earlier_since)s").replace("%(until)s", "%(earlier_until)s")


def bound(compared: Compared | None) -> dict[str, str]:
    if compared is None:
        return {}
    return {
        "earlier_since": compared.since.isoformat(),
        "earlier_until": compared.until.isoformat(),
        "earlier_by": compared.by,
    }


def beside(view: View, way: str = "previous") -> View:
    """The view with what its figures were, and by how much they changed."""
    told = view.earlier
    if told is None:
        return view
    return replace(view, body=_both(view, told), columns=tuple(_columns(view, told, way)))


def _both(view: View, told: Earlier) -> str:
    """Rows of now and of then, by the key. A unit that is only known of one of them is told of both
    (`unit_low`), but counts in the sums of its own only (`unit_low_own`)."""
    names = [expression.removeprefix("g.") for expression, _cast in view.key]
    parts = [f"coalesce(n.{one}, e.{one}) AS {one}" for one in (*names, *told.also)]
    for one in UNITS:
        parts += [f"coalesce(n.{one}, e.{one}) AS {one}", f"n.{one} AS {one}_own"]
        parts += [f"coalesce(e.{one}, n.{one}) AS {one}_before", f"e.{one} AS {one}_before_own"]
    for one in told.figures:
        parts += [f"coalesce(n.{one}, 0) AS {one}", f"coalesce(e.{one}, 0) AS {one}_before"]
    parts += [f"e.{one}" for one in ("first_before", "last_before") if told.moved]
    meet = " AND ".join(f"n.{one} = e.{one}" for one in names)
    return f"SELECT {', '.join(parts)} FROM ({view.body}) n FULL JOIN ({told.body}) e ON {meet}"  # noqa: S608


def _columns(view: View, told: Earlier, way: str) -> Iterator[Column]:
    for one in view.columns:
        yield replace(one, total=_own(one.total))
        if one.kind not in FIGURES or not one.shown or one.name in told.without:
            continue
        before = replace(
            one,
            name=f"{one.name}_before",
            label=format_lazy(BEFORE[way], figure=one.label),
            sql=_then(one.sql, told.figures),
            total=_own(_then(one.total, told.figures)),
            drill=_behind(one.drill or view.drill),
            aside=one.name not in told.told,
            bar=False,
            help="",
            of=one.name,
        )
        yield before
        yield _change(one, before)
    for name, moved, fixed in (
        ("since_before", "g.first_before", "%(earlier_since)s::date"),
        ("until_before", "g.last_before", "%(earlier_until)s::date"),
    ):
        day = moved if told.moved else fixed
        yield Column(name=name, label=name, kind="date", sql=day, shown=False)


def _change(now: Column, before: Column) -> Column:
    """In percent of what it was; of percents the difference in points."""
    points = now.kind == "percent"
    kind: Literal["percent", "points"] = "points" if points else "percent"

    def change(one: str, other: str, units: str = "") -> str:
        if points:
            return f"({one}) - ({other})"
        told = f"round((({one}) - ({other})) * 100 / nullif(abs({other}), 0), 2)"
        return f"CASE WHEN {units} THEN {told} END" if units else told

    same = "g.unit_low = g.unit_low_before" if "g.unit_low" in now.sql else ""
    return Column(
        name=f"{now.name}_change",
        label=format_lazy(CHANGE[kind], figure=now.label),
        kind="percent",
        sql=change(now.sql, before.sql, same),
        total=change(_own(now.total), before.total, same and SAME_UNIT) if now.total else "",
        hidden_by=now.hidden_by,
        aside=before.aside,
        help=_("百分率相差的百分点") if points else "",
        of=now.name,
        change=kind,
    )


SAME_UNIT = "min(g.unit_low_own) = min(g.unit_low_before_own)"


def _then(sql: str, figures: tuple[str, ...]) -> str:
    """The same expression of what was earlier."""
    return re.sub(rf"\bg\.({'|'.join((*figures, *UNITS))})\b", r"g.\1_before", sql)


def _own(total: str) -> str:
    return re.sub(r"\bg\.(unit_(?:low|high)(?:_before)?)\b", r"g.\1_own", total)


def _behind(drill: Drill | None) -> Drill | None:
    """The documents of the earlier period."""
    if drill is None:
        return None
    days: Mapping[str, str] = {"since": "since_before", "until": "until_before"}
    return replace(drill, filters={**drill.filters, **days})
