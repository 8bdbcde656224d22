"""发票的金额与税额: an invoice keeps what the paper says, without tax and the tax. A file may say
it with tax, or as a rate; what then differs from what is booked is refused like other amounts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from huolang.forms.form import Form
from huolang.forms.numbers import plain
from huolang.integrations import flat
from huolang.integrations.amounts import (
    line_amounts,
    row_amounts,
    said_of_all,
    taxed_costs,
)
from huolang.integrations.amounts.line_amounts import CENTS, LINES, number_of
from huolang.integrations.amounts.row_amounts import RowAmount
from huolang.integrations.columns import unfilled
from huolang.integrations.columns.headings import plain as short
from huolang.integrations.columns.headings import tax_in, untaxed
from huolang.integrations.meaning import cells as cells_of
from huolang.integrations.meaning.cells import Note, inside
from huolang.kernel.money import EXACT, round_half_up
from huolang.kernel.refusals import BusinessError

if TYPE_CHECKING:
    from huolang.integrations.rows.groups import Group, Plan

AMOUNT, TAX = "lines.amount", "lines.tax"
PRICES = ("单价", "价格", "开票单价", "发票单价", "unit price", "price", "rate")
TOTALS = ("发票金额", "开票金额", "发票总额", "开票总额", "invoice amount")
"""What is invoiced, with tax or without, of a row or of the whole."""


@dataclass(frozen=True)
class InvoiceAmounts:
    """The columns that fill nothing and say what a row comes to."""

    net: int | None = None
    gross: int | None = None
    rate: int | None = None
    tax: int | None = None

    def __bool__(self) -> bool:
        return any(one is not None for one in (self.net, self.gross, self.rate, self.tax))


NOTHING = InvoiceAmounts()


def are_typed(form: Form) -> bool:
    """Whether the amounts of a form's rows are what its paper says, not what prices make."""
    known = flat.by_path(form)
    return form.is_document and all(
        one in known and not known[one].field.readonly for one in (AMOUNT, TAX)
    )


def found(form: Form, headers: Sequence[str], matching: Mapping[str, str]) -> InvoiceAmounts:
    if not are_typed(form):
        return NOTHING
    free = unfilled.columns(headers, matching)
    gross = [n for n, one in free if line_amounts.is_amount(one) and line_amounts.with_tax(one)]
    rate = unfilled.called(headers, matching, taxed_costs.RATES)
    taxes = () if TAX in matching.values() else row_amounts.TAX
    tax = unfilled.called(headers, matching, taxes)
    net = [n for n, one in free if line_amounts.is_plain(one) and not line_amounts.with_tax(one)]
    if AMOUNT in matching.values() or not (gross or rate or tax or TAX in matching.values()):
        net = []  # alone it may have the tax in it
    return InvoiceAmounts(*(next(iter(one), None) for one in (net, gross, rate, tax)))


def compared(
    form: Form, headers: Sequence[str], matching: Mapping[str, str]
) -> tuple[RowAmount, ...]:
    """The columns that have to agree with what is booked."""
    return tuple(_compared(form, headers, matching)) if are_typed(form) else ()


def _compared(
    form: Form, headers: Sequence[str], matching: Mapping[str, str]
) -> Iterator[RowAmount]:
    words = PRICES, row_amounts.TAX, TOTALS, taxed_costs.RATES
    prices, taxes, totals, rates = ({short(one) for one in some} for some in words)
    own = [int(n) for n, path in matching.items() if path == AMOUNT]
    for number in own if not _tells_tax(headers, matching) else ():
        if line_amounts.with_tax(headers[number]) is None:
            rate = unfilled.called(headers, matching, taxed_costs.RATES)
            way = "is_gross" if rate else "may_be_gross"
            yield RowAmount(number, headers[number], None, False, False, price=way)
    for number, header in unfilled.columns(headers, matching):
        name, tax = short(header), line_amounts.with_tax(header)
        whole = line_amounts.may_be_total(form, header) or line_amounts.is_of_whole(header)
        if {name, untaxed(header)} & prices:
            yield RowAmount(number, header, tax_in(header), False, False, price="each")
        elif name in rates:
            yield RowAmount(number, header, None, False, False, price="rate")
        elif name in taxes:
            yield RowAmount(number, header, None, True, False, price="booked", of_tax=True)
        elif name in totals:
            yield RowAmount(number, header, None, True, False, price="booked")
        elif line_amounts.is_amount(header) or line_amounts.is_of_whole(header):
            yield RowAmount(number, header, tax, whole, False, price="booked")
    for number, tax in said_of_all.columns(form, headers, matching):
        if short(headers[number]) not in totals:
            yield RowAmount(number, headers[number], tax, True, False, price="booked")


