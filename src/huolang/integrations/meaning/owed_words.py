"""应收应付的叫法: what other programs call what is owed and what was paid before, in cells and
above columns: 期末应收余额, 预收账款; and 借方, 贷方, which say it of a customer or a supplier."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from huolang.integrations.columns.headings import heading, plain
from huolang.integrations.meaning import told_twice
from huolang.kernel.refusals import Invalid

KIND, PARTNER, AMOUNT = "lines.kind", "lines.partner", "lines.amount"
TIMES = ("", "期初", "期末")
BASES: Mapping[str, str] = {
    "应收": "receivable", "应付": "payable", "预收": "advance_received", "预付": "advance_paid",
}  # fmt: skip
ACCOUNTS = ("", "款", "款项", "账款", "帐款")
ENDS = ("", "余额", "金额")
NOT_PAID: Mapping[str, str] = {"未收": "receivable", "未付": "payable"}
SIDES = re.compile(r"(借|贷|debit|credit|dr|cr)方?")
OF_SIDES = re.compile(r"(?:期初|期末)?(?:余额(借|贷)方?|(借|贷)方?余额)|(?:期初|期末)(借|贷)方?")
"""A balance that stands on this side, above a column; 借方 alone is what moved."""
CUSTOMER: Mapping[str, str] = {"借": "receivable", "贷": "advance_received"}
SUPPLIER: Mapping[str, str] = {"借": "advance_paid", "贷": "payable"}
BALANCES = frozenset(
    {
        "余额", "期初余额", "期末余额", "欠款", "欠款金额", "欠款余额", "未结金额", "未结余额",
        "未核销金额", "未清金额", "outstanding", "outstandingamount", "amountdue", "balancedue",
    }
)  # fmt: skip
CUSTOMERS = re.compile(r"客户|购货|购买|customer|buyer")
SUPPLIERS = re.compile(r"供应|供货|厂商|supplier|vendor")


class SideUnclear(Invalid):
    code = "import.side_unclear"
    message = _("看不出“{given}”是应收、应付、预收还是预付：请直接写这四个之一")


def _kinds() -> dict[str, str]:
    found: dict[str, str] = {}
    for base, kind in BASES.items():
        for account in ACCOUNTS:
            for time in TIMES:
                found |= {f"{time}{base}{account}{end}": kind for end in ENDS}
                found |= {f"{base}{account}{time}余额": kind, f"{time}余额{base}{account}": kind}
    for base, kind in NOT_PAID.items():
        found |= {f"{base}{end}": kind for end in ("", "款", "款项", "金额", "余额", "款余额")}
    return {word: kind for word, kind in found.items() if word not in BASES}


KINDS: Mapping[str, str] = _kinds()
"""Word → kind, besides the labels of the kinds themselves."""
HEADINGS = frozenset(
    {
        *KINDS,
        *BASES,
        *(f"{t}余额{side}{end}" for t in TIMES for side in "借贷" for end in ("", "方")),
    }
)
"""What may stand above columns of which each cell is a row of this kind."""


def sides(headers: Sequence[str], matching: Mapping[str, str]) -> Mapping[str, str]:
    """Side of an account → kind, where the columns of the partner say whether these are customers
    or suppliers."""
    said = [plain(headers[int(n)]) for n, p in matching.items() if told_twice.of(p) == PARTNER]
    customers = any(CUSTOMERS.search(one) for one in said)
    if customers == any(SUPPLIERS.search(one) for one in said):
        return {}
    return CUSTOMER if customers else SUPPLIER


def side(text: str) -> str:
    """借 or 贷, where a cell says so."""
    found = SIDES.fullmatch(heading(text))
    return "" if found is None else "借" if found[1] in ("借", "debit", "dr") else "贷"


def refuse_side(cell: Any) -> None:
    """Raise that 借 or 贷 says nothing where nobody knows whose account it is."""
    if isinstance(cell, str) and side(cell):
        raise SideUnclear(given=cell.strip())


def side_of_balance(text: str) -> str:
    """借 or 贷, where the heading of a column says that balances of this side stand below."""
    found = OF_SIDES.fullmatch(text)
    return "" if found is None else next(one for one in found.groups() if one)


def kind_of_balance(text: str, sides: Mapping[str, str]) -> str:
    """What balances below a heading are that says no kind and no side, where it is known whose they
    are: what a customer owes, or what is owed to a supplier."""
    if sides and text in BALANCES:
        return sides["借"] if sides is CUSTOMER else sides["贷"]
    return sides.get(side_of_balance(text), "")


def is_spread(header: str) -> bool:
    """Whether a heading says of the figures below what they are."""
    short = plain(header)
    return short in KINDS or short in BASES or bool(side_of_balance(short))


def unspread(form: str, headers: Sequence[str], found: Mapping[str, str]) -> dict[str, str]:
    """What is matched, without columns of amounts that say by themselves which kind they are, where
    no other column does: each of their cells is a row of this kind."""
    if form != "opening_balance" or KIND in found.values():
        return dict(found)
    known = sides(headers, found)
    return {
        n: path
        for n, path in found.items()
        if path != AMOUNT
        or not (is_spread(headers[int(n)]) or kind_of_balance(plain(headers[int(n)]), known))
    }
