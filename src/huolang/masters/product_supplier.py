"""供应商货源: from whom a product can be had, how soon, in which packs, and for how much."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.kernel.columns import Extra, Price, Quantity
from huolang.kernel.company import CompanyModel
from huolang.kernel.keys import CompanyForeignKey
from huolang.masters.partner import Partner
from huolang.masters.product import NOT_NEGATIVE, Product

ZERO = Decimal(0)


class ProductSupplier(CompanyModel):
    """One supplier of a product. Quantities and the price are of the base unit; `pack` 0 is any
    quantity, `price` is net and compares suppliers, an order is proposed it."""

    product = CompanyForeignKey(Product, related_name="suppliers", editable=False)
    position = models.PositiveIntegerField(default=0, editable=False)
    partner = CompanyForeignKey(Partner, related_name="+", verbose_name=_("供应商"))
    preferred = models.BooleanField(_("首选"), default=False)
    lead_days = models.PositiveIntegerField(
        _("交货天数"),
        default=0,
        validators=[MaxValueValidator(3650)],
        help_text=_("从下单到到货的天数"),
    )
    minimum = Quantity(_("起订量"), default=ZERO, validators=[MinValueValidator(0)])
    pack = Quantity(
        _("包装数量"),
        default=ZERO,
        validators=[MinValueValidator(0)],
        help_text=_("只能按它的整数倍订货；0 为不限"),
    )
    price = Price(
        _("供货价"),
        null=True,
        blank=True,
        validators=NOT_NEGATIVE,
        help_text=_("每基本单位，不含税；留空按采购价目表"),
    )
    extra = Extra()

    class Meta(CompanyModel.Meta):
        verbose_name = _("供应商货源")
        constraints = [
            models.UniqueConstraint(
                fields=["company", "product", "partner"], name="masters_productsupplier_once"
            ),
            models.UniqueConstraint(
                fields=["company", "product"],
                condition=models.Q(preferred=True),
                name="masters_productsupplier_preferred",
            ),
            models.CheckConstraint(
                condition=models.Q(minimum__gte=0, pack__gte=0),
                name="masters_productsupplier_not_negative",
            ),
        ]
        indexes = [
            models.Index(fields=["company", "partner"], name="masters_productsupplier_whom"),
        ]

    class Form:
        columns = ["partner", "preferred", "lead_days", "minimum", "pack", "price"]
        filter_references = {"partner": [["is_supplier", "=", True]]}
        hidden_groups = {"price": "purchase_price"}
