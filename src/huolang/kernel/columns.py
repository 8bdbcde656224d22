"""Columns that know what they measure: money, quantity, price, rate, percent.

A model declares them once; the form, the API, the screen, import and export read digits and kind.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models

ZERO = Decimal(0)
ONE = Decimal(1)

if TYPE_CHECKING:
    _Decimal = models.DecimalField[Decimal]
else:
    _Decimal = models.DecimalField


class Measure(_Decimal):
    """A decimal column with a kind of its own. `digits` are the most it keeps after the point."""

    kind: ClassVar[str] = "number"
    integer_digits: ClassVar[int] = 12
    digits: ClassVar[int] = 6

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", self.integer_digits + self.digits)
        kwargs.setdefault("decimal_places", self.digits)
        super().__init__(*args, **kwargs)


class Money(Measure):
    """金额, in the document's currency; the currency decides how many digits are used (≤ 4)."""

    kind = "money"
    integer_digits = 16
    digits = 4


class Quantity(Measure):
    """数量; the unit decides how many digits are used (≤ 6)."""

    kind = "quantity"


class Price(Measure):
    """单价, for one of the line's unit."""

    kind = "price"
    integer_digits = 14


class Rate(Measure):
    """汇率: base currency for one of the document's currency."""

    kind = "rate"
    integer_digits = 10
    digits = 8


class Percent(Measure):
    """百分比: 13 means 13 %."""

    kind = "percent"
    integer_digits = 5
    digits = 4


class Extra(models.JSONField[Any] if TYPE_CHECKING else models.JSONField):
    """Values of fields that a company adds to a built-in form: {field id: value}."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"default": dict, "blank": True, "editable": False, **kwargs})
