"""单位成本与成本金额: what goods are worth together, beside what each costs. The amount decides
where the cost is that of a base unit and the row counts in boxes, or is rounded; what agrees in no
way is refused, for either may be wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huolang.forms.numbers import plain
from huolang.integrations import flat
from huolang.integrations.amounts import (
    base_counts,
    levels,
    line_amounts,
    taxed_costs,
    worths_told,
)
from huolang.integrations.amounts.line_amounts import LINES, number_of
from huolang.integrations.amounts.row_amounts import RowAmount
from huolang.integrations.amounts.taxed_costs import TOTAL, UNIT
from huolang.integrations.columns import worth
from huolang.integrations.columns.form_words import QUANTITY, UNIT_COST
from huolang.integrations.columns.headings import plain as short
from huolang.integrations.columns.headings import tax_in
from huolang.integrations.meaning.cells import Note, inside
from huolang.kernel.money import EXACT, round_half_up
from huolang.kernel.refusals import Invalid

if TYPE_CHECKING:
    from huolang.integrations.rows.groups import Group, Plan

CENT, HALF, ONE = Decimal("0.01"), Decimal("0.5"), Decimal(1)
LEAST_DIGITS = 2
"""To which costs are shown at least."""


class CostOrAmount(Invalid):
    code = "import.cost_or_amount"
    message = gettext_lazy(
        "“{column}”是 {amount}，数量 {quantity} × 单位成本 {cost} = {made}，"
        "看不出哪个对：请改正，或者只留一列"
    )


class NoCostOf(Invalid):
    code = "import.no_cost_of_amount"
    message = gettext_lazy(
        "“{column}”{amount} ÷ 数量 {quantity} 得不到一个算回原数的单位成本，请写单位成本"
    )


@dataclass(frozen=True)
class Told:
    """A row with what each costs and what all are worth."""

    group: Group
    place: int
    number: int
    row: dict[str, Any]
    quantity: Decimal
    cost: Decimal
    amount: Decimal
    column: str
    tax: bool | None
    """Whether tax is in the amount, as its heading says."""
    own: bool
    """The amount fills a field of the row."""
    first: bool = True
    """Whether the row is imported by it, or has to agree with it as well."""


def settle(plan: Plan, groups: Sequence[Group]) -> None:
    """Let the rows be worth what the file says, whose goods and units are known."""
    worths_told.compare(plan, groups)
    if UNIT not in plan.costs.columns:
        return
    if plan.costs.amount is not None:
        for group in groups:
            _divide(plan, group, plan.costs.amount)
        return
    if f"{LINES}.{TOTAL}" not in flat.by_path(plan.form):
        for group in groups:
            for one in plan.row_amounts:
                if one.price == UNIT and _fits(plan, one) and _as_kept(plan, one):
                    _divide(plan, group, one.number)
    some = [told for group in groups for told in _told(plan, group)]
    if not some:
        return
    factors = base_counts.factors([one.row for one in some])
    rates = taxed_costs.usual_rates(groups)
    for told, factor in zip(some, factors, strict=True):
        if f"{LINES}.{told.place}.{UNIT}" in {one.field for one in told.group.errors}:
            continue
        if told.first:
            _settle(plan, told, factor, rates)
        elif not _fits_too(plan, told, factor, rates):
            _refuse(plan, told)


def _divide(plan: Plan, group: Group, column: int) -> None:
    """Let the rows of a receipt cost what makes their amount."""
    cells, header = dict(group.lines), str(plan.headers[column])
    digits = flat.by_path(plan.form)[UNIT_COST].field.digits or 0
    said = [_number(cells[number], column) for number in group.rows.get(LINES, ())]
    whole = len(said) > 1 and {*said[1:]} <= {None, *said[:1]}
    for place, number in enumerate(group.rows.get(LINES, ())):
        row = group.payload[LINES][place]
        amount, quantity = _number(cells[number], column), number_of(row.get("quantity"))
        if amount is None or not quantity or UNIT in row:
            continue
        if whole and line_amounts.may_be_total(plan.form, header):
            unclear = line_amounts.WholeOrRow(column=header)
            unclear.field = f"{LINES}.{place}.{UNIT}"
            group.errors.append(unclear)
            continue
        cost = round_half_up(EXACT.divide(amount, quantity), digits)
        row[UNIT] = plain(cost)
        if round_half_up(EXACT.multiply(quantity, cost), plan.costs.digits) != amount:
            error = NoCostOf(column=header, amount=plain(amount), quantity=plain(quantity))
            error.field = f"{LINES}.{place}.{UNIT}"
            group.errors.append(error)
            continue
        told = _("没有单位成本，按“{column}”÷数量计算").format(column=header)
        group.notes.append(Note(number, header, "import.cost_of_amount", told))


def _settle(plan: Plan, told: Told, factor: Decimal, rates: Mapping[UUID, Decimal]) -> None:
    ways = _ways(plan, told, rates)
    way = next((one for one in ways if _agrees(told, one)), None)
    if way is not None:
        made = EXACT.multiply(EXACT.multiply(told.quantity, told.cost), way)
        if not told.own and round_half_up(made, plan.costs.digits) != told.amount:
            said = _("“{cost}”是四舍五入过的：按“{column}”{amount} 导入")
            _take(plan, told, way, said, "import.cost_rounded")
        return
    way = next((one for one in ways if factor != ONE and _agrees(told, one * factor)), None)
    if way is not None:
        said = _("“{cost}”是每个基本单位的：按“{column}”{amount} 导入")
        _take(plan, told, way, said, "import.cost_of_base")
        return
    if told.own and not (plan.costs.is_other(UNIT) or plan.costs.is_other(TOTAL)):
        return  # the document says so itself
    _refuse(plan, told)


def _fits_too(plan: Plan, told: Told, factor: Decimal, rates: Mapping[UUID, Decimal]) -> bool:
    """Whether one more column that says what a row is worth agrees with its cost. One that has the
    tax in it that the books' costs have not, or not the one that they have, may differ by it."""
    ways, unsaid = _ways(plan, told, rates), tax_in(plan.costs.columns[UNIT]) is None
    if unsaid and told.tax is plan.costs.with_tax:
        ways = [ONE]  # what is said of neither is as the books keep it
    elif unsaid and told.tax is False:
        rate = taxed_costs.rate_of(plan.costs, _cells(told), told.row, rates)
        if rate is None:
            return True  # nobody knows by how much
        ways = [*ways, EXACT.divide(ONE, 1 + rate / 100)]
    return any(_agrees(told, one * more) for one in ways for more in {ONE, factor})


