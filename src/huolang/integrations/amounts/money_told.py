"""万元、美元: numbers of a file that stand for thousands or ten thousands are multiplied, and what
is in another currency than the books is refused where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huolang.forms.form import Form
from huolang.forms.numbers import plain
from huolang.integrations import flat
from huolang.integrations.amounts import money_signs
from huolang.integrations.amounts.line_amounts import number_of
from huolang.integrations.columns import in_brackets
from huolang.integrations.columns.headings import heading
from huolang.integrations.columns.headings import plain as short
from huolang.integrations.meaning import told_twice
from huolang.integrations.meaning.cells import Note, inside
from huolang.kernel.company import Company, current_id
from huolang.kernel.refusals import Invalid

if TYPE_CHECKING:
    from huolang.integrations.rows.groups import Group

MONEY, COUNTED = ("price", "money"), "quantity"
CURRENCY = frozenset(
    {
        "币种", "币别", "货币", "结算币种", "交易币种", "单据币种",
        "订单币种", "原币币种", "currency",
    }
)  # fmt: skip


class OtherCurrency(Invalid):
    code = "import.other_currency"
    message = gettext_lazy(
        "“{column}”是 {currency} 的，账套的本位币是 {own}：请换算成 {own} 再导入"
    )


@dataclass(frozen=True)
class Money:
    """What columns say of money, by their numbers."""

    times: Mapping[int, Decimal]
    foreign: Mapping[int, str]
    """Columns of money in another currency."""
    currencies: tuple[int, ...]
    """Columns that say the currency of each row."""
    amounts: tuple[int, ...]
    """Columns of money, in each of whose cells a currency may stand."""
    own: str

    def __bool__(self) -> bool:
        return bool(self.times or self.foreign or self.currencies or self.amounts)


NOTHING = Money({}, {}, (), (), "")


def found(
    form: Form, headers: Sequence[str], matching: Mapping[str, str], used: Sequence[int]
) -> Money:
    """`used`: columns that fill nothing, of which amounts are read."""
    known = flat.by_path(form)
    kinds = {int(n): known[told_twice.of(path)].field.kind for n, path in matching.items()}
    told = {number: in_brackets.said(one) for number, one in enumerate(headers)}
    money = {n: one for n, one in told.items() if (kinds[n] in MONEY if n in kinds else one.money)}
    many = {n: one.times for n, one in told.items() if kinds.get(n) == COUNTED and one.times > 1}
    counted = [n for n in money if n in kinds or n in used]
    currencies = tuple(
        n for n, one in enumerate(headers) if n not in kinds and short(one) in CURRENCY
    )
    if not (money or used or currencies or many):
        return NOTHING
    own = Company.objects.get(id=current_id()).currency
    return Money(
        {n: one.times for n, one in money.items() if one.times != 1} | many,
        {n: c for n in counted for c in [money[n].currency] if not in_brackets.is_own(c, own)},
        currencies,
        tuple(sorted({*money, *used} - {n for n, kind in kinds.items() if kind not in MONEY})),
        own,
    )


def take(money: Money, headers: Sequence[str], group: Group) -> None:
    """Multiply what stands for more than one, refuse what is in another currency."""
    from_rows = [
        (row, n, _called(cells, n)) for row, cells in group.lines for n in money.currencies
    ]
    for row, number, currency in from_rows:
        if currency and not in_brackets.is_own(currency, money.own):
            _refuse(group, row, headers[number], currency, money.own)
    for row, cells in group.lines:
        for number in money.amounts:
            if number < len(cells) and isinstance(inside(cells[number]), str):
                cells[number], currency = money_signs.written(cells[number], money.own)
                if currency:
                    _refuse(group, row, headers[number], currency, money.own)
    for row, cells in group.lines:
        for number, currency in money.foreign.items():
            cell = inside(cells[number]) if number < len(cells) else None
            if cell not in (None, "") and number_of(cell) != 0:
                _refuse(group, row, headers[number], currency, money.own)
    for number, times in money.times.items():
        here = [row for row, cells in group.lines if number < len(cells) and cells[number]]
        said = _("“{column}”的数乘以 {times} 导入").format(
            column=headers[number], times=plain(times)
        )
        group.notes += [Note(row, headers[number], "import.multiplied", said) for row in here]
    group.lines = [(row, _multiplied(cells, money.times)) for row, cells in group.lines]


def _refuse(group: Group, row: int, column: str, currency: str, own: str) -> None:
    error = OtherCurrency(column=column, currency=currency, own=own)
    error.field = f"#{row}#{column}"
    group.errors.append(error)


def _called(cells: Sequence[Any], number: int) -> str:
    """The currency that a cell names; as it stands there, where nobody knows it."""
    cell = inside(cells[number]) if number < len(cells) else None
    word = heading(cell) if isinstance(cell, str) else ""
    if not word or word in in_brackets.OWN:
        return ""
    return in_brackets.currency_of(word) or word.upper()


def _multiplied(cells: list[Any], times: Mapping[int, Decimal]) -> list[Any]:
    return [_one(cell, times[n]) if n in times else cell for n, cell in enumerate(cells)]


def _one(cell: Any, times: Decimal) -> Any:
    if cell is not inside(cell):
        return {"m": _one(inside(cell), times)}
    given = number_of(cell)
    if given is None:
        return cell
    return float(given * times) if isinstance(cell, float) else plain(given * times)
