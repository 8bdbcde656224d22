"""Figures as sentences tell them: 12,345.5."""

from __future__ import annotations

from decimal import Decimal


def figure(value: Decimal) -> str:
    """With separators between thousands, no exponent, no needless zeros."""
    text = f"{value:,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text
