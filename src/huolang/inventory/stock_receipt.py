"""Stock receipt (其他入库单): goods enter a warehouse without being bought: gifts, finds."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.inventory.stock_document import CostedDocument, CostedLine
from huolang.kernel.columns import Price
from huolang.kernel.keys import CompanyForeignKey
from huolang.masters import batching
from huolang.masters.serial_lines import SerialLine


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


class StockReceipt(CostedDocument):
    reason = models.CharField(
        _("入库原因"), max_length=10, choices=Reason, default=Reason.OTHER.value
    )

    prefix = "QTRK"

    class Meta(CostedDocument.Meta):
        verbose_name = _("其他入库单")

    class Form:
        sections = [
            (_("基本信息"), ["number", "date", "warehouse", "reason", "amount"]),
            (_("其他"), ["remark"]),
        ]
        list = ["number", "state", "date", "warehouse", "reason", "amount", "remark"]
        filters = ["state", "date", "warehouse", "reason"]

    @property
    def counter(self) -> str:
        return COUNTERS[Reason(self.reason)]


class StockReceiptLine(SerialLine, CostedLine):
    """Left empty, the books take the current cost."""

    document = CompanyForeignKey(StockReceipt, related_name="lines", editable=False)
    unit_cost = Price(
        _("单位成本"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("留空则按当前成本入账，金额见账簿"),
    )

    class Meta(CostedLine.Meta):
        verbose_name = _("其他入库明细")

    class Form:
        columns = [
            "product",
            "specification",
            "unit",
            "quantity",
            "batch",
            *batching.TOLD,
            "serials",
            "location",
            "unit_cost",
            "amount",
            "warehouse",
            "remark",
        ]
