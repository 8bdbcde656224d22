"""收付款单旁边的列: what files of payments say besides: fees, and what was settled without a word
of which document. None of it is dropped without a word, nor is an account chosen without one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from huolang.forms.form import Form
from huolang.integrations.amounts.line_amounts import number_of
from huolang.integrations.columns.headings import heading, plain
from huolang.integrations.meaning.cells import Note, inside
from huolang.kernel import sql
from huolang.kernel.company import current_id

LEFT_OUT, FUNDS = "import.payment_beside", "funds_account"
FEES = ("手续费", "费用", "其他费用", "汇兑损益", "fee", "bank fee", "bank charges")
SETTLED = (
    "核销金额", "本次核销金额", "已核销金额", "本次核销", "本次结算", "本次结算金额", "核销",
    "allocated amount", "allocated",
)  # fmt: skip
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
    if form.name not in ("customer_payment", "supplier_payment"):
        return []
    fee = _("“{column}”没有导入：收付款单不记手续费，金额是多少就记多少，请核对")
    settled = _("“{column}”没有导入：没有说核销哪张单据，收付的钱先记作预收或预付，导入后再核销")
    found = _funds(form, {*columns.values(), *fixed})
    for number, header in enumerate(headers):
        if str(number) in columns or not heading(header) or not _says(rows, number):
            continue
        named = SETTLED if "lines.item" not in columns.values() else ()
        for told, words in ((fee, FEES), (settled, named)):
            if plain(header) in {plain(one) for one in words}:
                found.append(Note(0, header, LEFT_OUT, told.format(column=header)))
    return found


def _says(rows: Sequence[tuple[int, Sequence[Any]]], number: int) -> bool:
    """Whether an amount stands there in one of the rows."""
    said = (inside(cells[number]) for _row, cells in rows if number < len(cells))
    return any(one not in (None, "") and number_of(one) != 0 for one in said)


def _funds(form: Form, filled: Collection[str]) -> list[Note]:
    """That nothing says through which account the money went, where there are several."""
    names = [] if FUNDS in filled else sql.run(ACCOUNTS, [current_id()]).fetchall()
    if len(names) < 2:
        return []
    said = _("没有一列说“{label}”，全部记入“{name}”：如果不是，请加一列，或者统一填写").format(
        label=form.by_name[FUNDS].label, name=names[0][0]
    )
    return [Note(0, "", "import.funds_chosen", said)]
