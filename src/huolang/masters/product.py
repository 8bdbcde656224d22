"""商品: what is bought, kept and sold: one product is one SKU, counted in its base unit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.forms import registry
from huolang.forms.form import Search
from huolang.kernel import sql
from huolang.kernel.columns import Extra, Percent, Price, Quantity
from huolang.kernel.company import CompanyModel, current_id
from huolang.kernel.keys import CompanyForeignKey
from huolang.kernel.refusals import BusinessError, Several
from huolang.ledger import books, items
from huolang.ledger.items import ItemFacts
from huolang.masters import (
    archiving,
    barcode,
    bundle_rules,
    costing_policy,
    costing_sources,
    inspecting,
    product_merge,
    product_rules,
    unit,
)
from huolang.masters.attribute import PLACES
from huolang.masters.barcode import Carried
from huolang.masters.brand import Brand
from huolang.masters.category import ProductCategory
from huolang.masters.costing_policy import Costed
from huolang.masters.inspecting import Inspected
from huolang.masters.master import SearchedMaster, Tables
from huolang.masters.merge import Mergeable
from huolang.masters.unit import Unit
from huolang.masters.varied import Varied

ZERO = Decimal(0)
NOT_NEGATIVE = [MinValueValidator(0)]
FIXED = (
    *("kind", "unit", "batched", "serialized", "allow_negative"),
    *("costing_method", "costing_scope", "standard_cost"),
)
"""What the books rest on: it cannot change once the product has been traded."""
BEFORE = """
SELECT kind, unit_id, batched, serialized, allow_negative, costing_method, costing_scope,
       standard_cost, category_id, purchase_price, specification, value1, value2, value3
FROM masters_product
WHERE company_id = %s::bigint AND id = %s::uuid
"""
HOLD = "SELECT FROM masters_product WHERE company_id = %s::bigint AND id = %s::uuid FOR UPDATE"
"""Waits for documents that are just being confirmed with the product (`masters.goods`)."""
ON_DOCUMENT = """
SELECT EXISTS (SELECT FROM {lines} l
    JOIN {header} d ON d.company_id = l.company_id AND d.id = l.{parent}
    WHERE l.company_id = %s::bigint AND l.product_id = %s::uuid AND d.number <> '')
