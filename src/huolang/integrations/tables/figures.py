"""数字的列: the columns of a file in which numbers stand."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from huolang.integrations.amounts.line_amounts import number_of
from huolang.integrations.columns.headings import plain
from huolang.integrations.meaning.cells import inside

PIECES = ("批号", "序列号")
ANSWERS = frozenset({"有", "无", "是", "否", "y", "n", "yes", "no", "true", "false", "√", "×", ""})
"""What stands below 批号 in a list of goods, if it says whether they have any."""


def no_answers(headers: Sequence[str], rows: Sequence[tuple[int, Sequence[Any]]]) -> set[int]:
    """The columns that mean no yes or no: of numbers, and of the numbers of batches and pieces."""
    pieces = [number for number, one in enumerate(headers) if plain(one) in PIECES]
    told = {
        number
        for number in pieces
        for _row, cells in rows
        if number < len(cells)
        and str(inside(cells[number]) or "").strip().casefold() not in ANSWERS
    }
    return of_rows(rows) | told


def of_rows(rows: Sequence[tuple[int, Sequence[Any]]]) -> set[int]:
    """The columns in which numbers stand, and not only 0 and 1, which may be yes and no."""
    said: dict[int, list[Decimal | None]] = {}
    for _number, cells in rows:
        for column, cell in enumerate(cells):
            if cell is not None:
                said.setdefault(column, []).append(number_of(inside(cell)))
    return {column for column, some in said.items() if None not in some and {*some} - {0, 1}}
