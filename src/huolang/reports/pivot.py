"""透视: facts of trade by one thing down and by another across, such as products by month.

What stands across is asked of the books first (`View.across`); then an ordinary view is made, whose
columns are the figure that was chosen, once for each of what stands across, and once for all. A
figure that follows from others (a margin, a rate, an average price) is reckoned in each column from
the sums of that column.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.refusals import Invalid
from huolang.reports import grouping
from huolang.reports.grouping import Dimension, Facts, Measure
from huolang.reports.report import Chart, Column, Drill, Filter, Label, View

PIVOT = "pivot"
ROWS_FIRST, ACROSS_FIRST = "partner", "category"
"""Which goods who bought: it tells something on any day, and months only when there are several."""
MOST = 24
"""Columns across: two years of months."""
MOST_DAYS = 31
"""A month by day."""
TOTAL, EARLIER = "total", "last_earlier"
CELLS = """
SELECT {down} AS {row}, {across} AS {column}, min(p.unit_id::text) AS unit_low,
       max(p.unit_id::text) AS unit_high, {moved} AS stands, {sums}
FROM ({source}) f
JOIN masters_product p ON p.company_id = %(company)s::bigint AND p.id = f.product
WHERE true{conditions} GROUP BY 1, 2
"""
"""The sums of each row and column. What was taken back altogether does not stand there; but its
unit counts, as in the plain views, whatever stands across."""
STANDING = """
SELECT g.{column}, {name}, {rank} FROM (
    SELECT x.{column}, min(x.unit_low) AS unit_low, max(x.unit_high) AS unit_high, {sums}
    FROM ({cells}) x GROUP BY 1 HAVING bool_or(x.stands)) g {joins}
