"""金额核对: of a file with prices, what each row says that it comes to. Where its price makes
another amount, the row is refused, or told where whoever imports wants it at its price."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from huolang.forms.form import Form
from huolang.forms.numbers import plain
from huolang.integrations import flat
from huolang.integrations.amounts import (
    line_amounts,
    row_discounts,
    said_of_all,
    whole_discounts,
)
from huolang.integrations.amounts.line_amounts import LINES
from huolang.integrations.columns.headings import PRICE, untaxed
from huolang.integrations.columns.headings import plain as short
from huolang.integrations.meaning.cells import Note, inside, rate
from huolang.kernel.refusals import BusinessError
from huolang.masters.amounts import Typed, of_lines, typed_amount

if TYPE_CHECKING:
    from huolang.integrations.rows.groups import Group, Plan

COST = "lines.unit_cost"
WORTH = (
    "期初金额", "期初总价", "库存金额", "库存总价", "结存金额", "存货金额", "成本金额",
    "总金额", "总价", "入库金额", "入库成本金额", "入库总价", "入库总额", "收入金额",
    "库存总值", "成本总额", "成本合计", "库存成本", "进价金额", "进货总额", "期末金额",
    "合计金额", "货值", "总值", "stock value", "inventory value", "total value", "value",
)  # fmt: skip
"""What goods with a cost are worth together."""
ROUNDED = ("rounded total", "抹零后金额", "抹零后合计", "取整金额")
"""What is left when odd money is let go, which another column may say whole."""
RECEIVED = frozenset(
    f"实{way}{what}" for way in "收付" for what in ("", "金额", "合计", "总额", "款")
)
"""What was paid, which may be a part."""
TAX = ("税额", "税金", "增值税额", "销项税额", "进项税额", "税款", "tax amount", "vat amount")
SOLD = re.compile(r"售|销|零")
"""What goods bring is not what they are worth."""
TYPED = ("booked", "each", "rate", "may_be_gross", "is_gross")
"""Of rows whose amounts are typed and not made by prices: what was made of the row, or of each of
its goods; the rate of its tax; an amount that nobody says is without tax, or only the rate of its
tax is said."""
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
    before: bool
    """It may say what a row comes to before its discount: another column says that in money."""
    price: str = "unit_price"
    """What of a line it is compared by: its price, what its goods cost; of rows whose amounts are
    typed, one of `TYPED`."""
    of_tax: bool = False
    """It says the tax alone."""


def found(
    form: Form, headers: Sequence[str], matching: Mapping[str, str], fixed: Mapping[str, str]
) -> tuple[RowAmount, ...]:
    """The columns that fill nothing and say what rows come to that have a price, or get theirs of
    another such column."""
    known = flat.by_path(form)
    if not line_amounts.is_priced(form):
        return _worth(form, headers, matching)
    prices = line_amounts.found(form, headers, matching, fixed)
    discounts = row_discounts.found(form, headers, matching)
    told = discounts.taken is not None or discounts.after is not None
    whole = bool(whole_discounts.found(form, headers, matching))
    own = [known[one].field for one in ("lines.amount", "lines.total") if one in known]
    if any(not one.readonly for one in own):
        return ()
    if prices is None and PRICE not in matching.values():
        return _of_all(form, headers, matching)
    return _of_all(form, headers, matching) + tuple(
        RowAmount(
            number,
            header,
            line_amounts.with_tax(header),
            of_tax
            or line_amounts.may_be_total(form, header)
            or line_amounts.is_of_whole(header)
            or (whole and line_amounts.is_after(header)),
            told and line_amounts.is_plain(header),
            of_tax=of_tax,
        )
        for number, header in enumerate(headers)
        for of_tax in [short(header) in {short(one) for one in TAX}]
        if str(number) not in matching
        and (of_tax or line_amounts.is_amount(header) or line_amounts.is_of_whole(header))
        and (prices is None or prices.number != number)
    )


def _of_all(
    form: Form, headers: Sequence[str], matching: Mapping[str, str]
) -> tuple[RowAmount, ...]:
    """The columns that may say it of rows or of the whole."""
    return tuple(
        RowAmount(number, headers[number], tax, True, False)
        for number, tax in said_of_all.columns(form, headers, matching)
    )


def _worth(
    form: Form, headers: Sequence[str], matching: Mapping[str, str]
) -> tuple[RowAmount, ...]:
    """The columns that say what the goods of a row are worth, of rows that say their cost."""
    if not form.is_document or COST not in matching.values():
        return ()
    words = {short(one) for one in (*WORTH, *line_amounts.GROSS)}
    return tuple(
        RowAmount(number, header, with_tax, total, before=False, price="unit_cost")
        for number, header in enumerate(headers)
        for total in [line_amounts.may_be_total(form, header)]
        for with_tax in [line_amounts.with_tax(header)]
        if str(number) not in matching
        and not SOLD.search(header)
        and ({short(header), untaxed(header)} & words or line_amounts.is_plain(header))
    )


@dataclass(frozen=True)
class Difference:
    """A cell with another amount than what was made of its row, or of its document."""

    row: int
    column: RowAmount
    said: Decimal
    comes: Decimal

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
        found = list(_of_group(plan, group, document))
        yield from ((group, one) for one in found if not _is_payment(plan, group, found, one))


def _of_group(plan: Plan, group: Group, document: Any) -> Iterator[Difference]:
    lines = {one.id: one for one in document.tables.get(LINES, ())}
    sent = document.sent_rows.get(LINES, ())
    cells, numbers = dict(group.lines), group.rows.get(LINES, ())
    for column in plan.row_amounts:
        said = [_said(cells[number], column) for number in numbers]
        of_costs = column.price == "unit_cost"  # of rows `cost_amounts` looks at it
        if of_costs and len(said) == 1:
            continue
        if column.is_total and len({*said} - {None}) <= 1:
            yield from _of_whole(plan, column, said, group, document)
            continue
        if of_costs:
            continue
        for place, (row, given) in enumerate(zip(numbers, said, strict=True)):
            line = lines.get(sent[place]) if place < len(sent) else None
            if given is None or line is None:
                continue
            values = group.payload[LINES][place]
            ways, lost = _ways(values, line, document, column), _lost(values, line, column)
            if ways and all(abs(one - given) > lost for one in ways):
                yield Difference(row, column, given, ways[0])


def _is_payment(plan: Plan, group: Group, found: Sequence[Difference], one: Difference) -> bool:
    """Whether less was paid than is owed, which another column says rightly."""
    if short(one.column.header) not in RECEIVED or one.said >= one.comes:
        return False
    wrong = {each.column.number for each in found}
    return any(
        column.is_total
        and not column.of_tax
        and column.number not in wrong
        and short(column.header) not in RECEIVED
        and any(_said(cells, column) for _row, cells in group.lines)
        for column in plan.row_amounts
    )


def _of_whole(
    plan: Plan, column: RowAmount, said: Sequence[Decimal | None], group: Group, document: Any
) -> Iterator[Difference]:
    """What may be that of the document: where it is called so exactly, `findings` looks at it."""
    given = next((one for one in said if one is not None), None)
    if not given or any(number == column.number for number, _field in plan.totals):
        return
    net = document.amount
    gross = getattr(document, "total", net)
    if net is None:
        return
    ways = [gross, net] if column.tax is None else [gross] if column.tax else [net]
    ways = [document.tax] if column.of_tax else ways
    if plan.whole and not column.of_tax:
        ways += [one + document.discount for one in ways if not _is_left(column.header)]
    each = sum((one for one in said if one is not None), Decimal(0))
    lost = most_lost(len(said))
    if short(column.header) in {short(one) for one in ROUNDED}:
        lost = max(lost, Decimal(1))
    if all(abs(one - way) > lost for one in (given, each) for way in ways):
        yield Difference(group.lines[0][0], column, given, ways[0])


def most_lost(rows: int) -> Decimal:
    """By how much a document may come to something else than its paper says, because tax is rounded
    in each row here and once there: half a cent for each, and for the whole."""
    return CENT / 2 * (rows + 1)


def _is_left(header: str) -> bool:
    """Whether it says what is left after every discount."""
    return line_amounts.is_of_whole(header) or line_amounts.is_after(header)


def _said(cells: Sequence[Any], column: RowAmount) -> Decimal | None:
    cell = cells[column.number] if column.number < len(cells) else None
    if column.price == "rate" and cell not in (None, ""):
        try:
            return rate(inside(cell))
        except BusinessError:
            return None
    return line_amounts.number_of(cell) if cell is inside(cell) else None


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
    if quantity is None or price is None or off is None:
        return []
    if column.of_tax:
        return [line.tax]
    row = Typed(quantity=quantity, unit_price=price, discount=off, tax_rate=line.tax_rate)
    some = [row, replace(row, discount=Decimal(0))] if column.before else [row]
    included = document.tax_included
    both = [of_lines([one], tax_included=included, digits=DIGITS)[0] for one in some]
    net = [*(one.amount for one in both), line.amount]
    gross = [*(one.total for one in both), line.amount + line.tax]
    if column.tax is not None:
        return gross if column.tax else net
    return [*(typed_amount(one, DIGITS) for one in some), *net, *gross]