def _cells(told: Told) -> Sequence[Any]:
    return dict(told.group.lines)[told.number]


def _refuse(plan: Plan, told: Told) -> None:
    made = EXACT.multiply(told.quantity, told.cost)
    error = CostOrAmount(
        column=told.column,
        amount=plain(told.amount),
        quantity=plain(told.quantity),
        cost=plain(told.cost),
        made=plain(round_half_up(made, plan.costs.digits)),
    )
    error.field = f"{LINES}.{told.place}.{UNIT}"
    told.group.errors.append(error)


def _ways(plan: Plan, told: Told, rates: Mapping[UUID, Decimal]) -> list[Decimal]:
    """By how much the amount may be more than the cost: by nothing, or by the tax that one of them
    has in it."""
    mine, its = tax_in(plan.costs.columns[UNIT]), told.tax
    ways = [ONE] if mine is its or None in (mine, its) else []
    if mine is its or not (mine or its):
        return ways
    rate = taxed_costs.rate_of(plan.costs, _cells(told), told.row, rates) or Decimal(0)
    whole = 1 + rate / 100
    return [*ways, EXACT.divide(ONE, whole) if mine else whole]


def _agrees(told: Told, times: Decimal) -> bool:
    """Whether quantity and cost come to the amount, but for what was rounded."""
    made = EXACT.multiply(EXACT.multiply(told.quantity, told.cost), times)
    typed = max(-int(told.cost.normalize(EXACT).as_tuple().exponent), LEAST_DIGITS)
    lost = abs(told.quantity) * times * HALF.scaleb(-typed)
    return abs(made - told.amount) <= CENT + lost


