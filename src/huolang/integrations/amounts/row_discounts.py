"""每行的优惠金额: of a file that says in money what each row is cheaper by, or what is left. It
becomes the discount of the line, or its price, so that the row comes to exactly that; what neither
makes is refused."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huolang.forms.form import Form
from huolang.forms.numbers import plain
from huolang.integrations import flat
from huolang.integrations.amounts import (
    discount_told,
    line_amounts,
    rounded_prices,
    whole_discounts,
)
from huolang.integrations.amounts.line_amounts import CENTS, LINES, MoneyColumn, number_of
from huolang.integrations.columns import in_brackets
from huolang.integrations.columns.headings import PRICE, is_dealt, tax_in, untaxed
from huolang.integrations.columns.headings import plain as short
from huolang.integrations.meaning import written_numbers
from huolang.integrations.meaning.cells import Joined, Note, inside, marked, without_value
from huolang.kernel.refusals import BusinessError, Invalid
from huolang.masters.amounts import Typed, typed_amount

if TYPE_CHECKING:
    from huolang.integrations.amounts.row_amounts import RowAmount
    from huolang.integrations.rows.groups import Group, Plan

DISCOUNT = "lines.discount"
TAKEN = (
    "折扣额", "折扣金额", "优惠额", "优惠金额", "让利金额", "减免金额", "立减金额",
    "优惠", "让利", "折让", "折让金额", "折让额", "单品优惠", "优惠券", "优惠券金额", "立减",
    "discount amount", "amount off",
)  # fmt: skip
CENT = Decimal("0.01")


class NoDiscount(Invalid):
    code = "import.no_discount"
    message = gettext_lazy(
        "“{column}”{given} 与数量 × 单价 = {gross} 得不到一个算回原数的折扣或单价，请写优惠后的单价"
    )


class TwoDiscounts(Invalid):
    code = "import.two_discounts"
    message = gettext_lazy(
        "“{column}”{given} 与折扣 {discount}% 不是同一个优惠，看不出一共优惠多少，请只写一个"
    )


class DiscountOfWhole(Invalid):
    code = "import.discount_of_whole"
    message = gettext_lazy(
        "看不出“{column}”是每行的还是整张单据的：每行的请写折扣或优惠后的单价，整张的对应到“整单优惠”"
    )


class OtherPrice(Invalid):
    code = "import.other_price"
    message = gettext_lazy(
        "“{column}”{given} 与单价 {price} 看不出差的是优惠还是税，请只留要导入的单价"
    )


class DiscountWithoutPrice(Invalid):
    code = "import.discount_without_price"
    message = gettext_lazy("“{column}”要和单价一起写，才算得出这一行是多少")


@dataclass(frozen=True)
class RowDiscounts:
    """The columns that say what each row is cheaper by, and what is left of it."""

    taken: MoneyColumn | None
    after: MoneyColumn | None
    dealt: MoneyColumn | None = None
    """The price that is left, beside the one before."""


def found(form: Form, headers: Sequence[str], matching: Mapping[str, str]) -> RowDiscounts:
    """The columns that fill nothing and say so, of a form whose lines have a discount."""
    known = flat.by_path(form)
    if not line_amounts.is_priced(form) or DISCOUNT not in known or PRICE not in known:
        return RowDiscounts(None, None)
    priced = PRICE in matching.values()
    free = [
        MoneyColumn(number, header, tax_in(header))
        for number, header in enumerate(headers)
        if str(number) not in matching
    ]
    words = {short(one) for one in TAKEN}
    whole = whole_discounts.found(form, headers, matching)
    return RowDiscounts(
        taken=next(
            (one for one in free if _called(one.header) & words or in_brackets.is_off(one.header)),
            None,
        ),
        after=next((one for one in free if line_amounts.is_after(one.header) and not whole), None),
        dealt=next((one for one in free if priced and is_dealt(one.header)), None),
    )


def _called(header: str) -> set[str]:
    return {short(header), untaxed(header)}


def take(plan: Plan, group: Group, settled: Collection[int] = ()) -> None:
    """Let every row come to what its price and what it is cheaper by say; `settled`: rows whose
    price has that in it."""
    columns = _of_rows(plan, group)
    if LINES not in group.payload:
        return
    if not (columns.taken or columns.after or columns.dealt):
        return
    rows = list(zip(group.rows[LINES], group.payload[LINES], strict=True))
    cells = dict(group.lines)
    whole = _of_the_whole(columns, [cells[number] for number, _row in rows])
    whole = whole and not _told_by_rows(plan, columns, group)
    for place, (number, row) in enumerate(rows):
        if number in settled:
            continue
        try:
            used = _dealt(plan, columns.dealt, row, cells[number])
            used = _one(plan, group, (number, row), whole=whole) or used
        except BusinessError as error:
            error.field = f"{LINES}.{place}.discount"
            group.errors.append(error)
            continue
        if used is not None:
            said = _("“{column}”算作这一行的折扣，优惠后的金额不变").format(column=used.header)
            group.notes.append(Note(number, used.header, "import.discount_of_money", said))


def _of_rows(plan: Plan, group: Group) -> RowDiscounts:
    """The columns without those that say it of this whole document."""
    columns, whole = plan.discounts or RowDiscounts(None, None), group.whole
    if whole is None:
        return columns
    taken, after = columns.taken, columns.after
    return replace(
        columns,
        taken=None if taken and taken.number in whole.columns else taken,
        after=None if after and after.number == whole.left else after,
    )


def _dealt(
    plan: Plan, column: MoneyColumn | None, row: dict[str, Any], cells: Sequence[Any]
) -> MoneyColumn | None:
    """Let a row have the price that is paid: as a discount on the one before, or by itself."""
    given = _number(cells, column)
    quantity, off = number_of(row.get("quantity")), number_of(row.get("discount", 0))
    if column is None or given is None or quantity is None or off is None:
        return None
    price = number_of(row.get("unit_price"))
    if price is None:
        row["unit_price"] = plain(given)
        return column
    if price == given:
        return None
    gross, wanted, mine = (
        typed_amount(Typed(quantity=quantity, unit_price=one, discount=less), CENTS)
        for one, less in ((price, Decimal(0)), (given, Decimal(0)), (price, off))
    )
    if off and abs(mine - wanted) > CENT + abs(quantity) * CENT / 2:
        raise TwoDiscounts(column=column.header, given=plain(given), discount=plain(off))
    if off:
        return None
    if not given or not _means(plan, column):
        raise OtherPrice(column=column.header, given=plain(given), price=plain(price))
    filled = _discount(plan, quantity, price, wanted, gross) if 0 < given < price else None
    row.update(filled if filled and "discount" in filled else {"unit_price": plain(given)})
    return column


def _one(
    plan: Plan, group: Group, at: tuple[int, dict[str, Any]], *, whole: bool
) -> MoneyColumn | None:
    """Put the discount of a row into it; the column it comes from, where there is one."""
    (number, row), columns = at, _of_rows(plan, group)
    cells = dict(group.lines)[number]
    taken, after = _said(cells, columns.taken), _said(cells, columns.after)
    if taken is None and after is None:
        return None
    quantity = number_of(row.get("quantity"))
    price, off = number_of(row.get("unit_price")), number_of(row.get("discount", 0))
    if quantity is None or off is None:
        return None  # what is wrong with them is told
    if price is None or plan.amounts is not None:
        is_left = plan.amounts is not None and line_amounts.is_after(plan.amounts.header)
        if columns.taken is not None and taken is not None and not is_left:
            raise DiscountWithoutPrice(column=columns.taken.header)
        return None
    gross = typed_amount(Typed(quantity=quantity, unit_price=price), CENTS)
    if taken is not None and columns.taken is not None:
        if whole:
            raise DiscountOfWhole(column=columns.taken.header)
        where = (number, columns.taken.header)
        if not off and not discount_told.is_off(plan, group, where, row, gross, taken):
            said = _("“{column}”没有再减：金额就是数量 × 单价").format(column=columns.taken.header)
            group.notes.append(Note(*where, "import.discount_in_amount", said))
            return None
        wanted, used, given = gross - abs(taken).copy_sign(gross), columns.taken, taken
    else:
        assert after is not None
        assert columns.after is not None
        wanted, used, given = after, columns.after, after
        if off or not _means(plan, used) or abs(wanted) >= abs(gross):
            return None  # it is compared with what the row comes to
    mine = typed_amount(Typed(quantity=quantity, unit_price=price, discount=off), CENTS)
    if off and abs(mine - wanted) > CENT:
        raise TwoDiscounts(column=used.header, given=plain(given), discount=plain(off))
    if off:
        return None
    if wanted * gross < 0 or not gross:
        raise NoDiscount(column=used.header, given=plain(given), gross=plain(gross))
    filled = _discount(plan, quantity, price, wanted, gross)
    if filled is None:
        raise NoDiscount(column=used.header, given=plain(given), gross=plain(gross))
    if "unit_price" in filled:
        group.shown[group.rows[LINES].index(number)] = rounded_prices.shown(row)
    row.update(filled)
    return used


def _said(cells: Sequence[Any], column: MoneyColumn | None) -> Decimal | None:
    """What a cell says in money; nothing where it says 0, or no number."""
    amount = _number(cells, column)
    return amount.quantize(CENT, ROUND_HALF_UP) if amount else None


def _number(cells: Sequence[Any], column: MoneyColumn | None) -> Decimal | None:
    """The number that a cell says of its own row."""
    cell = cells[column.number] if column is not None and column.number < len(cells) else None
    if cell is None:
        return None
    shown = marked(inside(cell))
    if shown is not None:
        raise without_value(shown)
    if inside(cell) is not cell:
        raise Joined()
    return written_numbers.sure(cell, number_of(cell), column.header if column else "")


def _means(plan: Plan, after: MoneyColumn) -> bool:
    """Whether what is left is meant with or without tax as the prices are."""
    price = next((e for some in plan.tables.values() for e in some if e.path == PRICE), None)
    return after.tax is None or (
        price is not None and tax_in(str(plan.headers[price.number])) is after.tax
    )


def _discount(
    plan: Plan, quantity: Decimal, price: Decimal, wanted: Decimal, gross: Decimal
) -> dict[str, str] | None:
    """The discount to as few digits as will do, or else the price, that makes the amount."""
    known = flat.by_path(plan.form)
    exact = 100 - wanted * 100 / gross
    for places in range((known[DISCOUNT].field.digits or 0) + 1):
        off = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        made = Typed(quantity=quantity, unit_price=price, discount=off)
        if typed_amount(made, CENTS) == wanted:
            return {"discount": plain(off)}
    for places in range(CENTS, (known[PRICE].field.digits or 0) + 1):
        less = (wanted / quantity).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        if typed_amount(Typed(quantity=quantity, unit_price=less), CENTS) == wanted:
            return {"unit_price": plain(less)}
    return None


def _of_the_whole(columns: RowDiscounts, rows: Sequence[Sequence[Any]]) -> bool:
    """Whether what the rows are cheaper by may as well be of their document: all say the same, or
    the first alone any, and no column says what is left of each."""
    if columns.taken is None or columns.after is not None or len(rows) < 2:
        return False
    number = columns.taken.number
    said = [number_of(inside(row[number])) if number < len(row) else None for row in rows]
    return len({*said}) == 1 or (bool(said[0]) and {*said[1:]} == {None})


def _told_by_rows(plan: Plan, columns: RowDiscounts, group: Group) -> bool:
    """Whether each row that says it, by its per cent or by what it comes to, is so much cheaper."""
    cells, amounts = dict(group.lines), [one for one in plan.row_amounts if not one.of_tax]
    for number, row in zip(group.rows[LINES], group.payload[LINES], strict=True):
        quantity, price = number_of(row.get("quantity")), number_of(row.get("unit_price"))
        off, taken = number_of(row.get("discount", 0)), _cell(cells[number], columns.taken)
        if not taken:
            continue
        if quantity is None or price is None or off is None:
            return False
        gross = typed_amount(Typed(quantity=quantity, unit_price=price), CENTS)
        mine = typed_amount(Typed(quantity=quantity, unit_price=price, discount=off), CENTS)
        left = [mine, *(_cell(cells[number], one) for one in amounts)]
        if not any(one is not None and abs(gross - abs(taken) - one) <= CENT for one in left):
            return False
    return True


def _cell(cells: Sequence[Any], column: MoneyColumn | RowAmount | None) -> Decimal | None:
    given = column is not None and column.number < len(cells)
    return number_of(cells[column.number]) if column is not None and given else None
