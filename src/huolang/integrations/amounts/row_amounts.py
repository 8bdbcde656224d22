"""说金额的列: the columns of a file with prices that fill nothing and say what its rows, or its
documents, come to. What is made of them has to agree (`compared`)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from huolang.forms.form import Form
from huolang.integrations import flat
from huolang.integrations.amounts import (
    line_amounts,
    row_discounts,
    said_of_all,
    whole_discounts,
)
from huolang.integrations.columns.headings import PRICE, untaxed
from huolang.integrations.columns.headings import plain as short

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
TAX = ("税额", "税金", "增值税额", "销项税额", "进项税额", "税款", "tax amount", "vat amount")
SOLD = re.compile(r"售|销|零")
"""What goods bring is not what they are worth."""
TYPED = ("booked", "each", "rate", "may_be_gross", "is_gross")
"""Of rows whose amounts are typed and not made by prices: what was made of the row, or of each of
its goods; the rate of its tax; an amount that nobody says is without tax, or only the rate of its
tax is said."""


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
