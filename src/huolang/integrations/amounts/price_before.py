"""报价、原价: beside the price that is paid, the one before its discount. Where the discount of a
row makes the one of the other, it is in the price already and is not taken once more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huolang.forms.form import Form
from huolang.forms.numbers import plain
from huolang.integrations import flat
from huolang.integrations.amounts import line_amounts
from huolang.integrations.amounts.line_amounts import CENTS, LINES, MoneyColumn, number_of
from huolang.integrations.columns import unfilled
from huolang.integrations.columns.headings import PRICE, heading, tax_in
from huolang.integrations.meaning.cells import Note, inside
from huolang.kernel.refusals import Invalid
from huolang.masters.amounts import Typed, typed_amount

if TYPE_CHECKING:
    from huolang.integrations.amounts.row_amounts import RowAmount
    from huolang.integrations.rows.groups import Group, Plan

DISCOUNT = "lines.discount"
BEFORE = (
    "报价", "原价", "原单价", "折前价", "折前单价", "折扣前单价", "优惠前单价", "零售价", "标价",
    "吊牌价", "定价", "市场价", "标准售价", "标准价", "建议零售价", "参考售价", "original price",
    "list price", "price list rate", "mrp",
)  # fmt: skip
CENT, HALF = Decimal("0.01"), Decimal("0.005")


class DiscountInPrice(Invalid):
    code = "import.discount_in_price_unclear"
    message = gettext_lazy(
        "“{column}”{amount} 就是数量 × 单价，看不出折扣 {off}% 是否已在单价里："
        "已在里面的请不要导入折扣，不在的请把列名“{column}”改成“折前金额”"
    )


def found(form: Form, headers: Sequence[str], matching: Mapping[str, str]) -> MoneyColumn | None:
    """The column that fills nothing and says it, of a file with the price that is paid."""
    if not line_amounts.is_priced(form) or DISCOUNT not in flat.by_path(form):
        return None
    if PRICE not in matching.values():
        return None
    some = unfilled.called_with_tax_or_without(headers, matching, BEFORE)
    return next((MoneyColumn(n, headers[n], tax_in(headers[n])) for n in some), None)


def settle(plan: Plan, group: Group) -> set[int]:
    """The rows whose price has the discount in it, which they say no more."""
    done, cells = set[int](), dict(group.lines)
    for place, number in enumerate(group.rows.get(LINES, ())):
        row = group.payload[LINES][place]
        quantity, price = number_of(row.get("quantity")), number_of(row.get("unit_price"))
        off = number_of(row.get("discount", 0))
        if quantity is None or price is None or off is None:
            continue
        before = _number(cells[number], plan.before_price)
        taken = _number(cells[number], plan.discounts.taken if plan.discounts else None)
        if before is not None and before > price and plan.before_price is not None:
            percent = [before * (100 - off) / 100, before * off / 100] if off else []
            made = any(abs(one - price) <= HALF for one in percent)
            left = (before - price) * abs(quantity)
            if made or (taken and abs(left - abs(taken)) <= CENT + abs(quantity) * HALF):
                row.pop("discount", None)
                done.add(number)
                _tell(plan.before_price.header, price, group, number)
                continue
        _refuse_unclear(plan, group, (place, number), (quantity, price, off))
    return done


def _refuse_unclear(
    plan: Plan, group: Group, at: tuple[int, int], said: tuple[Decimal, Decimal, Decimal]
) -> None:
    """A row that comes to its price alone and says per cent less too, and nothing else of it."""
    (place, number), (quantity, price, off) = at, said
    entry = next((e for some in plan.tables.values() for e in some if e.path == DISCOUNT), None)
    if entry is None or "%" not in heading(str(plan.headers[entry.number])):
        return  # `discount_readings` looks at it
    if not 0 < off < 100 or (plan.discounts and (plan.discounts.taken or plan.discounts.after)):
        return
    gross = typed_amount(Typed(quantity=quantity, unit_price=price), CENTS)
    for one in plan.row_amounts:
        if one.of_tax or one.is_total or not line_amounts.is_plain(one.header):
            continue
        if (amount := _number(dict(group.lines)[number], one)) and abs(amount - gross) <= CENT:
            error = DiscountInPrice(column=one.header, amount=plain(amount), off=plain(off))
            error.field = f"{LINES}.{place}.discount"
            group.errors.append(error)
            return


def _tell(column: str, price: Decimal, group: Group, number: int) -> None:
    said = _("单价 {price} 已经是“{column}”减去折扣之后的：折扣不再减一次")
    told = said.format(column=column, price=plain(price))
    group.notes = [
        one for one in group.notes if (one.row, one.code) != (number, "import.discount_taken")
    ]
    group.notes.append(Note(number, column, "import.discount_in_price", told))


def _number(cells: Sequence[object], column: MoneyColumn | RowAmount | None) -> Decimal | None:
    if column is None or column.number >= len(cells):
        return None
    return number_of(inside(cells[column.number]))
