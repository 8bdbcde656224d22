"""进货单位、包装: columns of units besides that of the rows. One with nothing but units in it is
that of the rows where no other column is; one that is not and says another unit is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _

from huolang.forms.form import Form
from huolang.integrations.columns import form_words, heading_units, matching
from huolang.integrations.columns.headings import plain
from huolang.integrations.columns.unit_words import is_unit
from huolang.integrations.meaning.cells import Note, inside
from huolang.kernel import sql
from huolang.kernel.company import current_id

if TYPE_CHECKING:
    from huolang.integrations.rows.groups import Group, Plan

PATH, LINES, UNIT, PRODUCT = "lines.unit", "lines", "unit", "product"
PERHAPS = re.compile(r"(?:单位|计量|包装|包装规格|uom|unit|packing|packaging)(?:名称|name)?$")
"""How a heading ends that may be one of units, as those of partners do."""
BASE = {plain(one) for one in form_words.BASE_UNITS}
SECOND = {plain(one) for one in form_words.SECOND_UNITS}
MOST = 50
"""Kinds of texts of a column that are looked up."""
NAMED = """
SELECT u.id, u.name FROM masters_unit u WHERE u.company_id = %s::bigint AND u.id = ANY(%s::uuid[])
"""


def _free(form: Form, headers: Sequence[str], matching_: Mapping[str, str]) -> list[int]:
    """The columns that fill nothing and may be of units."""
    if not form.is_document or PATH not in matching.fillable(form):
        return []
    words = {plain(one) for one in (*form_words.UNIT, *BASE, *SECOND)}
    return [
        n
        for n, one in enumerate(headers)
        if str(n) not in matching_ and (plain(one) in words or PERHAPS.search(plain(one)))
    ]


def by_cells(
    form: Form,
    headers: Sequence[str],
    columns: Mapping[str, str],
    said: Callable[[int], Iterable[str]],
) -> dict[str, str]:
    """The column of a unit of goods, or else in which nothing but units stands, where one alone is
    so and no column is that of the units of rows. `said`: what the rows say in a column."""
    if PATH in columns.values():
        return {}
    free = _free(form, headers, columns)
    for words in (BASE, SECOND):
        named = [n for n in free if plain(headers[n]) in words]
        if named:
            return {str(named[0]): PATH} if len(named) == 1 else {}
    some = [n for n in free if _are_units({*said(n)})]
    return {str(some[0]): PATH} if len(some) == 1 else {}


def of_cells(proposed: Mapping[str, str], alone: Mapping[str, str]) -> dict[str, str]:
    """What was proposed for what the rows say, besides what the headings `alone` mean."""
    return {n: p for n, p in proposed.items() if p == PATH and n not in alone}


def _are_units(texts: set[str]) -> bool:
    words = {one.casefold() for one in texts}
    return 0 < len(words) <= MOST and heading_units.known(words) == words


def found(form: Form, headers: Sequence[str], columns: Mapping[str, str]) -> tuple[int, ...]:
    """The columns that fill nothing, but those of a second unit beside the one that counts."""
    beside = PATH in columns.values()
    some = _free(form, headers, columns)
    return tuple(n for n in some if not (beside and plain(headers[n]) in SECOND))


def tell(plan: Plan, groups: Sequence[Group]) -> None:
    """Note the rows of which another column says another unit; what is called the unit in which
    goods are kept is compared with that."""
    held = [
        (group, number, column, said, row)
        for group in groups
        for number, row in _rows(group)
        for column in plan.units_beside
        for said in [_text(dict(group.lines)[number], column)]
        if said
    ]
    if not held:
        return
    units = heading_units.called(sorted({said.casefold() for *_row, said, _ in held}))
    bases = heading_units.base_units({row[PRODUCT] for *_rest, row in held})
    told: list[tuple[Group, int, str, str, UUID]] = []
    for group, number, column, said, row in held:
        header, ids = str(plan.headers[column]), units.get(said.casefold(), [])
        kept = bases.get(row[PRODUCT])
        mine = kept if plain(header) in BASE else row.get(UNIT) or kept
        if isinstance(mine, UUID) and mine not in ids and (ids or is_unit(said.casefold())):
            told.append((group, number, header, said, mine))
    wanted = sql.array(sorted({mine for *_rest, mine in told}))
    names = dict(sql.run(NAMED, [current_id(), wanted]).fetchall()) if told else {}
    message = _("“{column}”是“{given}”，没有导入：这一行按“{unit}”计")
    for group, number, header, said, mine in told:
        unit = names.get(mine, "")
        text = message.format(column=header, given=said, unit=unit)
        note = Note(number, header, "import.other_unit", text)
        group.notes += [note] if note not in group.notes else []


def _rows(group: Group) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows of goods that say no line of another document, of which they have the unit."""
    rows = group.payload.get(LINES, ())
    for number, row in zip(group.rows.get(LINES, ()), rows, strict=True):
        if isinstance(row.get(PRODUCT), UUID) and (
            row.get(UNIT) or not any(name.endswith("_line") for name in row)
        ):
            yield number, row


def _text(cells: Sequence[Any], number: int) -> str:
    cell = inside(cells[number]) if number < len(cells) else None
    return cell.strip() if isinstance(cell, str) else ""
