"""括号里的话: the unit, scale and currency that headings say of the numbers below: 数量（箱）,
金额（万元）, 单价(元/箱), 单价(USD)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from huolang.integrations.columns.headings import heading, plain
from huolang.integrations.columns.unit_words import bracketed, counted_otherwise, is_unit
from huolang.integrations.flat import BESIDE

BRACKETS = re.compile(r"\((.*?)\)|\[(.*?)\]|【(.*?)】")
LABEL = re.compile(r"^(?:计量)?(?:单位|币种|币别|unit|currency)[:=]?|^(?:每|per|按|以)")
SPLIT = re.compile(r"[/、,;|+]|每|per")
TIMES: Mapping[str, Decimal] = {
    "": Decimal(1), "角": Decimal("0.1"), "分": Decimal("0.01"), "百": Decimal(100),
    "千": Decimal(1000), "万": Decimal(10_000), "十万": Decimal(10**5), "百万": Decimal(10**6),
    "千万": Decimal(10**7), "亿": Decimal(10**8),
}  # fmt: skip
CURRENCIES: Mapping[str, str] = {
    "人民币": "CNY", "rmb": "CNY", "美元": "USD", "美金": "USD", "us$": "USD", "港币": "HKD",
    "港元": "HKD", "hk$": "HKD", "欧元": "EUR", "€": "EUR", "英镑": "GBP", "£": "GBP",
    "日元": "JPY",
    "日圆": "JPY", "韩元": "KRW", "韩币": "KRW", "台币": "TWD", "新台币": "TWD", "澳门币": "MOP",
    "澳币": "AUD", "澳元": "AUD", "加元": "CAD", "加币": "CAD", "新加坡元": "SGD", "新币": "SGD",
    "卢布": "RUB", "泰铢": "THB", "越南盾": "VND", "瑞士法郎": "CHF", "卢比": "INR",
    "人民币元": "CNY",
}  # fmt: skip
CODES = frozenset(
    {
        "cny", "hkd", "mop", "twd", "usd", "eur",
        "gbp", "jpy", "krw", "sgd", "myr", "thb",
        "vnd", "idr", "php", "inr", "aud", "nzd",
        "cad", "chf", "sek", "nok", "dkk", "pln",
        "czk", "rub", "brl", "mxn", "clp", "zar",
        "aed", "sar", "try", "ils", "isk",
    }
)  # fmt: skip
DOLLARS = frozenset({"USD", "HKD", "TWD", "SGD", "AUD", "NZD", "CAD", "MXN", "MOP", "CLP", "BRL"})
OWN = frozenset({"元", "圆", "块", "yuan", "¥", "本位币"})
BASE = frozenset({"基本单位", "本单位", "unit", "each"})


@dataclass(frozen=True)
class Said:
    """`units`: what may be a unit, by itself or after a stroke; None of what is a unit of money."""

    units: tuple[str, ...] = ()
    times: Decimal = Decimal(1)
    currency: str = ""
    money: bool = False
    """It says money by name: 万元, and not only 万."""


@lru_cache(maxsize=1 << 12)
def said(header: str) -> Said:
    """What the brackets of a heading say."""
    units, found = list[str](), Said()
    for groups in BRACKETS.findall(bracketed(heading(header))):
        whole = LABEL.sub("", next((one for one in groups if one), ""))
        for part in SPLIT.split(whole):
            word = LABEL.sub("", part)
            money = _money(word)
            if money is not None:
                found = money
            elif word:
                units.append(word)
    return Said(tuple(units), found.times, found.currency, found.money)


def _money(word: str) -> Said | None:
    """Of 万元, USD, 千美元: how much each is, and of which currency."""
    for times, factor in sorted(TIMES.items(), key=lambda one: -len(one[0])):
        if not word.startswith(times):
            continue
        rest = word.removeprefix(times)
        currency = currency_of(rest)
        if rest in OWN or currency:
            return Said((), factor, currency, money=True)
        if not rest and times in ("万", "千", "百万", "千万", "亿", "角", "分"):
            return Said((), factor)
    return None


def currency_of(word: str) -> str:
    """The currency that is called so: USD, 美元, `$`; nothing where none is."""
    if word == "$":
        return "$"
    return word.upper() if word in CODES else CURRENCIES.get(word, "")


def is_off(header: str) -> bool:
    """Whether a discount is told in money: 折扣(元), which without it says a rate."""
    return plain(header) in ("折扣", "discount") and said(header).money


def is_own(currency: str, own: str) -> bool:
    """Whether it is the company's."""
    return currency in ("", own) or (currency == "$" and own in DOLLARS)


def unsure(headers: Sequence[str]) -> set[int]:
    """Columns that no likeness decides about."""
    packed = counted_otherwise([heading(one) for one in headers])
    return doubled(headers) | packed | {n for n, one in enumerate(headers) if BESIDE in one}


def doubled(headers: Sequence[str]) -> set[int]:
    """Columns that are called alike but for units or currencies: 数量(箱) and 数量(个). Which
    of them is meant has to be said, unless one alone is in our money."""
    by_name: dict[str, list[int]] = {}
    for number, one in enumerate(headers):
        if BRACKETS.search(bracketed(heading(one))):
            by_name.setdefault(plain(one), []).append(number)
    found = set[int]()
    for numbers in by_name.values():
        told = [said(headers[one]) for one in numbers]
        apart = {(*filter(is_unit, one.units), one.times, one.currency) for one in told}
        if len(apart) < 2:
            continue
        usual = [n for n, one in zip(numbers, told, strict=True) if _is_usual(one)]
        found |= {*numbers} - ({*usual} if len(usual) == 1 else set[int]())
    return found


def _is_usual(one: Said) -> bool:
    return one.money and one.times == 1 and one.currency in ("", "CNY") and not one.units
