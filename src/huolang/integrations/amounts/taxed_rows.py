"""单价含不含税，看金额: of a file whose prices do not say whether tax is in them, but whose
rows say what they come to with their tax: quantity × price is the one or the other. Where it is
what they come to with tax, and nothing says what they come to without, tax is in the prices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from huolang.forms.form import Form
from huolang.integrations.amounts import (
    line_amounts,
    owed_for_all,
    row_amounts,
    row_discounts,
    said_of_all,
)
from huolang.integrations.amounts.line_amounts import TAX_INCLUDED, number_of
from huolang.integrations.columns.form_words import QUANTITY
from huolang.integrations.columns.headings import PRICE, tax_in
from huolang.integrations.columns.headings import plain as short
from huolang.integrations.meaning import cells as cells_of
from huolang.integrations.meaning.cells import inside

MOST = 500
MUCH = Decimal("1.2")
"""No tax is more: it is another figure, or that of the document."""
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
    gross += [n for n, tax in said_of_all.columns(form, headers, matching) if tax]
    net = [n for n, one in free if line_amounts.is_plain(one) and not line_amounts.with_tax(one)]
    net.sort(key=lambda n: line_amounts.with_tax(headers[n]) is None)
    taxes = {short(one) for one in row_amounts.TAX}
    tax = [n for n, one in free if short(one) in taxes]
    sure = bool(net) and line_amounts.with_tax(headers[net[0]]) is False
    if not (gross or (sure and tax) or owed_for_all.columns(headers, at.values())):
        return {}
    taken = row_discounts.found(form, headers, matching).taken
    first = [next(iter(some), None) for some in (gross, net, tax)]
    beside = _Beside(first[0], first[1], first[2], taken.number if taken else None)
    top = list(islice(lines, MOST))
    of_rows = owed_for_all.of_rows(at, top, beside.gross)
    said = {told for cells in of_rows for told in [_told(cells, at, beside)] if told is not None}
    said |= owed_for_all.told(form, headers, matching, top)
    if len(said) != 1 or (said == {False} and beside.alone):
        return {}
    return {TAX_INCLUDED: str(_("是") if said == {True} else _("否"))}


@dataclass(frozen=True)
class _Beside:
    """Columns that say what rows come to with tax, without it, and the tax alone."""

    gross: int | None
    net: int | None
    tax: int | None
    taken: int | None = None
    """A column that says in money what rows are cheaper by."""

    @property
    def alone(self) -> bool:
        """Only what they come to with tax."""
        return self.net is None and self.tax is None


def _told(cells: Sequence[Any], at: Mapping[str, int], beside: _Beside) -> bool | None:
    """Whether quantity × price, less what is taken off, is what the row comes to with its tax; None
    where it cannot tell."""
    quantity, price = _number(cells, at[QUANTITY]), _number(cells, at[PRICE])
    whole, less, tax = (_number(cells, n) for n in (beside.gross, beside.net, beside.tax))
    if not quantity or not price:
        return None
    made, lost = quantity * price, CENT + abs(quantity) * HALF
    every = [made, *_discounted(cells, at, beside, made)]
    if beside.alone:
        agrees = whole is not None and any(abs(one - whole) <= lost for one in every)
        return agrees if whole and (agrees or whole <= MUCH * abs(made)) else None
    if whole is None and less is not None and tax is not None:
        whole = less + tax
    if less is None and whole is not None and tax is not None:
        less = whole - tax
    if not whole or not less or abs(whole - less) <= 2 * lost or whole > MUCH * less:
        return None
    with_tax, without = (any(abs(one - what) <= lost for one in every) for what in (whole, less))
    return with_tax if with_tax is not without else None


def _discounted(
    cells: Sequence[Any], at: Mapping[str, int], beside: _Beside, made: Decimal
) -> list[Decimal]:
    """What a row may come to less what it is cheaper by: per cent off, or still paid; in money."""
    number = at.get(DISCOUNT)
    cell = inside(cells[number]) if number is not None and number < len(cells) else None
    tenths, off = cells_of.paid(cell), number_of(str(cell).strip().removesuffix("%"))
    found = [] if tenths is None else [made * tenths / 10]
    if off and tenths is None:
        found = [made * (100 - off) / 100, made * off / 100, made * off]
    taken = _number(cells, beside.taken)
    return [*found, made - taken] if taken else found


def _number(cells: Sequence[Any], number: int | None) -> Decimal | None:
    if number is None or number >= len(cells):
        return None
    return number_of(inside(cells[number]))
