"""序列号: one piece of goods by its own number: where it is, from whom it came, who has it now.

What is said of a number follows from the books (`masters.serial_life`); people mend how long its
warranty lasts, and remark on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from huolang.forms.form import Search, ToldIn
from huolang.forms.references import text_array
from huolang.kernel import clock, sql
from huolang.kernel.columns import Extra
from huolang.kernel.company import CompanyModel, current_id
from huolang.kernel.keys import CompanyForeignKey, new_id
from huolang.kernel.refusals import BusinessError
from huolang.masters.partner import Partner
from huolang.masters.product import Product
from huolang.masters.warehouse import Warehouse

Key = tuple[UUID, str]
"""A piece as people name it: its product, and its number in capitals."""

BEGIN = """
INSERT INTO masters_serialnumber (company_id, id, product_id, number, status, present,
    receipt, receipt_form, delivery, delivery_form, remark, extra,
    created_at, created_by, updated_at, updated_by)
SELECT %s::bigint, k.id, k.product, k.number, 'unused', 0, '', '', '', '', '', '{}',
       %s::timestamptz, %s::uuid, %s::timestamptz, %s::uuid
FROM unnest(%s::uuid[], %s::uuid[], %s::text[]) AS k(id, product, number)
ORDER BY k.product, upper(k.number)
ON CONFLICT DO NOTHING
"""
FIND = """
SELECT k.n, s.id, s.number, s.status, s.present, s.warehouse_id,
       coalesce(w.name, ''), CASE WHEN s.present = 1 THEN s.receipt ELSE s.delivery END,
       s.customer_id, s.supplier_id, s.delivered_on, s.location_id
FROM unnest(%s::uuid[], %s::text[]) WITH ORDINALITY AS k(product, number, n)
JOIN masters_serialnumber s ON s.company_id = %s::bigint AND s.product_id = k.product
    AND upper(s.number) = upper(k.number)
LEFT JOIN masters_warehouse w ON w.company_id = s.company_id AND w.id = s.warehouse_id
ORDER BY s.product_id, upper(s.number)
"""
LOCK = FIND + "FOR NO KEY UPDATE OF s"
NUMBERS = """
SELECT s.id, s.product_id, s.number FROM masters_serialnumber s
WHERE s.company_id = %s::bigint AND s.id = ANY(%s::uuid[]) ORDER BY upper(s.number), s.id
"""
HOLD = """
SELECT s.id, s.number, s.status, s.present, s.warehouse_id,
       coalesce(w.name, ''), CASE WHEN s.present = 1 THEN s.receipt ELSE s.delivery END,
       s.customer_id, s.supplier_id, s.delivered_on, s.location_id
FROM masters_serialnumber s
LEFT JOIN masters_warehouse w ON w.company_id = s.company_id AND w.id = s.warehouse_id
WHERE s.company_id = %s::bigint AND s.id = ANY(%s::uuid[])
ORDER BY s.product_id, upper(s.number) FOR NO KEY UPDATE OF s
"""
KEPT = """
SELECT k.name FROM masters_product p
JOIN masters_product k ON k.company_id = p.company_id AND k.id = p.merged_into_id
WHERE p.company_id = %s::bigint AND p.id = %s::uuid
"""
WARRANTY = """
SELECT s.warranty_until, s.status = 'delivered', s.delivery_record,
       (s.delivered_on + make_interval(months => p.warranty_months))::date
