"""Kinds that hold decimals: number, quantity, price, money, rate, percent."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Any, cast

from django.utils.translation import gettext_lazy as _

from huolang.forms import refusals
from huolang.forms.form import Field
from huolang.forms.kind import ORDER, Check, Kind, Schema, Show, as_text, same

EXACT_DIGITS = 15
"""Decimal digits that a JSON number surely keeps on its way through a float."""

_GROUPED = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?", re.ASCII)
_PLAIN = re.compile(r"-?[0-9]{1,40}(?:\.[0-9]{1,40})?", re.ASCII)


class Number(Kind):
    """A decimal. Sent as a string or a JSON number, answered as a string (whole: a number)."""

    name = "number"
    operators = ORDER
    width = 12

    def check(self, field: Field) -> Check:
        digits, whole = field.digits or 0, field.integer_digits or 12
        limit, low, high = Decimal(10) ** whole, field.min, field.max
        integer = field.cast not in ("numeric", "text")
        match = _PLAIN.fullmatch

        def number(value: Any) -> Any:
            kind = cast("object", type(value))
            if kind is str:
                if match(value) is None:
                    shown = value[-1:] == "%" and match(value[:-1]) is not None
                    raise refusals.NoPercentage() if shown else refusals.NotANumber()
                amount = Decimal(value)
            elif kind is int or kind is Decimal:
                amount = Decimal(value)
            elif kind is float:
                amount = Decimal(repr(value))
                if amount.is_finite() and len(amount.as_tuple().digits) > EXACT_DIGITS:
                    raise refusals.Imprecise(digits=EXACT_DIGITS)
            else:
                raise refusals.WrongType(expected=_("数字"))
            if not amount.is_finite():
                raise refusals.NotANumber()
            if not -limit < amount < limit:
                wrong, bound = (refusals.TooLarge, high) if amount > 0 else (refusals.TooSmall, low)
                raise wrong(limit=f"1e{whole}" if bound is None else bound)
            if -amount.as_tuple().exponent > digits:  # type: ignore[operator]
                if amount != amount.quantize(Decimal(1).scaleb(-digits)):
                    raise refusals.TooManyDigits(digits=digits)
                amount = amount.quantize(Decimal(1).scaleb(-digits))
            if low is not None and amount < low:
                raise refusals.TooSmall(limit=low)
            if high is not None and amount > high:
                raise refusals.TooLarge(limit=high)
            return int(amount) if integer else amount

        return number

    def typed(self, field: Field) -> Show:
        percent = self.name == "percent"

        def number(cell: Any) -> Any:
            if isinstance(cell, bool) or not isinstance(cell, str | int | float):
                return as_text(cell)
            if isinstance(cell, float):
                return as_text(cell)  # a spreadsheet keeps 15 digits; what follows is noise
            text = unicodedata.normalize("NFKC", str(cell)).strip().lstrip("¥$").strip()
            if _GROUPED.fullmatch(text):
                text = text.replace(",", "")
            return text.removesuffix("%").strip() if percent else text

        return number

    def show(self, field: Field) -> Show:
        return same if field.cast != "numeric" else plain

    def schema(self, field: Field) -> Schema:
        if field.cast != "numeric":
            return {"type": "integer"}
        return {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}

    def accepts(self, field: Field) -> Schema:
        digits, whole = field.digits or 0, field.integer_digits or 12
        point = f"(\\.[0-9]{{1,{digits}}})?" if digits else ""
        sign = "" if field.min is not None and field.min >= 0 else "-?"
        text: Schema = {"type": "string", "pattern": f"^{sign}[0-9]{{1,{whole}}}{point}$"}
        bounds: Schema = {}
        if field.min is not None:
            bounds["minimum"] = _json_number(field.min)
        if field.max is not None:
            bounds["maximum"] = _json_number(field.max)
        return {"anyOf": [text, {"type": "integer" if not digits else "number", **bounds}]}


def _json_number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def plain(value: Decimal) -> str:
    """`2.500000` as `2.5`, `1E+3` as `1000`."""
    text = str(value)
    if "E" in text:
        text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def money(value: Decimal) -> str:
    """At least two digits after the point: `12.5000` as `12.50`."""
    text = plain(value)
    whole, _, rest = text.partition(".")
    return text if len(rest) > 1 else f"{whole}.{rest}{'0' * (2 - len(rest))}"


class Quantity(Number):
    name = "quantity"


class Price(Number):
    name = "price"


class Money(Number):
    name = "money"

    def show(self, field: Field) -> Show:
        return money


class Rate(Number):
    name = "rate"


class Percent(Number):
    name = "percent"
