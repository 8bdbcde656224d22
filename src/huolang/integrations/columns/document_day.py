"""单据的日期: which column says on which day documents of a file happened, whatever it is called,
and that none does."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from huolang.forms.form import Form
from huolang.integrations.columns.headings import heading, plain
from huolang.integrations.meaning.cells import Note, inside

DATE = "date"
ENDS = ("日期", "时间", "日", "date", "time")
BUSINESS = ("业务", "单据", "交易", "发生", "business", "transaction", "posting", "document")
OUT = ("出库", "发货", "送货", "出货", "delivery", "shipping", "ship", "dispatch")
IN = ("入库", "收货", "到货", "receipt", "received", "receiving")
SOLD, BOUGHT = ("销售", "售出", "sales", "sale"), ("采购", "进货", "购货", "purchase")
ORDERED = ("订单", "下单", "订购", "订货", "签订", "order", "ordered")
RETURNED, INVOICED = ("退货", "return"), ("开票", "发票", "invoice")
OWN: Mapping[str, Sequence[str]] = {
    "sales_order": (*ORDERED, *SOLD),
    "purchase_order": (*ORDERED, *BOUGHT),
    "sales_delivery": (*OUT, *SOLD, *INVOICED, *ORDERED),
    "purchase_receipt": (*IN, *BOUGHT, *INVOICED, *ORDERED),
    "sales_return": (*RETURNED, *IN, *SOLD),
    "purchase_return": (*RETURNED, *OUT, *BOUGHT),
    "sales_invoice": (*INVOICED, *SOLD),
    "purchase_invoice": (*INVOICED, *BOUGHT),
    "stock_receipt": IN,
    "stock_issue": OUT,
    "transfer_receipt": ("调入", *IN),
    "stock_transfer": ("调拨", "调出", "transfer", *OUT),
    "customer_payment": ("收款", "到账", "付款", "支付", "payment", "paid", "received"),
    "supplier_payment": ("付款", "支付", "payment", "paid"),
    "stock_count": ("盘点", "盘存", "count", "counting"),
    "opening_stock": ("期初", "建账", "opening", "盘点"),
    "opening_balance": ("期初", "建账", "opening"),
}
"""What happens on the day of a document, the surest first."""
WRITTEN = (
    "开单", "制单", "录单", "建单", "填单", "登记", "记账", "录入", "审核", "创建",
    "entry", "created", "creation", "issue",
)  # fmt: skip
"""When it was written down, which is another day where both are told."""
A_DAY = re.compile(
    r"(?:19|20)\d\d"
    r"(?:[-/.年](?:0?[1-9]|1[0-2])[-/.月](?:0?[1-9]|[12]\d|3[01])日?|[01]\d[0-3]\d)(?:[ t].*)?"
)


def ranked(form: Form) -> list[str]:
    """What may stand above the day of documents of a form, the surest first."""
    own = [plain(str(form.label)).removesuffix("单"), *OWN.get(form.name, ())]
    words = [*BUSINESS, *own, *WRITTEN]
    ends = [f"{word}{end}" for word in words for end in ENDS]
    return list(
        dict.fromkeys(
            plain(one) for one in [*ends, "createdat", "createdon", "orderedat", "orderdeadline"]
        )
    )


def columns(form: Form, headers: Sequence[str], closed: Collection[int]) -> list[int]:
    """The columns that name the day, of those that are not `closed`, the surest first."""
    if not form.is_document or DATE not in form.by_name:
        return []
    ranks = {word: rank for rank, word in enumerate(ranked(form))}
    free = [
        (ranks[plain(one)], number)
        for number, one in enumerate(headers)
        if number not in closed and heading(one) and plain(one) in ranks
    ]
    return [number for _rank, number in sorted(free)]


def untold(
    form: Form,
    headers: Sequence[str],
    matching: Mapping[str, str],
    fixed: Collection[str],
    rows: Iterable[tuple[int, Sequence[Any]]],
) -> list[Note]:
    """That days stand in a file and none is that of its documents: all would be of today."""
    if not form.is_document or DATE not in form.by_name or form.by_name[DATE].readonly:
        return []
    if DATE in matching.values() or DATE in fixed:
        return []
    said: dict[int, list[bool]] = {}
    for _number, cells in rows:
        for number, cell in enumerate(cells):
            if cell is not None and str(number) not in matching:
                said.setdefault(number, []).append(is_day(inside(cell)))
    days = [headers[n] for n, some in sorted(said.items()) if n < len(headers) and all(some)]
    if not days:
        return []
    told = _(
        "没有一列对应“{label}”，全部会记在今天：如果“{column}”是单据的日期，请把它对应到“{label}”"
    ).format(label=form.by_name[DATE].label, column=days[0])
    return [Note(0, days[0], "import.no_day", told)]


def is_day(cell: Any) -> bool:
    """Whether a day stands in a cell."""
    if isinstance(cell, dict):
        return "d" in cell
    return isinstance(cell, str) and A_DAY.fullmatch(cell.strip().casefold()) is not None
