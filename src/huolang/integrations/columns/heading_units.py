"""数量（箱）、单价(元/箱): the unit that the heading of a quantity names is that of its rows, and a
price per unit is one of the unit that its row counts in; what does not agree is refused."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.forms.form import Form, Table
from huolang.forms.references import text_array
from huolang.integrations.columns import in_brackets, matching
from huolang.integrations.flat import FlatColumn
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.refusals import Invalid

if TYPE_CHECKING:
    from huolang.integrations.rows.groups import Group, Plan

UNIT, PRODUCT = "unit", "product"
COUNTED = frozenset({"quantity", "min_quantity", "planned_quantity", "lost", "rejected", "minimum"})
CALLED = """
SELECT w.given, array_agg(u.id) FROM unnest(%s::text[]) AS w(given)
JOIN masters_unit u ON u.company_id = %s::bigint
 AND (lower(u.name) = w.given OR lower(u.code) = w.given)
GROUP BY w.given
"""
BASES = """
SELECT id, unit_id FROM masters_product WHERE company_id = %s::bigint AND id = ANY(%s::uuid[])
"""


class NoUnit(Invalid):
    code = "import.no_unit_of_heading"
    message = _("列名“{column}”里的单位“{unit}”不是一个计量单位：请改列名，或加一列单位")


class OtherUnit(Invalid):
    code = "import.other_unit_of_heading"
    message = _("列名“{column}”说的单位与这一行的单位不同：请改其中一个")


@dataclass(frozen=True)
class Told:
    """A column of which the heading names a unit: None where nobody counts in it."""

    header: str
    table: Table | None
    name: str
    word: str
    unit: UUID | None
    counts: bool
    """A quantity, and not a price."""
    spread: bool = False
    """It is said of the rows that are made of its own column."""


def found(
    form: Form,
    headers: Sequence[str],
    columns: Mapping[str, str],
    spread: Mapping[str, str] | None = None,
) -> tuple[Told, ...]:
    """`spread`: columns of which each cell is a row of its own."""
    some = [*_found(form, headers, columns, is_spread=False)]
    some += _found(form, headers, spread or {}, is_spread=True)
    return tuple(sorted(some, key=lambda one: not one.counts))


def _found(
    form: Form, headers: Sequence[str], columns: Mapping[str, str], *, is_spread: bool
) -> Iterator[Told]:
    known = matching.fillable(form)
    some = [
        (headers[int(number)], known[path], in_brackets.said(headers[int(number)]).units)
        for number, path in columns.items()
        if path in known and _has_unit(form, known[path])
    ]
    some = [one for one in some if one[2]]
    words = sorted({word for _header, _column, units in some for word in units})
    ids_of = called(words) if words else {}
    for header, column, units in some:
        known_here = [one for one in units if ids_of.get(one)]
        word = next(iter(known_here or filter(in_brackets.is_unit, units)), "")
        if not word or word in in_brackets.BASE:
            continue
        ids = ids_of.get(word, [])
        one = ids[0] if len(ids) == 1 and len(known_here) == 1 else None
        field = column.field
        yield Told(
            header, column.table, field.name, word, one, field.name in COUNTED, spread=is_spread
        )


def _has_unit(form: Form, column: FlatColumn) -> bool:
    """Whether it counts goods in a unit, or is a price of one."""
    if column.field.name not in COUNTED and column.field.kind != "price":
        return False
    beside = column.table.by_name if column.table is not None else form.by_name
    return UNIT in beside or PRODUCT in beside


def known(words: Collection[str]) -> set[str]:
    """Which of these are the name or code of a unit."""
    return {*called(sorted(words))} if words else set()


def called(words: Sequence[str]) -> dict[str, list[UUID]]:
    """The units that have these names or codes."""
    return dict(sql.run(CALLED, [text_array(words), current_id()]).fetchall())


def count_in(
    plan: Plan,
    group: Group,
    table: Table | None,
    row: dict[str, Any],
    place: str,
    spread: str = "",
) -> None:
    """Let a row count in the unit that its heading names, where no column says it; what is made of
    a `spread` column, in the one that this names."""
    fields = table.by_name if table is not None else plan.form.by_name
    for one in plan.units:
        if one.table is not table or one.name not in row:
            continue
        if (one.header if one.spread else "") != spread:
            continue
        if one.unit is None:
            error = NoUnit(column=one.header, unit=one.word)
            error.field = f"{place}{one.name}"
            group.errors.append(error)
        elif one.counts and UNIT in fields and row.get(UNIT) is None:
            row[UNIT] = one.unit
            group.told_by[f"{place}{UNIT}"] = one.header


def compare(plan: Plan, groups: Sequence[Group]) -> None:
    """Refuse rows that count in another unit than a heading names: in that of the product, where
    nothing else is said."""
    held = [
        (group, path, row, one)
        for one in plan.units
        if one.unit is not None
        for group in groups
        for path, row in _rows(group, one)
    ]
    asked = {
        row[PRODUCT]
        for _group, _path, row, _one in held
        if row.get(UNIT) is None and isinstance(row.get(PRODUCT), UUID)
    }
    bases = base_units(asked)
    for group, path, row, one in held:
        unit = row.get(UNIT) or bases.get(row.get(PRODUCT, ""))
        if isinstance(unit, UUID) and unit != one.unit:
            error = OtherUnit(column=one.header)
            error.field = path
            group.errors.append(error)


def base_units(goods: Collection[UUID]) -> dict[UUID, UUID]:
    """In which units these goods are kept."""
    if not goods:
        return {}
    return dict(sql.run(BASES, [current_id(), sql.array(sorted(goods))]).fetchall())


def _rows(group: Group, one: Told) -> Iterator[tuple[str, dict[str, Any]]]:
    if one.table is None:
        if one.name in group.payload:
            yield one.name, group.payload
        return
    for index, row in enumerate(group.payload.get(one.table.name, ())):
        path = f"{one.table.name}.{index}.{one.name}"
        if one.name in row and (not one.spread or group.told_by.get(path) == one.header):
            yield path, row
