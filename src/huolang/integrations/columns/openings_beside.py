"""主档里的期初: lists of partners and goods of other programs say what is owed and what lies
there as well; that is no field of these here, and where it is imported is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from huolang.forms.form import Form
from huolang.integrations.amounts.line_amounts import number_of
from huolang.integrations.columns.form_words import COUNTED, STOCK
from huolang.integrations.columns.headings import WORDS, plain
from huolang.integrations.meaning import owed_words
from huolang.integrations.meaning.cells import Note, inside

OPENING = "import.opening_beside"


def untold(
    form: Form,
    headers: Sequence[str],
    columns: Mapping[str, str],
    rows: Iterable[tuple[int, Sequence[Any]]],
) -> list[Note]:
    """`rows`: the first ones, of which one has to say something there."""
    if form.name not in ("partner", "product"):
        return []
    said = [
        number
        for number, one in enumerate(headers)
        if one and str(number) not in columns and _is_opening(form.name, one)
    ]
    filled = {
        number
        for _row, cells in rows
        if said
        for number in said
        if number < len(cells) and number_of(inside(cells[number]))
    }
    told = (
        _("“{column}”没有导入：期初欠款请另外用“期初往来单”导入")
        if form.name == "partner"
        else _("“{column}”没有导入：期初数量请另外用“期初库存单”导入")
    )
    return [
        Note(0, headers[n], OPENING, told.format(column=headers[n])) for n in said if n in filled
    ]


def _is_opening(form: str, header: str) -> bool:
    if form == "partner":
        return owed_words.is_spread(header)
    counted = next(some for some in WORDS if "数量" in some)
    return plain(header) in {plain(one) for one in (*STOCK, *COUNTED, *counted)}
