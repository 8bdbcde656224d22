"""Stock transfer (调拨单): goods go from one warehouse of ours to another, at their cost.

In one step they arrive in the same moment. In two they are on their way, and belong to the
warehouse that waits for them, until a transfer receipt (`transfer_receipt`) says what came.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huolang.documents import follow
from huolang.documents.convert import Conversion, Payload
from huolang.documents.follow import Follow
from huolang.documents.source_line import SourceLine
from huolang.inventory.stock_document import StockDocument, StockLine
from huolang.inventory.transfer_request import TransferRequestLine
from huolang.kernel.columns import Money, Quantity
from huolang.kernel.keys import NIL, CompanyForeignKey
from huolang.kernel.refusals import BusinessError, Invalid
from huolang.ledger.posting import IN_TRANSIT, INVENTORY, Move, Posting
from huolang.masters import goods, serial_lines
from huolang.masters.department import Department
from huolang.masters.expecting import Progress
from huolang.masters.goods import Good
from huolang.masters.remaining import numbered, open_quantity
from huolang.masters.serial_lines import SerialLine
from huolang.masters.warehouse import Warehouse

ZERO = Decimal(0)


class SamePlace(Invalid):
    code = "stock_transfer.same_warehouse"
    message = _("调出仓库和调入仓库不能相同")


class NotThereYet(Invalid):
    code = "stock_transfer.not_there_yet"
    message = _("分步调拨的货到了才知道放哪里，请在调拨入库单上填库位")


def header(document: Any) -> Payload:
    return {"warehouse": document.warehouse_id, "into": document.into_id}


def itself(document: Any) -> list[Payload]:
    return [{"transfer": document.id}]


def lines(document: Any) -> list[Payload]:
    """What is still on its way."""
    known, pieces = goods.read(document), serial_lines.open_pieces(document)
    found: list[Payload] = []
    for row in document.rows:
        if row.open_base:
            unit, quantity = open_quantity(row, known[row.product_id])
            line = {"product": row.product_id, "unit": unit, "quantity": quantity}
            found.append(
                {"transfer_line": row.id, **line, "batch": row.batch, **numbered(row, pieces)}
            )
    return found


class StockTransfer(StockDocument):
    """What leaves `warehouse` arrives in `into`, at once or, `in_steps`, when it is received.

    The departments are those that answer for the goods before and after, at first those of the
    warehouses; a later change of a warehouse's department moves no transfer.
    """

    warehouse = CompanyForeignKey(Warehouse, related_name="+", verbose_name=_("调出仓库"))
    into = CompanyForeignKey(Warehouse, related_name="+", verbose_name=_("调入仓库"))
    department = CompanyForeignKey(
        Department, null=True, blank=True, related_name="+", verbose_name=_("调出部门")
    )
    into_department = CompanyForeignKey(
        Department, null=True, blank=True, related_name="+", verbose_name=_("调入部门")
    )
    in_steps = models.BooleanField(
        _("分步调拨"), default=False, help_text=_("发出后为在途，到货时下推调拨入库单")
    )
    progress = models.CharField(
        _("到货进度"), max_length=8, choices=Progress, blank=True, default="", editable=False
    )
    moving_cost = Money(
        _("调拨费用"), null=True, editable=False, help_text=_("已审核的调拨费用单，不计入货物成本")
    )

    prefix = "DB"
    takes_out = True
    follows = (
        Follow(field="request_line", form="transfer_request", header=("warehouse_id", "into_id")),
    )
    conversions = (
        Conversion(
            target="transfer_receipt",
            label=_("下推调拨入库单"),
            header=header,
            lines=lines,
            several=True,
        ),
        Conversion(
            target="transfer_charge",
            label=_("下推调拨费用单"),
            header=lambda _document: {},
            lines=itself,
            open=lambda _row: 1,
        ),
    )

    class Meta(StockDocument.Meta):
        verbose_name = _("调拨单")
        indexes: ClassVar[list[models.Index]] = [
            *StockDocument.Meta.indexes,
            models.Index(fields=["company", "department"], name="stocktransfer_department"),
            models.Index(
                fields=["company", "into_department"], name="stocktransfer_into_department"
            ),
        ]

    class Form:
        sections = [
            (_("基本信息"), ["number", "date", "warehouse", "into", "in_steps", "progress"]),
            (_("部门"), ["department", "into_department"]),
            (_("费用"), ["moving_cost"]),
            (_("其他"), ["remark"]),
        ]
        list = [
            *("number", "state", "progress", "date", "warehouse", "into", "moving_cost", "remark")
        ]
        filters = ["state", "progress", "date", "warehouse", "into", "department"]
        filters += ["into_department"]
        fills = {
            "warehouse": {"department": "department"},
            "into": {"into_department": "department"},
        }
        hidden_groups = {"moving_cost": "purchase_price"}

    def compute(self, *, at: datetime) -> None:
        super().compute(at=at)
        follow.check(self, self.rows)

    def used(self) -> Mapping[UUID, Decimal]:
        return {row.id: row.base_quantity for row in self.rows}

    def unfit(self, known: Mapping[UUID, Good]) -> list[BusinessError]:
        self.progress = Progress.NONE.value if self.in_steps else ""
        for row in self.rows:
            row.allowed_base = row.base_quantity if self.in_steps else ZERO
        if self.warehouse_id == self.into_id:
            return [SamePlace(field="into")]
        return [
            NotThereYet(field=f"lines.{index}.into_location")
            for index, row in enumerate(self.rows)
            if self.in_steps and row.into_location_id is not None
        ]

    def posting(self) -> Posting:
        """Each line is a flow of its own: what it takes out of one place it brings to the other."""
        moves = [move for index, row in enumerate(self.rows) for move in row.moves(index, self)]
        return Posting(moves=tuple(moves), currency=self.currency, rate=self.rate)


class StockTransferLine(SerialLine, StockLine):
    """`done_base` of `allowed_base` (base units) arrived or was lost on its way."""

    location = CompanyForeignKey(
        "masters.Location", null=True, blank=True, related_name="+", verbose_name=_("调出库位")
    )
    into_location = CompanyForeignKey(
        "masters.Location", null=True, blank=True, related_name="+", verbose_name=_("调入库位")
    )
    request_line = SourceLine(TransferRequestLine, verbose_name=_("申请行"))
    done_base = Quantity(default=ZERO, editable=False)
    allowed_base = Quantity(default=ZERO, editable=False)
    document = CompanyForeignKey(StockTransfer, related_name="lines", editable=False)

    class Meta(StockLine.Meta):
        verbose_name = _("调拨明细")
        indexes: ClassVar[list[models.Index]] = [
            *StockLine.Meta.indexes,
            models.Index(
                fields=["company", "request_line"],
                condition=Q(request_line__isnull=False),
                name="stocktransferline_request",
            ),
            models.Index(
                fields=["company", "into_location"],
                condition=Q(into_location__isnull=False),
                name="stocktransferline_into",
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *StockLine.Meta.constraints,
            models.CheckConstraint(
                condition=Q(done_base__gte=0, done_base__lte=F("allowed_base")),
                name="inventory_stocktransferline_done",
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
    def takes(self) -> bool:
        return True

    def places(self, document: Any) -> list[tuple[str, UUID | None, UUID, bool]]:
        into: tuple[str, UUID | None, UUID, bool] = (
            "into_location",
            self.into_location_id,  # pyright: ignore[reportAttributeAccessIssue]
            document.into_id,
            not document.in_steps,
        )
        return [*super().places(document), into]

    def placed(self, move: Move) -> UUID | None:
        return self.into_location_id if move.quantity > 0 else super().placed(move)  # pyright: ignore

    @property
    def open_base(self) -> Decimal:
        """What is still on its way, in base units."""
        return self.allowed_base - self.done_base

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
            Move(
                warehouse=document.into_id,
                location=IN_TRANSIT if document.in_steps else NIL,
                shipment=self.id if document.in_steps else None,
                quantity=self.base_quantity,
                **told,
            ),
        )
