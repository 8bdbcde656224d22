"""仓库: where goods lie."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.forms.form import Search
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.keys import CompanyForeignKey
from huolang.kernel.refusals import BusinessError
from huolang.ledger import warehouses
from huolang.masters.department import Department
from huolang.masters.master import Master, Tables

BEFORE = """
SELECT located, active FROM masters_warehouse WHERE company_id = %s::bigint AND id = %s::uuid
"""
LOCK = "SELECT FROM masters_warehouse WHERE company_id = %s::bigint AND id = %s::uuid FOR UPDATE"
"""Waits for documents that are just putting goods into its locations."""
IN_LOCATIONS = """
SELECT l.code FROM masters_location l
JOIN ledger_stockbalance b ON b.company_id = l.company_id AND b.location = l.id
    AND b.quantity <> 0 AND b.location > '00000000-0000-0000-0000-0000000000ff'
WHERE l.company_id = %s::bigint AND l.warehouse_id = %s::uuid
ORDER BY l.code LIMIT 1
"""


class StillInLocations(BusinessError):
    code = "warehouse.still_in_locations"
    message = _("库位 {location} 等还有货，请先移到“无库位”，再停用库位管理")


HOLDS = """
SELECT p.name FROM ledger_stockbalance b
JOIN masters_product p ON p.company_id = b.company_id AND p.id = b.product
WHERE b.company_id = %s::bigint AND b.warehouse = %s::uuid AND b.quantity <> 0
ORDER BY b.product LIMIT 1
"""


class StillHoldsGoods(BusinessError):
    code = "warehouse.still_holds_goods"
    message = _("仓库里还有 {product} 等商品，请先调走或盘点，再停用仓库")


class Warehouse(Master):
    """`located`: its goods lie in locations; what was there before lies in none until moved."""

    address = models.CharField(_("地址"), max_length=200, blank=True, default="")
    located = models.BooleanField(
        _("启用库位"),
        default=False,
        help_text=_("入库填放到哪个库位，出库按拣货顺序自动分配；已有的货先在“无库位”"),
    )
    gives = models.BooleanField(
        _("可调出补货"),
        default=True,
        db_default=True,
        help_text=_("别的仓库缺货时，补货建议可以从这里调"),
    )
    department = CompanyForeignKey(
        Department,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("所属部门"),
        help_text=_("调拨单按它带出调出部门和调入部门"),
    )

    code_prefix = "CK"

    class Meta(Master.Meta):
        verbose_name = _("仓库")
        indexes = [
            models.Index(fields=["company", "department"], name="masters_warehouse_department")
        ]

    class Form:
        sections = [
            (
                _("基本信息"),
                ["code", "name", "department", "address", "located", "gives", "active", "remark"],
            )
        ]
        list = ["code", "name", "department", "address", "located", "active"]
        filters = ["department", "located", "active"]
        search = Search(columns=("code", "name"), initials="initials")

    def rules(self, tables: Tables) -> None:
        """Goods do not stay in a warehouse, or in locations, that nobody names any more."""
        key = [current_id(), self.id]
        located, active = sql.run(BEFORE, key).fetchone() or (False, True)
        if not self.active:
            warehouses.close(self.id)
            held = sql.run(HOLDS, key).fetchone()
            if held is not None:
                raise StillHoldsGoods(field="active", product=held[0])
        elif not active:
            warehouses.open_again(self.id)
        if located and not self.located:
            sql.run(LOCK, key)
            left = sql.run(IN_LOCATIONS, key).fetchone()
            if left is not None:
                raise StillInLocations(field="located", location=left[0])
