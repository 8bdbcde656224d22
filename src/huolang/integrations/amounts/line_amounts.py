"""每行的金额: of a file that says no prices, but what each row comes to. The price is what gives
exactly that amount; what no price gives is refused."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huolang.forms import kinds
from huolang.forms.form import Form
from huolang.forms.numbers import plain
from huolang.integrations import flat
from huolang.integrations.columns.headings import OWN_PRICE, PRICE, heading, tax_in, untaxed
from huolang.integrations.columns.headings import plain as short
from huolang.integrations.meaning import written_numbers
from huolang.integrations.meaning.cells import Joined, Note, inside, marked, without_value
from huolang.kernel.refusals import BusinessError, Invalid
from huolang.masters.amounts import Typed, typed_amount

if TYPE_CHECKING:
    from huolang.integrations.rows.groups import Group, Plan

LINES, TAX_INCLUDED = "lines", "tax_included"
WORDS = (
    "金额", "行金额", "明细金额", "商品金额", "销售金额", "采购金额", "小计", "货款",
    "amount", "line amount", "line total", "subtotal",
)  # fmt: skip
AFTER = (
    "折后金额", "折扣后金额", "优惠后金额", "折后小计", "优惠后小计",
    "discounted amount", "amount after discount",
)  # fmt: skip
"""What rows come to less what they are cheaper by."""
PAID = ("实收金额", "应收金额", "实付金额", "应付金额", "成交金额", "实际金额")
"""What is paid for rows, or for the whole document."""
OF_WHOLE = (
    "应收合计", "应付合计", "应收总额", "应付总额", "实收", "实付", "实收合计", "实付合计",
    "实收总额", "实付总额", "优惠后合计", "优惠后总额", "折后合计", "折后总额",
    "整单优惠后金额", "订单总额",
    "grand total", "rounded total",
)  # fmt: skip
"""What is paid for the whole document, with its tax. No price is made of it."""
RECEIVED = frozenset(
    f"实{way}{what}" for way in "收付" for what in ("", "金额", "合计", "总额", "款")
)
"""What was paid, which may be a part."""
GROSS = ("价税合计", "税价合计")
CENTS = 2


class NoPrice(Invalid):
    code = "import.no_price"
    message = gettext_lazy(
        "“{column}”{amount} ÷ 数量 {quantity} 得不到一个算回原数的单价，请写单价"
    )


class WholeOrRow(Invalid):
    code = "import.whole_or_row"
    message = gettext_lazy("看不出“{column}”是每行的还是整张单据的，请写单价")


@dataclass(frozen=True)
class MoneyColumn:
    """A column of a file that fills nothing, and says in money something of each row."""

    number: int
    header: str
    tax: bool | None
    """Whether tax is in them; None: as in the prices of the document."""


def is_priced(form: Form) -> bool:
    return bool(OWN_PRICE.get(getattr(form.model, "price_field", ""))) and form.is_document


def found(
    form: Form, headers: Sequence[str], matching: Mapping[str, str], fixed: Mapping[str, str] | None
) -> MoneyColumn | None:
    """The column of a file without prices that says what each row comes to. `fixed`: what is the
    same in every document, among it whether tax is in prices; None, when that is to be proposed."""
    paths, known = set(matching.values()), flat.by_path(form)
    if not is_priced(form) or PRICE not in known or PRICE in paths:
        return None
    own = [known[one].field for one in ("lines.amount", "lines.total") if one in known]
    if any(not one.readonly for one in own):
        return None
    yes = None if fixed is None else _with_tax(form, fixed)
    some = [
        MoneyColumn(number, header, tax)
        for number, header in enumerate(headers)
        if str(number) not in matching and is_amount(header)
        for tax in [with_tax(header)]
        if tax is None or (TAX_INCLUDED not in paths and (fixed is None or tax is yes))
    ]
    return min(some, key=lambda one: _rank(one.header), default=None)


def with_tax(header: str) -> bool | None:
    """Whether tax is in what a column says that rows come to: in what is paid for them it is."""
    said = tax_in(header)
    paid = short(header) in GROSS or _is(header, PAID) or is_of_whole(header)
    return True if said is None and paid else said


def _rank(header: str) -> int:
    """What is left of a row is what it comes to; what is paid may be for all of them."""
    return 0 if is_after(header) else 2 if _is(header, PAID) else 1


def is_after(header: str) -> bool:
    """Whether a column says what is left of rows after their discount."""
    return _is(header, AFTER)


def is_of_whole(header: str) -> bool:
    """Whether a column says what is paid for the whole document."""
    return _is(header, OF_WHOLE)


def is_plain(header: str) -> bool:
    """Whether a column says what rows come to, and not whether that is before their discount."""
    return _is(header, WORDS)


def _is(header: str, some: Sequence[str]) -> bool:
    words = {short(one) for one in some}
    return short(header) in words or untaxed(header) in words


def _with_tax(form: Form, fixed: Mapping[str, str]) -> bool | None:
    """Whether the file says of all its documents that tax is in their prices."""
    field, said = form.by_name[TAX_INCLUDED], fixed.get(TAX_INCLUDED)
    try:
        return (
            None
            if said is None
            else kinds.of(field).check(field)(kinds.of(field).typed(field)(said))
        )
    except BusinessError:
        return None


def is_amount(header: str) -> bool:
    """Whether a column says what rows come to."""
    return _is(header, (*WORDS, *AFTER, *PAID)) or short(header) in {short(one) for one in GROSS}


def price(plan: Plan, group: Group) -> None:
    """Give the rows without a price the one that makes their amounts, or say where it comes from
    instead."""
    if not is_priced(plan.form) or LINES not in group.payload:
        return
    rows = list(zip(group.rows[LINES], group.payload[LINES], strict=True))
    wrong = {one.field for one in group.errors}
    without = [
        (place, no, row)
        for place, (no, row) in enumerate(rows)
        if "unit_price" not in row and f"{LINES}.{place}.unit_price" not in wrong
    ]
    if not without:
        return
    cells = dict(group.lines)
    whole = _of_the_whole(plan, [cells[no] for no, _row in rows])
    for place, number, row in without:
        try:
            given = _given(plan, row, cells[number], whole=whole)
        except BusinessError as error:
            error.field = f"{LINES}.{place}.unit_price"
            group.errors.append(error)
            continue
        if given is not None:
            row["unit_price"] = given
            column, code = plan.amounts.header if plan.amounts else "", "import.price_of_amount"
            said = _("没有单价，按“{column}”÷数量计算").format(column=column)
        else:
            column, code = "", "import.price_of_lists"
            said = _("没有单价，按源单、价目表或商品资料取价")
        group.notes.append(Note(number, column, code, said))


def _given(plan: Plan, row: Mapping[str, Any], cells: Sequence[Any], *, whole: bool) -> str | None:
    """The price that makes the amount of a row, to as few digits as will do."""
    one = plan.amounts
    cell = cells[one.number] if one is not None and one.number < len(cells) else None
    if one is None or cell is None:
        return None
    shown = marked(inside(cell))
    if shown is not None:
        raise without_value(shown)
    if inside(cell) is not cell:
        raise Joined()
    amount = written_numbers.sure(cell, number_of(cell), one.header)
    quantity = number_of(row.get("quantity"))
    off = number_of(row.get("discount", 0))
    if amount is None or not quantity or off is None or off >= 100:
        return None
    if whole:
        raise WholeOrRow(column=one.header)
    amount = amount.quantize(Decimal(1).scaleb(-CENTS), ROUND_HALF_UP)
    digits = flat.by_path(plan.form)[PRICE].field.digits or 0
    exact = amount * 100 / (quantity * (100 - off))
    for places in range(CENTS, digits + 1):
        found = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        made = Typed(quantity=quantity, unit_price=found, discount=off)
        if typed_amount(made, CENTS) == amount:
            return plain(found)
    raise NoPrice(column=one.header, amount=plain(amount), quantity=plain(quantity))


def number_of(cell: Any) -> Decimal | None:
    """The number in a cell, also with signs of money and thousands."""
    if isinstance(cell, bool) or not isinstance(cell, str | int | float | Decimal):
        return None
    text = f"{cell:.15g}" if isinstance(cell, float) else str(cell)
    try:
        plain_text = unicodedata.normalize("NFKC", text).strip()
        given = Decimal(plain_text.lstrip("¥$").replace(",", ""))
    except ArithmeticError:
        return None
    return given if given.is_finite() and abs(given) < Decimal(10) ** 15 else None


def _of_the_whole(plan: Plan, rows: Sequence[Sequence[Any]]) -> bool:
    """Whether the amounts of rows may as well be that of their document: all say the same one, or
    the first one alone says any, under a heading that the total of documents has."""
    if plan.amounts is None or len(rows) < 2:
        return False
    said = [
        inside(row[plan.amounts.number]) if plan.amounts.number < len(row) else None for row in rows
    ]
    if any(one not in (said[0], None, "") for one in said) or 0 < said.count(None) < len(said) - 1:
        return False
    return may_be_total(plan.form, plan.amounts.header)


def may_be_total(form: Form, header: str) -> bool:
    """Whether a column is called like what a whole document comes to."""
    return heading(header) in totals_of(form) or short(header) in GROSS or _is(header, PAID)


def totals_of(form: Form) -> set[str]:
    """What the totals of a document are called."""
    found: set[str] = set()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            known = flat.by_path(form)
            fields = [known[one].field for one in ("amount", "total") if one in known]
            found |= {heading(str(one.label)) for one in fields}
    return found
