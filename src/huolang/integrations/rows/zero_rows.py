"""为零的期初: lists of stock and of balances have rows of which nothing is left; they are no
rows of an opening, and that is told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from huolang.integrations.amounts.line_amounts import number_of
from huolang.integrations.meaning.cells import Note, inside
from huolang.integrations.rows.groups import Entry, Group, Plan, raw

FIGURES = {"opening_stock": "lines.quantity", "opening_balance": "lines.amount"}
SERIALS = "lines.serials"
"""Where these stand the quantity follows from them."""
WORTH = ("lines.total_cost", "lines.amount")


def leave_out(
    plan: Plan, group: Group, entries: Sequence[Entry], number: int, cells: Sequence[Any]
) -> bool:
    """Whether a row is none, for its figure is zero or empty; not one that says a worth beside it,
    or nothing at all."""
    figure = FIGURES.get(plan.form.name)
    by_path = {one.path: one for one in entries}
    if figure not in by_path or not _is_zero(by_path[figure], cells, True):
        return False
    if all(raw(cells, one.number) is None for one in entries):
        return False
    if SERIALS in by_path and raw(cells, by_path[SERIALS].number) is not None:
        return False
    if any(one in by_path and not _is_zero(by_path[one], cells, True) for one in WORTH):
        return False
    worths = [one.number for one in plan.row_amounts if one.price == "unit_cost"]
    if any(number_of(inside(raw(cells, one))) for one in worths):
        return False
    header = plan.headers[by_path[figure].number]
    said = _("“{column}”是空的或 0 的行没有导入").format(column=header)
    group.notes.append(Note(number, header, "import.zero_row", said))
    return True


def _is_zero(entry: Entry, cells: Sequence[Any], empty: bool) -> bool:
    cell = inside(raw(cells, entry.number))
    if cell is None or cell == "":
        return empty
    return not isinstance(cell, dict) and number_of(cell) == 0
