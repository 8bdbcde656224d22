"""Answers a report: a page of rows with what all rows come to, or all rows one after another.

One statement reads the body once, adds it up and cuts the page out of it, so that rows and totals
are of one moment. A page begins after the last row of the one before (keyset).
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from huolang.forms import references
from huolang.forms.references import Known
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.reports import comparing
from huolang.reports.report import Asked, Column

LEAST = {
    "numeric": "'-Infinity'::numeric",
    "bigint": "0::bigint",
    "date": "'0001-01-01'::date",
    "text": "''::text",
    "uuid": "'00000000-0000-0000-0000-000000000000'::uuid",
}
"""Where nothing stands, it is sorted as the least there is."""
BEGIN = (
    "SELECT set_config('plan_cache_mode', 'force_custom_plan', true),"
    " set_config('statement_timeout', %s, true), set_config('work_mem', '32MB', true),"
    " set_config('cursor_tuple_fraction', '1', true),"
    " set_config('transaction_read_only', 'on', true)"
)
"""A report writes nothing, and PostgreSQL sees to that (docs/decisions/0081). It is asked with
other values each time: its plan is made for them, and it does not run for ever. Of a file all rows
are read: a plan that is quick with the first of them is slow."""
TIMEOUT = "60s"
OTHERS = re.compile(r"\b(?!g\.)[a-z]+\.").search
"""Finds what is of another table than the body."""
CHUNK = 500
"""Rows whose records are named together."""
REMEMBERED = 5_000
"""Records of one form that are remembered while a file is written."""


@dataclass(frozen=True, slots=True)
class Row:
    """What stands in each column, as the database answers it; `after` is where the next begins."""

    cells: dict[str, Any]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Totals:
    """How many rows there are, and what the columns come to that are added up."""

    rows: int
    cells: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[Row]
    totals: Totals | None
    """Only with the first page."""
    next: tuple[str, ...] | None


def begin() -> None:
    """To be said first in a transaction that answers reports."""
    sql.run(BEGIN, [TIMEOUT])


def page(asked: Asked, *, limit: int, after: Sequence[str] | None = None) -> Page:
    """A page of the rows; with the first one what all of them come to."""
    begin()
    statement, bound = _statement(asked, limit=limit + 1, after=after, totals=after is None)
    found = sql.run_named(statement, bound).fetchall()
    totals = None
    if after is None:
        totals = _totals(asked, next(row for row in found if row[0] == 0))
        found = [row for row in found if row[0] == 1]
    rows = [_row(asked, one) for one in found]
    more, rows = len(rows) > limit, rows[:limit]
    name_records(asked, rows, {})
    return Page(rows, totals, rows[-1].after if more else None)


@contextmanager
def everything(asked: Asked) -> Generator[tuple[Totals, Iterator[Row]]]:
    """What all rows come to, and all of them; they stay with the server until they are wanted, or
    until nobody wants them any more."""
    begin()
    statement, bound = _statement(asked, limit=None, after=None, totals=True)
    with closing(sql.stream(statement, bound)) as found:
        yield _totals(asked, next(found)), _named(asked, found)


def _named(asked: Asked, found: Iterator[Any]) -> Iterator[Row]:
    """What a file says of records is remembered for its next rows, but not of all there are."""
    known: Known = {}
    chunk: list[Row] = []
    keys = 3 + len(asked.view.key)
    for one in found:
        chunk.append(Row(_cells(asked, one[keys:]), ()))  # nothing begins after one of these
        if len(chunk) == CHUNK:
            yield from name_records(asked, chunk, known)
            chunk = []
            for records in known.values():
                if len(records) > REMEMBERED:
                    records.clear()
    yield from name_records(asked, chunk, known)


def name_records(asked: Asked, rows: list[Row], known: Known) -> list[Row]:
    """Put what is shown of a record in the place of its id: one statement for all."""
    columns = [one for one in asked.columns if one.kind == "reference"]
    wanted: dict[str, set[UUID]] = {}
    for one in columns:
        ids = {row.cells[one.name] for row in rows} - {None}
        wanted.setdefault(one.to, set()).update(ids)
    references.labels(wanted, known)
    for row in rows:
        for one in columns:
            key = row.cells[one.name]
            if key is not None:
                found = known.get(one.to, {}).get(key)
                row.cells[one.name] = {"id": str(key)} if found is None else found.label
    return rows


def _statement(
    asked: Asked, *, limit: int | None, after: Sequence[str] | None, totals: bool
) -> tuple[str, dict[str, Any]]:
    """The statement and what is bound in it. Columns: part, rows, keys of the order, cells."""
    view, bound = asked.view, _bound(asked)
    body = view.body.replace("{conditions}", _conditions(asked))
    keys = _keys(asked)
    cells = [part for one in asked.columns for part in _parts(one)]
    selected = ", ".join(["1", "NULL::bigint", *(key for key, _ in keys), *(c for c, _ in cells)])
    beyond = ""
    if after is not None:
        values = [f"%(after_{index})s::{cast}" for index, (_, cast) in enumerate(keys)]
        sign = "<" if asked.falling else ">"
        columns = ", ".join(key for key, _ in keys)
        beyond = f" WHERE ({columns}) {sign} ({', '.join(values)})"
        bound.update({f"after_{index}": value for index, value in enumerate(after)})
    way = " DESC" if asked.falling else ""
    order = ", ".join(f"{key}{way}" for key, _ in keys)
    cut = "" if limit is None else f" LIMIT {int(limit)}"
    source = "g" if totals else f"({body}) g"
    if view.long and cut and OTHERS(order) is None:
        source = f"(SELECT g.* FROM {source}{beyond} ORDER BY {order}{cut}) g"  # noqa: S608
        beyond = ""
    rows = f"SELECT {selected} FROM {source} {view.joins}{beyond}"  # noqa: S608
    if not totals or cut:  # of all rows the whole is sorted below, and once is enough
        rows += f" ORDER BY {order}{cut}"
    if not totals:
        return rows, bound
    summed = ["0", "count(*)", *(f"NULL::{cast}" for _, cast in keys)]
    summed += [part for one in asked.columns for part in _total(one)]
    again = ", ".join(f"{3 + index}{way}" for index in range(len(keys)))
    kept = "NOT MATERIALIZED" if view.long else "MATERIALIZED"
    return (
        f"WITH g AS {kept} ({body}) SELECT {', '.join(summed)} FROM g"  # noqa: S608
        f" UNION ALL ({rows}) ORDER BY 1, {again}"
    ), bound


def _keys(asked: Asked) -> list[tuple[str, str]]:
    """The order: what is sorted by, then what makes it total, all in one direction."""
    expression, cast = asked.sorted_by.sorted_as
    return [(f"coalesce({expression}, {LEAST[cast]})", cast), *asked.view.key]


def _parts(column: Column) -> list[tuple[str, str]]:
    if column.kind != "document":
        return [(column.sql, column.cast)]
    form, record = column.parts
    return [(column.sql, "text"), (form, "text"), (record, "uuid")]


def _total(column: Column) -> list[str]:
    if column.total:
        return [f"({column.total})::{column.cast}"]
    return [f"NULL::{cast}" for _, cast in _parts(column)]


def _conditions(asked: Asked) -> str:
    filters = [one for one in asked.report.filters if one.name in asked.values and one.where]
    return "".join(f" AND {one.where}" for one in filters)


def _bound(asked: Asked) -> dict[str, Any]:
    """Every filter has a value, NULL where it does not narrow."""
    filters: Mapping[str, Any] = {one.name: None for one in asked.report.filters}
    earlier = comparing.bound(asked.compared)
    return {"company": current_id(), "today": asked.today, **filters, **asked.values, **earlier}


def _row(asked: Asked, found: Sequence[Any]) -> Row:
    count = 1 + len(asked.view.key)
    after = tuple(str(value) for value in found[2 : 2 + count])
    return Row(_cells(asked, found[2 + count :]), after)


def _totals(asked: Asked, found: Sequence[Any]) -> Totals:
    cells = _cells(asked, found[3 + len(asked.view.key) :])
    summed = {one.name: cells[one.name] for one in asked.columns if one.total}
    return Totals(found[1], summed)


def _cells(asked: Asked, values: Sequence[Any]) -> dict[str, Any]:
    cells: dict[str, Any] = {}
    rest = iter(values)
    for one in asked.columns:
        value = next(rest)
        if one.kind == "document":
            form, record = next(rest), next(rest)
            value = None if record is None else {"id": record, "form": form, "number": value}
        cells[one.name] = value
    return cells
