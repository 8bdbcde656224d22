"""12.5元、$5: what a cell says of its currency. Ours goes, so that a number is left; of another one
the cell is refused."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from huolang.integrations.columns import in_brackets
from huolang.integrations.columns.headings import heading
from huolang.integrations.meaning.cells import inside

WORD = r"[^\d\s.,()+\-%/]{0,4}"
SIGNED = re.compile(
    rf"(-?)({WORD})(-?[0-9][0-9,]*(?:\.[0-9]+)?)({WORD}?)(?:整|正)?", re.ASCII | re.IGNORECASE
)
YUAN = frozenset({"CNY", "JPY"})
"""Whose sign is ¥."""
YEN = "¥"
SIGNS = {"€": "EUR", "£": "GBP", "₩": "KRW", "₽": "RUB", "฿": "THB", "₫": "VND", "₹": "INR"}


def written(cell: Any, own: str) -> tuple[Any, str]:
    """The cell without the sign of a currency, and which one it is if it is not the company's
    `own`. What is no amount with a sign stays as it is."""
    text = inside(cell)
    if not isinstance(text, str):
        return cell, ""
    found = SIGNED.fullmatch(re.sub(r"\s", "", unicodedata.normalize("NFKC", text)))
    words = [one for one in (found[2], found[4]) if one] if found else []
    if found is None or not words or not all(_is_money(one) for one in words):
        return cell, ""
    amount = f"{found[1]}{found[3]}"
    plain = {"m": amount} if text is not cell else amount
    other = next((one for one in words if not _is_own(one, own)), None)
    if other is not None:
        return plain, _currency(other) or other
    return plain, ""


def _is_money(word: str) -> bool:
    return heading(word) in in_brackets.OWN or bool(_currency(word))


def _is_own(word: str, own: str) -> bool:
    if word == YEN:
        return own in YUAN
    return heading(word) in in_brackets.OWN or in_brackets.is_own(_currency(word), own)


def _currency(word: str) -> str:
    return SIGNS.get(word) or in_brackets.currency_of(heading(word))
