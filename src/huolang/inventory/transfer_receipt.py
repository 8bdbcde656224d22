"""Transfer receipt (调拨入库单): what was on its way from another warehouse came, or was lost."""

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
from huolang.inventory.losing import LOST, LosingLine
from huolang.inventory.stock_document import StockDocument
from huolang.inventory.stock_transfer import StockTransferLine
from huolang.kernel.keys import CompanyForeignKey
from huolang.kernel.refusals import BusinessError, Invalid
from huolang.ledger.posting import IN_TRANSIT, INVENTORY, Move, Posting
from huolang.masters.goods import Good
from huolang.masters.warehouse import Warehouse


class NothingOnItsWay(Invalid):
    code = "transfer_receipt.no_transfer"
    message = _("{product} 没有对应的在途货物，请从分步调拨单下推")


class LostApart(Invalid):
    code = "transfer_receipt.lost_apart"
    message = _("{product} 按序列号管理，到货和途损请分两行填写")


class TransferReceipt(StockDocument):
    """From and to where is as on the transfer."""

    warehouse = CompanyForeignKey(Warehouse, related_name="+", verbose_name=_("调出仓库"))
    into = CompanyForeignKey(Warehouse, related_name="+", verbose_name=_("调入仓库"))

    prefix = "DBRK"
    needs_source = True
    follows = (
        Follow(
            field="transfer_line",
            form="stock_transfer",
            header=("warehouse_id", "into_id"),
            uses="l.base_quantity + l.lost_base",
        ),
    )

    class Meta(StockDocument.Meta):
        verbose_name = _("调拨入库单")

    class Form:
        sections = [
            (_("基本信息"), ["number", "date", "warehouse", "into"]),
            (_("其他"), ["remark"]),
        ]
        list = ["number", "state", "date", "warehouse", "into", "remark"]
        filters = ["state", "date", "warehouse", "into"]

    def compute(self, *, at: datetime) -> None:
        super().compute(at=at)
        follow.check(self, self.rows)

    def unfit(self, known: Mapping[UUID, Good]) -> list[BusinessError]:
        errors: list[BusinessError] = []
        for index, row in enumerate(self.rows):
            good = known[row.product_id]
            if row.transfer_line_id is None:
                place = f"lines.{index}.product"
                errors.append(NothingOnItsWay(field=place, product=good.name))
            errors += row.lose(good, f"lines.{index}.")
        return errors

    def used(self) -> Mapping[UUID, Decimal]:
        return {row.id: row.base_quantity + row.lost_base for row in self.rows}

    def posting(self) -> Posting:
        """What came goes onto the shelves at its cost; what was lost is a loss of stock."""
        moves = [move for index, row in enumerate(self.rows) for move in row.moves(index, self)]
        return Posting(moves=tuple(moves), currency=self.currency, rate=self.rate)


class TransferReceiptLine(LosingLine):
    document = CompanyForeignKey(TransferReceipt, related_name="lines", editable=False)
    transfer_line = SourceLine(StockTransferLine, verbose_name=_("调拨行"))

    apart = LostApart

    class Meta(LosingLine.Meta):
        verbose_name = _("调拨入库明细")
        indexes: ClassVar[list[models.Index]] = [
            *LosingLine.Meta.indexes,
            models.Index(fields=["company", "transfer_line"], name="transferreceiptline_transfer"),
        ]

    class Form:
        columns = [
            "product",
            "specification",
            "unit",
            "quantity",
            "lost",
            "batch",
            "serials",
            "location",
            "remark",
        ]

    def warehouse_of(self, document: Any) -> UUID:
        return document.into_id

    def moves(self, index: int, document: Any) -> list[Move]:
        """Off its way, and onto the shelves as far as it came."""
        told: dict[str, Any] = {
            "line": self.id,
            "product": self.product_id,
            "warehouse": document.into_id,
            "batch": self.batch_key,
            "field": f"lines.{index}.quantity",
            "name": self.called,
        }
        moves: list[Move] = []
        way = {"location": IN_TRANSIT, "shipment": self.transfer_line_id}
        if self.base_quantity:
            flow = {"counter": INVENTORY, "flow": index + 1}
            left = Move(quantity=-self.base_quantity, **flow, **way, **told)
            moves += [left, Move(quantity=self.base_quantity, **flow, **told)]
        if self.lost_base:
            told["field"] = f"lines.{index}.lost"
            moves.append(Move(quantity=-self.lost_base, counter=LOST, **way, **told))
        return moves
