"""收付款单旁边的列: what files of payments say besides: fees, and what was settled without a word
of which document. None of it is dropped without a word, nor is an account chosen without one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from huolang.forms.form import Form
from huolang.forms.references import text_array
from huolang.integrations.amounts.line_amounts import number_of
from huolang.integrations.columns import form_words
from huolang.integrations.columns.headings import heading, plain
from huolang.integrations.meaning.cells import Note, inside
from huolang.kernel import sql
from huolang.kernel.company import current_id

if TYPE_CHECKING:
    from huolang.integrations.rows.groups import Group, Plan

FORMS = ("customer_payment", "supplier_payment")
LEFT_OUT, FUNDS = "import.payment_beside", "funds_account"
FEES = ("手续费", "费用", "其他费用", "汇兑损益", "fee", "bank fee", "bank charges")
SETTLED = (*form_words.SETTLED, "已核销金额", "核销")
METHODS = (
    "收款方式", "付款方式", "结算方式", "支付方式", "收付款方式", "付款方法", "payment method",
    "mode of payment", "payment mode", "journal",
)  # fmt: skip
PAID = (
    "收款账户", "付款账户", "结算账户", "收付款账户", "资金账户", "本次收款", "本次付款",
    "已收金额", "已付金额", "已收款", "已付款", "本次收款金额", "本次付款金额", "收款金额",
    "付款金额", "定金", "订金", "预收款", "预付款", "amount paid", "paid amount",
)  # fmt: skip
"""What files of documents say of the money that was paid for them."""
CHARGES = (
    "运费", "其他费用", "杂费", "快递费", "物流费", "服务费", "安装费", "装卸费", "包装费",
    "附加费", "费用", "费用金额", "运杂费", "freight", "shipping", "shipping charges",
    "shipping cost",
)  # fmt: skip
TRADE = (
    "sales_order", "sales_delivery", "sales_return",
    "purchase_order", "purchase_receipt", "purchase_return",
)  # fmt: skip
CALLED = """
SELECT upper(w.given) FROM unnest(%s::text[]) AS w(given) WHERE NOT EXISTS (
    SELECT 1 FROM finance_fundsaccount a WHERE a.company_id = %s::bigint AND a.active
      AND upper(w.given) IN (upper(a.name), upper(a.code)))
"""
ACCOUNTS = """
SELECT a.name FROM finance_fundsaccount a WHERE a.company_id = %s::bigint AND a.active
ORDER BY upper(a.code) LIMIT 2
"""


def untold(
    form: Form,
    headers: Sequence[str],
    columns: Mapping[str, str],
    fixed: Collection[str],
    rows: Sequence[tuple[int, Sequence[Any]]],
) -> list[Note]:
    """`rows`: the first ones; a column in which nothing or zero stands says nothing."""
    if form.name in TRADE:
        return _of_documents(form, headers, columns, rows)
    if form.name not in FORMS:
        return []
    fee = _("“{column}”没有导入：收付款单不记手续费，金额是多少就记多少，请核对")
    settled = _("“{column}”没有导入：没有说核销哪张单据，收付的钱先记作预收或预付，导入后再核销")
    method = _("“{column}”没有导入：里面的不都是结算账户的名称，请改成账户的名称，或者统一填写")
    found = _nothing(form, {*columns.values(), *fixed}) + _funds(form, {*columns.values(), *fixed})
    for number, header in enumerate(headers):
        if str(number) in columns or not heading(header) or not _says(rows, number):
            continue
        named = SETTLED if "lines.item" not in columns.values() else ()
        methods = METHODS if FUNDS not in {*columns.values(), *fixed} else ()
        for told, words in ((fee, FEES), (settled, named), (method, methods)):
            if plain(header) in {plain(one) for one in words}:
                found.append(Note(0, header, LEFT_OUT, told.format(column=header)))
    return found


def default_accounts(plan: Plan, groups: Sequence[Group]) -> None:
    """Note in which account the money is of rows that leave theirs empty."""
    header = next((str(plan.headers[one.number]) for one in plan.header if one.path == FUNDS), None)
    if plan.form.name not in FORMS or header is None:
        return
    some = [
        one
        for one in groups
        if one.payload.get(FUNDS) is None and FUNDS not in {error.field for error in one.errors}
    ]
    names = sql.run(ACCOUNTS, [current_id()]).fetchall() if some else []
    if len(names) < 2:
        return
    said = _("“{column}”是空的：记入“{name}”").format(column=header, name=names[0][0])
    for group in some:
        group.notes.append(Note(group.lines[0][0], header, "import.funds_chosen", said))


def _of_documents(
    form: Form,
    headers: Sequence[str],
    columns: Mapping[str, str],
    rows: Sequence[tuple[int, Sequence[Any]]],
) -> list[Note]:
    """That what was paid for goods is another document."""
    words = {plain(one) for one in (*METHODS, *PAID)}
    told = _("“{column}”没有导入：{form}不记收付的钱，请另外用收付款单导入")
    fee = _("“{column}”没有导入：要收付的费用请写成一行，商品是服务类的")
    fees = {plain(one) for one in CHARGES}
    return [
        Note(
            0,
            one,
            LEFT_OUT,
            (fee if plain(one) in fees else told).format(column=one, form=form.label),
        )
        for number, one in enumerate(headers)
        if str(number) not in columns and plain(one) in words | fees and _says(rows, number)
    ]


def by_method(
    form: Form,
    headers: Sequence[str],
    columns: Mapping[str, str],
    said: Callable[[int], Iterable[str]],
) -> dict[str, str]:
    """The column that says how was paid, where all it says are names of accounts, and no column
    says these. `said`: what the rows say in a column."""
    if form.name not in FORMS or FUNDS in columns.values():
        return {}
    words = {plain(one) for one in METHODS}
    some = [n for n, one in enumerate(headers) if str(n) not in columns and plain(one) in words]
    for number in some:
        named = sorted({*said(number)})
        if named and not sql.run(CALLED, [text_array(named), current_id()]).fetchall():
            return {str(number): FUNDS}
    return {}


def _says(rows: Sequence[tuple[int, Sequence[Any]]], number: int) -> bool:
    """Whether an amount stands there in one of the rows."""
    said = (inside(cells[number]) for _row, cells in rows if number < len(cells))
    return any(one not in (None, "") and number_of(one) != 0 for one in said)


def _nothing(form: Form, filled: Collection[str]) -> list[Note]:
    """That nothing says how much was paid."""
    if "amount" in filled or any(one.startswith("lines.") for one in filled):
        return []
    label = form.by_name["amount"].label
    said = _("没有一列说“{label}”，单据的“{label}”都是 0：请把要的那一列对应上").format(label=label)
    return [Note(0, "", "import.nothing_paid", said)]


def _funds(form: Form, filled: Collection[str]) -> list[Note]:
    """That nothing says through which account the money went, where there are several."""
    names = [] if FUNDS in filled else sql.run(ACCOUNTS, [current_id()]).fetchall()
    if len(names) < 2:
        return []
    said = _("没有一列说“{label}”，全部记入“{name}”：如果不是，请加一列，或者统一填写").format(
        label=form.by_name[FUNDS].label, name=names[0][0]
    )
    return [Note(0, "", "import.funds_chosen", said)]