FROM masters_serialnumber s
JOIN masters_product p ON p.company_id = s.company_id AND p.id = s.product_id
WHERE s.company_id = %s::bigint AND s.id = %s::uuid
"""


class BeginsElsewhere(BusinessError):
    code = "serial_number.begins_elsewhere"
    message = _("序列号在入库时登记，不能直接新增")


class StaysKnown(BusinessError):
    code = "serial_number.stays_known"
    message = _("序列号在单据上用过，不能删除")


class Status(models.TextChoices):
    UNUSED = "unused", _("未入库")
    IN_STOCK = "in_stock", _("在库")
    IN_TRANSIT = "in_transit", _("在途")
    INSPECTING = "inspecting", _("待检")
    REJECTED = "rejected", _("不合格")
    LENT = "lent", _("借出")
    CONSIGNED = "consigned", _("代销在外")
    DELIVERED = "delivered", _("已售出")
    RETURNED = "returned", _("已退供应商")
    LOST = "lost", _("已报损")
    ISSUED = "issued", _("已领用出库")
    CONVERTED = "converted", _("已组装或拆卸")


@dataclass(frozen=True, slots=True)
class Piece:
    """A number as documents know it; its row is locked."""

    id: UUID
    number: str
    status: str
    present: int
    """1 while it is ours: in stock, or on its way between our warehouses."""
    warehouse: UUID | None
    warehouse_name: str
    document: str
    """Number of the document by which it came, or left."""
    customer: UUID | None
    supplier: UUID | None
    left_on: date | None
    location: UUID | None
    """In the warehouse, where that has locations."""


class SerialNumber(CompanyModel):
    product = CompanyForeignKey(Product, related_name="+", editable=False, verbose_name=_("商品"))
    number = models.CharField(_("序列号"), max_length=64, editable=False)
    status = models.CharField(
        _("状态"), max_length=10, choices=Status, default=Status.UNUSED.value, editable=False
    )
    present = models.SmallIntegerField(default=0, editable=False)
    warehouse = CompanyForeignKey(
        Warehouse, null=True, editable=False, related_name="+", verbose_name=_("所在仓库")
    )
    location = CompanyForeignKey(
        "masters.Location", null=True, editable=False, related_name="+", verbose_name=_("所在库位")
    )
    supplier = CompanyForeignKey(
        Partner, null=True, editable=False, related_name="+", verbose_name=_("供应商")
    )
    received_on = models.DateField(_("入库日期"), null=True, editable=False)
    receipt = models.CharField(_("入库单据"), max_length=40, blank=True, default="", editable=False)
    receipt_form = models.CharField(max_length=64, blank=True, default="", editable=False)
    receipt_record = models.UUIDField(null=True, editable=False)
    customer = CompanyForeignKey(
        Partner, null=True, editable=False, related_name="+", verbose_name=_("客户")
    )
    delivered_on = models.DateField(_("出库日期"), null=True, editable=False)
    delivery = models.CharField(
        _("出库单据"), max_length=40, blank=True, default="", editable=False
    )
    delivery_form = models.CharField(max_length=64, blank=True, default="", editable=False)
    delivery_record = models.UUIDField(null=True, editable=False)
    warranty_until = models.DateField(
        _("保修期至"),
        null=True,
        blank=True,
        help_text=_("售出时按商品的保修期算出，可以另改；清空后重新按商品算"),
    )
    warranty_agreed = models.DateField(null=True, editable=False)
    """The day that a person set; it holds for the sale `warranty_of`, or for every one."""
    warranty_of = models.UUIDField(null=True, editable=False)
    remark = models.CharField(_("备注"), max_length=500, blank=True, default="")
    extra = Extra()
    created_at = models.DateTimeField(default=clock.now, editable=False)
    created_by = models.UUIDField(null=True, editable=False)
    updated_at = models.DateTimeField(default=clock.now, editable=False)
    updated_by = models.UUIDField(null=True, editable=False)

    class Meta(CompanyModel.Meta):
        verbose_name = _("序列号")
        constraints = [
            models.UniqueConstraint(
                "company", "product", Upper("number"), name="masters_serial_number"
            ),
            models.CheckConstraint(
                condition=Q(present__gte=0, present__lte=1), name="masters_serial_once"
            ),
        ]
        indexes = [
            models.Index("company", Upper("number"), name="masters_serial_search"),
            models.Index(fields=["company", "status"], name="masters_serial_status"),
            models.Index(fields=["company", "customer"], name="masters_serial_customer"),
            models.Index(fields=["company", "supplier"], name="masters_serial_supplier"),
            models.Index(fields=["company", "warehouse"], name="masters_serial_warehouse"),
            models.Index(
                fields=["company", "location"],
                condition=Q(location__isnull=False),
                name="masters_serial_location",
            ),
        ]

    stays_with = ("product",)
    """Whether it goes on under another one is decided in `serial_merge`."""

    class Form:
        serial = ()
        title_field = "number"
        identity = ("product", "number")
        sections = [
            (
                _("基本信息"),
                ["number", "product", "status", "warehouse", "location", "warranty_until"],
            ),
            (_("来源"), ["supplier", "receipt", "received_on"]),
            (_("去向"), ["customer", "delivery", "delivered_on"]),
            (_("其他"), ["remark"]),
        ]
        list = [
            "number",
            "product",
            "status",
            "warehouse",
            "supplier",
            "receipt",
            "received_on",
            "customer",
            "delivery",
            "warranty_until",
        ]
        sort = "number"
        filters = [
            "product",
            "status",
            "warehouse",
            "supplier",
            "customer",
            "warranty_until",
        ]
        filter_references = {"product": [["serialized", "=", True]]}
        search = Search(columns=("number",), capitals=True)
        by_hand = False
        told_in = ToldIn(label=_("履历"), report="serial_life", view="entry", filter="serial")

    def __str__(self) -> str:
        return self.number

    def derive(self, tables: Mapping[str, Any], *, at: datetime) -> None:
        """Numbers begin with the documents that bring the goods. A warranty that a person sets
        holds for the sale that the piece was in, or, with us, for whatever comes."""
        if self._state.adding:
            raise BeginsElsewhere()
        before = sql.run(WARRANTY, [current_id(), self.id]).fetchone()
        if before is None or before[0] == self.warranty_until:
            return
        self.warranty_agreed, sold = self.warranty_until, before[1]
        self.warranty_of = before[2] if sold and self.warranty_agreed else None
        if sold and self.warranty_agreed is None:
            self.warranty_until = before[3]

    def deleting(self) -> None:
        raise StaysKnown()


def key_of(product: UUID, number: str) -> Key:
    return product, number.upper()


def begin(new: Iterable[tuple[UUID, str]], *, by: UUID | None, at: datetime) -> None:
    """Write the numbers among these that nobody knew. Who begins the same one at the same time
    waits for whoever was faster."""
    wanted = sorted({key_of(*one): one for one in new}.values(), key=lambda one: key_of(*one))
    if not wanted:
        return
    products, numbers = zip(*wanted, strict=True)
    told = [sql.array(new_id() for _ in wanted), sql.array(products), text_array(numbers)]
    sql.run(BEGIN, [current_id(), at, by, at, by, *told])


def lock(wanted: Sequence[tuple[UUID, str]]) -> list[Piece | None]:
    """The piece that each (product, number) names, locked in their order: nobody else moves them
    until the transaction ends."""
    return _found(LOCK, wanted)


def find(wanted: Sequence[tuple[UUID, str]]) -> list[Piece | None]:
    """The same of who only looks."""
    return _found(FIND, wanted)


def _found(statement: str, wanted: Sequence[tuple[UUID, str]]) -> list[Piece | None]:
    pieces: list[Piece | None] = [None] * len(wanted)
    if wanted:
        products, numbers = zip(*wanted, strict=True)
        parameters = [sql.array(products), text_array(numbers), current_id()]
        for n, *told in sql.run(statement, parameters).fetchall():
            pieces[int(n) - 1] = Piece(*told)
    return pieces


def named(pieces: Iterable[UUID]) -> list[tuple[UUID, UUID, str]]:
    """(id, product, number) of pieces, by their numbers."""
    return sql.run(NUMBERS, [current_id(), sql.array(pieces)]).fetchall()


def hold(pieces: Iterable[UUID]) -> dict[UUID, Piece]:
    """Lock pieces that are known already, in the order of all."""
    rows = sql.run(HOLD, [current_id(), sql.array(pieces)]).fetchall()
    return {row[0]: Piece(*row) for row in rows}


def kept_as(product: UUID) -> str | None:
    """The name of the product under which the numbers of `product` go on, if it was merged."""
    row = sql.run(KEPT, [current_id(), product]).fetchone()
    return row and row[0]
