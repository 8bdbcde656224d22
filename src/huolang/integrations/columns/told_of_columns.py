"""What is told of the columns of a file before any row is read."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from huolang.forms.form import Form
from huolang.integrations.columns import (
    clashes,
    document_day,
    loosely,
    nameless,
    old_documents,
    openings_beside,
    payments_beside,
    source_columns,
)
from huolang.integrations.meaning.cells import Note


def of_file(
    form: Form,
    headers: Sequence[str],
    columns: Mapping[str, str],
    fixed: Collection[str],
    top: Sequence[tuple[int, Sequence[Any]]],
) -> list[Note]:
    """`top`: the first rows."""
    return [
        *document_day.untold(form, headers, columns, fixed, top),
        *nameless.untold(headers, columns, top),
        *loosely.untold(form, headers, columns),
        *openings_beside.untold(form, headers, columns, top),
        *payments_beside.untold(form, headers, columns, fixed, top),
        *old_documents.untold(form, headers, columns, top),
        *source_columns.untold(form, headers, columns, top),
        *clashes.untold(form, headers, columns, fixed),
    ]
