"""条码: which product, in which unit, one bar code means. A bar code means one thing only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.kernel import sql
from huolang.kernel.company import CompanyRow, current_id
from huolang.kernel.refusals import BusinessError, Several

FORGET = """
DELETE FROM masters_barcode
WHERE company_id = %s::bigint AND product = %s::uuid AND code <> ALL(%s::text[])
"""
REMEMBER = """
INSERT INTO masters_barcode AS b (company_id, code, product, unit)
SELECT %s::bigint, k.code, %s::uuid, k.unit FROM unnest(%s::text[], %s::uuid[]) AS k(code, unit)
ORDER BY k.code
ON CONFLICT (company_id, code) DO UPDATE SET unit = excluded.unit
WHERE b.product = excluded.product RETURNING b.code
"""
OWNERS = """
SELECT b.code, p.code || ' ' || p.name FROM masters_barcode b
JOIN masters_product p ON p.company_id = b.company_id AND p.id = b.product
WHERE b.company_id = %s::bigint AND b.code = ANY(%s::text[])
"""


class BarcodeTaken(BusinessError):
    code = "product.barcode_taken"
    message = _("条码 {barcode} 已用于 {owner}")


class Barcode(CompanyRow):
    """One bar code, in capitals. Kept from what is typed on products and their units."""

    pk = models.CompositePrimaryKey("company_id", "code")
    code = models.CharField(max_length=64)
    product = models.UUIDField()
    unit = models.UUIDField()

    class Meta(CompanyRow.Meta):
        verbose_name = _("条码")
        indexes = [models.Index(fields=["company", "product"], name="masters_barcode_product")]


@dataclass(frozen=True, slots=True)
class Carried:
    """A bar code's unit, and the place where it was typed."""

    unit: UUID
    place: str


def keep(product: UUID, wanted: Mapping[str, Carried]) -> None:
    """Make `wanted` the bar codes of `product`; refuse those that mean another product."""
    company, codes = current_id(), sorted(wanted)
    sql.run(FORGET, [company, product, _texts(codes)])
    if not codes:
        return
    units = sql.array(wanted[code].unit for code in codes)
    kept = {row[0] for row in sql.run(REMEMBER, [company, product, _texts(codes), units])}
    taken = [code for code in codes if code not in kept]
    if taken:
        owners = dict(sql.run(OWNERS, [company, _texts(taken)]).fetchall())
        Several.raise_any(
            [
                BarcodeTaken(field=wanted[code].place, barcode=code, owner=owners.get(code, ""))
                for code in taken
            ]
        )


def forget(product: UUID) -> None:
    """The product is going to be deleted."""
    sql.run(FORGET, [current_id(), product, "{}"])


def _texts(values: list[str]) -> str:
    quoted = ('"' + v.replace("\\", "\\\\").replace('"', '\\"') + '"' for v in values)
    return "{" + ",".join(quoted) + "}"
