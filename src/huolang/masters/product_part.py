"""套装组成: of which goods a bundle is made that is sold as one and issued as its parts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.kernel import sql
from huolang.kernel.columns import Extra, Quantity
from huolang.kernel.company import CompanyModel, current_id
from huolang.kernel.keys import CompanyForeignKey
from huolang.masters.product import Kind, Product
from huolang.masters.unit import Unit

PARTS = """
SELECT r.product_id, r.part_id, p.name,
       CASE WHEN r.unit_id = p.unit_id THEN r.quantity
            ELSE r.quantity * u.numerator / u.denominator END
FROM masters_productpart r
JOIN masters_product p ON p.company_id = r.company_id AND p.id = r.part_id
LEFT JOIN masters_productunit u ON u.company_id = r.company_id AND u.product_id = r.part_id
    AND u.unit_id = r.unit_id
WHERE r.company_id = %s::bigint AND r.product_id = ANY(%s::uuid[])
ORDER BY r.product_id, r.position, r.id
"""


class ProductPart(CompanyModel):
    """One base unit of the bundle `product` holds `quantity` of `part`, in `unit` (nothing: the
    part's base unit). Documents keep what a bundle held when its line was written."""

    product = CompanyForeignKey(Product, related_name="parts", editable=False)
    position = models.PositiveIntegerField(default=0, editable=False)
    part = CompanyForeignKey(Product, related_name="+", verbose_name=_("组成商品"))
    unit = CompanyForeignKey(Unit, blank=True, related_name="+", verbose_name=_("单位"))
    quantity = Quantity(
        _("数量"),
        validators=[MinValueValidator("0.000001")],
        help_text=_("一个基本单位的套装含多少"),
    )
    extra = Extra()

    class Meta(CompanyModel.Meta):
        verbose_name = _("套装组成")
        constraints = [
            models.UniqueConstraint(
                fields=["company", "product", "part"], name="masters_productpart_once"
            ),
            models.CheckConstraint(
                condition=models.Q(quantity__gt=0), name="masters_productpart_positive"
            ),
        ]
        indexes = [
            models.Index(fields=["company", "part"], name="masters_productpart_part"),
            models.Index(fields=["company", "unit"], name="masters_productpart_unit"),
        ]

    class Form:
        columns = ["part", "unit", "quantity"]
        filter_references = {"part": [["kind", "=", Kind.STOCK.value]]}


def of(bundles: Any) -> dict[UUID, list[tuple[UUID, str, Decimal | None]]]:
    """Of each of these bundles its parts: product, name, and base units of it in one base unit of
    the bundle; None where the part has lost the unit in which it is counted here."""
    found: dict[UUID, list[tuple[UUID, str, Decimal | None]]] = {}
    for bundle, *part in sql.run(PARTS, [current_id(), sql.array(bundles)]).fetchall():
        found.setdefault(bundle, []).append((part[0], part[1], part[2]))
    return found
