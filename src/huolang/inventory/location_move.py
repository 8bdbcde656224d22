"""Location move (移库单): goods go from one location of a warehouse to another, or are put away.

What can be sold or promised stays, and so does what anything costs: it has no value in the books.
"""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huolang.inventory.stock_document import StockDocument, StockLine
from huolang.kernel.keys import CompanyForeignKey
from huolang.kernel.refusals import Invalid, Several
from huolang.ledger.posting import WITHIN, Move, Posting
from huolang.masters.serial_lines import SerialLine

NOWHERE = _("无库位")


class NotLocated(Invalid):
    code = "location_move.not_located"
    message = _("这个仓库没有启用库位")


class SamePlace(Invalid):
    code = "location_move.same_place"
    message = _("{product} 的移出库位和移入库位相同")


class LocationMove(StockDocument):
    prefix = "YK"

    class Meta(StockDocument.Meta):
        verbose_name = _("移库单")

    class Form:
        sections = [
            (_("基本信息"), ["number", "date", "warehouse"]),
            (_("其他"), ["remark"]),
        ]
        list = ["number", "state", "date", "warehouse", "remark"]
        filters = ["state", "date", "warehouse"]

    def rules(self) -> None:
        """Goods go somewhere else. Single pieces may name no location: they leave from theirs."""
        if self.warehouse_id not in self.located:  # pyright: ignore[reportAttributeAccessIssue]
            raise NotLocated(field="warehouse")
        Several.raise_any(
            [
                SamePlace(field=f"lines.{index}.into_location", product=row.product_name)
                for index, row in enumerate(self.rows)
                if row.location_id == row.into_location_id and not row.serialized
            ]
        )

    def posting(self) -> Posting:
        moves = [move for index, row in enumerate(self.rows) for move in row.moves(index, self)]
        return Posting(moves=tuple(moves), currency=self.currency, rate=self.rate)


class LocationMoveLine(SerialLine, StockLine):
    """No location: goods that nobody put away yet. Single pieces leave from where they lie."""

    document = CompanyForeignKey(LocationMove, related_name="lines", editable=False)
    location = CompanyForeignKey(
        "masters.Location",
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("移出库位"),
        help_text=_("留空是还没有上架的货"),
    )
    into_location = CompanyForeignKey(
        "masters.Location", null=True, blank=True, related_name="+", verbose_name=_("移入库位")
    )

    not_copied = ()

    class Meta(StockLine.Meta):
        verbose_name = _("移库明细")
        indexes: ClassVar[list[models.Index]] = [
            *StockLine.Meta.indexes,
            models.Index(
                fields=["company", "into_location"],
                condition=Q(into_location__isnull=False),
                name="locationmoveline_into",
            ),
        ]

    class Form:
        columns = [
            "product",
            "specification",
            "unit",
            "quantity",
            "batch",
            "serials",
            "location",
            "into_location",
            "remark",
        ]

    @property
    def puts(self) -> bool:
        return False

    @property
    def proposes(self) -> bool:
        return False

    def places(self, document: Any) -> list[tuple[str, UUID | None, UUID, bool]]:
        here: UUID = document.warehouse_id
        into: UUID | None = self.into_location_id  # pyright: ignore[reportAttributeAccessIssue]
        return [*super().places(document), ("into_location", into, here, True)]

    def placed(self, move: Move) -> UUID | None:
        return self.into_location_id if move.quantity > 0 else super().placed(move)  # pyright: ignore

    def moves(self, index: int, document: Any) -> tuple[Move, Move]:
        """Out and in."""
        told: dict[str, Any] = {
            "line": self.id,
            "product": self.product_id,
            "warehouse": document.warehouse_id,
            "counter": WITHIN,
            "batch": self.batch_key,
            "field": f"lines.{index}.quantity",
            "name": self.called,
            "at": str(NOWHERE),
        }
        return (
            Move(quantity=-self.base_quantity, **told),
            Move(quantity=self.base_quantity, **told),
        )
