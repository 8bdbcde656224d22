"""入库行: documents whose lines name goods received that are worth more, or less, than was posted.

A row names a receipt; without one of its lines it stands for all of them (of its product, if it
names one), and becomes as many rows when the document is saved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.documents.document import Document, Line
from huolang.documents.follow import NoSuchSource
from huolang.documents.source_line import SourceLine
from huolang.forms import registry, store
from huolang.kernel import sql
from huolang.kernel.columns import Money, Quantity
from huolang.kernel.company import current_id
from huolang.kernel.keys import CompanyForeignKey
from huolang.kernel.refusals import BusinessError, Invalid, Several
from huolang.masters.product import Product
from huolang.purchasing.receipt import PurchaseReceipt, PurchaseReceiptLine

ZERO = Decimal(0)
OF_LINES = """
SELECT id, document_id FROM purchasing_purchasereceiptline
WHERE company_id = %s::bigint AND id = ANY(%s::uuid[])
"""
LOCK = """
SELECT id FROM purchasing_purchasereceipt
WHERE company_id = %s::bigint AND id = ANY(%s::uuid[]) ORDER BY id FOR NO KEY UPDATE
"""
READ = """
SELECT l.document_id, l.id, o.partner_id, l.product_id, l.product_name, l.specification,
       l.base_quantity, l.stocked, CASE WHEN o.deducts_tax THEN l.amount ELSE l.total END,
       l.amount, l.tax_rate, p.weight, p.volume
