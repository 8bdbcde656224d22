"""单价含不含税，看金额: of a file whose prices do not say whether tax is in them, but whose
rows say what they come to with their tax: quantity × price is the one or the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from huolang.forms.form import Form
from huolang.integrations.amounts import line_amounts, row_amounts
from huolang.integrations.amounts.line_amounts import TAX_INCLUDED, number_of
from huolang.integrations.columns.form_words import QUANTITY
from huolang.integrations.columns.headings import PRICE, tax_in
from huolang.integrations.columns.headings import plain as short
from huolang.integrations.meaning.cells import inside

MOST = 500
CENT, HALF = Decimal("0.01"), Decimal("0.005")
DISCOUNT = "lines.discount"


def proposed(
    form: Form,
    headers: Sequence[str],
    matching: Mapping[str, str],
    fixed: Mapping[str, str],
    lines: Iterable[tuple[int, Sequence[Any]]],
) -> dict[str, str]:
    """Whether tax is in the prices of all documents; nothing where no row tells, or rows tell both
    ways."""
    at = {path: int(number) for number, path in matching.items()}
    if not line_amounts.is_priced(form) or TAX_INCLUDED in {*at, *fixed}:
        return {}
    if PRICE not in at or QUANTITY not in at or tax_in(headers[at[PRICE]]) is not None:
        return {}
    free = [(n, one) for n, one in enumerate(headers) if n not in at.values()]
    gross = [n for n, one in free if line_amounts.is_amount(one) and line_amounts.with_tax(one)]
    net = [n for n, one in free if line_amounts.is_plain(one) and not line_amounts.with_tax(one)]
    taxes = {short(one) for one in row_amounts.TAX}
    tax = [n for n, one in free if short(one) in taxes]
    if not gross or not (net or tax):
        return {}
    said = {
        told
        for _number, cells in islice(lines, MOST)
        for told in [_told(cells, at, gross[0], net[:1], tax[:1])]
        if told is not None
    }
    return {TAX_INCLUDED: str(_("是") if said == {True} else _("否"))} if len(said) == 1 else {}


def _told(
    cells: Sequence[Any],
    at: Mapping[str, int],
    gross: int,
    net: Sequence[int],
    tax: Sequence[int],
) -> bool | None:
    """Whether quantity × price is what the row comes to with its tax; None where it cannot tell."""
    quantity, price, whole = (_number(cells, n) for n in (at[QUANTITY], at[PRICE], gross))
    if not quantity or not price or not whole or _number(cells, at.get(DISCOUNT, -1)):
        return None
    some = [_number(cells, n) for n in net] + [
        None if (one := _number(cells, n)) is None else whole - one for n in tax
    ]
    less = next((one for one in some if one), None)
    made, lost = quantity * price, CENT + abs(quantity) * HALF
    if less is None or abs(whole - less) <= 2 * lost:
        return None
    with_tax, without = abs(made - whole) <= lost, abs(made - less) <= lost
    return with_tax if with_tax is not without else None


def _number(cells: Sequence[Any], number: int) -> Decimal | None:
    return number_of(inside(cells[number])) if 0 <= number < len(cells) else None
