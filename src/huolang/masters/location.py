"""库位: a place in a warehouse where goods lie: zone, aisle, shelf, bin, one inside another.

Goods lie in the innermost ones. A code is unique in the company, for it is what stands on the label
and is scanned alone.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from huolang.forms.form import Search
from huolang.forms.references import plain
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.keys import CompanyForeignKey
from huolang.kernel.refusals import BusinessError, Invalid, Several
from huolang.masters import barcode
from huolang.masters.master import Master, Tables
from huolang.masters.warehouse import Warehouse

HELD_BY = """
SELECT EXISTS (SELECT FROM ledger_stockbalance b
    WHERE b.company_id = %s::bigint AND b.location = %s::uuid AND b.quantity <> 0
      AND b.location > '00000000-0000-0000-0000-0000000000ff')
"""
"""The last condition is that of the index."""
IN_LOCATIONS = """
SELECT DISTINCT b.product FROM ledger_stockbalance b
WHERE b.company_id = %s::bigint AND b.product = ANY(%s::uuid[]) AND b.warehouse = %s::uuid
  AND b.location > '00000000-0000-0000-0000-0000000000ff' AND b.quantity <> 0
"""
BEFORE = """
SELECT warehouse_id, active FROM masters_location
WHERE company_id = %s::bigint AND id = %s::uuid FOR UPDATE
"""
"""Waits for documents that are just putting goods there."""
ABOVE = """
SELECT warehouse_id, kind, code FROM masters_location
WHERE company_id = %s::bigint AND id = %s::uuid FOR UPDATE
"""
CHAIN = """
WITH RECURSIVE above AS (
    SELECT id, parent_id FROM masters_location WHERE company_id = %s::bigint AND id = %s::uuid
    UNION
    SELECT l.id, l.parent_id FROM above
    JOIN masters_location l ON l.company_id = %s::bigint AND l.id = above.parent_id)
