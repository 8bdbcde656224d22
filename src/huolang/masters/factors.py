"""换算变更: what a unit of a product held when a document was written, and what it holds today."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from huolang.documents.document import State
from huolang.forms.numbers import plain
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.money import round_half_up
from huolang.kernel.refusals import BusinessError

DIGITS = 6
NOW = """
SELECT k.n, u.numerator, u.denominator, w.name, b.name
FROM unnest(%s::int[], %s::uuid[], %s::uuid[]) AS k(n, product, unit)
JOIN masters_product p ON p.company_id = %s::bigint AND p.id = k.product
JOIN masters_unit b ON b.company_id = p.company_id AND b.id = p.unit_id
JOIN masters_productunit u ON u.company_id = p.company_id AND u.product_id = p.id
    AND u.unit_id = k.unit
JOIN masters_unit w ON w.company_id = u.company_id AND w.id = u.unit_id
"""


class FactorFollows(BusinessError):
    code = "line.factor_follows"
    message = _("录入时 1 {unit} 是 {then} {base}，现在是 {now} {base}；审核时按现在的换算")


class FactorKept(BusinessError):
    code = "line.factor_kept"
    message = _("本单 1 {unit} 是 {then} {base}，商品现在是 {now} {base}；本单仍按原来的换算")


def changed(document: Any) -> list[BusinessError]:
    """Of a draft: where a unit of its lines holds something else than when they were written."""
    if document.state != State.DRAFT.value:
        return []
    places = [(place, row) for place, row in document.moving if row.numerator != row.denominator]
    if not places:
        return []
    rows = [row for _place, row in places]
    keys = [range(len(rows)), (row.product_id for row in rows), (row.unit_id for row in rows)]
    found = sql.run(NOW, [*map(sql.array, keys), current_id()]).fetchall()
    told: list[BusinessError] = []
    refusal = FactorKept if document.was_confirmed else FactorFollows
    for n, numerator, denominator, unit, base in sorted(found):
        place, row = places[n]
        if row.numerator * denominator == numerator * row.denominator:
            continue
        facts = {"then": _held(row.numerator, row.denominator), "unit": unit, "base": base}
        now = _held(numerator, denominator)
        told.append(refusal(field=f"{place}unit", now=now, **facts))
    return told


def _held(numerator: Decimal, denominator: Decimal) -> str:
    return plain(round_half_up(numerator / denominator, DIGITS))
