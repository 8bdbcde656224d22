"""金额核对: of a file with prices, what each row says that it comes to. The price counts; where it
makes another amount, that is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from huolang.forms.form import Form
from huolang.forms.numbers import plain
from huolang.integrations import flat, line_amounts
from huolang.integrations.cells import Note, inside
from huolang.integrations.headings import PRICE, heading, tax_in
from huolang.integrations.headings import plain as short
from huolang.integrations.line_amounts import GROSS, LINES
from huolang.masters.amounts import Typed, of_lines, typed_amount

if TYPE_CHECKING:
    from huolang.integrations.groups import Group, Plan

CENT = Decimal("0.01")
"""What is lost by rounding a row."""
DIGITS = 2


@dataclass(frozen=True)
class RowAmount:
    """A column that says what each row comes to. `tax`: whether it is in there; None: unsaid."""

    number: int
    header: str
    tax: bool | None
    is_total: bool
    """It is called like the total of a document, and may be that."""


def found(form: Form, headers: Sequence[str], matching: Mapping[str, str]) -> tuple[RowAmount, ...]:
    """The columns that fill nothing and say what rows with a price come to."""
    known = flat.by_path(form)
    if not line_amounts.is_priced(form) or PRICE not in matching.values():
        return ()
    own = [known[one].field for one in ("lines.amount", "lines.total") if one in known]
    if any(not one.readonly for one in own):
        return ()
    totals = line_amounts.totals_of(form)
    return tuple(
        RowAmount(
            number,
            header,
            True if short(header) in GROSS else tax_in(header),
            heading(header) in totals,
        )
        for number, header in enumerate(headers)
        if str(number) not in matching and line_amounts.is_amount(header)
    )


def compare(plan: Plan, made: Iterable[tuple[Group, Any]]) -> None:
    """Note in each group the rows of which quantity and price make another amount."""
    for group, document in made if plan.row_amounts else ():
        lines = {one.id: one for one in document.tables.get(LINES, ())}
        sent = document.sent_rows.get(LINES, ())
        cells = dict(group.lines)
        numbers = group.rows.get(LINES, ())
        for column in plan.row_amounts:
            said = [_said(cells[number], column) for number in numbers]
            if column.is_total and len(set(said)) < 2:
                continue  # it may be that of the whole, which is looked at by itself
            for place, (row, given) in enumerate(zip(numbers, said, strict=True)):
                line = lines.get(sent[place]) if place < len(sent) else None
                values = group.payload[LINES][place]
                if given is None or line is None or "unit_price" not in values:
                    continue
                ways = _ways(values, line, document, column.tax)
                if ways and all(abs(one - given) > CENT for one in ways):
                    note = _note(row, column.header, given, ways[0])
                    group.notes += [note] if note not in group.notes else []


def _said(cells: Sequence[Any], column: RowAmount) -> Decimal | None:
    cell = cells[column.number] if column.number < len(cells) else None
    return line_amounts.number_of(cell) if cell is inside(cell) else None


def _ways(values: Mapping[str, Any], line: Any, document: Any, tax: bool | None) -> list[Decimal]:
    """What the row may be said to come to: as its price is meant, without tax, with it."""
    quantity = line_amounts.number_of(values.get("quantity"))
    price = line_amounts.number_of(values["unit_price"])
    off = line_amounts.number_of(values.get("discount", 0))
    if quantity is None or price is None or off is None:
        return []
    row = Typed(quantity=quantity, unit_price=price, discount=off, tax_rate=line.tax_rate)
    (both,) = of_lines([row], tax_included=document.tax_included, digits=DIGITS)
    net, gross = [both.amount, line.amount], [both.total, line.amount + line.tax]
    if tax is not None:
        return gross if tax else net
    return [typed_amount(row, DIGITS), *net, *gross]


def _note(row: int, column: str, given: Decimal, made: Decimal) -> Note:
    said = _("“{column}”是 {given}，按数量、单价和折扣算是 {made}：按单价导入")
    told = said.format(column=column, given=plain(given), made=plain(made))
    return Note(row, column, "import.amount_differs", told)
