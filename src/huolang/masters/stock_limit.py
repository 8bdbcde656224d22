"""库存上下限: how much of a product should lie in a warehouse, in base units."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huolang.kernel.columns import Extra, Quantity
from huolang.kernel.company import CompanyModel
from huolang.kernel.keys import CompanyForeignKey
from huolang.masters.product import Product
from huolang.masters.warehouse import Warehouse

NOT_NEGATIVE = [MinValueValidator(0)]


class StockLimit(CompanyModel):
    """Below `min_stock` it is time to order, up to `max_stock`; `safety_stock` is kept for what
    nobody foresees. No `max_stock` is no limit."""

    product = CompanyForeignKey(Product, related_name="limits", editable=False)
    position = models.PositiveIntegerField(default=0, editable=False)
    warehouse = CompanyForeignKey(Warehouse, related_name="+", verbose_name=_("仓库"))
    min_stock = Quantity(_("下限"), default=Decimal(0), validators=NOT_NEGATIVE)
    max_stock = Quantity(_("上限"), null=True, blank=True, validators=NOT_NEGATIVE)
    safety_stock = Quantity(_("安全库存"), default=Decimal(0), validators=NOT_NEGATIVE)
    extra = Extra()

    class Meta(CompanyModel.Meta):
        verbose_name = _("库存上下限")
        constraints = [
            models.UniqueConstraint(
                fields=["company", "product", "warehouse"], name="masters_stocklimit_once"
            ),
            models.CheckConstraint(
                condition=Q(min_stock__gte=0, safety_stock__gte=0)
                & (Q(max_stock__isnull=True) | Q(max_stock__gte=F("min_stock"))),
                name="masters_stocklimit_order",
            ),
        ]
        indexes = [
            models.Index(fields=["company", "warehouse"], name="masters_stocklimit_warehouse"),
        ]

    class Form:
        columns = ["warehouse", "min_stock", "max_stock", "safety_stock"]
