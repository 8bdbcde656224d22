"""Reject disposal (不合格品处理单): goods that did not pass are scrapped, or used all the same."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.documents import follow
from huolang.documents.follow import Follow
from huolang.documents.source_line import SourceLine
from huolang.inventory.stock_document import StockDocument, StockLine
from huolang.kernel.keys import NIL, CompanyForeignKey
from huolang.kernel.refusals import BusinessError, Invalid
from huolang.ledger.posting import REJECTS, WITHIN, Move, Posting
from huolang.masters.goods import Good
from huolang.masters.partner import Partner
from huolang.masters.serial_lines import SerialLine
from huolang.masters.warehouse import Warehouse
from huolang.purchasing import quarantine
from huolang.purchasing.inspection import REJECTED, InspectionLine, inspected

SCRAPPED = "stock_difference"
"""The account role of what is scrapped: 待处理财产损溢, as of other losses."""


class How(models.TextChoices):
    SCRAP = "scrap", _("报废")
    ACCEPT = "accept", _("让步接收")


class NothingRejected(Invalid):
    code = "reject_disposal.no_inspection"
    message = _("{product} 没有对应的不合格品，请从来料检验单下推")


class RejectDisposal(StockDocument):
    partner = CompanyForeignKey(Partner, related_name="+", verbose_name=_("供应商"))

    prefix = "BHG"
    needs_source = True
    must_be_active = frozenset({"warehouse", "product"})
    follows = (
        Follow(
            field="inspection_line",
            form="inspection",
            counts="disposed_base",
            allowed="rejected_base",
            header=("partner_id", "warehouse_id"),
            goal="rejected_base",
        ),
    )

    class Meta(StockDocument.Meta):
        verbose_name = _("不合格品处理单")
        indexes = [
            *StockDocument.Meta.indexes,
            models.Index(
                fields=["company", "partner", "-date", "-id"], name="rejectdisposal_partner"
            ),
        ]

    class Form:
        sections = [
            (_("基本信息"), ["number", "date", "partner", "warehouse"]),
            (_("其他"), ["remark"]),
        ]
        list = ["number", "state", "date", "partner", "warehouse", "remark"]
        filters = ["state", "date", "partner", "warehouse"]
        filter_references = {"partner": [["is_supplier", "=", True]]}

    def compute(self, *, at: datetime) -> None:
        """The goods lie in the warehouse in which they were inspected."""
        found = inspected(row.inspection_line_id for row in self.rows)
        for row in self.rows:
            source = found.get(row.inspection_line_id)
            row.warehouse_id = source and source.warehouse
        super().compute(at=at)
        follow.check(self, self.rows)
        quarantine.refuse_locations(self.rows, [not row.accepts for row in self.rows])

    def unfit(self, known: Mapping[UUID, Good]) -> list[BusinessError]:
        return [
            NothingRejected(field=f"lines.{index}.product", product=known[row.product_id].name)
            for index, row in enumerate(self.rows)
            if row.inspection_line_id is None
        ]

    def used(self) -> Mapping[UUID, Decimal]:
        return {row.id: row.base_quantity for row in self.rows}

    def posting(self) -> Posting:
        """Away from the rejects: a loss of stock, or onto the shelves without any value moved."""
        moves = [move for index, row in enumerate(self.rows) for move in row.moves(index, self)]
        return Posting(moves=tuple(moves), currency=self.currency, rate=self.rate)


class RejectDisposalLine(SerialLine, StockLine):
    document = CompanyForeignKey(RejectDisposal, related_name="lines", editable=False)
    inspection_line = SourceLine(InspectionLine, verbose_name=_("检验行"))
    warehouse = CompanyForeignKey(Warehouse, null=True, editable=False, related_name="+")
    how = models.CharField(_("处理方式"), max_length=8, choices=How, default=How.SCRAP.value)

    class Meta(StockLine.Meta):
        verbose_name = _("不合格品处理明细")
        indexes: ClassVar[list[models.Index]] = [
            *StockLine.Meta.indexes,
            models.Index(fields=["company", "inspection_line"], name="rejectdisposalline_source"),
        ]

    class Form:
        columns = [
            "product",
            "specification",
            "unit",
            "quantity",
            "how",
            "batch",
            "serials",
            "location",
            "remark",
        ]

    @property
    def accepts(self) -> bool:
        return self.how == How.ACCEPT

    @property
    def proposes(self) -> bool:
        return self.accepts

    def moves(self, index: int, document: Any) -> list[Move]:
        told: dict[str, Any] = {
            "line": self.id,
            "product": self.product_id,
            "warehouse": self.warehouse_of(document),
            "counter": WITHIN if self.accepts else SCRAPPED,
            "batch": self.batch_key,
            "field": f"lines.{index}.quantity",
            "name": self.called,
        }
        out = Move(location=REJECTS, quantity=-self.base_quantity, at=str(REJECTED), **told)
        if not self.accepts:
            return [out]
        return [out, Move(location=NIL, quantity=self.base_quantity, **told)]
