"""税号: whether a number that looks like a 统一社会信用代码 was typed right.

GB 32100-2015: eighteen characters, the last one checks the others: their values times 3^(place − 1)
modulo 31, subtracted from 31. Sole traders may use their 18-digit identity number (GB 11643-1999,
whose last character checks by ISO 7064 mod 11-2). Older and foreign numbers have other lengths and
are taken as they are.
"""

from __future__ import annotations

import re
from datetime import date

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""Without I, O, S, V and Z, which look like others."""
LENGTH = 18
FORM = re.compile(r"[0-9A-Z]{15,20}|[0-9A-Z][0-9A-Z./-]{4,19}")
"""Ours have 15 to 20 letters and digits; those of other countries may be shorter, with signs."""
LEAST = 4
"""Digits of any of them."""
IDENTITY = re.compile(r"[0-9]{17}[0-9X]")
IDENTITY_CHECKS = "10X98765432"


def tidy(text: str) -> str:
    """As it is kept: capitals without blanks."""
    return "".join(text.split()).upper()


def is_formed(number: str) -> bool:
    """Whether `number` (tidy) looks like a tax number of any country."""
    return FORM.fullmatch(number) is not None and sum(one.isdecimal() for one in number) >= LEAST


def is_right(number: str) -> bool:
    """Whether `number` (tidy) can be one; what has not eighteen characters is not judged."""
    if len(number) != LENGTH:
        return True
    return _is_credit_code(number) or _is_identity(number)


def _is_credit_code(number: str) -> bool:
    if any(one not in ALPHABET for one in number):
        return False
    values = [ALPHABET.index(one) for one in number]
    total = sum(value * pow(3, place, 31) for place, value in enumerate(values[:-1]))
    return values[-1] == -total % 31


def _is_identity(number: str) -> bool:
    if IDENTITY.fullmatch(number) is None or not _is_day(number[6:14]):
        return False
    total = sum(int(one) * pow(2, 17 - place, 11) for place, one in enumerate(number[:-1]))
    return number[-1] == IDENTITY_CHECKS[total % 11]


def _is_day(text: str) -> bool:
    try:
        date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return False
    return True