ORDER BY {order}, 1 LIMIT {most}
"""
ROWS = """
SELECT x.{row}, min(x.unit_low) AS unit_low, max(x.unit_high) AS unit_high, {sums}
FROM ({cells}) x GROUP BY 1 HAVING bool_or(x.stands)
"""


class SameTwice(Invalid):
    code = "report.same_twice"
    message = _("行和列要选不同的")


@dataclass(frozen=True, kw_only=True)
class Stands:
    """One of what stands across: the cells `x` that belong to it, and what the documents behind
    them are narrowed to; nothing where no filter says it."""

    name: str
    label: Label
    where: str
    fixed: Mapping[str, str] | None
    rest: bool = False
    """All that has no column of its own."""


@dataclass(frozen=True, kw_only=True)
class Pivot:
    """The pivot of facts which a report narrows by `narrowed`."""

    facts: Facts
    narrowed: tuple[Filter, ...]

    @cached_property
    def dimensions(self) -> dict[str, Dimension]:
        """What may stand down or across: what the report can be narrowed to."""
        known = {one.name for one in self.narrowed}
        every = (
            grouping.PRODUCTS,
            self.facts.partner,
            grouping.SALESPEOPLE,
            grouping.CATEGORIES,
            grouping.STYLES,
            grouping.WAREHOUSES,
            grouping.MONTHS,
            grouping.DAYS,
        )
        return {one.name: one for one in every if known.issuperset(one.filters)}

    @cached_property
    def measures(self) -> dict[str, Measure]:
        return {one.name: one for one in self.facts.measures}

    def filters(self) -> tuple[Filter, ...]:
        """What the view is asked for, besides what any view of the report is."""
        offered = {name: one.label for name, one in self.dimensions.items()}
        figures = {name: one.column.label for name, one in self.measures.items()}
        hidden = {name: one.column.hidden_by for name, one in self.measures.items()}
        return (
            _choice("rows", _("行"), offered, ROWS_FIRST),
            _choice("across", _("列"), offered, ACROSS_FIRST),
            replace(
                _choice("figure", _("数值"), figures, self.facts.drawn),
                guarded={name: group for name, group in hidden.items() if group},
            ),
        )

    def view(self) -> View:
        """As the report is described: what always stands there when nothing else is chosen."""
        asked = Question(
            self, self.dimensions[ROWS_FIRST], self.dimensions[ACROSS_FIRST], self.drawn, {}
        )
        return replace(asked.view(()), across=self.asked, refuses=_refuses)

    @property
    def drawn(self) -> Measure:
        return self.measures[self.facts.drawn]

    def asked(self, values: Mapping[str, str]) -> View:
        """The view with what stands across in what is asked."""
        down, across = (self.dimensions[values[one]] for one in ("rows", "across"))
        question = Question(self, down, across, self.measures[values["figure"]], values)
        return question.view(question.standing())


def _refuses(values: Mapping[str, str]) -> None:
    if values["rows"] == values["across"]:
        raise SameTwice(field="across")


def _choice(name: str, label: Label, options: Mapping[str, Label], default: str) -> Filter:
    return Filter(
        name=name, label=label, kind="choice", options=options, default=default, views=(PIVOT,)
    )


@dataclass(frozen=True)
class Question:
    """A pivot as it is asked: what stands down and across, and of which figure."""

    pivot: Pivot
    down: Dimension
    across: Dimension
    figure: Measure
    values: Mapping[str, str]

    @cached_property
    def rank(self) -> Measure:
        """What there is most of: of a rate or a price, the figure that the report is about."""
        told = self.figure.column.kind in ("quantity", "money")
        return self.figure if told else self.pivot.drawn

    @cached_property
    def added(self) -> tuple[str, ...]:
        """The sums that the figure and the rank are made of."""
        every = [one.name for one in self.pivot.facts.measures if one.added]
        said = " ".join(f"{one.column.sql} {one.column.total}" for one in (self.figure, self.rank))
        return tuple(one for one in every if re.search(rf"\bg\.{one}\b", said))

    def cells(self) -> str:
        found = [one for one in self.pivot.facts.measures if one.name in self.added]
        return CELLS.format(
            down=self.down.of,
            row=self.down.name,
            across=self.across.of,
            column=self.across.name,
            sums=", ".join(f"{one.sql} AS {one.name}" for one in found),
            moved=" OR ".join((*(f"{one.sql} <> 0" for one in found), *self._mixed())),
            source=self.pivot.facts.source,
            conditions="{conditions}",
        )

    def _mixed(self) -> tuple[str, ...]:
        """Pieces less metres are not nothing."""
        return ("min(p.unit_id::text) <> max(p.unit_id::text)",) if self.counted else ()

    @property
    def counted(self) -> bool:
        return self.figure.column.kind in ("quantity", "price")

    def standing(self) -> list[Stands]:
        """What stands across: the last months or days, or of others what there is most of; and the
        rest together."""
        in_time = self.across.in_time
        most = MOST_DAYS if self.across.name == "day" else MOST
        rank, record = self.rank.column.sql, self.across.alias
        statement = STANDING.format(
            column=self.across.name,
            name="NULL, NULL" if in_time else f"{record}.name, {record}.code",
            rank=rank,
            sums=", ".join(f"sum(x.{one}) AS {one}" for one in self.added),
            cells=self.cells().replace("{conditions}", self._conditions()),
            joins=self.across.joins,
            order=f"g.{self.across.name} DESC" if in_time else f"abs({rank}) DESC NULLS LAST",
            most=most + 1,
        )
        found = sql.run_named(statement, self._bound()).fetchall()
        rest, found = len(found) > most, found[:most]
        return list(self._in_time(found, rest) if in_time else self._by_rank(found, rest))

    def _conditions(self) -> str:
        filters = [one for one in self.pivot.narrowed if one.name in self.values and one.where]
        return "".join(f" AND {one.where}" for one in filters)

    def _bound(self) -> dict[str, Any]:
        nothing = {one.name: None for one in self.pivot.narrowed}
        return {"company": current_id(), **nothing, **self.values}

    def _in_time(self, found: Sequence[tuple[Any, ...]], rest: bool) -> Iterator[Stands]:
        since, until = (date.fromisoformat(self.values[one]) for one in ("since", "until"))
        days = sorted(row[0] for row in found)
        name = self.across.name
        if rest:
            eve = max(days[0], since) - timedelta(days=1)
            yield Stands(
                name="at_earlier",
                label=_("更早"),
                where=f"x.{name} < '{days[0]}'",
                fixed=_between(since, eve),
                rest=True,
            )
        told = _told(name, since, until)
        for day in days:
            last = _end_of_month(day) if name == "month" else day
            yield Stands(
                name=f"at_{day:%Y%m%d}",
                label=day.strftime(told),
                where=f"x.{name} = '{day}'",
                fixed=_between(max(day, since), min(last, until)),
            )

    def _by_rank(self, found: Sequence[tuple[Any, ...]], rest: bool) -> Iterator[Stands]:
        """What there is most of first."""
        name = self.across.name
        [narrow] = self.across.filters
        often = Counter(row[1] for row in found)
        for key, called, code, _rank in sorted(found, key=_most_first):
            label = _("（无）") if called is None else called
            yield Stands(
                name=f"at_{key.hex}",
                label=f"{code} {called}" if called and often[called] > 1 else label,
                where=f"x.{name} = '{key}'",
                fixed={narrow: str(key)},
            )
        if rest:
            keys = ", ".join(f"'{row[0]}'" for row in found)
            where = f"x.{name} NOT IN ({keys})"
            yield Stands(name="at_other", label=_("其他"), where=where, fixed=None, rest=True)

    def view(self, standing: Sequence[Stands]) -> View:
        down = self.down
        drill = Drill(report=self.pivot.facts.report, view="document", filters=down.filters)
        lead = tuple(replace(one, aside=at > 0) for at, one in enumerate(down.columns))
        cast = "date" if down.in_time else "uuid"
        return View(
            name=PIVOT,
            label=_("透视"),
            body=self.body(standing),
            joins=down.joins,
            key=((f"g.{down.name}", cast),),
            columns=(
                *lead,
                *self._earlier(standing),
                *((grouping.unit_column(),) if self.counted else ()),
                *(self.cell(one, drill) for one in standing),
                replace(self.figure.column, name=TOTAL, label=_("合计"), aside=False, drill=drill),
            ),
            sort=down.name if down.in_time else f"-{TOTAL}",
            main=TOTAL,
            drill=drill,
            chart=Chart(kind="sums"),
        )

    def body(self, standing: Sequence[Stands]) -> str:
        every = [("sum", one, " AND x.stands") for one in self.added]
        every += [("min", "unit_low", ""), ("max", "unit_high", "")]
        sums = [f"sum(x.{one}) AS {one}" for one in self.added]
        for one in standing:
            sums += [
                f"{add}(x.{told}) FILTER (WHERE {one.where}{also}) AS {told}_{one.name}"
                for add, told, also in every
            ]
        return ROWS.format(
            row=self.down.name,
            sums=", ".join(sums),
            cells=self.cells(),
        )

    def cell(self, one: Stands, drill: Drill) -> Column:
        """The figure of one that stands across."""
        column = self.figure.column
        names = "|".join((*self.added, "unit_low", "unit_high"))

        def there(expression: str) -> str:
            return re.sub(rf"\bg\.({names})\b", rf"g.\1_{one.name}", expression)

        fixed = one.fixed
        if self.down.in_time and self.across.in_time and fixed is not None:
            drill, fixed = self._both_in_time(drill, fixed)
        return replace(
            column,
            name=one.name,
            label=one.label,
            sql=there(column.sql),
            total=there(column.total),
            drill=None if fixed is None else replace(drill, fixed=fixed),
            aside=False,
            bar=not one.rest and column.kind in ("quantity", "money"),
            help="",
        )

    def _earlier(self, standing: Sequence[Stands]) -> Iterator[Column]:
        """The last day of a month that is among the days which stand together as earlier."""
        for one in standing:
            if one.name == "at_earlier" and one.fixed and self.down.name == "month":
                last = self.down.columns[-1]
                day = f"least({last.sql}, '{one.fixed['until']}'::date)"
                yield replace(last, name=EARLIER, sql=day)

    def _both_in_time(
        self, drill: Drill, fixed: Mapping[str, str]
    ) -> tuple[Drill, Mapping[str, str]]:
        """The days that lie in the row and in the column: the day of the one is in the month of the
        other, and what was earlier begins with the row."""
        if self.down.name == "day":
            return drill, {}
        if fixed["since"] == fixed["until"]:
            return drill, fixed
        return replace(drill, filters={**drill.filters, "until": EARLIER}), {}


def _most_first(row: tuple[UUID, str | None, str | None, Any]) -> tuple[bool, Any, str]:
    _key, _name, code, rank = row
    return rank is None, -(rank or 0), (code or "").upper()


def _told(name: str, since: date, until: date) -> str:
    """How a time is written; of one year its days go without it."""
    if name == "month":
        return "%Y-%m"
    return "%m-%d" if since.year == until.year else "%Y-%m-%d"


def _end_of_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _between(first: date, last: date) -> dict[str, str]:
    return {"since": f"{first}", "until": f"{last}"}