FROM purchasing_purchasereceiptline l
JOIN purchasing_purchasereceipt o ON o.company_id = l.company_id AND o.id = l.document_id
JOIN masters_product p ON p.company_id = l.company_id AND p.id = l.product_id
WHERE l.company_id = %s::bigint AND l.document_id = ANY(%s::uuid[])
ORDER BY o.date, o.number, l.document_id, l.position
"""


class NoReceipt(Invalid):
    code = "received.no_receipt"
    message = _("请选择入库单")


class NothingReceived(Invalid):
    code = "received.nothing"
    message = _("入库单上没有可用的明细")


class ReceivedTwice(Invalid):
    code = "received.twice"
    message = _("{product} 的同一入库行在本单中出现了两次")


class NoGoods(Invalid):
    code = "received.service"
    message = _("{product} 是服务，没有库存成本")


@dataclass(frozen=True, slots=True)
class Received:
    """A line of a receipt. `worth` is what it was posted at, `amount` its net amount; `weight` and
    `volume` are those of one base unit of the product."""

    receipt: UUID
    line: UUID
    supplier: UUID
    product: UUID
    product_name: str
    specification: str
    base_quantity: Decimal
    stocked: bool
    worth: Decimal
    amount: Decimal
    tax_rate: Decimal
    weight: Decimal | None
    volume: Decimal | None


class OnReceipts(Document):
    """Its `lines` are `ReceivedLine`s."""

    must_be_active = frozenset({"partner"})
    services: ClassVar[bool] = True
    """Whether lines of services may be named."""

    class Meta(Document.Meta):
        abstract = True

    @property
    def rows(self) -> list[Any]:
        """The lines, in their order."""
        return self.tables["lines"]

    def receive(self) -> dict[UUID, Received]:
        """Give every row its line of a receipt; answers these by id. The receipts stay locked."""
        if not self.rows:
            raise NoReceipt(field="lines")
        found = _read(self.rows)
        by_line = {one.line: one for one in found}
        rows: list[Any] = []
        errors: list[BusinessError] = []
        for index, row in enumerate(self.rows):
            if row.receipt_line_id is None:
                mine = self._all(row, found)
                rows += mine
                if not mine:
                    wrong = NothingReceived if row.receipt_id else NoReceipt
                    errors.append(wrong(field=f"lines.{index}.receipt"))
            else:
                rows.append(row)
                errors += self._unfit(row, by_line.get(row.receipt_line_id), index)
        Several.raise_any(errors)
        for position, row in enumerate(rows, start=1):
            row.position = position
            row.take(by_line[row.receipt_line_id])
        self.rows[:] = rows
        _refuse_twice(rows)
        return by_line

    def _all(self, row: Any, found: Sequence[Received]) -> list[Any]:
        """The row made one for each line that it stands for."""
        mine = [
            one
            for one in found
            if one.receipt == row.receipt_id
            and row.product_id in (None, one.product)
            and (one.stocked or self.services)
        ]
        table = registry.of(type(self)).tables_by_name["lines"]
        made: list[Any] = []
        for number, one in enumerate(mine):
            part = row if number == 0 else store.blank(table)
            part.document_id, part.receipt_line_id = self.id, one.line
            if number:
                part.remark = row.remark
            made.append(part)
        return made

    def _unfit(self, row: Any, received: Received | None, index: int) -> list[BusinessError]:
        if received is None or row.receipt_id not in (None, received.receipt):
            return [NoSuchSource(field=f"lines.{index}.receipt_line")]
        if not received.stocked and not self.services:
            return [NoGoods(field=f"lines.{index}.receipt", product=received.product_name)]
        return []


class ReceivedLine(Line):
    """`worth` is what the goods were posted at; quantities are in base units."""

    receipt = CompanyForeignKey(
        PurchaseReceipt, null=True, blank=True, related_name="+", verbose_name=_("采购入库单")
    )
    receipt_line = SourceLine(PurchaseReceiptLine, verbose_name=_("入库行"))
    product = CompanyForeignKey(
        Product,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("商品"),
        help_text=_("留空为入库单的全部商品"),
    )
    product_name = models.CharField(_("品名"), max_length=200, default="", editable=False)
    specification = models.CharField(_("规格型号"), max_length=200, default="", editable=False)
    base_quantity = Quantity(_("入库数量"), default=ZERO, editable=False)
    worth = Money(_("入库金额"), default=ZERO, editable=False)
    stocked = models.BooleanField(default=True, editable=False)
    supplier = models.UUIDField(null=True, editable=False)

    class Meta(Line.Meta):
        abstract = True
        indexes: ClassVar[list[models.Index]] = [
            *Line.Meta.indexes,
            models.Index(fields=["company", "receipt_line"], name="%(class)s_receipt"),
            models.Index(fields=["company", "product"], name="%(class)s_product"),
        ]

    class Form:
        filter_references = {"receipt": [["state", "=", "confirmed"]]}

    def take(self, received: Received) -> None:
        """What is kept of the line of the receipt."""
        self.receipt_id, self.product_id = received.receipt, received.product
        self.product_name, self.specification = received.product_name, received.specification
        self.base_quantity, self.worth = received.base_quantity, received.worth
        self.stocked, self.supplier = received.stocked, received.supplier


def _read(rows: Sequence[Any]) -> list[Received]:
    """All lines of the receipts that the rows name, which are locked."""
    company = current_id()
    lines = {row.receipt_line_id for row in rows if row.receipt_line_id is not None}
    wanted = {row.receipt_id for row in rows if row.receipt_id is not None}
    if lines:
        found = sql.run(OF_LINES, [company, sql.array(lines)]).fetchall()
        wanted |= {row[1] for row in found}
    if not wanted:
        return []
    sql.run(LOCK, [company, sql.array(wanted)])
    return [Received(*row) for row in sql.run(READ, [company, sql.array(wanted)]).fetchall()]


def _refuse_twice(rows: Sequence[Any]) -> None:
    seen: set[UUID] = set()
    errors: list[BusinessError] = []
    for index, row in enumerate(rows):
        if row.receipt_line_id in seen:
            place = f"lines.{index}.receipt"
            errors.append(ReceivedTwice(field=place, product=row.product_name))
        seen.add(row.receipt_line_id)
    Several.raise_any(errors)
