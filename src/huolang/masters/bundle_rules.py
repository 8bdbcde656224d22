"""套装的规则: what a product that is sold as one and issued as its parts must say of them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.refusals import BusinessError, Invalid, Several
from huolang.masters.master import Tables

BUNDLE, STOCK = "bundle", "stock"
"""Kinds of product."""
KNOWN = """
SELECT k.n, p.kind, p.unit_id, w.name, w.digits,
       CASE WHEN coalesce(k.unit, p.unit_id) = p.unit_id THEN 1 ELSE u.numerator END,
       coalesce(u.denominator, 1)
FROM unnest(%s::uuid[], %s::uuid[]) WITH ORDINALITY AS k(part, unit, n)
JOIN masters_product p ON p.company_id = %s::bigint AND p.id = k.part
JOIN masters_unit w ON w.company_id = p.company_id AND w.id = p.unit_id
LEFT JOIN masters_productunit u ON u.company_id = p.company_id AND u.product_id = p.id
    AND u.unit_id = k.unit
ORDER BY p.id FOR KEY SHARE OF p
"""
"""They stay what they are until the transaction ends (`masters.product` locks against it)."""
HOLDS = """
SELECT b.name FROM masters_productpart r
JOIN masters_product b ON b.company_id = r.company_id AND b.id = r.product_id
WHERE r.company_id = %s::bigint AND r.part_id = %s::uuid ORDER BY b.code LIMIT 1
"""


class PartsOfOther(Invalid):
    code = "product.parts_of_other"
    message = _("只有套装才有组成商品")


class NoParts(Invalid):
    code = "product.bundle_without_parts"
    message = _("套装至少要有一种组成商品")


class PartTwice(Invalid):
    code = "product.part_twice"
    message = _("组成商品重复")


class PartNotStocked(Invalid):
    code = "product.part_not_stocked"
    message = _("组成商品须是存货，不能是服务或套装")


class PartUnit(Invalid):
    code = "product.part_unit"
    message = _("组成商品没有这个单位")


class PartDigits(Invalid):
    code = "product.part_digits"
    message = _("折合 {unit} 的数量最多 {digits} 位小数")


class IsPart(BusinessError):
    code = "product.is_part"
    message = _("该商品是套装 {bundle} 的组成，类型和单位不能修改")


def refuse(product: Any, tables: Tables) -> None:
    """Raise what is wrong with the parts of `product`, each at its place. Parts that name no unit
    are counted in their base unit."""
    rows = tables.get("parts", [])
    if product.kind != BUNDLE:
        if rows:
            raise PartsOfOther(field="parts")
        return
    if not rows:
        raise NoParts(field="parts")
    parts = [row.part_id for row in rows]
    asked = [sql.array(parts), sql.array(row.unit_id or "NULL" for row in rows), current_id()]
    found = {int(row[0]) - 1: row[1:] for row in sql.run(KNOWN, asked).fetchall()}
    errors: list[BusinessError] = []
    for index, row in enumerate(rows):
        place = f"parts.{index}."
        kind, base, name, digits, up, down = found[index]
        row.unit_id = row.unit_id or base
        if row.part_id in parts[:index]:
            errors.append(PartTwice(field=f"{place}part"))
        elif kind != STOCK or row.part_id == product.id:
            errors.append(PartNotStocked(field=f"{place}part"))
        elif up is None:
            errors.append(PartUnit(field=f"{place}unit"))
        elif row.quantity * up / down != round(row.quantity * up / down, digits):
            errors.append(PartDigits(field=f"{place}quantity", unit=name, digits=digits))
    Several.raise_any(errors)


def refuse_changing(product: Any) -> None:
    """What a bundle holds stays stock, and is counted as it is. The product's row is locked."""
    found = sql.run(HOLDS, [current_id(), product.id]).fetchone()
    if found is not None:
        raise IsPart(field="kind", bundle=found[0])
