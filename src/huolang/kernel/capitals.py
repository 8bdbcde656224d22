"""大写金额: an amount as it stands on cheques and delivery notes, in characters hard to alter.

Written as the People's Bank asks (正确填写票据和结算凭证的基本规定): 整 after 元 and 角, 零 once
for what is skipped, none at the end.
"""

from __future__ import annotations

from decimal import Decimal

DIGITS = "零壹贰叁肆伍陆柒捌玖"
TENS = ("", "拾", "佰", "仟")
PARTS = ("角", "分", "厘", "毫")
LIMIT = Decimal(10) ** 16


def in_capitals(amount: Decimal) -> str:
    """`107000.53` as 壹拾万柒仟元零伍角叁分. At most four digits after the point, below 10^16."""
    if abs(amount) >= LIMIT or amount != round(amount, len(PARTS)):
        raise ValueError(f"{amount} cannot be written out")
    if not amount:
        return "零元整"
    whole, _, rest = f"{abs(amount):.{len(PARTS)}f}".partition(".")
    units = f"{_whole(int(whole))}元" if int(whole) else ""
    parts = _parts(rest, after=units, skipped=bool(units) and whole[-1] == "0")
    sign = "负" if amount < 0 else ""
    return f"{sign}{units}{parts}{'' if rest[1:].strip('0') else '整'}"


def _whole(number: int) -> str:
    """A whole number below 10^16; 零 stands where digits are skipped."""
    high, low = divmod(number, 10**8)
    if not high:
        return _below_yi(low)
    return f"{_below_yi(high)}亿{DIGITS[0] if 0 < low < 10**7 else ''}{_below_yi(low)}"


def _below_yi(number: int) -> str:
    high, low = divmod(number, 10**4)
    if not high:
        return _below_wan(low)
    return f"{_below_wan(high)}万{DIGITS[0] if 0 < low < 10**3 else ''}{_below_wan(low)}"


def _below_wan(number: int) -> str:
    """Up to four digits: 1005 as 壹仟零伍."""
    said, skipped = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if not digit:
            skipped = bool(said)
            continue
        said += f"{DIGITS[0] if skipped else ''}{DIGITS[digit]}{TENS[place]}"
        skipped = False
    return said


def _parts(rest: str, *, after: str, skipped: bool) -> str:
    """角 and what is smaller. `skipped` says that the yuan before end in a zero."""
    said = ""
    for digit, name in zip(rest, PARTS, strict=True):
        if digit == "0":
            skipped = bool(after or said)
            continue
        said += f"{DIGITS[0] if skipped else ''}{DIGITS[int(digit)]}{name}"
        skipped = False
    return said
