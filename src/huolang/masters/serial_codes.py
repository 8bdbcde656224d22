"""扫错的序列号: what else a number is called that is said to be that of a piece, and whose it is.

Whoever scans pieces one after the other scans the bar code of the next goods or the label of a
location among them. A number that is known already is that piece, whatever else is called so; one
that nobody knows yet is held against what other codes mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huolang.forms.references import text_array
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.refusals import BusinessError, Invalid

BARCODES = """
SELECT k.n, p.code || ' ' || p.name
FROM unnest(%s::uuid[], %s::text[]) WITH ORDINALITY AS k(product, number, n)
JOIN masters_barcode b ON b.company_id = %s::bigint AND b.code = upper(k.number)
JOIN masters_product p ON p.company_id = b.company_id AND p.id = b.product
WHERE NOT EXISTS (SELECT FROM masters_serialnumber s
    WHERE s.company_id = b.company_id AND s.product_id = k.product
      AND upper(s.number) = upper(k.number))
ORDER BY k.n
"""
CODES = """
SELECT k.n, c.what, c.called
FROM unnest(%s::uuid[], %s::text[]) WITH ORDINALITY AS k(product, number, n)
CROSS JOIN LATERAL (
    SELECT 'barcode' AS what, p.code || ' ' || p.name AS called FROM masters_barcode b
    JOIN masters_product p ON p.company_id = b.company_id AND p.id = b.product
    WHERE b.company_id = %s::bigint AND b.code = upper(k.number)
    UNION ALL
    SELECT 'code', p.code || ' ' || p.name FROM masters_product p
    WHERE p.company_id = %s::bigint AND upper(p.code) = upper(k.number)
    UNION ALL
    SELECT 'location', l.code FROM masters_location l
    WHERE l.company_id = %s::bigint AND upper(l.code) = upper(k.number)
    UNION ALL
    SELECT 'location', l.code FROM masters_location l
    WHERE l.company_id = %s::bigint AND upper(l.barcode) = upper(k.number) AND l.barcode <> ''
    UNION ALL
    SELECT 'batch', m.number || ' ' || p.name FROM masters_batch m
    JOIN masters_product p ON p.company_id = m.company_id AND p.id = m.product_id
    WHERE m.company_id = %s::bigint AND upper(m.number) = upper(k.number)
    LIMIT 1) c
WHERE NOT EXISTS (SELECT FROM masters_serialnumber s
    WHERE s.company_id = %s::bigint AND s.product_id = k.product
      AND upper(s.number) = upper(k.number))
ORDER BY k.n
"""
WHAT = {
    "barcode": _("{called} 的条码"),
    "code": _("{called} 的编码"),
    "location": _("库位 {called}"),
    "batch": _("批号 {called}"),
}
Number = tuple[UUID, str]
"""A product, and what is said to be the number of a piece of it."""


class IsBarcode(Invalid):
    code = "line.serial_is_barcode"
    message = _("“{serial}”是 {owner} 的条码，不能作 {product} 的序列号")


@dataclass(frozen=True, slots=True)
class Other:
    """What a number is besides."""

    what: str
    called: str

    def __str__(self) -> str:
        word: Promise = WHAT[self.what]
        return str(word).format(called=self.called)


def others(wanted: Sequence[Number]) -> dict[int, Other]:
    """Of numbers that no piece has yet those that mean something else, by their place."""
    if not wanted:
        return {}
    products, numbers = zip(*wanted, strict=True)
    company = current_id()
    given = [sql.array(products), text_array(numbers), *[company] * 6]
    return {int(n) - 1: Other(*told) for n, *told in sql.run(CODES, given).fetchall()}


def refused(rows: Sequence[tuple[str, Any]]) -> list[BusinessError]:
    """New numbers on lines of a document, with their places, that are bar codes of goods: somebody
    scanned the wrong label."""
    told = [
        (place, row, index, number)
        for place, row in rows
        for index, number in enumerate(row.serials)
    ]
    if not told:
        return []
    products = sql.array(row.product_id for _place, row, _index, _number in told)
    given = [products, text_array(number for *_line, number in told), current_id()]
    errors: list[BusinessError] = []
    for n, owner in sql.run(BARCODES, given).fetchall():
        place, row, index, number = told[int(n) - 1]
        field, product = f"{place}serials.{index}", row.product_name
        errors.append(IsBarcode(field=field, serial=number, owner=owner, product=product))
    return errors