"""


class CannotChange(BusinessError):
    code = "product.already_traded"
    message = _("该商品已有业务单据，{what}不能修改")


class Traded(BusinessError):
    code = "product.costing_traded"
    message = _("该商品已有业务单据，{what}请用“计价方法变更单”修改")


class BarcodeTwice(BusinessError):
    code = "product.barcode_twice"
    message = _("条码 {barcode} 在本商品中重复")
    status = 422


class Kind(models.TextChoices):
    STOCK = "stock", _("存货")
    SERVICE = "service", _("服务")
    BUNDLE = "bundle", _("套装")


class Product(Varied, Inspected, Costed, Mergeable, SearchedMaster):
    specification = models.CharField(_("规格型号"), max_length=200, blank=True, default="")
    kind = models.CharField(_("类型"), max_length=10, choices=Kind, default=Kind.STOCK.value)
    category = CompanyForeignKey(
        ProductCategory, null=True, blank=True, related_name="+", verbose_name=_("分类")
    )
    brand = CompanyForeignKey(
        Brand, null=True, blank=True, related_name="+", verbose_name=_("品牌")
    )
    unit = CompanyForeignKey(Unit, related_name="+", verbose_name=_("基本单位"))
    tax_rate = Percent(
        _("税率%"), default=Decimal(13), validators=[*NOT_NEGATIVE, MaxValueValidator(100)]
    )
    purchase_price = Price(_("采购价"), default=ZERO, validators=NOT_NEGATIVE)
    sales_price = Price(_("销售价"), default=ZERO, validators=NOT_NEGATIVE)
    floor_price = Price(
        _("最低售价"),
        null=True,
        blank=True,
        validators=NOT_NEGATIVE,
        help_text=_("每基本单位折后不得低于；留空则按设置里的百分比"),
    )
    barcode = models.CharField(_("条码"), max_length=64, blank=True, default="")
    weight = Quantity(
        _("重量"),
        null=True,
        blank=True,
        validators=NOT_NEGATIVE,
        help_text=_("每基本单位的毛重（千克），用于分摊采购费用"),
    )
    volume = Quantity(
        _("体积"),
        null=True,
        blank=True,
        validators=NOT_NEGATIVE,
        help_text=_("每基本单位的体积（立方米），用于分摊采购费用"),
    )
    standard_cost = Price(
        _("标准成本"),
        null=True,
        blank=True,
        validators=NOT_NEGATIVE,
        help_text=_("每基本单位；按标准成本计价时用，留空取采购价"),
    )

    batched = models.BooleanField(
        _("批次管理"), default=False, help_text=_("出入库须指定批号；有业务单据后不能修改")
    )
    shelf_life = models.PositiveIntegerField(
        _("保质期（天）"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(36500)],
        help_text=_("填了生产日期时自动算出有效期；批次管理的商品填了它就必须有有效期"),
    )
    near_expiry = models.PositiveIntegerField(
        _("临期预警（天）"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(3650)],
        help_text=_("距有效期不足这么多天时预警；留空按设置"),
    )

    serialized = models.BooleanField(
        _("序列号管理"), default=False, help_text=_("每件商品有自己的序列号；有业务单据后不能修改")
    )
    warranty_months = models.PositiveIntegerField(
        _("保修期（月）"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(1200)],
        help_text=_("销售出库时据此算出每个序列号的保修到期日"),
    )

    allow_negative = models.BooleanField(
        _("允许负库存"),
        default=False,
        help_text=_(
            "没到货也能出库，成本先按上次的算，到货后更正；不能组装，按仓库计价时不能调拨；有业务单据后不能修改"
        ),
    )

    code_prefix = "SP"
    ends_first = True
    costed_anew = False
    """Its costing may have changed, which the books have to hear of."""

    class Meta(SearchedMaster.Meta):
        verbose_name = _("商品")
        constraints = [
            *SearchedMaster.Meta.constraints,
            *Mergeable.Meta.constraints,
            *Varied.Meta.constraints,
        ]
        indexes = [
            *Mergeable.Meta.indexes,
            *Varied.Meta.indexes,
            models.Index(fields=["company", "initials"], name="masters_product_initials"),
            models.Index(fields=["company", "barcode"], name="masters_product_barcode"),
            models.Index(fields=["company", "category"], name="masters_product_category"),
            models.Index(fields=["company", "brand"], name="masters_product_brand"),
            models.Index(fields=["company", "unit"], name="masters_product_unit"),
        ]

    class Form:
        pictured = True
        sections = [
            (
                _("基本信息"),
                ["code", "name", "specification", "kind", "category", "brand", "active"],
            ),
            (_("款式"), ["style", *PLACES]),
            (
                _("单位与价格"),
                ["unit", "barcode", "tax_rate", "purchase_price", "sales_price", "floor_price"],
            ),
            (_("成本"), ["costing_method", "costing_scope", "standard_cost", "allow_negative"]),
            (_("批次与保质期"), ["batched", "shelf_life", "near_expiry"]),
            (_("序列号"), ["serialized", "warranty_months"]),
            (_("质检"), ["inspection"]),
            (_("其他"), ["weight", "volume", "remark"]),
        ]
        list = [
            "code",
            "name",
            "specification",
            "category",
            "unit",
            "purchase_price",
            "sales_price",
            "barcode",
            "active",
        ]
        filters = ["category", "brand", "kind", "style", *PLACES[:2], "active"]
        tables = ["parts", "units", "barcodes", "prices", "limits", "suppliers"]
        hidden_groups = {"purchase_price": "purchase_price", "standard_cost": "cost"}
        search = Search(
            columns=("code",),
            initials="initials",
            grams="grams",
            inside=("name", "specification"),
            within=(("masters_barcode", "code", "product"),),
            below=("style",),
            stands_for="merged_into_id",
            function="masters_product_search",
        )

    def rules(self, tables: Tables) -> None:
        """What the books rest on cannot change any more; units once each."""
        self.refuse_reviving()
        self.fit_style()
        if not self._state.adding:
            self._refuse_changing()
        Several.raise_any(product_rules.wrong(self.unit_id, tables))
        product_rules.refuse(self)
        archiving.refuse_product(self)
        bundle_rules.refuse(self, tables)

    def _refuse_changing(self) -> None:
        key = [current_id(), self.id]
        before = sql.run(BEFORE, key).fetchone()
        if before is not None:
            self.follow_values(before[10], before[11:])
            before = before[:10]
        now = (self.kind, self.unit_id, *(getattr(self, name) for name in FIXED[2:]))
        follows = (self.category_id, self.purchase_price)
        if before is None or before == (*now, *follows):
            return
        changed = [
            name for name, was, is_ in zip(FIXED, before[:8], now, strict=True) if was != is_
        ]
        if not changed:
            self.costed_anew = self._never_in_the_books(key)
            return
        sql.run(HOLD, key)
        if {"kind", "unit"} & {*changed}:
            bundle_rules.refuse_changing(self)
        if not ever_traded(self.id):
            self.costed_anew = True
            return
        field = changed[0]
        what = str(self._meta.get_field(field).verbose_name)
        raise (CannotChange if field in FIXED[:5] else Traded)(field=field, what=what)

    def _never_in_the_books(self, key: list[Any]) -> bool:
        """Then what its costing follows from may change it; nobody posts it meanwhile."""
        if books.touched(self.id):
            return False
        sql.run(HOLD, key)
        return not books.touched(self.id)

    def searched(self) -> Iterable[str]:
        return (self.name, self.specification)

    def saved(self, tables: Tables, *, created: bool) -> None:
        """Keep its bar codes, and tell the books of it."""
        carried = self._carried(tables)
        if carried or not created:
            barcode.keep(self.id, carried)
        _tell_books([self], anew=self.costed_anew)

    @classmethod
    def added(cls, products: Sequence[Product]) -> None:
        """`saved` for many new ones."""
        barcode.begin({one.id: one._carried(one.tables) for one in products})
        _tell_books(products)

    def inherited(self) -> dict[str, str]:
        held, told = items.known(self.id), inspecting.inherited(self, self.category_id)
        return costing_sources.inherited(self, self.category_id, held) | told if held else told

    def deleting(self) -> None:
        barcode.forget(self.id)

    def refuse_merge(self, kept: Any) -> None:
        """Only what is counted alike and lies nowhere goes on as another product."""
        product_merge.refuse(self, kept)

    def hand_over(self, kept: Any, *, by: UUID | None, at: datetime) -> None:
        """Units, bar codes, prices and limits; from now on nothing enters stock under this one."""
        product_merge.hand_over(self, kept, by=by, at=at)
        items.retire(self.id)

    def _carried(self, tables: Tables) -> dict[str, Carried]:
        """Bar codes of the product and of its units; the same one twice is refused."""
        typed = [(self.barcode, self.unit_id, "barcode")]
        typed += [
            (row.barcode, row.unit_id, f"{name}.{index}.barcode")
            for name in ("units", "barcodes")
            for index, row in enumerate(tables[name])
        ]
        carried: dict[str, Carried] = {}
        errors: list[BusinessError] = []
        for code, key, place in typed:
            if (scanned := barcode.scanned(code)) in carried:
                errors.append(BarcodeTwice(field=place, barcode=code))
            elif code:
                carried[scanned] = Carried(key, place)
        Several.raise_any(errors)
        return carried


class ProductUnit(CompanyModel):
    """One more unit of a product: 1 of it is `numerator` ÷ `denominator` base units."""

    product = CompanyForeignKey(Product, related_name="units", editable=False)
    position = models.PositiveIntegerField(default=0, editable=False)
    unit = CompanyForeignKey(Unit, related_name="+", verbose_name=_("单位"))
    numerator = Quantity(
        _("换算数量"), validators=[MinValueValidator("0.000001")], help_text=_("基本单位数量")
    )
    denominator = Quantity(
        _("折合本单位"), default=Decimal(1), validators=[MinValueValidator("0.000001")]
    )
    barcode = models.CharField(_("条码"), max_length=64, blank=True, default="")
    sales_price = Price(_("销售价"), null=True, blank=True, validators=NOT_NEGATIVE)
    extra = Extra()

    class Meta(CompanyModel.Meta):
        verbose_name = _("多单位")
        constraints = [
            models.UniqueConstraint(
                fields=["company", "product", "unit"], name="masters_productunit_once"
            ),
            models.CheckConstraint(
                condition=models.Q(numerator__gt=0, denominator__gt=0),
                name="masters_productunit_positive",
            ),
        ]
        indexes = [
            models.Index(fields=["company", "unit"], name="masters_productunit_unit"),
            models.Index(fields=["company", "barcode"], name="masters_productunit_barcode"),
        ]

    class Form:
        columns = ["unit", "numerator", "denominator", "barcode", "sales_price"]


def _tell_books(products: Sequence[Product], *, anew: bool = False) -> None:
    digits = unit.digits_of({one.unit_id for one in products})
    costed = costing_policy.policies(products)
    told = [
        ItemFacts(
            product=p.id,
            digits=digits[p.unit_id],
            kind=p.kind,
            policy=costed[p.id],
            batched=p.batched,
            allow_negative=p.allow_negative,
        )
        for p in products
    ]
    items.write(told)
    if anew:
        items.cost_anew(told)


def ever_traded(product: UUID) -> bool:
    """Is the product in the books, or on a document that was ever confirmed?"""
    if books.touched(product):
        return True
    ways = [
        ON_DOCUMENT.format(lines=table.table, header=form.table, parent=table.parent)
        for form in registry.all()
        for table in form.tables
        if form.is_document and any(one.to == "product" for one in table.fields)
    ]
    if not ways:
        return False
    found = sql.run(" UNION ALL ".join(ways), [current_id(), product] * len(ways))
    return any(row[0] for row in found)
