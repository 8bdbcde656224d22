"""组装模板: of what, and how much of it, so many of a product are made, and what comes beside.

A document that names one is filled in from it, in the proportion of its quantity
(`inventory.assembly_filling`); whoever writes the document may then change every line.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.forms.form import Search
from huolang.inventory.stock_document import AmountTooLarge, NotStocked
from huolang.kernel.columns import Extra, Money, Percent, Quantity
from huolang.kernel.company import CompanyModel
from huolang.kernel.keys import CompanyForeignKey
from huolang.kernel.refusals import BusinessError, Invalid, Several
from huolang.ledger.posting import MAX_AMOUNT
from huolang.masters import goods
from huolang.masters.goods import Good, WrongUnit
from huolang.masters.master import Master, Tables
from huolang.masters.product import Kind, Product
from huolang.masters.unit import Unit

ZERO = Decimal(0)
HUNDRED = Decimal(100)
POSITIVE = [MinValueValidator("0.000001")]
NOT_NEGATIVE = [MinValueValidator(0)]
PART_OF_ALL = [MinValueValidator(0), MaxValueValidator(HUNDRED)]
STOCKED = [["kind", "=", Kind.STOCK.value]]


class Direction(models.TextChoices):
    COMPONENT = "component", _("组件")
    BY_PRODUCT = "by_product", _("副产品")


class OfItself(Invalid):
    code = "assembly.of_itself"
    message = _("{product} 不能是它自己的组件或副产品")


class ShareOfComponent(Invalid):
    code = "assembly.share_of_component"
    message = _("只有副产品能填成本占比")


class SharesExceed(Invalid):
    code = "assembly.shares_exceed"
    message = _("副产品的成本占比合计 {percent}%，超过了 100%")


class ComesAndGoes(Invalid):
    code = "assembly.comes_and_goes"
    message = _("{product} 不能既是组件又是副产品")


class LineTwice(Invalid):
    code = "assembly_template.line_twice"
    message = _("商品与单位相同的行重复")


class NoComponents(Invalid):
    code = "assembly.no_components"
    message = _("请至少填写一行组件")


def wrong(rows: list[Any], product: Any, known: Any) -> list[BusinessError]:
    """What is wrong with components and by-products of `product` beside each other."""
    errors: list[BusinessError] = []
    used = {row.product_id for row in rows if row.direction == Direction.COMPONENT}
    shares = ZERO
    for index, row in enumerate(rows):
        place, name = f"lines.{index}.", known[row.product_id].name
        if row.product_id == product:
            errors.append(OfItself(field=f"{place}product", product=name))
        if row.direction == Direction.BY_PRODUCT:
            shares += row.share or ZERO
            if row.product_id in used:
                errors.append(ComesAndGoes(field=f"{place}product", product=name))
        elif row.share:
            errors.append(ShareOfComponent(field=f"{place}share"))
    if shares > HUNDRED:
        last = max(index for index, row in enumerate(rows) if row.share)
        errors.append(SharesExceed(field=f"lines.{last}.share", percent=shares.normalize()))
    return errors


class AssemblyTemplate(Master):
    """`quantity` of `product` are made of the lines."""

    product = CompanyForeignKey(Product, related_name="+", verbose_name=_("做成的商品"))
    unit = CompanyForeignKey(Unit, blank=True, related_name="+", verbose_name=_("单位"))
    quantity = Quantity(_("数量"), default=Decimal(1), validators=POSITIVE)
    extra_cost = Money(
        _("加工费"),
        default=ZERO,
        validators=NOT_NEGATIVE,
        help_text=_("做这么多通常花的加工费"),
    )
    loss = Percent(
        _("损耗率%"),
        default=ZERO,
        validators=PART_OF_ALL,
        help_text=_("通常损耗多少：带出的组件数量按它加大"),
    )

    code_prefix = "MB"

    class Meta(Master.Meta):
        verbose_name = _("组装模板")
        indexes = [
            models.Index(fields=["company", "product"], name="assemblytemplate_product"),
            models.Index(fields=["company", "unit"], name="assemblytemplate_unit"),
        ]

    class Form:
        sections = [
            (_("基本信息"), ["code", "name", "active"]),
            (_("做成"), ["product", "unit", "quantity", "extra_cost", "loss"]),
            (_("其他"), ["remark"]),
        ]
        tables = ("lines",)
        list = ["code", "name", "product", "unit", "quantity", "extra_cost", "loss", "active"]
        filters = ["product", "active"]
        filter_references = {"product": STOCKED}
        hidden_groups = {"extra_cost": "cost"}
        nothing_is = {"unit": ("product", "unit")}
        search = Search(columns=("code", "name"), initials="initials")

    @property
    def rows(self) -> list[Any]:
        return self.tables["lines"]

    goods: dict[Any, Good]

    def rules(self, tables: Tables) -> None:
        """Components there must be, in units of theirs; nothing is made of itself."""
        self.tables = tables
        known = self.goods = goods.read(self)
        goods.more(self, {self.product_id})
        known = self.goods
        errors = self._measure(self, known, "")
        for index, row in enumerate(self.rows):
            errors += self._measure(row, known, f"lines.{index}.")
        errors += wrong(self.rows, self.product_id, known)
        errors += self._twice()
        if not any(row.direction == Direction.COMPONENT for row in self.rows):
            errors.append(NoComponents(field="lines"))
        if self.extra_cost >= MAX_AMOUNT:
            errors.append(AmountTooLarge(field="extra_cost"))
        Several.raise_any(errors)

    def _twice(self) -> list[BusinessError]:
        seen = set[Any]()
        errors: list[BusinessError] = []
        for index, row in enumerate(self.rows):
            key = (row.direction, row.product_id, row.unit_id)
            if key in seen:
                errors.append(LineTwice(field=f"lines.{index}.product"))
            seen.add(key)
        return errors

    @staticmethod
    def _measure(row: Any, known: dict[Any, Good], place: str) -> list[BusinessError]:
        good = known[row.product_id]
        row.unit_id = row.unit_id or good.unit
        if not good.stocked:
            return [NotStocked(field=f"{place}product", product=good.name)]
        if row.unit_id not in good.units:
            return [WrongUnit(field=f"{place}unit", product=good.name)]
        return []


class AssemblyTemplateLine(CompanyModel):
    """`share` percent of what everything costs goes to a by-product."""

    document = CompanyForeignKey(AssemblyTemplate, related_name="lines", editable=False)
    position = models.PositiveIntegerField(default=0, editable=False)
    direction = models.CharField(
        _("类别"), max_length=10, choices=Direction, default=Direction.COMPONENT.value
    )
    product = CompanyForeignKey(Product, related_name="+", verbose_name=_("商品"))
    unit = CompanyForeignKey(Unit, blank=True, related_name="+", verbose_name=_("单位"))
    quantity = Quantity(_("数量"), validators=POSITIVE)
    share = Percent(
        _("成本占比%"),
        null=True,
        blank=True,
        validators=PART_OF_ALL,
        help_text=_("副产品分到全部成本的百分之几，不填为 0；其余归做成的商品"),
    )
    remark = models.CharField(_("备注"), max_length=500, blank=True, default="")
    extra = Extra()

    class Meta(CompanyModel.Meta):
        verbose_name = _("组装模板明细")
        constraints = [
            models.UniqueConstraint(
                fields=["company", "document", "direction", "product", "unit"],
                name="inventory_assemblytemplateline_once",
            )
        ]
        indexes = [
            models.Index(fields=["company", "product"], name="assemblytemplateline_product"),
            models.Index(fields=["company", "unit"], name="assemblytemplateline_unit"),
        ]

    class Form:
        columns = ["direction", "product", "unit", "quantity", "share", "remark"]
        filter_references = {"product": STOCKED}
        nothing_is = {"unit": ("product", "unit")}
