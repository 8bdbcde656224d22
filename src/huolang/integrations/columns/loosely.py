"""也许不是: columns that are taken for a figure which they may not be, as 单价 for what goods cost:
that they were is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from huolang.forms.form import Form
from huolang.integrations.columns import matching
from huolang.integrations.columns.form_words import (
    LOOSE_BUYING,
    LOOSE_COST,
    LOOSE_TAX,
    UNIT_COST,
)
from huolang.integrations.columns.headings import plain
from huolang.integrations.meaning.cells import Note

LOOSELY: Mapping[str, Sequence[str]] = {
    UNIT_COST: LOOSE_COST,
    "purchase_price": LOOSE_BUYING,
    "tax_rate": LOOSE_TAX,
}
"""Path → what stands above such columns."""


def untold(form: Form, headers: Sequence[str], columns: Mapping[str, str]) -> list[Note]:
    known, told = (
        matching.fillable(form),
        _("“{column}”按“{label}”导入：如果不是，请不要导入这一列"),
    )
    return [
        Note(
            0,
            headers[int(number)],
            "import.taken_as",
            told.format(column=headers[int(number)], label=known[path].label),
        )
        for number, path in columns.items()
        if plain(headers[int(number)]) in {plain(one) for one in LOOSELY.get(path, ())}
    ]
