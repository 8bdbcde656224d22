"""几种价格并排: lists of prices that have a column for each level (批发价, 零售价) or each quantity
(1-9, 10-49). Here a list has one price for each row, and that is said."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from huolang.forms.form import Form
from huolang.integrations.columns.headings import heading, plain
from huolang.kernel.listing import listed
from huolang.kernel.refusals import BusinessError

FORMS, PRICE = ("price_list", "supplier_price_list"), "lines.price"
A_PRICE = re.compile(r".*(?:价|价格|单价|price)[一二三四五六七八九十\d]*")
A_BREAK = re.compile(
    r"\d+(?:[-~—–至到]\d+)\w{0,2}|[≥>＞]=?\d+\w{0,2}|\d+\w{0,2}(?:及?以上|起|\+)|[≤<]=?\d+\w{0,2}"
)


class PricesInColumns(BusinessError):
    code = "import.prices_in_columns"
    message = _(
        "{columns}是几种价格，一张价目表每行只有一个“单价”：请每种价格各用一个文件（一张价目表），"
        "价格那一列叫“单价”，或把要的那一列对应到“单价”"
    )
    status = 422


class BreaksInColumns(BusinessError):
    code = "import.breaks_in_columns"
    message = _(
        "{columns}是按数量分的价格：请改成每个数量一行，"
        "用“起订量”和“单价”两列（如 10-49 的起订量是 10）"
    )
    status = 422


def refuse(form: Form, headers: Sequence[str], columns: Mapping[str, str]) -> None:
    """Raise what to do with such columns, where none is matched with the price."""
    if form.name not in FORMS or PRICE in columns.values():
        return
    free = [one for n, one in enumerate(headers) if one and str(n) not in columns]
    breaks = [one for one in free if A_BREAK.fullmatch(heading(one))]
    prices = [one for one in free if A_PRICE.fullmatch(plain(one))]
    if breaks:
        raise BreaksInColumns(field="matching", columns=_quoted(breaks))
    if prices:
        raise PricesInColumns(field="matching", columns=_quoted(prices))


def _quoted(some: Sequence[str]) -> str:
    return listed(f"“{one}”" for one in some)
