"""等级价格: what a product is sold for to the customers of one price level."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.kernel.columns import Extra, Price
from huolang.kernel.company import CompanyModel
from huolang.kernel.keys import CompanyForeignKey
from huolang.masters.price_level import PriceLevel
from huolang.masters.product import NOT_NEGATIVE, Product
from huolang.masters.unit import Unit


class ProductPrice(CompanyModel):
    """What one `unit` (nothing: the base unit) is sold for to customers of `level`."""

    product = CompanyForeignKey(Product, related_name="prices", editable=False)
    position = models.PositiveIntegerField(default=0, editable=False)
    level = CompanyForeignKey(PriceLevel, related_name="+", verbose_name=_("价格等级"))
    unit = CompanyForeignKey(Unit, blank=True, related_name="+", verbose_name=_("单位"))
    price = Price(_("单价"), validators=NOT_NEGATIVE)
    extra = Extra()

    class Meta(CompanyModel.Meta):
        verbose_name = _("等级价格")
        constraints = [
            models.UniqueConstraint(
                fields=["company", "product", "level", "unit"], name="masters_productprice_once"
            ),
            models.CheckConstraint(
                condition=models.Q(price__gte=0), name="masters_productprice_not_negative"
            ),
        ]
        indexes = [
            models.Index(fields=["company", "level"], name="masters_productprice_level"),
            models.Index(fields=["company", "unit"], name="masters_productprice_unit"),
        ]

    class Form:
        columns = ["level", "unit", "price"]
        nothing_is = {"unit": ("", "unit")}
