"""原来单据的单号和日期: an opening is one document here; numbers and days in its rows are those of
documents of the old books, for which opening balances have fields, and opening stock has none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from huolang.forms.form import Form
from huolang.integrations.columns import document_day, matching
from huolang.integrations.meaning.cells import Note, inside

OF_ROWS = {"number": "lines.original_number", document_day.DATE: "lines.original_date"}
"""What a document has itself → what its rows say of the old documents."""
OPENINGS = ("opening_balance", "opening_stock")


def untold(
    form: Form,
    headers: Sequence[str],
    columns: Mapping[str, str],
    rows: Sequence[tuple[int, Sequence[Any]]],
) -> list[Note]:
    """That nothing is made of such columns. `rows`: the first ones."""
    if form.name != "opening_stock":
        return []
    usual = matching.propose(form, headers, {})
    left = [int(n) for n, path in usual.items() if path in OF_ROWS and n not in columns]
    said = [n for n in left if any(n < len(one) and inside(one[n]) for _row, one in rows)]
    told = _("“{column}”没有导入：{form}没有原单号和原单日期，库存从期初日期算起")
    return [
        Note(0, headers[n], "import.old_document", told.format(column=headers[n], form=form.label))
        for n in said
    ]
