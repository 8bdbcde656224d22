"""含税成本、不含税成本: of several columns of costs the one that is as the books keep them: without
tax for a general taxpayer, with it for others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from huolang.forms.form import Form
from huolang.integrations.columns import unfilled, worth
from huolang.integrations.columns.form_words import COST, COSTS_OF_EACH, LOOSE_COST
from huolang.integrations.columns.headings import plain, tax_in, untaxed
from huolang.kernel.company import Company, current_id

TOTAL_COST = "lines.total_cost"


def of_receipt(form: Form, headers: Sequence[str], matching: Mapping[str, str]) -> list[int]:
    """The columns of what the goods of each row of a receipt are worth, as the books keep it: the
    surest first."""
    if form.name != "stock_receipt":
        return []
    words = {*worth.WORDS, *worth.RECEIVED}
    some = unfilled.called_with_tax_or_without(headers, matching, words)
    return worth.surest(headers, some)


def outdone(form: Form, headers: Sequence[str]) -> set[int]:
    """Columns of costs that another one tells as the books keep them."""
    if form.name not in ("opening_stock", "stock_receipt"):
        return set()
    words = {plain(one) for one in (*COSTS_OF_EACH, "期初成本", *COST, *LOOSE_COST)}
    said = {n: tax_in(one) for n, one in enumerate(headers) if {plain(one), untaxed(one)} & words}
    if len({*said.values()}) < 2:
        return set()
    wanted = worth.with_tax(Company.objects.get(id=current_id()))
    best = next(one for one in (wanted, None, not wanted) if one in said.values())
    return {n for n, one in said.items() if one is not best}
