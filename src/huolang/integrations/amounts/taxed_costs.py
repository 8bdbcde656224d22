"""成本价(含税): costs of a file that say whether tax is in them, where the books keep them
the other way: a general taxpayer's are without tax, others' with it. They are converted by the
rate of the row or of the goods, and that is told; where nobody knows it, the row is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huolang.forms.form import Form
from huolang.forms.numbers import plain
from huolang.integrations import flat
from huolang.integrations.amounts import goods_prices
from huolang.integrations.amounts.line_amounts import LINES, number_of
from huolang.integrations.columns import taxed_columns, unfilled, worth
from huolang.integrations.columns.form_words import UNIT_COST
from huolang.integrations.columns.headings import COSTS, tax_in
from huolang.integrations.meaning import cells as cells_of
from huolang.integrations.meaning.cells import Note, inside
from huolang.kernel.company import Company, current_id
from huolang.kernel.money import EXACT, round_half_up
from huolang.kernel.refusals import BusinessError, Invalid

if TYPE_CHECKING:
    from huolang.integrations.rows.groups import Group, Plan

UNIT, TOTAL = "unit_cost", "total_cost"
RATES = ("税率", "税率%", "进项税率", "采购税率", "进货税率", "tax rate", "vat rate")


class NoRate(Invalid):
    code = "import.cost_without_rate"
    message = gettext_lazy(
        "“{column}”不含税，小规模纳税人的成本是含税的：请写含税的成本，或者加一列“税率”"
    )


@dataclass(frozen=True)
class Costs:
    """What the columns of costs say of tax: by the name of the field."""

    columns: Mapping[str, str] = field(default_factory=dict[str, str])
    """Field → the heading of its column, of all fields of costs."""
    rate: int | None = None
    """A column that says the rate of each row."""
    with_tax: bool = False
    """Whether the company's costs have tax in them."""
    digits: int = 2
    amount: int | None = None
    """The column of what all goods of a row cost, where the form has no field for that."""
    same: tuple[int, ...] = ()
    """Columns that say the same as the one of what all goods of a row cost."""

    def heading(self, name: str) -> str:
        """Of the column that says of tax how a field is meant: a worth that no column fills is as
        the cost is from which it follows."""
        return self.columns.get(name) or self.columns.get(UNIT, "")

    def is_other(self, name: str) -> bool:
        """Whether a field is said the other way than the books keep it."""
        return tax_in(self.heading(name)) is (not self.with_tax)


NOTHING = Costs()


def found(form: Form, headers: Sequence[str], matching: Mapping[str, str]) -> Costs:
    columns = {
        path.rpartition(".")[2]: headers[int(number)]
        for number, path in matching.items()
        if path in COSTS and form.is_document
    }
    same = worth.beside(form, headers, matching)
    worths = [] if columns else taxed_columns.of_receipt(form, headers, matching)
    amount = worths[0] if worths else None
    if amount is not None:
        columns, same = {UNIT: headers[amount]}, worths[1:]
    if not columns:
        return NOTHING
    company = Company.objects.get(id=current_id())
    rates, with_tax = unfilled.called(headers, matching, RATES), worth.with_tax(company)
    rate = next(iter(rates), None)
    return Costs(columns, rate, with_tax, company.digits, amount, tuple(same))


def settle(plan: Plan, groups: Sequence[Group]) -> None:
    """Convert the costs of these rows, which say of what goods they are."""
    if not any(plan.costs.is_other(one) for one in plan.costs.columns):
        return
    rates = usual_rates(groups)
    for group in groups:
        cells = dict(group.lines)
        for place, number in enumerate(group.rows.get(LINES, ())):
            row = group.payload[LINES][place]
            name = TOTAL if TOTAL in row else UNIT
            if name == TOTAL and plan.costs.is_other(UNIT):
                row.pop(UNIT, None)  # both agree
            if not plan.costs.is_other(name) or number_of(row.get(name)) is None:
                continue
            try:
                rate = rate_of(plan.costs, cells[number], row, rates)
                if rate is None:
                    raise NoRate(column=plan.costs.heading(name))
            except BusinessError as error:
                error.field = f"{LINES}.{place}.{name}"
                group.errors.append(error)
                continue
            if rate:
                note = _convert(plan, row, name, rate, number)
                group.notes += [note] if note not in group.notes else []


def usual_rates(groups: Sequence[Group]) -> dict[UUID, Decimal]:
    """The tax rates of the goods of these rows."""
    goods = {
        row["product"]
        for group in groups
        for row in group.payload.get(LINES, ())
        if isinstance(row.get("product"), UUID)
    }
    return goods_prices.rates(sorted(goods))


def rate_of(
    costs: Costs, cells: Sequence[Any], row: Mapping[str, Any], rates: Mapping[UUID, Decimal]
) -> Decimal | None:
    """The rate that a row says, or else that of its goods where the tax on what is bought is the
    one on what is sold: a small taxpayer's is another."""
    cell = inside(cells[costs.rate]) if costs.rate is not None and costs.rate < len(cells) else None
    if cell not in (None, ""):
        return cells_of.rate(cell)
    return None if costs.with_tax else rates.get(row.get("product", ""), Decimal(0))


def other_way(given: Decimal, rate: Decimal, *, add: bool) -> Decimal:
    """What is with tax without it, or what is without with it."""
    whole = 1 + rate / 100
    return EXACT.multiply(given, whole) if add else EXACT.divide(given, whole)


def _convert(plan: Plan, row: dict[str, Any], name: str, rate: Decimal, number: int) -> Note:
    """Let a row cost what the books keep; where a cost of each cannot come to the same to the cent,
    it is what all of them cost."""
    costs, given = plan.costs, number_of(row[name]) or Decimal(0)
    cost = other_way(given, rate, add=costs.with_tax)
    known, quantity = flat.by_path(plan.form), number_of(row.get("quantity"))
    row.pop(UNIT, None)
    row.pop(TOTAL, None)
    if name == TOTAL:
        row[TOTAL] = plain(round_half_up(cost, costs.digits))
    else:
        each = round_half_up(cost, known[UNIT_COST].field.digits or 0)
        row[UNIT] = plain(each)
        if quantity is not None and taxed_columns.TOTAL_COST in known:
            whole = other_way(EXACT.multiply(quantity, given), rate, add=costs.with_tax)
            whole = round_half_up(whole, costs.digits)
            if whole != round_half_up(EXACT.multiply(quantity, each), costs.digits):
                row[TOTAL] = plain(whole)
                del row[UNIT]
    said = (
        _("“{column}”不含税，加上税率 {rate}% 的税作为成本：小规模纳税人的成本是含税的")
        if costs.with_tax
        else _("“{column}”含税，除去税率 {rate}% 的税作为成本：一般纳税人的成本不含税")
    )
    column = costs.heading(name)
    told = said.format(column=column, rate=plain(rate))
    return Note(number, column, "import.cost_converted", told)