SELECT id FROM above
"""
INSIDE = """
SELECT code, kind FROM masters_location WHERE company_id = %s::bigint AND parent_id = %s::uuid
ORDER BY code
"""


class InsideItself(BusinessError):
    code = "location.inside_itself"
    message = _("上级库位不能是自己或自己的下级")
    status = 422


class OtherWarehouse(Invalid):
    code = "location.other_warehouse"
    message = _("上级库位 {parent} 在另一个仓库")


class WrongOrder(Invalid):
    code = "location.wrong_order"
    message = _("{kind}不能放在{above}里面（顺序是库区、通道、货架、货位）")


class WarehouseFixed(BusinessError):
    code = "location.warehouse_fixed"
    message = _("库位不能换仓库，请在另一个仓库新建库位")


class HoldsGoods(BusinessError):
    code = "location.holds_goods"
    message = _("库位 {location} 还有货，请先移走")


class CodeOfGoods(BusinessError):
    code = "location.code_of_goods"
    message = _("{location} 是商品 {owner} 的条码，扫到的只能是一样东西")


class Kind(models.TextChoices):
    ZONE = "zone", _("库区")
    AISLE = "aisle", _("通道")
    SHELF = "shelf", _("货架")
    BIN = "bin", _("货位")


INWARD = {one.value: place for place, one in enumerate(Kind)}
"""What lies further inside has a higher number, so no location can be inside itself."""


class Location(Master):
    """`pick_order` says in which order people walk past; of the same, the code does."""

    name = models.CharField(_("名称"), max_length=200, blank=True, default="")
    barcode = models.CharField(
        _("条码"),
        max_length=64,
        blank=True,
        default="",
        help_text=_("留空时标签上印编码"),
    )
    warehouse = CompanyForeignKey(Warehouse, related_name="+", verbose_name=_("仓库"))
    kind = models.CharField(_("类型"), max_length=8, choices=Kind, default=Kind.BIN.value)
    parent = CompanyForeignKey(
        "self", null=True, blank=True, related_name="+", verbose_name=_("上级库位")
    )
    pick_order = models.IntegerField(
        _("拣货顺序"),
        default=0,
        validators=[MinValueValidator(0)],
        help_text=_("小的先拣；相同的按编码"),
    )

    code_prefix = "KW"

    altered: Collection[str] = ()
    """The fields that whoever saves it changes."""

    class Meta(Master.Meta):
        verbose_name = _("库位")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Master.Meta.constraints,
            models.UniqueConstraint(
                "company",
                Upper("barcode"),
                condition=~Q(barcode=""),
                name="masters_location_barcode",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["company", "warehouse"], name="masters_location_warehouse"),
            models.Index(fields=["company", "parent"], name="masters_location_parent"),
        ]

    class Form:
        title_field = "code"
        sections = [
            (_("基本信息"), ["code", "name", "barcode", "warehouse", "kind", "parent"]),
            (_("拣货"), ["pick_order"]),
            (_("其他"), ["active", "remark"]),
        ]
        list = ["code", "name", "barcode", "warehouse", "kind", "parent", "pick_order", "active"]
        filters = ["warehouse", "kind", "parent", "active"]
        search = Search(columns=("code", "name", "barcode"), initials="initials")

    def rules(self, tables: Tables) -> None:
        """It lies in one warehouse, inside what is larger, and no goods are left behind."""
        self.code, self.barcode = plain(self.code), plain(self.barcode)
        parent: UUID | None = self.parent_id  # pyright: ignore[reportAttributeAccessIssue]
        if not self._state.adding:
            self._refuse_changes()
        if parent is not None:
            self._refuse_parent(parent)

    def saved(self, tables: Tables, *, created: bool) -> None:
        _refuse_codes_of_goods([self])

    @classmethod
    def added(cls, locations: Sequence[Location]) -> None:
        """`saved` for many new ones."""
        _refuse_codes_of_goods(locations)

    def _refuse_changes(self) -> None:
        before = sql.run(BEFORE, [current_id(), self.id]).fetchone()
        if before is None:
            return
        if before[0] != self.warehouse_id:  # pyright: ignore[reportAttributeAccessIssue]
            raise WarehouseFixed(field="warehouse")
        if before[1] and not self.active and holds_goods(self.id):
            raise HoldsGoods(field="active", location=self.code)
        for _code, kind in sql.run(INSIDE, [current_id(), self.id]).fetchall():
            if INWARD[kind] <= INWARD[self.kind]:
                told = {"kind": Kind(kind).label, "above": Kind(self.kind).label}
                raise WrongOrder(field="kind", **told)

    def _refuse_parent(self, parent: UUID) -> None:
        chain = sql.run(CHAIN, [current_id(), parent, current_id()]).fetchall()
        if (self.id,) in chain:
            raise InsideItself(field="parent")
        found = sql.run(ABOVE, [current_id(), parent]).fetchone()
        if found is None:
            return  # the reference itself is refused
        warehouse, kind, code = found
        if warehouse != self.warehouse_id:  # pyright: ignore[reportAttributeAccessIssue]
            raise OtherWarehouse(field="parent", parent=code)
        if INWARD[self.kind] <= INWARD[kind]:
            told = {"kind": Kind(self.kind).label, "above": Kind(kind).label}
            raise WrongOrder(field="kind", **told)
        if holds_goods(parent):
            raise HoldsGoods(field="parent", location=code)


def _refuse_codes_of_goods(locations: Sequence[Location]) -> None:
    """Goods that are called so come first, so nobody could scan these. What was there before and is
    not changed stays."""
    typed = [
        (barcode.scanned(text), name)
        for one in locations
        for name, text in (("code", one.code), ("barcode", one.barcode))
        if text and name in one.altered
    ]
    owners = barcode.owners(code for code, _name in typed) if typed else {}
    Several.raise_any(
        [
            CodeOfGoods(field=name, location=code, owner=owners[code])
            for code, name in typed
            if code in owners
        ]
    )


def holds_goods(location: UUID) -> bool:
    """Does anything lie there by the books?"""
    found: Any = sql.run(HELD_BY, [current_id(), location]).fetchone()
    return bool(found[0])


def in_locations(products: Collection[UUID], warehouse: UUID) -> set[UUID]:
    """Which of `products` lie in locations of `warehouse`."""
    if not products:
        return set()
    parameters = [current_id(), sql.array(products), warehouse]
    return {row[0] for row in sql.run(IN_LOCATIONS, parameters).fetchall()}
