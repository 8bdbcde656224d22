"""基本单位数量: beside a quantity in boxes, what it is in the smallest unit. Where a box holds
another number here than there, the row is refused: it would be another stock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.forms.form import Form
from huolang.forms.numbers import plain
from huolang.integrations.amounts.line_amounts import LINES, number_of
from huolang.integrations.columns import unfilled
from huolang.integrations.columns.form_words import QUANTITY
from huolang.integrations.meaning.cells import inside
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.money import EXACT
from huolang.kernel.refusals import Invalid

if TYPE_CHECKING:
    from huolang.integrations.rows.groups import Group, Plan

WORDS = frozenset(
    {
        "基本单位数量", "基本数量", "基本计量单位数量", "主单位数量", "主数量", "主计量数量",
        "小单位数量", "最小单位数量", "换算后数量", "折合数量", "stockqty", "qtyasperstockuom",
        "qtyinstockuom",
    }
)  # fmt: skip
LOST = Decimal("0.01")
"""Of one in a hundred: what is shown is rounded."""
ONE = Decimal(1)
FACTORS = """
SELECT k.n, u.numerator, u.denominator FROM unnest(%s::int[], %s::uuid[], %s::uuid[])
    AS k(n, product, unit)
JOIN masters_productunit u ON u.company_id = %s::bigint
    AND u.product_id = k.product AND u.unit_id = k.unit
"""


class OtherCount(Invalid):
    code = "import.other_base_count"
    message = _(
        "“{column}”是 {given}，这里 {quantity} × {factor} = {made}：请改数量、单位，"
        "或者商品资料里的换算"
    )


def found(form: Form, headers: Sequence[str], matching: Mapping[str, str]) -> int | None:
    """The column that fills nothing and says so."""
    if not form.is_document or QUANTITY not in matching.values():
        return None
    return next(iter(unfilled.called(headers, matching, WORDS)), None)


def compare(plan: Plan, groups: Sequence[Group]) -> None:
    """Refuse rows, whose goods and units are known, that are another number of base units."""
    column = plan.base_count
    if column is None or plan.spread:
        return
    held = [
        (group, place, row, given, quantity)
        for group in groups
        for place, number in enumerate(group.rows.get(LINES, ()))
        for row in [group.payload[LINES][place]]
        for given in [_number(dict(group.lines)[number], column)]
        for quantity in [number_of(row.get("quantity"))]
        if given and quantity
    ]
    every = factors([row for _group, _place, row, _given, _quantity in held])
    for (group, place, _row, given, quantity), factor in zip(held, every, strict=True):
        made = EXACT.multiply(quantity, factor)
        if abs(abs(made) - abs(given)) > max(LOST, abs(given) * LOST / 100):
            facts = {"given": plain(given), "quantity": plain(quantity), "factor": plain(factor)}
            error = OtherCount(column=str(plan.headers[column]), made=plain(made), **facts)
            error.field = f"{LINES}.{place}.quantity"
            group.errors.append(error)


def factors(rows: Sequence[Mapping[str, Any]]) -> list[Decimal]:
    """How many base units one of each row's unit is."""
    asked = [
        (n, one["product"], one["unit"])
        for n, one in enumerate(rows)
        if isinstance(one.get("product"), UUID) and isinstance(one.get("unit"), UUID)
    ]
    if not asked:
        return [ONE] * len(rows)
    given = [sql.array(column) for column in zip(*asked, strict=True)]
    answered = sql.run(FACTORS, [*given, current_id()])
    known = {n: EXACT.divide(up, down) for n, up, down in answered}
    return [known.get(n, ONE) for n in range(len(rows))]


def _number(cells: Sequence[Any], number: int) -> Decimal | None:
    return number_of(inside(cells[number])) if number < len(cells) else None