def _take(plan: Plan, told: Told, way: Decimal, said: str, code: str) -> None:
    """Let the amount decide, as tax is in the cost: by so much it is more than that."""
    known, group = flat.by_path(plan.form), told.group
    amount = told.amount if told.own else EXACT.divide(told.amount, way)
    if f"{LINES}.{TOTAL}" in known:
        digits = None if plan.costs.is_other(TOTAL) else plan.costs.digits
        told.row[TOTAL] = plain(amount if digits is None else round_half_up(amount, digits))
        group.told_by[f"{LINES}.{told.place}.{TOTAL}"] = told.column
        del told.row[UNIT]
    else:
        digits = known[UNIT_COST].field.digits or 0
        told.row[UNIT] = plain(round_half_up(EXACT.divide(amount, told.quantity), digits))
    cost = plan.costs.columns[UNIT]
    facts = {"cost": cost, "column": told.column, "amount": plain(told.amount)}
    note = Note(told.number, told.column, code, said.format(**facts))
    group.notes += [note] if note not in group.notes else []


def _told(plan: Plan, group: Group) -> Iterator[Told]:
    """The rows that say both, of one column each; a worth of another time is not compared, nor one
    that may be of the whole document."""
    if plan.spread:
        return
    cells, numbers = dict(group.lines), group.rows.get(LINES, [])
    columns = [one for one in plan.row_amounts if one.price == UNIT and _fits(plan, one)]
    columns = [one for one in columns if not _of_the_whole(group, one)]
    for place, number in enumerate(numbers):
        row = group.payload[LINES][place]
        quantity, cost = number_of(row.get("quantity")), number_of(row.get(UNIT))
        if not quantity or cost is None:
            continue
        own = number_of(row.get(TOTAL))
        if own is not None:
            column = plan.costs.columns.get(TOTAL, "")
            tax = tax_in(column)
            yield Told(group, place, number, row, quantity, cost, own, column, tax, own=True)
        said = ((one, _number(cells[number], one.number)) for one in columns)
        worths = [(one, n) for one, n in said if n is not None and (n or cost)]
        for place_of, (one, amount) in enumerate(worths):
            facts = (group, place, number, row, quantity, cost, amount, str(one.header), one.tax)
            yield Told(*facts, own=False, first=own is None and place_of == 0)


def _as_kept(plan: Plan, one: RowAmount) -> bool:
    """Whether a worth is with tax or without as what each costs is said to be."""
    return one.tax is tax_in(plan.costs.columns[UNIT])


def _number(cells: Sequence[Any], number: int) -> Decimal | None:
    cell = cells[number] if number < len(cells) else None
    return number_of(cell) if cell is inside(cell) else None


def _fits(plan: Plan, one: RowAmount) -> bool:
    """Whether a worth is of the same time as the quantity."""
    quantity = next((e for some in plan.tables.values() for e in some if e.path == QUANTITY), None)
    if quantity is None:
        return False
    return worth.of_one_time(short(one.header), short(plan.headers[quantity.number]))


def _of_the_whole(group: Group, column: RowAmount) -> bool:
    """Whether a worth may be that of the whole document: it is called so, joined over its rows, or
    what they are worth together."""
    said, rows = levels.of(group, column.number), group.payload.get(LINES, ())
    if said.whole is None or len(rows) < 2:
        return False
    if column.is_total or said.is_of_whole:
        return True
    every, lost = Decimal(0), CENT
    for row in rows:
        quantity, cost = number_of(row.get("quantity")), number_of(row.get(UNIT))
        if quantity is None or cost is None:
            return False
        every += EXACT.multiply(quantity, cost)
        lost += abs(quantity) * HALF.scaleb(-LEAST_DIGITS)
    return abs(every - said.whole) <= lost
