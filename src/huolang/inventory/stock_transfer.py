"""Stock transfer (调拨单): goods go from one warehouse of ours to another, at their cost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.inventory.stock_document import StockDocument, StockLine
from huolang.kernel.keys import CompanyForeignKey
from huolang.kernel.refusals import BusinessError, Invalid
from huolang.ledger.posting import INVENTORY, Move, Posting
from huolang.masters.goods import Good
from huolang.masters.warehouse import Warehouse


class SamePlace(Invalid):
    code = "stock_transfer.same_warehouse"
    message = _("调出仓库和调入仓库不能相同")


class StockTransfer(StockDocument):
    """What leaves `warehouse` arrives in `into` in the same moment."""

    warehouse = CompanyForeignKey(Warehouse, related_name="+", verbose_name=_("调出仓库"))
    into = CompanyForeignKey(Warehouse, related_name="+", verbose_name=_("调入仓库"))

    prefix = "DB"

    class Meta(StockDocument.Meta):
        verbose_name = _("调拨单")

    class Form:
        sections = [
            (_("基本信息"), ["number", "date", "warehouse", "into"]),
            (_("其他"), ["remark"]),
        ]
        list = ["number", "state", "date", "warehouse", "into", "remark"]
        filters = ["state", "date", "warehouse", "into"]

    def unfit(self, known: Mapping[UUID, Good]) -> list[BusinessError]:
        return [SamePlace(field="into")] if self.warehouse_id == self.into_id else []

    def posting(self) -> Posting:
        """Each line is a flow of its own: what it takes out of one place it brings to the other."""
        moves = [move for index, row in enumerate(self.rows) for move in row.moves(index, self)]
        return Posting(moves=tuple(moves), currency=self.currency, rate=self.rate)


class StockTransferLine(StockLine):
    document = CompanyForeignKey(StockTransfer, related_name="lines", editable=False)

    class Meta(StockLine.Meta):
        verbose_name = _("调拨明细")

    class Form:
        columns = ["product", "specification", "unit", "quantity", "batch", "remark"]

    @property
    def takes(self) -> bool:
        return True

    def moves(self, index: int, document: Any) -> tuple[Move, Move]:
        """Out and in."""
        told: dict[str, Any] = {
            "line": self.id,
            "product": self.product_id,
            "counter": INVENTORY,
            "batch": self.batch_key,
            "flow": index + 1,
            "field": f"lines.{index}.quantity",
            "name": self.called,
        }
        return (
            Move(warehouse=document.warehouse_id, quantity=-self.base_quantity, **told),
            Move(warehouse=document.into_id, quantity=self.base_quantity, **told),
        )
