"""Transfer receipt (调拨入库单): what was on its way from another warehouse came, or was lost."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huolang.documents import follow
from huolang.documents.follow import Follow
from huolang.documents.source_line import SourceLine
from huolang.forms.numbers import plain
from huolang.inventory.stock_document import StockDocument, StockLine
from huolang.inventory.stock_transfer import StockTransferLine
from huolang.kernel.columns import Quantity
from huolang.kernel.keys import CompanyForeignKey
from huolang.kernel.refusals import BusinessError, Invalid
from huolang.ledger.posting import IN_TRANSIT, INVENTORY, MAX_QUANTITY, Move, Posting
from huolang.masters.goods import (
    BASE_DIGITS,
    Good,
    NotPositive,
    NotWhole,
    QuantityDigits,
    QuantityTooLarge,
    fits,
)
from huolang.masters.serial_lines import SerialLine
from huolang.masters.warehouse import Warehouse

ZERO = Decimal(0)
LOST = "stock_difference"
"""The account role of what was lost on its way: 待处理财产损溢, as of other losses."""


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


class TransferReceiptLine(SerialLine, StockLine):
    """`quantity` came, `lost` did not and will not; both in the line's unit."""

    document = CompanyForeignKey(TransferReceipt, related_name="lines", editable=False)
    transfer_line = SourceLine(StockTransferLine, verbose_name=_("调拨行"))
    quantity = Quantity(_("实到数量"), validators=[MinValueValidator(0)])
    lost = Quantity(_("途损数量"), default=ZERO, validators=[MinValueValidator(0)])
    lost_base = Quantity(default=ZERO, editable=False)

    may_be_nothing = True

    class Meta(StockLine.Meta):
        verbose_name = _("调拨入库明细")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(base_quantity__gte=0, lost_base__gte=0)
                & (Q(base_quantity__gt=0) | Q(lost_base__gt=0)),
                name="inventory_transferreceiptline_positive",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            *StockLine.Meta.indexes,
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

    @property
    def how_many(self) -> Decimal:
        return self.base_quantity + self.lost_base

    def lose(self, good: Good, place: str) -> list[BusinessError]:
        """Work out what was lost in base units; answer what is wrong with it."""
        conversion = good.units.get(self.unit_id)
        if conversion is None:
            return []  # said of the unit already
        base = conversion.to_base(self.lost)
        if base >= MAX_QUANTITY:
            return [QuantityTooLarge(field=f"{place}lost")]
        if not fits(self.lost, conversion.digits):
            facts = {"unit": conversion.name, "digits": conversion.digits}
            return [QuantityDigits(field=f"{place}lost", **facts)]
        if not fits(base, good.digits):
            facts = {"unit": conversion.name, "base": good.unit_name, "digits": good.digits}
            return [NotWhole(field=f"{place}lost", quantity=plain(self.lost), **facts)]
        self.lost_base = round(base, BASE_DIGITS)
        if not self.quantity and not self.lost:
            return [NotPositive(field=f"{place}quantity")]
        if good.serialized and self.quantity and self.lost:
            return [LostApart(field=f"{place}lost", product=good.name)]
        return []

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
        if self.base_quantity:
            flow = {"counter": INVENTORY, "flow": index + 1}
            left = Move(location=IN_TRANSIT, quantity=-self.base_quantity, **flow, **told)
            moves += [left, Move(quantity=self.base_quantity, **flow, **told)]
        if self.lost_base:
            told["field"] = f"lines.{index}.lost"
            moves.append(Move(location=IN_TRANSIT, quantity=-self.lost_base, counter=LOST, **told))
        return moves
