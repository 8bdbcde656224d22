"""选项的别称: what other programs write in cells of choices, and of whether a record is in use."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from huolang.forms import kinds
from huolang.forms.form import Field, Form
from huolang.integrations.meaning import out_of_use, owed_words

HAS: Mapping[str, str] = {"有": "true", "无": "false"}
OF_FIELD: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("opening_balance", owed_words.KIND): owed_words.KINDS,
    ("product", "batched"): HAS,
    ("product", "serialized"): HAS,
    ("product", "kind"): {
        **dict.fromkeys(("goods", "storable product", "consumable", "stockable"), "stock"),
        "services": "service",
    },
}


TAX = re.compile(r"[^\d%]*?(\d+(?:\.\d+)?)\s*%[^\d%]*")
TAX_INSIDE = re.compile(r"(?<!不)含|incl", re.IGNORECASE)


def _tax_rate(cell: Any) -> Any:
    """13% 增值税 is 13%; what says two rates, or that tax is in the prices, is left as it is."""
    found = TAX.fullmatch(cell.strip()) if isinstance(cell, str) else None
    return f"{found[1]}%" if found and not TAX_INSIDE.search(cell) else cell


def typed(form: Form, path: str, field: Field) -> Callable[[Any], Any]:
    """How a cell of this column is understood, also where it says so in other words."""
    known = OF_FIELD.get((form.name, path), {})
    own = kinds.of(field).typed(field)
    if not form.is_document and path == out_of_use.ACTIVE and field.kind == "boolean":
        return lambda cell: own(out_of_use.word(cell))
    if path in ("tax_rate", "lines.tax_rate") and field.kind == "percent":
        return lambda cell: own(_tax_rate(cell))
    if not known:
        return own
    return lambda cell: own(
        known.get(cell.strip().casefold(), cell) if isinstance(cell, str) else cell
    )


def below(
    form: Form,
    path: str,
    field: Field,
    number: str,
    headers: Sequence[str],
    matching: Mapping[str, str],
) -> Callable[[Any], Any]:
    """The same of one column of a file: what stands above it and beside it says more."""
    own = typed(form, path, field)
    header = headers[int(number)]
    if not form.is_document and path == out_of_use.ACTIVE and out_of_use.is_reversed(header):
        return lambda cell: kinds.of(field).typed(field)(out_of_use.turned(cell))
    if path == owed_words.KIND:
        sides = owed_words.sides(headers, matching)
        return lambda cell: sides.get(owed_words.side(str(cell)), "") or own(cell)
    return own
