"""条码: which product, in which unit, one bar code means. A bar code means one thing only."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from huolang.forms.references import text_array
from huolang.kernel import sql
from huolang.kernel.company import CompanyRow, current_id
from huolang.kernel.refusals import BusinessError, Several

FORGET = """
DELETE FROM masters_barcode
WHERE company_id = %s::bigint AND product = %s::uuid AND code <> ALL(%s::text[])
"""
REMEMBER = """
INSERT INTO masters_barcode AS b (company_id, code, product, unit)
SELECT DISTINCT ON (k.code) %s::bigint, k.code, k.product, k.unit
FROM unnest(%s::text[], %s::uuid[], %s::uuid[]) AS k(code, product, unit)
ORDER BY k.code
ON CONFLICT (company_id, code) DO UPDATE SET unit = excluded.unit
WHERE b.product = excluded.product RETURNING b.code, b.product, b.xmax = 0
"""
OWNERS = """
SELECT b.code, p.code || ' ' || p.name FROM masters_barcode b
JOIN masters_product p ON p.company_id = b.company_id AND p.id = b.product
WHERE b.company_id = %s::bigint AND b.code = ANY(%s::text[])
"""


LOCATIONS = """
SELECT upper(l.code), upper(l.barcode), l.code FROM masters_location l
WHERE l.company_id = %s::bigint AND (upper(l.code) = ANY(%s::text[])
    OR l.barcode <> '' AND upper(l.barcode) = ANY(%s::text[]))
"""


class BarcodeTaken(BusinessError):
    code = "product.barcode_taken"
    message = _("条码 {barcode} 已用于 {owner}")


class BarcodeOfLocation(BusinessError):
    code = "product.barcode_of_location"
    message = _("条码 {barcode} 是库位 {location} 的编码或条码，扫到的只能是一样东西")


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


def scanned(code: str) -> str:
    """As it is kept and looked for: in capitals, and no wide letters, which no scanner knows."""
    return unicodedata.normalize("NFKC", code).upper()


def keep(product: UUID, wanted: Mapping[str, Carried]) -> None:
    """Make `wanted` the bar codes of `product`; refuse those that mean another product."""
    sql.run(FORGET, [current_id(), product, text_array(sorted(wanted))])
    begin({product: wanted})


def begin(wanted: Mapping[UUID, Mapping[str, Carried]]) -> None:
    """Add bar codes of products; refuse those that mean another one, or a location. Three
    statements for all."""
    rows = [(code, key, one) for key, codes in wanted.items() for code, one in codes.items()]
    rows.sort(key=lambda one: one[0])
    if not rows:
        return
    company, codes = current_id(), text_array(code for code, _, _ in rows)
    products = sql.array(key for _, key, _ in rows)
    units = sql.array(one.unit for _, _, one in rows)
    written = sql.run(REMEMBER, [company, codes, products, units]).fetchall()
    kept = {(code, key) for code, key, _new in written}
    taken = [one for one in rows if (one[0], one[1]) not in kept]
    if taken:
        owner = owners(code for code, _, _ in taken)
        Several.raise_any(
            [
                BarcodeTaken(field=one.place, barcode=code, owner=owner.get(code, ""))
                for code, _, one in taken
            ]
        )
    _refuse_locations(rows, {code for code, _key, new in written if new})


def _refuse_locations(rows: Iterable[tuple[str, UUID, Carried]], new: set[str]) -> None:
    if not new:
        return
    asked = text_array(sorted(new))
    found: dict[str, str] = {}
    for *known_as, location in sql.run(LOCATIONS, [current_id(), asked, asked]).fetchall():
        found |= dict.fromkeys(known_as, location)
    Several.raise_any(
        [
            BarcodeOfLocation(field=one.place, barcode=code, location=found[code])
            for code, _key, one in rows
            if code in new and code in found
        ]
    )


def owners(codes: Iterable[str]) -> dict[str, str]:
    """What each of these bar codes, in capitals, means already."""
    return dict(sql.run(OWNERS, [current_id(), text_array(codes)]).fetchall())


def forget(product: UUID) -> None:
    """The product is going to be deleted."""
    sql.run(FORGET, [current_id(), product, text_array([])])
