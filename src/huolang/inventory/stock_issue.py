"""Stock issue (其他出库单): goods leave without being sold: lost, used up, given away."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.documents.document import Document, Line
from huolang.kernel.keys import CompanyForeignKey
from huolang.kernel.refusals import BusinessError, Invalid, Several
from huolang.ledger.posting import Move, Posting
from huolang.masters import goods
from huolang.masters.goods import GoodsLine
from huolang.masters.warehouse import Warehouse


class NotStocked(Invalid):
    code = "stock_issue.service"
    message = _("{product} 是服务，不能出库")


class Reason(models.TextChoices):
    LOSS = "loss", _("报损")
    MISSING = "missing", _("盘亏")
    USE = "use", _("领用")
    GIFT = "gift", _("赠送")
    OTHER = "other", _("其他")


COUNTERS = {
    Reason.LOSS: "stock_difference",
    Reason.MISSING: "stock_difference",
    Reason.USE: "internal_use",
    Reason.GIFT: "promotion",
    Reason.OTHER: "other_issue",
}
"""The account role on the other side of the inventory account."""


class StockIssue(Document):
    warehouse = CompanyForeignKey(Warehouse, related_name="+", verbose_name=_("仓库"))
    reason = models.CharField(
        _("出库原因"), max_length=10, choices=Reason, default=Reason.OTHER.value
    )

    prefix = "QTCK"

    class Meta(Document.Meta):
        verbose_name = _("其他出库单")

    class Form:
        sections = [
            (_("基本信息"), ["number", "date", "warehouse", "reason"]),
            (_("其他"), ["remark"]),
        ]
        list = ["number", "state", "date", "warehouse", "reason", "remark"]
        filters = ["state", "date", "warehouse", "reason"]

    @property
    def rows(self) -> list[Any]:
        """The lines, in their order."""
        return self.tables["lines"]

    def compute(self, *, at: datetime) -> None:
        """Base quantities; services have no stock to leave."""
        known = goods.read(self)
        errors: list[BusinessError] = []
        for index, row in enumerate(self.rows):
            good, place = known[row.product_id], f"lines.{index}."
            errors += row.fit(good, place)
            if not good.stocked:
                errors.append(NotStocked(field=f"{place}product", product=good.name))
        Several.raise_any(errors)
        self.currency = self.own_company.currency

    def posting(self) -> Posting:
        """Goods out at their pool's cost, against what the reason says."""
        moves = tuple(row.move(index, self) for index, row in enumerate(self.rows))
        return Posting(moves=moves, currency=self.currency, rate=self.rate)


class StockIssueLine(GoodsLine, Line):
    document = CompanyForeignKey(StockIssue, related_name="lines", editable=False)

    class Meta(GoodsLine.Meta, Line.Meta):
        verbose_name = _("其他出库明细")
        constraints: ClassVar[list[models.BaseConstraint]] = [*GoodsLine.Meta.constraints]
        indexes: ClassVar[list[models.Index]] = [*Line.Meta.indexes, *GoodsLine.Meta.indexes]

    class Form:
        columns = ["product", "specification", "unit", "quantity", "remark"]

    def move(self, index: int, issue: StockIssue) -> Move:
        """The goods of this line; the books say what they cost."""
        return Move(
            line=self.id,
            product=self.product_id,
            warehouse=issue.warehouse_id,
            quantity=-self.base_quantity,
            counter=COUNTERS[Reason(issue.reason)],
            field=f"lines.{index}.quantity",
            name=self.product_name,
        )
