"""款式: what groups products that differ in colour, size and the like. Each of them is a product of
its own; the style only says what they have in common and what they begin with."""

from __future__ import annotations

import re
from decimal import Decimal
from uuid import UUID

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.forms.form import Search
from huolang.kernel import sql
from huolang.kernel.columns import Percent, Price
from huolang.kernel.company import current_id
from huolang.kernel.keys import CompanyForeignKey
from huolang.kernel.refusals import BusinessError, Invalid
from huolang.masters.attribute import Attribute
from huolang.masters.brand import Brand
from huolang.masters.category import ProductCategory
from huolang.masters.master import Master, Tables
from huolang.masters.unit import Unit

ZERO = Decimal(0)
NOT_NEGATIVE = [MinValueValidator(0)]
PLACE = re.compile(r"\{(\w+)\}")
BEFORE = """
SELECT s.attribute1_id, s.attribute2_id, s.attribute3_id, EXISTS (SELECT FROM masters_product p
    WHERE p.company_id = s.company_id AND p.style_id = s.id)
FROM masters_style s WHERE s.company_id = %s::bigint AND s.id = %s::uuid
"""


class AttributeTwice(Invalid):
    code = "style.attribute_twice"
    message = _("属性重复")


class AttributeSkipped(Invalid):
    code = "style.attribute_skipped"
    message = _("请先填前一个属性")


class HasVariants(BusinessError):
    code = "style.has_variants"
    message = _("该款式已有商品，属性不能再修改")


class BadPattern(Invalid):
    code = "style.bad_pattern"
    message = _("编码规则应含 {needed}，否则不同规格的编码会相同")


class UnknownPlace(Invalid):
    code = "style.unknown_place"
    message = _("编码规则里只能用 {known}，不认识 {unknown}")


class Style(Master):
    attribute1 = CompanyForeignKey(Attribute, related_name="+", verbose_name=_("属性1"))
    attribute2 = CompanyForeignKey(
        Attribute, null=True, blank=True, related_name="+", verbose_name=_("属性2")
    )
    attribute3 = CompanyForeignKey(
        Attribute, null=True, blank=True, related_name="+", verbose_name=_("属性3")
    )
    code_pattern = models.CharField(
        _("商品编码规则"),
        max_length=60,
        blank=True,
        default="",
        help_text=_("如 {style}-{1}-{2}：款式编码和各属性值的编码；留空即如此"),
    )
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

    code_prefix = "KS"

    class Meta(Master.Meta):
        verbose_name = _("款式")
        indexes = [
            models.Index(fields=["company", "attribute1"], name="masters_style_attribute1"),
            models.Index(fields=["company", "attribute2"], name="masters_style_attribute2"),
            models.Index(fields=["company", "attribute3"], name="masters_style_attribute3"),
            models.Index(fields=["company", "category"], name="masters_style_category"),
            models.Index(fields=["company", "brand"], name="masters_style_brand"),
            models.Index(fields=["company", "unit"], name="masters_style_unit"),
        ]

    class Form:
        pictured = True
        sections = [
            (_("基本信息"), ["code", "name", "category", "brand", "active"]),
            (_("规格"), ["attribute1", "attribute2", "attribute3", "code_pattern"]),
            (_("新商品的单位与价格"), ["unit", "tax_rate", "purchase_price", "sales_price"]),
            (_("其他"), ["remark"]),
        ]
        list = [
            "code",
            "name",
            "attribute1",
            "attribute2",
            "category",
            "unit",
            "sales_price",
            "active",
        ]
        filters = ["category", "brand", "attribute1", "active"]
        hidden_groups = {"purchase_price": "purchase_price"}
        search = Search(columns=("code", "name"), initials="initials")

    @property
    def attributes(self) -> list[UUID]:
        return [one for one in (self.attribute1_id, self.attribute2_id, self.attribute3_id) if one]

    @property
    def pattern(self) -> str:
        """How the codes of its products are made."""
        places = "".join(f"-{{{n}}}" for n in range(1, len(self.attributes) + 1))
        return self.code_pattern or "{style}" + places

    def rules(self, tables: Tables) -> None:
        """One to three attributes, which stay once there are products of it."""
        named = [self.attribute1_id, self.attribute2_id, self.attribute3_id]
        if self.attribute3_id and not self.attribute2_id:
            raise AttributeSkipped(field="attribute3")
        for number, one in enumerate(named):
            if one and one in named[:number]:
                raise AttributeTwice(field=f"attribute{number + 1}")
        self._check_pattern()
        if self._state.adding:
            return
        before = sql.run(BEFORE, [current_id(), self.id]).fetchone()
        if before is None or not before[3]:
            return
        for number, (was, now) in enumerate(zip(before, named, strict=False), start=1):
            if was != now:
                raise HasVariants(field=f"attribute{number}")

    def _check_pattern(self) -> None:
        needed = [f"{{{n}}}" for n in range(1, len(self.attributes) + 1)]
        used = [f"{{{one}}}" for one in PLACE.findall(self.pattern)]
        known = ["{style}", *needed]
        unknown = [one for one in used if one not in known]
        unknown += [one for one in "{}" if one in PLACE.sub("", self.pattern)]
        if unknown:
            told = {"known": " ".join(known), "unknown": " ".join(unknown)}
            raise UnknownPlace(field="code_pattern", **told)
        if not set(needed) <= set(used):
            raise BadPattern(field="code_pattern", needed=" ".join(needed))

    def code_of(self, codes: list[str]) -> str:
        """The code of the product with these values."""
        said = {"style": self.code, **{str(n): one for n, one in enumerate(codes, start=1)}}
        return PLACE.sub(lambda place: said[place[1]], self.pattern)
