"""期初的金额: what lay there is worth what the file says, where it says no cost of each."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from huolang.forms.form import Form
from huolang.integrations.columns.form_words import COUNTED, QUANTITY, STOCK, UNIT_COST
from huolang.integrations.columns.headings import plain, untaxed

TOTAL = "lines.total_cost"
IN_BOOKS, AS_COUNTED = ("账面", "账存"), ("实盘", "盘点", "实存")
BEGINNING = ("期初", "初始", "opening")
TIMES = (*BEGINNING, "期末", "结存", "库存", "现存", "账面", "账存", "实盘", "盘点", "实存")
WORDS = frozenset(
    {
        "金额", "成本金额", "成本合计", "总金额", "期初金额", "期末金额", "结存金额", "库存金额",
        "期初结存金额", "期末结存金额", "期初库存金额", "期末库存金额", "期初总价", "期初成本金额",
        "库存成本金额", "账面金额", "实盘金额", "盘点金额", "实存金额", "库存总额",
        "stockvalue", "balancevalue", "totalvalue",
    }
)  # fmt: skip


def of_stock(
    form: Form, headers: Sequence[str], found: Mapping[str, str], closed: Collection[str]
) -> dict[str, str]:
    """The column of what each row is worth, where there is one alone, of the same time as the
    quantity, and no column of costs. `closed`: columns that somebody left out."""
    filled = {path: int(number) for number, path in found.items()}
    if form.name != "opening_stock" or {TOTAL, UNIT_COST} & filled.keys():
        return {}
    some = [
        str(n)
        for n, one in enumerate(headers)
        if str(n) not in {*found, *closed} and {plain(one), untaxed(one)} & WORDS
    ]
    if len(some) != 1 or QUANTITY not in filled:
        return {}
    names = [plain(headers[n]) for n in (int(some[0]), filled[QUANTITY])]
    if not _of_one_count(names[0], names[1], {plain(one) for one in headers}):
        return {}
    return {some[0]: TOTAL} if of_one_time(*names) else {}


def of_one_time(worth: str, quantity: str) -> bool:
    """Whether a worth and a quantity are both of the beginning, or both not; what says no time is
    of any."""
    said = [one for one in (worth, quantity) if one.startswith(TIMES)]
    return len({one.startswith(BEGINNING) for one in said}) < 2


def _of_one_count(worth: str, quantity: str, names: set[str]) -> bool:
    """Whether a worth is that of the quantity, of the books or of what was counted; where a file
    says both quantities, a worth that does not say of which is of neither."""
    counted = {plain(one) for one in COUNTED}
    if worth.startswith((*IN_BOOKS, *AS_COUNTED)):
        return (quantity in counted) is worth.startswith(AS_COUNTED)
    return not (names & counted and names & {plain(one) for one in STOCK})
