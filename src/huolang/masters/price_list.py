"""价目表: what we sell for and buy at, to whom, from when until when, from which quantity on.

Which price a line is proposed in the end, `price_proposal` decides.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huolang.kernel.columns import Extra, Price, Quantity
from huolang.kernel.company import CompanyModel
from huolang.kernel.keys import CompanyForeignKey
from huolang.kernel.refusals import BusinessError, Invalid, Several
from huolang.masters import goods
from huolang.masters.goods import WrongUnit
from huolang.masters.master import Master, Tables
from huolang.masters.partner import Partner
from huolang.masters.price_level import PriceLevel
from huolang.masters.product import NOT_NEGATIVE, Product
from huolang.masters.unit import Unit

ZERO = Decimal(0)


class EndsBeforeItBegins(Invalid):
    code = "price_list.ends_before_it_begins"
    message = _("截止日期不能早于生效日期")


class ForWhom(Invalid):
    code = "price_list.partner_and_level"
    message = _("客户与价格等级只能选一个；都不选则对所有客户有效")


class LineTwice(Invalid):
    code = "price_list.line_twice"
    message = _("商品、单位与起订量相同的行重复")


class Prices(Master):
    """A list of prices, good from `valid_from` until `valid_until`, both days included."""

    tax_included = models.BooleanField(_("含税价"), default=False)
    valid_from = models.DateField(_("生效日期"), null=True, blank=True)
    valid_until = models.DateField(_("截止日期"), null=True, blank=True)

    class Meta(Master.Meta):
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Master.Meta.constraints,
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("valid_from"))
                | Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True),
                name="%(app_label)s_%(class)s_days",
            ),
        ]

    stays_with = ("partner",)
    """A duplicate's list goes on being its own: the kept partner's prices come first."""

    class Form:
        tables = ("lines",)

    @property
    def rows(self) -> list[Any]:
        return self.tables["lines"]

    def rules(self, tables: Tables) -> None:
        """Days in their order; units of the products; no price twice."""
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise EndsBeforeItBegins(field="valid_until")
        known = goods.read(self)
        errors: list[BusinessError] = []
        seen: set[Any] = set()
        for index, row in enumerate(self.rows):
            good = known[row.product_id]
            row.unit_id = row.unit_id or good.unit
            if row.unit_id not in good.units:
                errors.append(WrongUnit(field=f"lines.{index}.unit", product=good.name))
            key = (row.product_id, row.unit_id, row.min_quantity)
            if key in seen:
                errors.append(LineTwice(field=f"lines.{index}.min_quantity"))
            seen.add(key)
        Several.raise_any(errors)


class PriceLine(CompanyModel):
    """`price` for one `unit`, from `min_quantity` of it on."""

    position = models.PositiveIntegerField(default=0, editable=False)
    product = CompanyForeignKey(Product, related_name="+", verbose_name=_("商品"))
    unit = CompanyForeignKey(Unit, blank=True, related_name="+", verbose_name=_("单位"))
    min_quantity = Quantity(_("起订量"), default=ZERO, validators=[MinValueValidator(0)])
    price = Price(_("单价"), validators=NOT_NEGATIVE)
    remark = models.CharField(_("备注"), max_length=500, blank=True, default="")
    extra = Extra()

    class Meta(CompanyModel.Meta):
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["company", "document", "product", "unit", "min_quantity"],
                name="%(app_label)s_%(class)s_once",
            ),
            models.CheckConstraint(
                condition=Q(price__gte=0, min_quantity__gte=0),
                name="%(app_label)s_%(class)s_not_negative",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["company", "product"], name="%(class)s_product"),
            models.Index(fields=["company", "unit"], name="%(class)s_unit"),
        ]

    class Form:
        columns = ["product", "unit", "min_quantity", "price", "remark"]
        nothing_is = {"unit": ("product", "unit")}


class PriceList(Prices):
    """What we sell for: to one customer, to a level of them, or to everybody."""

    partner = CompanyForeignKey(
        Partner, null=True, blank=True, related_name="+", verbose_name=_("客户")
    )
    level = CompanyForeignKey(
        PriceLevel, null=True, blank=True, related_name="+", verbose_name=_("价格等级")
    )

    code_prefix = "JM"

    class Meta(Prices.Meta):
        verbose_name = _("销售价目表")
        constraints = [
            *Prices.Meta.constraints,
            models.CheckConstraint(
                condition=Q(partner__isnull=True) | Q(level__isnull=True),
                name="masters_pricelist_for_whom",
            ),
        ]
        indexes = [
            models.Index(fields=["company", "partner", "level"], name="masters_pricelist_whom"),
            models.Index(fields=["company", "level"], name="masters_pricelist_level"),
        ]

    class Form:
        sections = [
            (_("基本信息"), ["code", "name", "partner", "level", "tax_included", "active"]),
            (_("有效期"), ["valid_from", "valid_until"]),
            (_("其他"), ["remark"]),
        ]
        list = ["code", "name", "partner", "level", "valid_from", "valid_until", "active"]
        filters = ["partner", "level", "active"]
        filter_references = {"partner": [["is_customer", "=", True]]}

    def rules(self, tables: Tables) -> None:
        if self.partner_id is not None and self.level_id is not None:
            raise ForWhom(field="level")
        super().rules(tables)


class PriceListLine(PriceLine):
    document = CompanyForeignKey(PriceList, related_name="lines", editable=False)

    class Meta(PriceLine.Meta):
        verbose_name = _("价目表明细")


class SupplierPriceList(Prices):
    """What one supplier sells to us for."""

    partner = CompanyForeignKey(Partner, related_name="+", verbose_name=_("供应商"))

    code_prefix = "GJ"

    class Meta(Prices.Meta):
        verbose_name = _("采购价目表")
        indexes = [
            models.Index(fields=["company", "partner"], name="masters_supplierpricelist_whom"),
        ]

    class Form:
        sections = [
            (_("基本信息"), ["code", "name", "partner", "tax_included", "active"]),
            (_("有效期"), ["valid_from", "valid_until"]),
            (_("其他"), ["remark"]),
        ]
        list = ["code", "name", "partner", "valid_from", "valid_until", "active"]
        filters = ["partner", "active"]
        filter_references = {"partner": [["is_supplier", "=", True]]}


class SupplierPriceListLine(PriceLine):
    document = CompanyForeignKey(SupplierPriceList, related_name="lines", editable=False)

    class Meta(PriceLine.Meta):
        verbose_name = _("采购价目表明细")

    class Form:
        hidden_groups = {"price": "purchase_price"}
