"""What assembly (组装单) and disassembly (拆卸单) share: goods become others, and what they cost
goes along. What the work costs (加工费) goes into what is made, against 制造费用; else nothing is
booked but stock against stock.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.documents.document import Document
from huolang.inventory import assembly_filling
from huolang.inventory.assembly_template import AssemblyTemplate
from huolang.inventory.stock_document import AmountTooLarge, NotStocked, StockDocument
from huolang.kernel.columns import Money
from huolang.kernel.keys import CompanyForeignKey
from huolang.kernel.money import round_half_up
from huolang.kernel.refusals import BusinessError, Invalid
from huolang.ledger.posting import INVENTORY, MAX_AMOUNT, Move, Posting
from huolang.masters.batching import Moving, MovingLine
from huolang.masters.goods import Good, GoodsLine
from huolang.masters.serial_lines import SerialLine
from huolang.masters.warehouse import Warehouse

ZERO = Decimal(0)
FLOW = 1
"""All goods of the document are one flow."""


class TooFine(Invalid):
    code = "assembly.extra_cost_digits"
    message = _("加工费最多 {digits} 位小数")


class AssemblyDocument(SerialLine, MovingLine, GoodsLine, StockDocument):
    """`product` is one side, the `lines` are the other; what leaves does so from `warehouse`, what
    comes arrives in `into` (empty: the same)."""

    template = CompanyForeignKey(
        AssemblyTemplate,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("组装模板"),
        help_text=_("没有明细时，按模板带出"),
    )
    into = CompanyForeignKey(
        Warehouse, null=True, blank=True, related_name="+", verbose_name=_("入库仓库")
    )
    extra_cost = Money(
        _("加工费"),
        default=ZERO,
        validators=[MinValueValidator(0)],
        help_text=_("计入做成的商品，贷记制造费用"),
    )

    must_be_active = Document.must_be_active | {"assembly_template"}
    by_products: ClassVar[bool] = True
    """What its template says of by-products and work is of it as well."""

    class Meta(StockDocument.Meta):
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *StockDocument.Meta.constraints,
            *GoodsLine.Meta.constraints,
        ]
        indexes: ClassVar[list[models.Index]] = [
            *StockDocument.Meta.indexes,
            *GoodsLine.Meta.indexes,
            *MovingLine.Meta.indexes,
            models.Index(
                fields=["company", "template"],
                condition=models.Q(template__isnull=False),
                name="%(class)s_template",
            ),
        ]

    class Form:
        list = [
            "number",
            "state",
            "date",
            "product",
            "unit",
            "quantity",
            "extra_cost",
            "warehouse",
            "into",
        ]
        hidden_groups = {"extra_cost": "cost"}
        filters = ["state", "date", "product", "warehouse", "into", "template"]
        fills = {"template": {"product": "product", "unit": "unit"}}

    @property
    def moving(self) -> list[Moving]:
        return [("", self), *super().moving]

    @property
    def arrives_in(self) -> UUID:
        return self.into_id or self.warehouse_id

    def compute(self, *, at: datetime) -> None:
        """A document without lines takes those of its template."""
        if not self.rows:
            self.fill()
        super().compute(at=at)

    def fill(self) -> None:
        assembly_filling.fill(self, by_products=self.by_products)

    def unfit(self, known: Mapping[UUID, Good]) -> list[BusinessError]:
        good = known[self.product_id]
        errors = self.fit(good, "", kept=self.was_confirmed)
        if self.extra_cost >= MAX_AMOUNT:
            errors.append(AmountTooLarge(field="extra_cost"))
        digits = self.own_company.digits
        if self.extra_cost != round_half_up(self.extra_cost, digits):
            errors.append(TooFine(field="extra_cost", digits=digits))
        if not good.stocked:
            errors.append(NotStocked(field="product", product=good.name))
        return errors

    def side(self, row: Any, place: str, *, leaves: bool, weight: Decimal = Decimal(1)) -> Move:
        """`row`'s goods, out of one place or into the other."""
        return Move(
            line=row.id,
            product=row.product_id,
            warehouse=self.warehouse_id if leaves else self.arrives_in,
            quantity=-row.base_quantity if leaves else row.base_quantity,
            counter=INVENTORY,
            batch=row.batch_key,
            flow=FLOW,
            weight=weight,
            field=f"{place}quantity",
            name=row.called,
        )

    def made_of(self, left: Sequence[Move], come: Sequence[Move]) -> Posting:
        """What comes is worth what left, and the work."""
        first = replace(come[0], added=self.extra_cost)
        moves = (*left, first, *come[1:])
        return Posting(moves=moves, currency=self.currency, rate=self.rate)
