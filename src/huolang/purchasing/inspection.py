"""Inspection (来料检验单): what a receipt brought into quarantine is accepted, or rejected.

What is accepted goes onto the shelves. What is not lies with the rejects of its warehouse until it
goes back to the supplier (`return_`), or is scrapped or used all the same (`reject_disposal`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huolang.documents import follow
from huolang.documents.convert import Conversion
from huolang.documents.document import CHECKED_BY, MADE_BY, STOREKEEPER
from huolang.documents.follow import Follow
from huolang.documents.source_line import SourceLine
from huolang.forms.form import Paper, Signature
from huolang.inventory.stock_document import StockDocument, StockLine
from huolang.kernel import sql
from huolang.kernel.columns import Quantity
from huolang.kernel.company import current_id
from huolang.kernel.figures import figure
from huolang.kernel.keys import NIL, CompanyForeignKey
from huolang.kernel.refusals import BusinessError, Invalid
from huolang.ledger.posting import QUARANTINE, REJECTS, WITHIN, Move, Posting
from huolang.masters import employee
from huolang.masters.employee import Employee
from huolang.masters.expecting import Progress
from huolang.masters.goods import BASE_DIGITS, Good, QuantityDigits, fits
from huolang.masters.partner import Partner
from huolang.masters.reject_reason import RejectReason
from huolang.masters.serial_lines import SerialLine
from huolang.masters.warehouse import Warehouse
from huolang.purchasing import rejected
from huolang.purchasing.receipt import PurchaseReceiptLine

ZERO = Decimal(0)
WAITING, REJECTED = _("待检"), _("不合格品")
"""How refusals call the two places."""
INSPECTED = """
SELECT id, receipt_line_id, warehouse_id FROM purchasing_inspectionline
WHERE company_id = %s::bigint AND id = ANY(%s::uuid[])
"""
SOURCES = """
SELECT l.id, l.document_id, d.number, coalesce(l.warehouse_id, d.warehouse_id), l.base_quantity
FROM purchasing_purchasereceiptline l
JOIN purchasing_purchasereceipt d ON d.company_id = l.company_id AND d.id = l.document_id
WHERE l.company_id = %s::bigint AND l.id = ANY(%s::uuid[])
"""


class NothingToInspect(Invalid):
    code = "inspection.no_receipt"
    message = _("{product} 没有对应的待检货物，请从采购入库单下推")


class SeveralReceipts(Invalid):
    code = "inspection.several_receipts"
    message = _("一张检验单只检验一张入库单的货")


class MoreRejected(Invalid):
    code = "inspection.more_rejected"
    message = _("{product} 不合格数量不能超过检验数量 {quantity}")


class RejectedApart(Invalid):
    code = "inspection.rejected_apart"
    message = _("{product} 按序列号管理，合格的和不合格的请分两行填写")


class NoReject(Invalid):
    code = "inspection.no_reject"
    message = _("{product} 没有不合格数量，不能填不合格原因")


@dataclass(frozen=True, slots=True)
class Brought:
    """A line of a receipt: its document, where it put its goods, and how many (base units)."""

    receipt: UUID
    number: str
    warehouse: UUID
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Inspected:
    """A line of an inspection: whose goods it looked at, and where they lie."""

    receipt_line: UUID
    warehouse: UUID


class Inspection(StockDocument):
    partner = CompanyForeignKey(Partner, related_name="+", verbose_name=_("供应商"))
    inspector = CompanyForeignKey(
        Employee,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("检验员"),
        help_text=_("留空是录入单据的员工"),
    )
    receipt_number = models.CharField(
        _("入库单号"), max_length=40, blank=True, default="", editable=False
    )
    progress = models.CharField(
        _("不合格品处理"), max_length=8, choices=Progress, blank=True, default="", editable=False
    )

    prefix = "LLJY"
    needs_source = True
    must_be_active = frozenset({"warehouse", "product"})
    follows = (
        Follow(
            field="receipt_line",
            form="purchase_receipt",
            counts="inspected_base",
            allowed="to_inspect_base",
            header=("partner_id", "warehouse_id"),
            shown="inspection",
            goal="to_inspect_base",
        ),
    )
    conversions = (
        Conversion(
            target="purchase_return",
            label=_("下推采购退货单"),
            header=rejected.return_header,
            lines=rejected.return_lines,
        ),
        Conversion(
            target="reject_disposal",
            label=_("下推不合格品处理单"),
            header=rejected.header,
            lines=rejected.lines,
            several=True,
        ),
    )

    class Meta(StockDocument.Meta):
        verbose_name = _("来料检验单")
        indexes = [
            *StockDocument.Meta.indexes,
            models.Index(fields=["company", "partner", "-date", "-id"], name="inspection_partner"),
            models.Index(
                fields=["company", "state"],
                condition=Q(progress__in=["none", "partial"]),
                name="inspection_to_dispose",
            ),
        ]

    class Form:
        sections = [
            (
                _("基本信息"),
                ["number", "date", "partner", "warehouse", "inspector", "receipt_number"],
            ),
            (_("其他"), ["progress", "remark"]),
        ]
        list = [
            "number",
            "state",
            "progress",
            "date",
            "partner",
            "warehouse",
            "inspector",
            "receipt_number",
            "remark",
        ]
        filters = ["state", "progress", "date", "partner", "warehouse", "inspector"]
        filter_references = {"partner": [["is_supplier", "=", True]]}
        search = ("number", "receipt_number")
        paper = Paper(signatures=(MADE_BY, Signature(label=_("检验员")), CHECKED_BY, STOREKEEPER))

    def compute(self, *, at: datetime) -> None:
        """Goods are where their receipt brought them; who nobody named inspects them oneself."""
        brought = self._brought()
        for row in self.rows:
            row.follow_source(brought.get(row.receipt_line_id))
        self.receipt_number = next((one.number for one in brought.values()), "")
        if self._state.adding and "inspector" not in self.answered:  # type: ignore[attr-defined]
            found = employee.handling(None, self.created_by)
            self.inspector_id = None if found is None else found.employee
        super().compute(at=at)
        follow.check(self, self.rows)
        rejects = any(row.rejected_base for row in self.rows)
        self.progress = Progress.NONE.value if rejects else ""

    def _brought(self) -> dict[UUID, Brought]:
        keys = {row.receipt_line_id for row in self.rows if row.receipt_line_id is not None}
        if not keys:
            return {}
        rows = sql.run(SOURCES, [current_id(), sql.array(keys)]).fetchall()
        return {row[0]: Brought(*row[1:]) for row in rows}

    def unfit(self, known: Mapping[UUID, Good]) -> list[BusinessError]:
        errors: list[BusinessError] = []
        first = next((row.receipt for row in self.rows if row.receipt), None)
        for index, row in enumerate(self.rows):
            good, place = known[row.product_id], f"lines.{index}."
            if row.receipt_line_id is None:
                errors.append(NothingToInspect(field=f"{place}product", product=good.name))
            elif row.receipt not in (None, first):
                errors.append(SeveralReceipts(field=f"{place}receipt_line"))
            errors += row.reject(good, place)
        return errors

    def used(self) -> Mapping[UUID, Decimal]:
        return {row.id: row.base_quantity for row in self.rows}

    def posting(self) -> Posting:
        """Out of quarantine, onto the shelves or to the rejects: nothing of it has a value."""
        moves = [move for index, row in enumerate(self.rows) for move in row.moves(index, self)]
        return Posting(moves=tuple(moves), currency=self.currency, rate=self.rate)


class InspectionLine(SerialLine, StockLine):
    """`quantity` was inspected, `rejected` of it did not pass; both in the line's unit, and
    `received` is what the receipt brought. `disposed_base` of `rejected_base` (base units) went
    back, was scrapped or used all the same."""

    document = CompanyForeignKey(Inspection, related_name="lines", editable=False)
    receipt_line = SourceLine(PurchaseReceiptLine, verbose_name=_("入库行"))
    warehouse = CompanyForeignKey(Warehouse, null=True, editable=False, related_name="+")
    quantity = Quantity(_("检验数量"))
    received = Quantity(_("入库数量"), default=ZERO, editable=False)
    rejected = Quantity(_("不合格数量"), default=ZERO, validators=[MinValueValidator(0)])
    accepted = Quantity(_("合格数量"), default=ZERO, editable=False)
    rejected_base = Quantity(default=ZERO, editable=False)
    disposed_base = Quantity(default=ZERO, editable=False)
    reason = CompanyForeignKey(
        RejectReason, null=True, blank=True, related_name="+", verbose_name=_("不合格原因")
    )

    receipt: UUID | None = None
    """The document that brought its goods; known once it was read."""

    class Meta(StockLine.Meta):
        verbose_name = _("来料检验明细")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *StockLine.Meta.constraints,
            models.CheckConstraint(
                condition=Q(rejected_base__gte=0, rejected_base__lte=F("base_quantity")),
                name="purchasing_inspectionline_rejected_within",
            ),
            models.CheckConstraint(
                condition=Q(disposed_base__gte=0, disposed_base__lte=F("rejected_base")),
                name="purchasing_inspectionline_disposed_within",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            *StockLine.Meta.indexes,
            models.Index(fields=["company", "receipt_line"], name="inspectionline_source"),
        ]

    class Form:
        columns = [
            "product",
            "specification",
            "unit",
            "received",
            "quantity",
            "rejected",
            "accepted",
            "reason",
            "batch",
            "serials",
            "location",
            "remark",
        ]

    @property
    def accepted_base(self) -> Decimal:
        return self.base_quantity - self.rejected_base

    @property
    def open_base(self) -> Decimal:
        """What lies with the rejects, in base units."""
        return self.rejected_base - self.disposed_base

    @property
    def proposes(self) -> bool:
        return self.accepted_base > ZERO

    def follow_source(self, brought: Brought | None) -> None:
        self.warehouse_id = brought and brought.warehouse
        self.receipt = brought and brought.receipt
        self.received_base = ZERO if brought is None else brought.quantity

    def reject(self, good: Good, place: str) -> list[BusinessError]:
        """Work out what passed and what did not; answer what is wrong with it."""
        conversion = good.units.get(self.unit_id)
        if conversion is None:
            return []  # said of the unit already
        if self.rejected > self.quantity:
            told = f"{figure(self.quantity)} {conversion.name}"
            return [MoreRejected(field=f"{place}rejected", product=good.name, quantity=told)]
        base = self.rejected * self.numerator / self.denominator
        if not (fits(self.rejected, conversion.digits) and fits(base, good.digits)):
            facts = {"unit": conversion.name, "digits": conversion.digits}
            return [QuantityDigits(field=f"{place}rejected", **facts)]
        if good.serialized and ZERO < self.rejected < self.quantity:
            return [RejectedApart(field=f"{place}rejected", product=good.name)]
        if self.reason_id is not None and not self.rejected:  # type: ignore[attr-defined]
            return [NoReject(field=f"{place}reason", product=good.name)]
        self.rejected_base = round(base, BASE_DIGITS)
        self.accepted = self.quantity - self.rejected
        self.received = round(self.in_line_unit(self.received_base), BASE_DIGITS)
        return []

    def moves(self, index: int, document: Any) -> list[Move]:
        """Out of quarantine and to where they belong."""
        told: dict[str, Any] = {
            "line": self.id,
            "product": self.product_id,
            "warehouse": self.warehouse_of(document),
            "counter": WITHIN,
            "batch": self.batch_key,
            "field": f"lines.{index}.quantity",
            "name": self.called,
        }
        ways = ((self.accepted_base, NIL, ""), (self.rejected_base, REJECTS, str(REJECTED)))
        waiting = Move(location=QUARANTINE, quantity=-self.base_quantity, at=str(WAITING), **told)
        return [
            waiting,
            *(Move(location=to, quantity=part, at=at, **told) for part, to, at in ways if part),
        ]


def inspected(lines: Iterable[UUID | None]) -> dict[UUID | None, Inspected]:
    """What documents must know that go on from these lines."""
    keys = {key for key in lines if key is not None}
    if not keys:
        return {}
    rows = sql.run(INSPECTED, [current_id(), sql.array(keys)]).fetchall()
    return {row[0]: Inspected(*row[1:]) for row in rows}
