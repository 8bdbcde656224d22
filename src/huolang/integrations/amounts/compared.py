"""金额核对: what rows and documents of a file come to, beside what was made of them. Either of the
two that a figure may be of may agree; where neither does, the document is refused, or told where
whoever imports wants it at its prices. Cents that are lost by rounding are told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from huolang.forms.numbers import plain
from huolang.integrations.amounts import levels, line_amounts
from huolang.integrations.amounts.levels import Said
from huolang.integrations.amounts.line_amounts import LINES, RECEIVED
from huolang.integrations.amounts.row_amounts import ROUNDED, TYPED, RowAmount
from huolang.integrations.columns.headings import plain as short
from huolang.integrations.meaning.cells import Note, inside, rate
from huolang.kernel.refusals import BusinessError
from huolang.masters.amounts import Amounts, Typed, of_lines, total_of, typed_amount

if TYPE_CHECKING:
    from huolang.integrations.rows.groups import Group, Plan

CENT = Decimal("0.01")
"""What is lost by rounding a row."""
DIGITS = 2
OF_ROWS = ("each", "rate", "may_be_gross", "is_gross")
"""What is compared with rows alone."""


@dataclass(frozen=True)
class Difference:
    """A figure that is another one than what was made of its row, or of its document."""

    row: int
    column: RowAmount
    said: Decimal
    comes: Decimal
    whole: bool = False
    """It is of the document."""
    lost: bool = False
    """No more than what is lost by rounding."""

    @property
    def share(self) -> Decimal:
        """How far off it is."""
        return abs(self.said - self.comes) / (abs(self.comes) or CENT)

    @property
    def note(self) -> Note:
        """How it is imported all the same."""
        said = _("“{column}”是 {given}，按数量、单价和折扣算是 {made}：按单价导入")
        if self.column.price == "unit_cost":
            said = _("“{column}”是 {given}，按数量和单位成本算是 {made}：按单位成本导入")
        header = self.column.header
        told = said.format(column=header, given=plain(self.said), made=plain(self.comes))
        return Note(self.row, header, "import.amount_differs", told)


def compare(plan: Plan, made: Iterable[tuple[Group, Any]]) -> Iterator[tuple[Group, Difference]]:
    """The rows, and documents, of which quantity and price make another amount."""
    for group, document in made if plan.row_amounts else ():
        said = {
            one.number: levels.of(group, one.number, partial(_read, one))
            for one in plan.row_amounts
        }
        found = [
            one
            for column in plan.row_amounts
            for one in _of_column(plan, column, said[column.number], group, document)
        ]
        for one in found:
            if _is_payment(plan, said, found, one):
                group.notes.append(_part(one))
            else:
                yield group, one


def _of_column(
    plan: Plan, column: RowAmount, said: Said, group: Group, document: Any
) -> list[Difference]:
    """In what way a column differs: in none where one of its two readings agrees."""
    several = len(group.rows.get(LINES, ())) > 1
    of_costs = column.price == "unit_cost"  # of rows `cost_amounts` looks at it
    may_be_rows = bool(said.rows) and not of_costs and not (column.is_total and said.alone)
    if group.whole and group.whole.left == column.number:
        may_be_rows = False  # the discount of the document rests on it
    rows = list(_of_rows(column, said, group, document)) if may_be_rows else []
    wrong = [one for one in rows if not one.lost]
    if rows and not wrong:
        return _together(rows)
    if said.whole is None or column.price in OF_ROWS or (of_costs and not several):
        return wrong
    if not said.whole and not (group.whole and group.whole.left == column.number):
        return [] if column.is_total else wrong  # 0 stands where no total is
    whole = _of_whole(plan, column, said, group, document)
    if whole is None or whole.lost or not wrong:
        return [] if whole is None else [whole]
    nearer = whole.share < max(one.share for one in wrong)
    return [whole] if nearer or short(column.header) in RECEIVED else wrong


def _together(rows: list[Difference]) -> list[Difference]:
    """The cents that the rows of a document lose."""
    said = sum((one.said for one in rows), Decimal(0))
    comes = sum((one.comes for one in rows), Decimal(0))
    return [replace(rows[0], said=said, comes=comes)] if said != comes else []


def _of_rows(column: RowAmount, said: Said, group: Group, document: Any) -> Iterator[Difference]:
    """The rows with what they come to; which of them lose no more than cents, or nothing."""
    lines = {one.id: one for one in document.tables.get(LINES, ())}
    sent = document.sent_rows.get(LINES, ())
    for place, row in enumerate(group.rows.get(LINES, ())):
        line = lines.get(sent[place]) if place < len(sent) else None
        given = said.rows.get(row)
        if given is None or line is None:
            continue
        values = group.payload[LINES][place]
        ways = _ways(values, line, document, column)
        if not ways:
            continue
        nearest = _nearest(ways, given)
        lost = abs(nearest - given) <= _lost(values, line, column)
        if not lost or column.price not in OF_ROWS:
            comes = nearest if lost else ways[0]
            yield Difference(row, column, given, comes, lost=lost)


def _is_payment(
    plan: Plan, said: Mapping[int, Said], found: Iterable[Difference], one: Difference
) -> bool:
    """Whether less was paid than is owed, which another column says rightly."""
    if one.lost or short(one.column.header) not in RECEIVED or one.said >= one.comes:
        return False
    wrong = {each.column.number for each in found if not each.lost}
    return any(
        not column.of_tax
        and column.price not in OF_ROWS
        and column.number not in wrong
        and short(column.header) not in RECEIVED
        and (said[column.number].rows or said[column.number].whole)
        for column in plan.row_amounts
    )


def _part(one: Difference) -> Note:
    header = one.column.header
    told = _("“{column}”比应收应付的少：按没有收付齐导入，收付的钱另外用收付款单导入")
    return Note(one.row, header, "import.part_paid", told.format(column=header))


def _of_whole(
    plan: Plan, column: RowAmount, said: Said, group: Group, document: Any
) -> Difference | None:
    """What may be that of the document."""
    given, net = said.whole, document.amount
    if given is None or net is None:
        return None
    gross = getattr(document, "total", net)
    ways = [gross, net] if column.tax is None else [gross] if column.tax else [net]
    ways = [document.tax] if column.of_tax else ways
    comes = ways[0]
    if getattr(document, "discount", 0) and not _is_left(column.header):
        before = _before(document)
        more = [before.total, before.amount] if column.tax is None else []
        more = more or [before.total if column.tax else before.amount]
        ways += [before.tax] if column.of_tax else more
    lost = most_lost(len(group.rows.get(LINES, ())) or 1)
    if short(column.header) in {short(one) for one in ROUNDED}:
        lost = max(lost, Decimal(1))
    nearest = _nearest(ways, given)
    if nearest == given:
        return None
    if abs(nearest - given) > lost:
        return Difference(said.row, column, given, comes, whole=True)
    return Difference(said.row, column, given, nearest, whole=True, lost=True)


def _nearest(ways: Iterable[Decimal], given: Decimal) -> Decimal:
    return min(ways, key=lambda one: abs(one - given))


def _before(document: Any) -> Amounts:
    """What a document comes to without its discount."""
    lines = [
        Typed(
            quantity=one.quantity,
            unit_price=one.unit_price,
            discount=one.discount,
            tax_rate=one.tax_rate,
        )
        for one in document.tables.get(LINES, ())
    ]
    return total_of(of_lines(lines, tax_included=document.tax_included, digits=DIGITS))


def most_lost(rows: int) -> Decimal:
    """By how much a document may come to something else than its paper says, because tax is rounded
    in each row here and once there: half a cent for each, and for the whole."""
    return CENT / 2 * (rows + 1)


def _is_left(header: str) -> bool:
    """Whether it says what is left after every discount."""
    return line_amounts.is_of_whole(header) or line_amounts.is_after(header)


def _read(column: RowAmount, cell: Any) -> Decimal | None:
    if column.price == "rate" and cell not in (None, ""):
        try:
            return rate(inside(cell))
        except BusinessError:
            return None
    return line_amounts.number_of(cell)


def _booked(values: Mapping[str, Any], line: Any, column: RowAmount) -> list[Decimal]:
    """What was made of a row whose amounts are typed, or of each of its goods."""
    net, gross = line.amount, line.amount + line.tax
    if column.price == "rate":
        return [(line.tax * 100 / net).quantize(CENT)] if net else []
    if column.price == "is_gross":
        stood = line.source_amount + line.source_tax
        return [gross] if line.source_tax and net == stood else []
    if column.price == "may_be_gross":
        return [gross] if line.tax and net != line.source_amount else []
    ways = [net, gross] if column.tax is None else [gross] if column.tax else [net]
    ways = [line.tax] if column.of_tax else ways
    if column.price != "each":
        return ways
    quantity = line_amounts.number_of(values.get("quantity"))
    return [abs(one) / abs(quantity) for one in ways] if quantity else []


def _lost(values: Mapping[str, Any], line: Any, column: RowAmount) -> Decimal:
    """By how much a figure may be another because amounts are rounded, and prices to the cent."""
    if column.price == "rate":
        return CENT + CENT * 100 / abs(line.amount)
    if column.price != "each":
        return CENT
    quantity = abs(line_amounts.number_of(values.get("quantity")) or Decimal(1))
    return CENT / 2 + CENT / quantity


def _ways(values: Mapping[str, Any], line: Any, document: Any, column: RowAmount) -> list[Decimal]:
    """What the row may be said to come to: as its price is meant, without tax, with it."""
    if column.price in TYPED:
        return _booked(values, line, column)
    quantity = line_amounts.number_of(values.get("quantity"))
    price = line_amounts.number_of(values.get(column.price))
    off = line_amounts.number_of(values.get("discount", 0))
    if price is None and "unit_price" not in values and column.price == "unit_price":
        price = line.unit_price  # as lists say
    if quantity is None or price is None or off is None:
        return []
    row = Typed(quantity=quantity, unit_price=price, discount=off, tax_rate=line.tax_rate)
    some = [row, replace(row, discount=Decimal(0))] if column.before else [row]
    included = document.tax_included
    both = [of_lines([one], tax_included=included, digits=DIGITS)[0] for one in some]
    if column.of_tax:
        return [line.tax, *(one.tax for one in both if document.discount)]
    net = [*(one.amount for one in both), line.amount]
    gross = [*(one.total for one in both), line.amount + line.tax]
    if column.tax is not None:
        return gross if column.tax else net
    return [*(typed_amount(one, DIGITS) for one in some), *net, *gross]
