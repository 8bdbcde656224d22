"""负数的余额: what is owed the other way round in a list of what is owed: a customer who has paid
before owes less than nothing. It is an opening of the opposite kind, and that is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from huolang.forms.numbers import plain
from huolang.integrations import flat
from huolang.integrations.amounts.line_amounts import LINES, number_of
from huolang.integrations.meaning.cells import Note
from huolang.integrations.meaning.owed_words import KIND

if TYPE_CHECKING:
    from huolang.integrations.rows.groups import Group, Plan

FORM = "opening_balance"
OPPOSITE: Mapping[str, str] = {
    "receivable": "advance_received",
    "advance_received": "receivable",
    "payable": "advance_paid",
    "advance_paid": "payable",
}


def turn(plan: Plan, groups: Sequence[Group]) -> None:
    """Let negative rows be of the opposite kind."""
    if plan.form.name != FORM:
        return
    labels = {one.value: str(one.label) for one in flat.by_path(plan.form)[KIND].field.options}
    for group in groups:
        for number, row in zip(
            group.rows.get(LINES, ()), group.payload.get(LINES, ()), strict=True
        ):
            amount, kind = number_of(row.get("amount")), OPPOSITE.get(str(row.get("kind")))
            if amount is None or amount >= 0 or kind is None:
                continue
            row["kind"], row["amount"] = kind, plain(-amount)
            said = _("{amount} 是负数，按{kind} {turned} 导入")
            facts = {"amount": plain(amount), "kind": labels[kind], "turned": plain(-amount)}
            group.notes.append(Note(number, "", "import.balance_turned", said.format(**facts)))
