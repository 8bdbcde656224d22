"""每行的还是整张的: a figure beside the rows of a document may be each row's own, or one of the
whole document that is repeated in every row, stands in one of them, or is joined over them. Where
both may be, whoever asks sees which of the two agrees."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from huolang.integrations.amounts.line_amounts import LINES, number_of
from huolang.integrations.meaning.cells import inside

if TYPE_CHECKING:
    from huolang.integrations.rows.groups import Group


@dataclass(frozen=True)
class Said:
    """What one column says of a document."""

    rows: Mapping[int, Decimal]
    """What may be each row's own, by its row in the file: nothing of what is joined."""
    whole: Decimal | None = None
    """What may be of the whole document: one figure in all of its rows, or in one alone."""
    alone: bool = False
    """Of several rows one alone says it."""
    row: int = 0
    """The first row that says it."""

    @property
    def is_of_whole(self) -> bool:
        """Whether it can be of nothing but the whole."""
        return self.whole is not None and not self.rows


NOTHING = Said({})


def of(group: Group, number: int, read: Callable[[Any], Decimal | None] = number_of) -> Said:
    """What a column says in the rows of a document, header rows among them."""
    every = [(row, cells[number] if number < len(cells) else None) for row, cells in group.lines]
    lines = group.rows.get(LINES, ()) or [row for row, _cell in every]
    joined = _joined(every)
    said = [(row, given) for row, cell in every for given in [read(inside(cell))] if given]
    said = said or [(row, g) for row, cell in every for g in [read(inside(cell))] if g is not None]
    rows = {
        row: given
        for row, cell in every
        for given in [read(cell) if row not in joined else None]
        if given is not None and row in {*lines}
    }
    values = {given for _row, given in said}
    if len(values) != 1:
        return Said(rows, row=said[0][0] if said else 0)
    (whole,) = values
    alone = len(said) == 1 and len(every) > 1
    if not alone and not _in_all({row for row, _given in said}, lines):
        return Said(rows, row=said[0][0])
    return Said(rows, whole, alone, said[0][0])


def _joined(every: Sequence[tuple[int, Any]]) -> set[int]:
    """The rows of which the cell is joined with that of another one."""
    found = set[int]()
    for (row, _cell), (below, cell) in pairwise(every):
        if cell is not inside(cell):
            found |= {row, below}
    return found


def _in_all(said: Collection[int], lines: Collection[int]) -> bool:
    return all(row in said for row in lines)
