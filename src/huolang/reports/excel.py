"""A report as an Excel file: what was asked and when, all its rows, and what they come to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from huolang.forms import references, registry
from huolang.kernel import sheet
from huolang.kernel.keys import NIL
from huolang.kernel.listing import listed
from huolang.kernel.sheet import Sheet
from huolang.ledger import deferring
from huolang.reports import reading
from huolang.reports.reading import Row, Totals
from huolang.reports.report import Asked, Column, Filter

WIDTHS = {"reference": 26, "document": 20, "date": 11, "month": 9, "text": 16, "choice": 10}
KINDS = {"document": "text", "reference": "text", "choice": "text", "month": "text"}


def write(path: Path, asked: Asked, *, company: str, at: datetime) -> int:
    """Write everything that was `asked` to `path`; the number of rows. `at` is local time."""
    with reading.everything(asked) as (totals, rows):
        if totals.rows > sheet.MOST_ROWS:
            raise sheet.TooManyRows(most=sheet.MOST_ROWS)
        return put(path, asked, totals, rows, company=company, at=at)


def put(
    path: Path, asked: Asked, totals: Totals, rows: Iterator[Row], *, company: str, at: datetime
) -> int:
    """Write what was read already; the number of rows."""
    return sheet.write(path, _sheet(asked, company, at, totals, rows))


def _sheet(asked: Asked, company: str, at: datetime, totals: Totals, rows: Iterator[Row]) -> Sheet:
    columns = [one for one in asked.columns if one.shown]
    cells = [(one.name, _reader(one)) for one in columns]
    told = [text(one, totals.cells.get(one.name)) if one.total else None for one in columns]
    if told and told[0] is None:
        told[0] = _("合计")
    return Sheet(
        title=str(asked.report.label),
        facts=_facts(asked, company, at),
        columns=[_column(one) for one in columns],
        rows=(
            [row.cells[name] if read is None else read(row.cells[name]) for name, read in cells]
            for row in rows
        ),
        totals=told,
    )


def _column(one: Column) -> sheet.Column:
    kind = "quantity" if one.change == "points" else KINDS.get(one.kind, one.kind)
    return sheet.Column(label=str(one.label), kind=kind, width=WIDTHS.get(one.kind, 14))


def _reader(column: Column) -> Callable[[Any], Any] | None:
    """`text` of one column; None where a value stays what it is."""
    if column.kind == "choice":
        words = {value: str(label) for value, label in column.options.items()}
        return lambda value: words.get(value, value)
    if column.kind == "reference":
        return _name_reader(column.to)
    if column.kind in ("document", "month"):
        return partial(text, column)
    return None


def _name_reader(form: str) -> Callable[[Any], Any]:
    """What records are called; of the same ones row after row it is put together once."""
    known: dict[str, str] = {}

    def read(value: Any) -> str | None:
        if value is None:
            return None
        found = known.get(value["id"])
        if found is None:
            if len(known) > reading.REMEMBERED:
                known.clear()
            found = known[value["id"]] = named(form, value)
        return found

    return read


def text(column: Column, value: Any) -> Any:
    """A cell as people read it; figures and days stay what they are."""
    if value is None:
        return None
    if column.kind == "document":
        return value["number"]
    if column.kind == "reference":
        return named(column.to, value)
    if column.kind == "choice":
        return str(column.options.get(value, value))
    return f"{value:%Y-%m}" if column.kind == "month" else value


def named(form: str, label: Mapping[str, Any]) -> str:
    """`A-01 铅笔`; a unit is known by its name."""
    shown = ("name",) if form == "unit" else ("number", "code", "name")
    return " ".join(str(label[part]) for part in shown if label.get(part))


def _facts(asked: Asked, company: str, at: datetime) -> list[tuple[str, str]]:
    """Company, report, and what it was narrowed to: anybody can ask the same again; and from when
    on its costs are still being corrected."""
    facts = [(str(asked.report.label), str(asked.view.label)), (_("公司"), company)]
    facts += narrowed_to(asked)
    facts.append((_("制表时间"), f"{at:%Y-%m-%d %H:%M}"))
    return facts + in_work(asked)


def narrowed_to(asked: Asked) -> list[tuple[str, str]]:
    """Each filter that narrows, with its answer in words."""
    given = [one for one in asked.report.filters if one.name in asked.values]
    told = list(zip((str(one.label) for one in given), _values(asked, given), strict=True))
    if asked.compared:
        days = f"{asked.compared.since} – {asked.compared.until}"
        told.append((_("对比期间"), days))
    return told


def deleted(asked: Asked) -> str:
    """Which filters name a record that there is not, or not any more; nothing when none does."""
    given = [one for one in asked.report.filters if one.name in asked.values]
    told = zip(given, _values(asked, given), strict=True)
    gone = [f"{one.label} {text}" for one, text in told if text == _("（已删除）")]
    return listed(gone)


def in_work(asked: Asked) -> list[tuple[str, str]]:
    """From when on the costs that it tells are still being corrected, if they are."""
    costly = any(one.shown and one.hidden_by == "cost" for one in asked.columns)
    since = deferring.since() if costly else None
    if since is None:
        return []
    return [(_("成本"), _("自 {day} 起的成本正在更正").format(day=since))]


def _values(asked: Asked, filters: Iterable[Filter]) -> list[str]:
    filters = list(filters)
    wanted: dict[str, set[UUID]] = {}
    for one in filters:
        form = one.to or one.named
        if form and registry.known(form):
            wanted.setdefault(form, set()).add(UUID(asked.values[one.name]))
    known = references.labels(wanted, {})
    return [_value(one, asked.values[one.name], known) for one in filters]


def _value(one: Filter, value: str, known: references.Known) -> str:
    if form := one.to or one.named:
        if one.nothing and value == str(NIL):
            return "—"
        found = known.get(form, {}).get(UUID(value))
        return _("（已删除）") if found is None else named(form, found.label)
    if one.kind == "boolean":
        return _("是")
    return str(one.options.get(value, value))