def _tells_tax(headers: Sequence[str], matching: Mapping[str, str]) -> bool:
    """Whether some column says the tax, or what rows come to with it."""
    words = {short(one) for one in row_amounts.TAX}
    return TAX in matching.values() or any(
        short(one) in words or (line_amounts.is_amount(one) and line_amounts.with_tax(one))
        for one in headers
    )


def take(plan: Plan, group: Group) -> None:
    """Let the rows say their amount and tax, where these follow from what their file says."""
    if not plan.invoiced:
        return
    cells, numbers = dict(group.lines), group.rows.get(LINES, ())
    for place, number in enumerate(numbers):
        row = group.payload[LINES][place]
        try:
            made = _made(plan, group, row, cells[number])
        except BusinessError as error:
            error.field = f"{LINES}.{place}.tax"
            group.errors.append(error)
            continue
        for name, (amount, column) in made.items():
            if name not in row:
                row[name] = plain(amount)
                label = flat.by_path(plan.form)[f"{LINES}.{name}"].field.label
                said = _("“{label}”按“{column}”算").format(label=label, column=column)
                note = Note(number, column, "import.invoice_amount", said)
                group.notes += [note] if note not in group.notes else []


def _made(
    plan: Plan, group: Group, row: Mapping[str, Any], cells: Sequence[Any]
) -> dict[str, tuple[Decimal, str]]:
    """What the row's amount and tax are, and the column that says so."""
    here = plan.invoiced
    net, gross = (_of_row(group, one, cells) for one in (here.net, here.gross))
    amount, tax = (number_of(row[one]) if one in row else None for one in ("amount", "tax"))
    rate, found = _rate(here.rate, cells), dict[str, tuple[Decimal, str]]()
    if tax is None and (said := _of_row(group, here.tax, cells)) is not None:
        tax, found["tax"] = said, (said, _header(plan, here.tax))
    if amount is None and net is not None:
        amount, found["amount"] = net, (net, _header(plan, here.net))
    if amount is None and gross is not None and (tax is not None or rate is not None):
        part = tax if tax is not None else EXACT.divide(gross * (rate or 0), 100 + (rate or 0))
        amount = round_half_up(gross - part, CENTS)
        found["amount"] = amount, _header(plan, here.gross)
    if tax is None and amount is not None and (gross is not None or rate is not None):
        by = here.rate if gross is None else here.gross
        tax = gross - amount if gross is not None else amount * (rate or 0) / 100
        found["tax"] = round_half_up(tax, CENTS), _header(plan, by)
    return found


def _rate(number: int | None, cells: Sequence[Any]) -> Decimal | None:
    cell = inside(cells[number]) if number is not None and number < len(cells) else None
    return None if cell in (None, "") else cells_of.rate(cell)


def _of_row(group: Group, number: int | None, cells: Sequence[Any]) -> Decimal | None:
    """What a column says of this row; nothing where it may be that of the whole document."""
    if number is None:
        return None
    said = [_number(one, number) for _row, one in group.lines]
    if len(said) > 1 and {*said[1:]} <= {None, said[0]}:
        return None
    return _number(cells, number)


def _number(cells: Sequence[Any], number: int) -> Decimal | None:
    return number_of(inside(cells[number])) if number < len(cells) else None


def _header(plan: Plan, number: int | None) -> str:
    return "" if number is None else str(plan.headers[number])
