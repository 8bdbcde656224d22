"""Stock issue (其他出库单): goods leave without being sold: lost, used up, given away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.inventory.stock_document import OwnWarehouseLine, StockDocument, StockLine
from huolang.kernel.keys import CompanyForeignKey
from huolang.masters import leaving
from huolang.masters.batching import Moving
from huolang.masters.department import Department
from huolang.masters.employee import Employee
from huolang.masters.serial_lines import SerialLine


class Reason(models.TextChoices):
    LOSS = "loss", _("报损")
    SCRAP = "scrap", _("报废")
    MISSING = "missing", _("盘亏")
    USE = "use", _("领用")
    GIFT = "gift", _("赠送")
    SAMPLE = "sample", _("样品")
    OTHER = "other", _("其他")


COUNTERS = {
    Reason.LOSS: "stock_difference",
    Reason.SCRAP: "stock_difference",
    Reason.MISSING: "stock_difference",
    Reason.USE: "internal_use",
    Reason.GIFT: "promotion",
    Reason.SAMPLE: "promotion",
    Reason.OTHER: "other_issue",
}
"""The account role on the other side of the inventory account."""


class StockIssue(StockDocument):
    """`employee` is who took the goods, `department` for which it was, at first theirs."""

    reason = models.CharField(
        _("出库原因"), max_length=10, choices=Reason, default=Reason.OTHER.value
    )

    department = CompanyForeignKey(
        Department, null=True, blank=True, related_name="+", verbose_name=_("领用部门")
    )
    employee = CompanyForeignKey(
        Employee, null=True, blank=True, related_name="+", verbose_name=_("领用人")
    )

    prefix = "QTCK"
    takes_out = True
    exceptions = leaving.EXCEPTIONS

    class Meta(StockDocument.Meta):
        verbose_name = _("其他出库单")
        indexes: ClassVar[list[models.Index]] = [
            *StockDocument.Meta.indexes,
            models.Index(fields=["company", "department"], name="stockissue_department"),
            models.Index(fields=["company", "employee"], name="stockissue_employee"),
        ]

    class Form:
        sections = [
            (_("基本信息"), ["number", "date", "warehouse", "reason"]),
            (_("领用人和部门"), ["employee", "department"]),
            (_("其他"), ["remark"]),
        ]
        list = [
            *("number", "state", "date", "warehouse", "reason", "department", "employee", "remark")
        ]
        filters = ["state", "date", "warehouse", "reason", "department", "employee"]
        fills = {"employee": {"department": "department"}}

    @property
    def wins(self) -> bool:
        return Reason(self.reason) in (Reason.LOSS, Reason.SCRAP, Reason.MISSING)

    @property
    def leaving(self) -> Sequence[Moving]:
        """What is written off leaves for nobody: expired goods and held ones end there."""
        return () if self.wins else self.moving

    @property
    def counter(self) -> str:
        return COUNTERS[Reason(self.reason)]


class StockIssueLine(OwnWarehouseLine, SerialLine, StockLine):
    document = CompanyForeignKey(StockIssue, related_name="lines", editable=False)

    class Meta(StockLine.Meta):
        verbose_name = _("其他出库明细")

    class Form:
        columns = [
            "product",
            "specification",
            "unit",
            "quantity",
            "batch",
            "serials",
            "location",
            "warehouse",
            "remark",
        ]

    @property
    def takes(self) -> bool:
        return True
