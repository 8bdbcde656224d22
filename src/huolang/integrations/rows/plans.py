"""怎样读一个文件: how the rows of a file are read, by what its columns mean."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TypedDict

from huolang.forms.form import Field, Form, Table
from huolang.integrations.amounts import (
    base_counts,
    invoice_amounts,
    line_amounts,
    money_told,
    price_before,
    row_amounts,
    row_discounts,
    taxed_costs,
    whole_discounts,
)
from huolang.integrations.amounts.invoice_amounts import InvoiceAmounts
from huolang.integrations.amounts.line_amounts import MoneyColumn
from huolang.integrations.amounts.row_amounts import RowAmount
from huolang.integrations.amounts.taxed_costs import Costs
from huolang.integrations.amounts.whole_discounts import WholeDiscounts
from huolang.integrations.before import same_name
from huolang.integrations.columns import heading_units, units_beside
from huolang.integrations.columns import matching as columns_of
from huolang.integrations.flat import FlatColumn
from huolang.integrations.meaning import (
    day_readings,
    executed,
    loose_counts,
    meant_values,
    other_counts,
    told_specs,
    told_states,
    told_twice,
)
from huolang.integrations.meaning.executed import Executed
from huolang.integrations.rows import beside_spread, spreading
from huolang.integrations.rows.groups import Entry, Plan
from huolang.integrations.rows.spreading import Spread
from huolang.kernel.refusals import Invalid


def plan(
    form: Form,
    headers: Sequence[str],
    matching: Mapping[str, str],
    fixed: Mapping[str, str],
    *,
    separate: bool = False,
    again: bool = False,
    confirm: bool = False,
    as_open: bool = False,
    days: Mapping[str, Sequence[str]] | None = None,
) -> Plan:
    known = told_twice.with_checks(columns_of.fillable(form))
    every = _entries(form, known, headers, matching, days or {})
    checks = tuple(one for one in every if told_twice.is_check(one.path))
    entries = [one for one in every if one not in checks]
    serial, keys = _keys(form)
    places = {e.path: e.number for e in entries}
    header = [e for e in entries if e.column.table is None and e.column.field is not serial]
    tables = [one for one in form.tables if any(e.column.table is one for e in entries)]
    amounts = line_amounts.found(form, headers, matching, fixed)
    beside = _row_amounts(form, headers, matching, fixed)
    off = row_discounts.found(form, headers, matching)
    used = [one.number for one in (amounts, *beside, off.taken, off.after) if one]
    spread = _spread(form, headers, matching, fixed, known)
    of_spread = [one for one, _entry in spread]
    counted = spreading.matched(of_spread)
    return Plan(
        form=form,
        headers=headers,
        header=tuple(header),
        fixed=_fixed(form, fixed, known),
        tables={t: tuple(e for e in entries if e.column.table is t) for t in tables},
        group=_group(keys, places),
        named=next(iter(keys), None),
        separate=separate,
        as_open=as_open,
        by_name=() if again else _by_name(form, places),
        amounts=amounts,
        row_amounts=beside,
        discounts=off,
        units=heading_units.found(form, headers, matching, counted),
        money=money_told.found(form, headers, {**matching, **counted}, used),
        states=told_states.found(form, headers, matching, confirm=confirm),
        spread=spread,
        beside=beside_spread.found(form, headers, _used(form, headers, matching, used), of_spread),
        **_beside(form, headers, matching),
        own=_own(form, header, tables, set(matching.values())) if form.is_document else {},
        checks=checks,
    )


def _keys(form: Form) -> tuple[Field | None, Sequence[Field]]:
    """The number of a document, and what tells records apart."""
    serial = columns_of.group_field(form)
    return serial, (serial,) if serial else columns_of.key_fields(form)


def _group(keys: Sequence[Field], places: Mapping[str, int]) -> tuple[int, ...]:
    """The columns of all that tells records apart, or none."""
    found = tuple(places[one.name] for one in keys if one.name in places)
    return found if len(found) == len(keys) else ()


def _row_amounts(
    form: Form, headers: Sequence[str], matching: Mapping[str, str], fixed: Mapping[str, str]
) -> tuple[RowAmount, ...]:
    made = row_amounts.found(form, headers, matching, fixed)
    return made + invoice_amounts.compared(form, headers, matching)


def _beside(form: Form, headers: Sequence[str], matching: Mapping[str, str]) -> Besides:
    return {
        "spec": told_specs.column(form, headers, matching),
        "totals": columns_of.totals(form, headers, matching) if form.is_document else (),
        "other_counts": other_counts.found(form, headers, matching),
        "base_count": base_counts.found(form, headers, matching),
        "loose": loose_counts.found(headers, matching),
        "units_beside": units_beside.found(form, headers, matching),
        "costs": taxed_costs.found(form, headers, matching),
        "invoiced": invoice_amounts.found(form, headers, matching),
        "executed": executed.found(form, headers, matching),
        "before_price": price_before.found(form, headers, matching),
        "whole": whole_discounts.found(form, headers, matching),
    }


class Besides(TypedDict):
    """What columns that fill nothing say besides."""

    spec: int | None
    totals: Sequence[tuple[int, Field]]
    costs: Costs
    invoiced: InvoiceAmounts
    executed: Executed
    loose: tuple[int, ...]
    units_beside: tuple[int, ...]
    base_count: int | None
    other_counts: Mapping[int, type[Invalid]]
    before_price: MoneyColumn | None
    whole: WholeDiscounts


def _fixed(
    form: Form, fixed: Mapping[str, str], known: Mapping[str, FlatColumn]
) -> dict[str, object]:
    return {
        path: meant_values.typed(form, path, known[path].field)(text)
        for path, text in fixed.items()
    }


def _entries(
    form: Form,
    known: Mapping[str, FlatColumn],
    headers: Sequence[str],
    matching: Mapping[str, str],
    days: Mapping[str, Sequence[str]],
) -> list[Entry]:
    found: list[Entry] = []
    for number, path in sorted(matching.items(), key=lambda one: int(one[0])):
        field, orders = known[path].field, days.get(number, ())
        typed = meant_values.below(form, path, field, number, headers, matching)
        if field.kind == "date":
            typed = day_readings.typed(typed, orders)
        found.append(Entry(int(number), path, known[path], typed, tuple(orders)))
    return found


def _spread(
    form: Form,
    headers: Sequence[str],
    matching: Mapping[str, str],
    fixed: Mapping[str, str],
    known: Mapping[str, FlatColumn],
) -> tuple[tuple[Spread, Entry], ...]:
    some = spreading.found(form, headers, matching, fixed)
    filled = [{str(one.number): one.fills} for one in some]
    every = [_entries(form, known, headers, one, {})[0] for one in filled]
    return tuple(zip(some, every, strict=True))


def _used(
    form: Form, headers: Sequence[str], matching: Mapping[str, str], more: Collection[int]
) -> set[int]:
    """The columns of which something is made, or that are compared."""
    said = columns_of.notes(form, headers, matching)
    return {*map(int, [*matching, *said.computed]), *more}


def _own(
    form: Form, header: Sequence[Entry], tables: Sequence[Table], filled: Collection[str]
) -> dict[int, tuple[Table, Entry]]:
    """The columns of the header that each line may fill by itself, where no other column does."""
    known = columns_of.fillable(form)
    return {
        entry.number: (table, replace(entry, path=path, column=known[path]))
        for entry in header
        for table in tables
        for path in [f"{table.name}.{entry.path}"]
        if path in known and not {path, f"{entry.path}{told_twice.CHECK}"} & {*filled}
        for mine, line in [(entry.column.field, known[path].field)]
        if (mine.kind, mine.to) == (line.kind, line.to)
    }


def _by_name(form: Form, places: Mapping[str, int]) -> tuple[int, ...]:
    apart = [one.name for one in same_name.fields(form)]
    if not apart or apart[0] not in places:
        return ()
    return tuple(places[one] for one in apart if one in places)
