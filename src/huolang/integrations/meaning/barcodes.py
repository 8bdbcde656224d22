"""条码: a file may name a product by a bar code, and with it the unit it is counted in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.forms.references import text_array
from huolang.integrations.before import given_numbers
from huolang.integrations.rows.groups import Plan
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.refusals import Invalid

NAMES = "product"
"""The form whose records have bar codes."""
UNIT = "unit"
MEANT = """
SELECT DISTINCT ON (w.given) w.given, b.product, b.unit, u.name, b.unit = p.unit_id
FROM unnest(%s::text[], %s::text[]) AS w(given, plain)
JOIN masters_barcode b ON b.company_id = %s::bigint AND b.code IN (upper(w.given), upper(w.plain))
JOIN masters_product p ON p.company_id = b.company_id AND p.id = b.product
JOIN masters_unit u ON u.company_id = b.company_id AND u.id = b.unit
ORDER BY w.given, b.code <> upper(w.given)
"""
"""The code as it is written, or else in plain letters."""


class OfAnotherUnit(Invalid):
    code = "import.barcode_of_unit"
    message = _("条码 {given} 是一{unit}的，这里按基本单位计；请写商品编码")


@dataclass(frozen=True, slots=True)
class Meant:
    """What a bar code is of; `is_base` where it is that of the product's own unit."""

    product: UUID
    unit: UUID
    unit_name: str
    is_base: bool


def meant(texts: Iterable[str]) -> dict[str, Meant]:
    """By text: what is so called, in one statement."""
    asked = list(texts)
    plain = text_array(given_numbers.plain(one) for one in asked)
    rows = sql.run(MEANT, [text_array(asked), plain, current_id()])
    return {row[0]: Meant(*row[1:]) for row in rows}


def count_in(plan: Plan, path: str, into: dict[str, Any], one: Meant, given: str) -> None:
    """Let the row count in the unit of the bar code, unless it tells one itself.

    Raises OfAnotherUnit where the row can only count in the base unit and the code is of another.
    """
    if into.get(UNIT) is not None or one.is_base:
        return
    table, _place, inner = path.partition(".")
    fields: Mapping[str, Any] = (
        plan.form.tables_by_name[table].by_name if inner else plan.form.by_name
    )
    if UNIT not in fields:
        raise OfAnotherUnit(given=given, unit=one.unit_name)
    into[UNIT] = one.unit
