"""损耗: what a line says came, and what of the same goods did not and will not."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huolang.inventory.stock_document import StockLine
from huolang.kernel.columns import Quantity
from huolang.kernel.refusals import BusinessError, Invalid
from huolang.ledger.posting import MAX_QUANTITY
from huolang.masters.goods import (
    BASE_DIGITS,
    Good,
    NotPositive,
    NotWhole,
    QuantityDigits,
    QuantityTooLarge,
    fits,
)
from huolang.masters.serial_lines import SerialLine

ZERO = Decimal(0)
LOST = "stock_difference"
"""The account role of what was lost: 待处理财产损溢, as of other losses."""


class LosingLine(SerialLine, StockLine):
    """`quantity` came, `lost` did not and will not; both in the line's unit."""

    quantity = Quantity(_("实到数量"), validators=[MinValueValidator(0)])
    lost = Quantity(_("途损数量"), default=ZERO, validators=[MinValueValidator(0)])
    lost_base = Quantity(default=ZERO, editable=False)

    may_be_nothing = True
    apart: ClassVar[type[Invalid]]
    """Refuses single pieces of which some came and some were lost."""

    class Meta(StockLine.Meta):
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(base_quantity__gte=0, lost_base__gte=0)
                & (Q(base_quantity__gt=0) | Q(lost_base__gt=0)),
                name="%(app_label)s_%(class)s_positive",
            ),
        ]

    @property
    def how_many(self) -> Decimal:
        """Of these numbers are told, where the pieces have some."""
        return self.base_quantity + self.lost_base

    def lose(self, good: Good, place: str) -> list[BusinessError]:
        """Work out what was lost in base units; answer what is wrong with it."""
        conversion = good.units.get(self.unit_id)
        if conversion is None:
            return []  # said of the unit already
        base = conversion.to_base(self.lost)
        if base >= MAX_QUANTITY:
            return [QuantityTooLarge(field=f"{place}lost")]
        if not fits(self.lost, conversion.digits):
            facts: dict[str, Any] = {"unit": conversion.name, "digits": conversion.digits}
            return [QuantityDigits(field=f"{place}lost", **facts)]
        if not fits(base, good.digits):
            facts = {"unit": conversion.name, "base": good.unit_name, "digits": good.digits}
            return [NotWhole(field=f"{place}lost", quantity=self.lost, **facts)]
        self.lost_base = round(base, BASE_DIGITS)
        if not self.quantity and not self.lost:
            return [NotPositive(field=f"{place}quantity")]
        if good.serialized and self.quantity and self.lost:
            return [self.apart(field=f"{place}lost", product=good.name)]
        return []
