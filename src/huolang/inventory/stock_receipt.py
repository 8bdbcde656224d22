"""Stock receipt (其他入库单): goods enter a warehouse without being bought: opening stock, gifts,
what was found."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.documents.document import Document, Line
from huolang.kernel.columns import Money, Price
from huolang.kernel.keys import CompanyForeignKey
from huolang.kernel.money import EXACT, round_half_up
from huolang.kernel.refusals import BusinessError, Invalid, Several
from huolang.ledger.posting import MAX_AMOUNT, Move, Posting
from huolang.masters import goods
from huolang.masters.goods import GoodsLine
from huolang.masters.warehouse import Warehouse

ZERO = Decimal(0)


class NotStocked(Invalid):
    code = "stock_receipt.service"
    message = _("{product} 是服务，不能入库")


class AmountTooLarge(Invalid):
    code = "stock_receipt.amount_too_large"
    message = _("金额过大")


class Reason(models.TextChoices):
    OPENING = "opening", _("期初")
    FOUND = "found", _("盘盈")
    GIFT = "gift", _("受赠")
    OTHER = "other", _("其他")


COUNTERS = {
    Reason.OPENING: "opening",
    Reason.FOUND: "stock_difference",
    Reason.GIFT: "other_receipt",
    Reason.OTHER: "other_receipt",
}
"""The account role on the other side of the inventory account."""


class StockReceipt(Document):
    warehouse = CompanyForeignKey(Warehouse, related_name="+", verbose_name=_("仓库"))
    reason = models.CharField(
        _("入库原因"), max_length=10, choices=Reason, default=Reason.OTHER.value
    )
    amount = Money(_("金额"), null=True, editable=False)
    """Nothing when a line leaves its cost to the books."""

    prefix = "QTRK"
    incoming = True

    class Meta(Document.Meta):
        verbose_name = _("其他入库单")

    class Form:
        sections = [
            (_("基本信息"), ["number", "date", "warehouse", "reason", "amount"]),
            (_("其他"), ["remark"]),
        ]
        list = ["number", "state", "date", "warehouse", "reason", "amount", "remark"]
        sums = ["amount"]
        filters = ["state", "date", "warehouse", "reason"]
        hidden_groups = {"amount": "cost"}

    @property
    def rows(self) -> list[Any]:
        """The lines, in their order."""
        return self.tables["lines"]

    def compute(self, *, at: datetime) -> None:
        """Base quantities, and what each line is worth."""
        known = goods.read(self)
        errors: list[BusinessError] = []
        digits = self.own_company.digits
        for index, row in enumerate(self.rows):
            good, place = known[row.product_id], f"lines.{index}."
            errors += row.fit(good, place)
            if not good.stocked:
                errors.append(NotStocked(field=f"{place}product", product=good.name))
            if row.worth(digits) >= MAX_AMOUNT:
                errors.append(AmountTooLarge(field=f"{place}unit_cost"))
        Several.raise_any(errors)
        self.currency = self.own_company.currency
        for row in self.rows:
            row.amount = None if row.unit_cost is None else row.worth(digits)
        said = [row.amount for row in self.rows if row.amount is not None]
        if sum(said, ZERO) >= MAX_AMOUNT:
            raise AmountTooLarge(field="amount")
        self.amount = sum(said, ZERO) if len(said) == len(self.rows) else None

    def posting(self) -> Posting:
        """Goods in at what is said to be their worth, or at today's cost where nothing is said."""
        moves = tuple(row.move(index, self) for index, row in enumerate(self.rows))
        return Posting(moves=moves, currency=self.currency, rate=self.rate)


class StockReceiptLine(GoodsLine, Line):
    """`unit_cost` for one of the line's unit; left empty, the books take the current cost."""

    document = CompanyForeignKey(StockReceipt, related_name="lines", editable=False)
    unit_cost = Price(
        _("单位成本"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("留空则按当前成本入账，金额见账簿"),
    )
    amount = Money(_("金额"), null=True, editable=False)

    class Meta(GoodsLine.Meta, Line.Meta):
        verbose_name = _("其他入库明细")
        constraints: ClassVar[list[models.BaseConstraint]] = [*GoodsLine.Meta.constraints]
        indexes: ClassVar[list[models.Index]] = [*Line.Meta.indexes, *GoodsLine.Meta.indexes]

    class Form:
        columns = [
            "product",
            "specification",
            "unit",
            "quantity",
            "unit_cost",
            "amount",
            "remark",
        ]
        hidden_groups = {"unit_cost": "cost", "amount": "cost"}

    def worth(self, digits: int) -> Decimal:
        """quantity × unit cost, rounded; nothing when no cost is given."""
        if self.unit_cost is None:
            return ZERO
        return round_half_up(EXACT.multiply(self.quantity, self.unit_cost), digits)

    def move(self, index: int, receipt: StockReceipt) -> Move:
        return Move(
            line=self.id,
            product=self.product_id,
            warehouse=receipt.warehouse_id,
            quantity=self.base_quantity,
            value=self.amount,
            counter=COUNTERS[Reason(receipt.reason)],
            field=f"lines.{index}.quantity",
            name=self.product_name,
        )
