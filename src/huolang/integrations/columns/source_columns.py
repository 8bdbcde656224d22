"""原单据编号、源单号: the number of the document from which one goes on. It is never the document's
own number: a return goes on from lines of what it names, elsewhere it is told that it does not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from huolang.forms.form import Form
from huolang.integrations.columns import form_words
from huolang.integrations.columns.headings import plain
from huolang.integrations.meaning.cells import Note, inside

FORMS = (
    "sales_order", "sales_delivery", "sales_return", "purchase_order", "purchase_receipt",
    "purchase_return", "stock_receipt", "stock_issue",
)  # fmt: skip
SOURCE = re.compile(
    rf"(?:{'|'.join(form_words.FROM)}).*单(?:据)?(?:编号|号|号码)?"
    r"|source(?:document|doc|no|number)+|(?:return)?against\w*"
)


def untold(
    form: Form,
    headers: Sequence[str],
    columns: Mapping[str, str],
    rows: Sequence[tuple[int, Sequence[Any]]],
) -> list[Note]:
    """That nothing is made of such columns. `rows`: the first ones."""
    if form.name not in FORMS:
        return []
    words = {
        plain(one)
        for (name, path), some in form_words.FOR_FORM.items()
        if name == form.name and path in form_words.SOURCE_LINES.values()
        for one in some
    }
    told = _("“{column}”没有导入：单据不会接在它写的源单上，数量和金额也不与源单核对")
    return [
        Note(0, header, "import.source_beside", told.format(column=header))
        for number, header in enumerate(headers)
        if str(number) not in columns
        and (plain(header) in words or SOURCE.fullmatch(plain(header)))
        and any(number < len(one) and inside(one[number]) not in (None, "") for _row, one in rows)
    ]
