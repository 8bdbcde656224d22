"""整单折扣额、抹零、整单9折: of a file that says what a whole document is cheaper by, in columns
that fill nothing. It becomes the discount of the document where it is clear how much that is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huolang.forms.form import Form
from huolang.forms.numbers import plain
from huolang.integrations.amounts import line_amounts, whole_told
from huolang.integrations.amounts.line_amounts import CENTS, LINES, TAX_INCLUDED, number_of
from huolang.integrations.columns import unfilled
from huolang.integrations.columns.headings import heading
from huolang.integrations.columns.headings import plain as plain_heading
from huolang.integrations.meaning import cells as cells_of
from huolang.integrations.meaning.cells import Note, inside
from huolang.kernel.refusals import BusinessError, Invalid
from huolang.masters.amounts import Typed, typed_amount

if TYPE_CHECKING:
    from huolang.integrations.rows.groups import Group, Plan

DISCOUNT = "discount"
OFF = frozenset(
    {
        "整单折扣额", "整单折扣金额", "整单优惠额", "整单优惠金额", "整单折让", "整单折让金额",
        "整单减免", "整单立减", "本单优惠", "单据优惠", "单据优惠金额", "订单优惠", "订单优惠金额",
        "订单折扣额",
        "抹零", "抹零金额", "抹零额", "优惠抹零", "additionaldiscountamount", "orderdiscount",
    }
)  # fmt: skip
RATES = frozenset(
    {
        "整单折扣", "整单折扣率", "整单扣率", "订单折扣", "订单折扣率", "单据折扣", "单据折扣率",
        "additionaldiscountpercentage",
    }
)  # fmt: skip
MOST = 50
"""More per cent than this are as likely what is still paid."""
MAYBE = re.compile(r"优惠|减免|立减|让利|折让|抹零|折扣额|折扣金额|discountamount|amountoff")
NO_MONEY = re.compile(
    r"率|比例|后|前|价|方式|类型|活动|名称|说明|原因|编码|编号|券码|%|rate|percent"
)
"""What may be of rows or of the whole, as a total beside it tells (`whole_told`)."""
CENT = Decimal("0.01")


class WholeUnclear(Invalid):
    code = "import.whole_discount_unclear"
    message = gettext_lazy(
        "看不出“{column}”{given} 让整张单据优惠多少：请在“整单优惠”列写优惠的金额，或写成“9折”"
    )


class WholeOfTax(Invalid):
    code = "import.whole_discount_of_tax"
    message = gettext_lazy(
        "单价不含税时看不出“{column}”{given} 里有没有税：不含税的请把这一列对应到“整单优惠”，"
        "含税的请导入含税的单价（“含税价”填“是”）"
    )


class WholeTwice(Invalid):
    code = "import.whole_discount_twice"
    message = gettext_lazy(
        "“{column}”{given} 和“整单优惠”{other} 不同，看不出一共优惠多少，请只写一个"
    )


@dataclass(frozen=True)
class WholeDiscounts:
    """The columns that say it, by their numbers."""

    off: tuple[int, ...] = ()
    rates: tuple[int, ...] = ()
    maybe: tuple[int, ...] = ()
    """Columns that may say it of rows as well."""

    def __bool__(self) -> bool:
        return bool(self.off or self.rates)


NOTHING = WholeDiscounts()


def found(form: Form, headers: Sequence[str], matching: Mapping[str, str]) -> WholeDiscounts:
    if not line_amounts.is_priced(form) or DISCOUNT not in form.by_name:
        return NOTHING
    return WholeDiscounts(
        off=unfilled.called(headers, matching, OFF),
        rates=unfilled.called(headers, matching, RATES),
        maybe=tuple(
            n
            for n, one in unfilled.columns(headers, matching)
            if plain_heading(one) not in OFF | RATES
            and MAYBE.search(plain_heading(one))
            and not NO_MONEY.search(heading(one))
        ),
    )


@dataclass(frozen=True)
class Off:
    """What a document is cheaper by, of which nobody knows yet whether it has tax in it."""

    row: int
    column: str
    given: Decimal


def take(plan: Plan, group: Group) -> None:
    """Let the document be cheaper by what its file says of the whole."""
    if not (plan.whole or group.whole or group.off_rows) or not group.payload.get(LINES):
        return
    try:
        taken = _taken(plan, group)
    except BusinessError as error:
        group.errors.append(error)
        return
    if taken is None:
        return
    tell(group, *taken)


def tell(group: Group, column: str, off: Decimal) -> None:
    """Let the document be so much cheaper."""
    group.payload[DISCOUNT] = plain(off)
    said = _("“{column}”算作整单优惠 {off}").format(column=column, off=plain(off))
    group.notes.append(Note(group.lines[0][0], column, "import.whole_discount", said))


def _taken(plan: Plan, group: Group) -> tuple[str, Decimal] | None:
    told = group.whole.columns if group.whole else ()
    money = [one for n in (*plan.whole.off, *told) if (one := _money(plan, group, n)) is not None]
    money += [(word, off) for _row, word, off in group.off_rows]
    rates = [one for n in plan.whole.rates if (one := _rate(plan, group, n)) is not None]
    if not money and not rates:
        return None
    column, given = (money or rates)[0]
    off = sum((one for _column, one in money), Decimal(0)) or _of_rate(plan, group, *rates[0])
    own = number_of(group.payload.get(DISCOUNT, 0))
    if own:
        if money and off != own:
            raise _at(
                WholeTwice(column=column, given=plain(given), other=plain(own)), group, column
            )
        return None
    if money and group.payload.get(TAX_INCLUDED) is not True:
        row = group.off_rows[0][0] if money[0][0] == (group.off_rows or [(0, "", 0)])[0][1] else 0
        group.untaxed_off = Off(row or group.lines[0][0], column, off)
        return None
    return column, off


def _money(plan: Plan, group: Group, number: int) -> tuple[str, Decimal] | None:
    column, cell = str(plan.headers[number]), _said(plan, group, number)
    if cell is None:
        return None
    given = number_of(cell)
    if given is not None and given < 0 and group.whole and number in group.whole.columns:
        given = -given
    if given is None or given < 0:
        raise _unclear(group, column, cell)
    return (column, given) if given else None


def _rate(plan: Plan, group: Group, number: int) -> tuple[str, Decimal] | None:
    """How many per cent less."""
    column, cell = str(plan.headers[number]), _said(plan, group, number)
    if cell is None:
        return None
    tenths = cells_of.paid(cell)
    off = number_of(cell) if tenths is None else 100 - tenths * 10
    if off == 0:
        return None
    sure = tenths is not None or "%" in heading(column)
    if off is not None and (not sure or (tenths is None and off >= MOST)):
        off = whole_told.rate(plan, group, off)
    if off is None or not 0 <= off < 100:
        raise _unclear(group, column, cell)
    return (column, off) if off else None


def _of_rate(plan: Plan, group: Group, column: str, rate: Decimal) -> Decimal:
    every = Decimal(0)
    for row in group.payload[LINES]:
        quantity, price = number_of(row.get("quantity")), number_of(row.get("unit_price"))
        less = number_of(row.get("discount", 0))
        if quantity is None or price is None or less is None:
            raise _unclear(group, column, plain(rate))
        every += typed_amount(Typed(quantity=quantity, unit_price=price, discount=less), CENTS)
    return (every * rate / 100).quantize(CENT, ROUND_HALF_UP)


def _said(plan: Plan, group: Group, number: int) -> Any:
    """What the rows say of their document: one thing, once or in each."""
    some = [inside(cells[number]) for _row, cells in group.lines if number < len(cells)]
    told = [one for one in some if one not in (None, "")]
    if any(one != told[0] for one in told):
        shown = " / ".join(dict.fromkeys(str(one) for one in told))
        raise _unclear(group, str(plan.headers[number]), shown)
    return told[0] if told else None


def _unclear(group: Group, column: str, given: Any) -> BusinessError:
    said = number_of(given)
    told = str(given) if said is None else plain(said)
    return _at(WholeUnclear(column=column, given=told[:40]), group, column)


def _at(error: BusinessError, group: Group, column: str) -> BusinessError:
    error.field = f"#{group.lines[0][0]}#{column}"
    return error
