"""组装单 (assembly): components become one product that is worth what they were, and the work.

What comes beside it (副产品) takes its percentage of all that; the rest is the product's. How much
came of what was planned (成品率) is told, and changes nothing of what was used.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.inventory import assembly_template
from huolang.inventory.assembly_document import AssemblyDocument
from huolang.inventory.assembly_template import HUNDRED, Direction, NoComponents
from huolang.inventory.stock_document import StockLine
from huolang.kernel.columns import Percent, Quantity
from huolang.kernel.keys import CompanyForeignKey
from huolang.kernel.money import EXACT, round_half_up
from huolang.kernel.refusals import BusinessError, Invalid
from huolang.ledger.posting import Posting
from huolang.masters import batching, leaving
from huolang.masters.batching import Moving, NewBatchLine
from huolang.masters.goods import Good
from huolang.masters.serial_lines import SerialLine

ZERO = Decimal(0)
YIELD_DIGITS = 2
MOST_YIELD = Decimal(99_999)


class YieldTooLarge(Invalid):
    code = "assembly.yield_too_large"
    message = _("数量是计划数量的 {times} 倍以上，请检查")


class Assembly(NewBatchLine, AssemblyDocument):
    """Components leave, `product` and what comes beside it come."""

    prefix = "ZZ"
    takes_out = True
    exceptions = leaving.EXCEPTIONS

    planned_quantity = Quantity(
        _("计划数量"),
        null=True,
        blank=True,
        validators=[MinValueValidator("0.000001")],
        help_text=_("按它带出组件；数量填实际做成多少"),
    )
    yield_percent = Percent(_("成品率%"), null=True, editable=False)
    """What was made of what was planned."""

    class Meta(AssemblyDocument.Meta):
        verbose_name = _("组装单")

    class Form(AssemblyDocument.Form):
        sections = [
            (
                _("组装成"),
                [
                    "number",
                    "date",
                    "template",
                    "product",
                    "unit",
                    "planned_quantity",
                    "quantity",
                    "yield_percent",
                    "extra_cost",
                ],
            ),
            (_("批次与序列号"), ["batch", *batching.TOLD, "serials"]),
            (_("仓库"), ["warehouse", "into", "location"]),
            (_("其他"), ["remark"]),
        ]

    @property
    def leaving(self) -> list[Moving]:
        """What may not be sold is not built into what may."""
        return [(place, row) for place, row in self.moving if row is not self and row.takes]

    def warehouse_of(self, document: Any) -> UUID:
        return self.arrives_in

    def rules(self) -> None:
        """It is made of something."""
        if not any(row.takes for row in self.rows):
            raise NoComponents(field="lines")

    def unfit(self, known: Mapping[UUID, Good]) -> list[BusinessError]:
        errors = super().unfit(known)
        errors += assembly_template.wrong(self.rows, self.product_id, known)
        self.yield_percent = None
        if self.planned_quantity is not None:
            part = EXACT.divide(EXACT.multiply(self.quantity, HUNDRED), self.planned_quantity)
            if part > MOST_YIELD:
                times = MOST_YIELD // HUNDRED
                return [*errors, YieldTooLarge(field="planned_quantity", times=times)]
            self.yield_percent = round_half_up(part, YIELD_DIGITS)
        return errors

    def posting(self) -> Posting:
        """What came is worth what its components were, and the work; by-products get their part of
        it."""
        used = [
            self.side(row, f"lines.{index}.", leaves=True)
            for index, row in enumerate(self.rows)
            if row.takes
        ]
        beside = [
            self.side(row, f"lines.{index}.", leaves=False, weight=row.share or ZERO)
            for index, row in enumerate(self.rows)
            if not row.takes
        ]
        rest = HUNDRED - sum((one.weight for one in beside), ZERO)
        made = self.side(self, "", leaves=False, weight=rest)
        return self.made_of(used, [made, *beside])


class AssemblyLine(SerialLine, NewBatchLine, StockLine):
    """A component, or what comes beside the product and takes `share` percent of the cost."""

    document = CompanyForeignKey(Assembly, related_name="lines", editable=False)
    direction = models.CharField(
        _("类别"), max_length=10, choices=Direction, default=Direction.COMPONENT.value
    )
    share = Percent(
        _("成本占比%"),
        null=True,
        blank=True,
        validators=assembly_template.PART_OF_ALL,
        help_text=_("副产品分到全部成本的百分之几，不填为 0；其余归做成的商品"),
    )

    class Meta(StockLine.Meta):
        verbose_name = _("组件")

    class Form:
        columns: ClassVar[list[str]] = [
            "direction",
            "product",
            "specification",
            "unit",
            "quantity",
            "share",
            "batch",
            *batching.TOLD,
            "serials",
            "location",
            "remark",
        ]

    @property
    def takes(self) -> bool:
        return self.direction != Direction.BY_PRODUCT

    @property
    def brings(self) -> bool:
        return not self.takes

    def warehouse_of(self, document: Any) -> UUID:
        here: UUID = document.warehouse_id if self.takes else document.arrives_in
        return here
