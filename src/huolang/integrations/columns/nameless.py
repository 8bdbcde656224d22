"""没有列名的列: what stands in columns above which there is no heading is not imported, and that is
told: the unit of a quantity may be among it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name  # pyright: ignore[reportMissingTypeStubs]

from huolang.integrations.meaning.cells import Note, inside

NAMELESS = "import.column_without_heading"
SHOWN = 20


def untold(
    headers: Sequence[str], columns: Mapping[str, str], rows: Iterable[tuple[int, Sequence[Any]]]
) -> list[Note]:
    """Columns without a heading in which something stands in half of the rows or more, with the
    first of it; what stands there once is a remark beside the table or below it."""
    first: dict[int, str] = {}
    filled: Counter[int] = Counter()
    lines = 0
    for _row, cells in rows:
        lines += 1
        for number, cell in enumerate(cells):
            named = number < len(headers) and headers[number]
            text = "" if cell is None else str(inside(cell)).strip()
            if text and not named and str(number) not in columns:
                first.setdefault(number, text[:SHOWN])
                filled[number] += 1
    told = _("{letter} 列没有列名，没有导入；里面有“{given}”")
    return [
        Note(0, "", NAMELESS, told.format(letter=xl_col_to_name(number), given=given))
        for number, given in sorted(first.items())
        if filled[number] * 2 >= lines
    ]
