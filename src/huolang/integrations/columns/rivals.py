"""相争的列: several columns of a file that may each be the one figure of a form, as 到货数量 and
入库数量. The surest is taken; where none is surer than another, none is, and that is told."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from huolang.forms.form import Form
from huolang.integrations.columns import taxed_columns
from huolang.integrations.columns.form_words import (
    BOUGHT,
    COST,
    COSTS_OF_EACH,
    COUNTED,
    GOODS_UNITS,
    IN,
    LOOSE_BUYING,
    LOOSE_COST,
    LOOSE_TAX,
    ORDERED,
    OTHER_UNITS,
    OUT,
    PAID,
    QUANTITY,
    RECEIVED,
    RECEIVED_COST,
    REFERENCE,
    REFERENCE_BUYING,
    RETURNED,
    SALES_TAX,
    SOLD,
    STOCK,
    UNIT_COST,
    of,
)
from huolang.integrations.columns.headings import DISABLED, heading, plain

UNITS = ("单位", "计量单位", "unit", "uom")
COUNT = ("数量", "qty", "quantity")
OPENING = ("期初", "初始", "opening")
OF_NO_TIME = ("平均", "加权", "移动", "valuation", "average", "avg")
OWED = ("余额", "outstanding", "outstanding amount", "amount due", "balance due")
OF_A_TIME = ("期初余额", "期末余额")
NUMBER = ("单据编号", "单号", "单据号", "编号", "number", "no")
"""Beside the number of a payment they are those of what it settles."""
USUAL_PLACES, A_PLACE = ("首选仓库", "默认仓库"), re.compile("仓库|库房|warehouse")
OUR_FUNDS = ("结算账户", "结算帐户", "资金账户", "收付款账户", "funds account")
ANY_FUNDS = ("账户", "账户名称", "银行账户")
RANKS: Mapping[tuple[str, str], Sequence[Sequence[str]]] = {
    ("purchase_order", QUANTITY): (COUNT, ORDERED, BOUGHT),
    ("purchase_receipt", QUANTITY): (COUNT, IN, BOUGHT),
    ("purchase_return", QUANTITY): (COUNT, (*RETURNED, *OUT)),
    ("sales_order", QUANTITY): (COUNT, ORDERED, SOLD),
    ("sales_delivery", QUANTITY): (COUNT, OUT, SOLD),
    ("sales_return", QUANTITY): (COUNT, (*RETURNED, *IN)),
    ("stock_receipt", QUANTITY): (COUNT, IN),
    ("stock_issue", QUANTITY): (COUNT, of("stock_issue", QUANTITY)),
    ("stock_transfer", QUANTITY): (COUNT, of("stock_transfer", QUANTITY)),
    ("stock_count", QUANTITY): (COUNTED,),
    ("opening_stock", QUANTITY): (
        COUNTED, (*COUNT, "库存", "库存数量", "stock", "on hand"), ("期初数量", "现存量", *STOCK),
    ),
    ("opening_stock", UNIT_COST): (COSTS_OF_EACH, ("期初成本", *COST), LOOSE_COST),
    ("stock_receipt", UNIT_COST): (COSTS_OF_EACH, RECEIVED_COST, LOOSE_COST),
    ("opening_balance", "lines.amount"): (
        OWED,
        [w for w in of("opening_balance", "lines.amount") if w not in (*OWED, *OF_A_TIME)],
        OF_A_TIME,
        ("金额", "原币金额", "发票金额", "单据金额"),
    ),
    ("customer_payment", "amount"): (("金额",), of("customer_payment", "amount")),
    ("supplier_payment", "amount"): (("金额",), of("supplier_payment", "amount")),
    ("customer_payment", "number"): (RECEIVED, NUMBER),
    ("supplier_payment", "number"): (PAID, NUMBER),
    ("customer_payment", "funds_account"): (
        OUR_FUNDS, ("收款账户", "收款账号", "收款银行", "account paid to"), ANY_FUNDS,
        ("付款账户", "付款账号", "付款银行", "account paid from"),
    ),
    ("supplier_payment", "funds_account"): (
        OUR_FUNDS, ("付款账户", "付款账号", "付款银行", "account paid from"), ANY_FUNDS,
        ("收款账户", "收款账号", "收款银行", "account paid to"),
    ),
    **{
        (form, "lines.unit"): (UNITS, *((one,) for one in (*OTHER_UNITS, *GOODS_UNITS)))
        for form in (
            "sales_order", "sales_delivery", "sales_return", "purchase_order", "purchase_receipt",
            "purchase_return", "opening_stock", "stock_receipt", "stock_issue", "stock_transfer",
            "stock_count",
        )
    },
    ("product", "tax_rate"): (("税率", "tax rate", "vat rate"), SALES_TAX, LOOSE_TAX),
    ("product", "sales_price"): (
        ("销售价", "销售单价"), ("售价",), REFERENCE, ("零售价",),
    ),
    ("product", "purchase_price"): (
        ("采购价", "采购单价"), ("进价", "进货价"), REFERENCE_BUYING,
        LOOSE_BUYING,
    ),
    **{
        (form, "active"): ((*DISABLED, "是否启用", "启用状态", "使用状态"), ("状态", "status"))
        for form in ("product", "partner", "warehouse", "employee", "department", "brand")
    },
}  # fmt: skip
"""What may stand above a figure, the surest first; and above whether a record is in use, of which
状态 may say something else."""


def of_file(form: Form, headers: Sequence[str]) -> dict[str, tuple[int | None, list[int]]]:
    """Path → the surest of its columns, if one is, and the others; where there are several."""
    taxed = taxed_columns.outdone(form, headers)
    names = ["" if n in taxed else plain(one) for n, one in enumerate(headers)]
    found: dict[str, tuple[int | None, list[int]]] = {}
    for (name, path), ranks in RANKS.items():
        if name != form.name:
            continue
        ranked = [
            [n for n, one in enumerate(names) if one in {plain(word) for word in words}]
            for words in ranks
        ]
        all_ = [number for some in ranked for number in some]
        rank = next((n for n, some in enumerate(ranked) if some), 0)
        top = [n for n in ranked[rank] if heading(headers[n]) in ranks[rank]] or ranked[rank]
        if len(all_) > 1:
            surest = top[0] if len(top) == 1 or rank == _usual(ranks) else None
            found[path] = surest, [one for one in all_ if one != surest]
    return found | _of_another_time(form, names, found)


def _usual(ranks: Sequence[Sequence[str]]) -> int:
    """Of which words the first column is taken where several have them."""
    return 1 if ranks[0] is COUNTED else 0


def _of_another_time(
    form: Form, names: Sequence[str], found: Mapping[str, tuple[int | None, list[int]]]
) -> dict[str, tuple[int | None, list[int]]]:
    """Quantities of the end are not worth what they cost in the beginning."""
    if form.name != "opening_stock" or found:
        return {}
    counts = {plain(one) for one in ("期初数量", "现存量", *COUNTED, *STOCK)}
    costs = {plain(one) for one in ("期初成本", *COST) if not one.startswith(OF_NO_TIME)}
    count = [n for n, one in enumerate(names) if one in counts]
    cost = [n for n, one in enumerate(names) if one in costs]
    if len({names[n].startswith(OPENING) for n in (*count, *cost)}) < 2:
        return {}
    return {QUANTITY: (None, count), UNIT_COST: (None, cost)}


def outdone(form: Form, headers: Sequence[str]) -> set[int]:
    """Columns that nobody takes for such a figure who was not told to."""
    found = {number for _surest, others in of_file(form, headers).values() for number in others}
    found |= taxed_columns.outdone(form, headers)
    return found | _usual_places(form, [plain(one) for one in headers])


def _usual_places(form: Form, names: Sequence[str]) -> set[int]:
    """Where goods lie usually is not where they lie, if the file says that as well."""
    usual = [n for n, one in enumerate(names) if one in USUAL_PLACES]
    others = any(A_PLACE.search(one) for n, one in enumerate(names) if n not in usual)
    return {*usual} if form.name == "opening_stock" and (others or len(usual) > 1) else set()
