"""数字的列: the columns of a file in which numbers stand."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from huolang.integrations.amounts.line_amounts import number_of
from huolang.integrations.meaning.cells import inside


def of_rows(rows: Sequence[tuple[int, Sequence[Any]]]) -> set[int]:
    """The columns in which numbers stand, and not only 0 and 1, which may be yes and no."""
    said: dict[int, list[Decimal | None]] = {}
    for _number, cells in rows:
        for column, cell in enumerate(cells):
            if cell is not None:
                said.setdefault(column, []).append(number_of(inside(cell)))
    return {column for column, some in said.items() if None not in some and {*some} - {0, 1}}
