"""期初的金额: what lay there is worth what the file says, where it says no cost of each. Of several
columns of worths that of the books is taken: all that say the same have to agree."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from huolang.forms.form import Form
from huolang.integrations.columns.form_words import COUNTED, QUANTITY, STOCK, UNIT_COST
from huolang.integrations.columns.headings import plain, tax_in, untaxed
from huolang.kernel.company import Company, current_id

TOTAL = "lines.total_cost"
IN_BOOKS, AS_COUNTED = ("账面", "账存"), ("实盘", "盘点", "实存")
BEGINNING = ("期初", "初始", "opening")
TIMES = (*BEGINNING, "期末", "结存", "库存", "现存", "账面", "账存", "实盘", "盘点", "实存")
GENERAL, COST = "general", "成本"
WORDS = frozenset(
    {
        "金额", "成本金额", "成本合计", "总金额", "期初金额", "期末金额", "结存金额", "库存金额",
        "期初结存金额", "期末结存金额", "期初库存金额", "期末库存金额", "期初总价", "期初成本金额",
        "库存成本金额", "账面金额", "实盘金额", "盘点金额", "实存金额", "库存总额",
        "stockvalue", "balancevalue", "totalvalue",
    }
)  # fmt: skip
RECEIVED = frozenset({"入库金额", "入库成本金额", "入库总价", "入库总额", "收入金额", "总价"})
"""What is in a receipt what comes in."""


def with_tax(company: Company) -> bool:
    """Whether tax is in what its goods cost: who cannot deduct it has paid it."""
    return company.taxpayer_kind != GENERAL


def surest(headers: Sequence[str], some: Sequence[int]) -> list[int]:
    """Of these columns of worths those that are as the books keep it, with tax or without, what is
    called a cost first; none where they are of several times or counts."""
    names = {n: plain(headers[n]) for n in some}
    timed = [one for one in names.values() if one.startswith(TIMES)]
    if len({(one.startswith(BEGINNING), one.startswith(AS_COUNTED)) for one in timed}) > 1:
        return []
    said = {n: tax_in(headers[n]) for n in some}
    if len({*said.values()}) > 1:
        wanted = with_tax(Company.objects.get(id=current_id()))
        best = next(one for one in (wanted, None, not wanted) if one in said.values())
        said = {n: one for n, one in said.items() if one is best}
    return sorted(said, key=lambda n: COST not in names[n])


def of_stock(
    form: Form, headers: Sequence[str], found: Mapping[str, str], closed: Collection[str]
) -> dict[str, str]:
    """The column of what each row is worth, of the same time as the quantity, where there is no
    column of costs. `closed`: columns that somebody left out."""
    filled = {path: int(number) for number, path in found.items()}
    if {TOTAL, UNIT_COST} & filled.keys():
        return {}
    some = _worths(form, headers, filled, {*map(int, found), *map(int, closed)})
    return {str(n): TOTAL for n in some[:1]}


def beside(form: Form, headers: Sequence[str], matching: Mapping[str, str]) -> list[int]:
    """The columns that say the same as the one of what each row is worth."""
    filled = {path: int(number) for number, path in matching.items()}
    if TOTAL not in filled:
        return []
    mine = filled[TOTAL]
    some = _worths(form, headers, filled, {*map(int, matching)} - {mine})
    return [n for n in some if n != mine] if mine in some else []


def _worths(
    form: Form, headers: Sequence[str], filled: Mapping[str, int], closed: Collection[int]
) -> list[int]:
    """The columns of what each row is worth that are of the same time and count as the quantity."""
    if form.name != "opening_stock" or QUANTITY not in filled:
        return []
    names = {plain(one) for one in headers}
    quantity = plain(headers[filled[QUANTITY]])
    some = [
        n
        for n, one in enumerate(headers)
        if n not in closed
        and {plain(one), untaxed(one)} & WORDS
        and _of_one_count(plain(one), quantity, names)
        and of_one_time(plain(one), quantity)
    ]
    return surest(headers, some)


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
