"""按模板填单: the lines of a document from an assembly template, in the proportion of its quantity.

Only a document without lines is filled; of one product with one template that is used, the
template need not be named. Components are rounded up to what their unit counts, so that there is
enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.forms import registry, store
from huolang.inventory.assembly_template import HUNDRED, Direction
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.money import EXACT, round_half_up
from huolang.kernel.refusals import Invalid
from huolang.masters import goods

ZERO = Decimal(0)
TEMPLATE = """
SELECT t.id, t.product_id, t.unit_id, t.quantity, t.extra_cost, t.loss
FROM inventory_assemblytemplate t
WHERE t.company_id = %s::bigint AND (t.id = %s::uuid OR %s::uuid IS NULL
    AND t.active AND t.product_id = %s::uuid)
LIMIT 2
"""
LINES = """
SELECT l.direction, l.product_id, l.unit_id, l.quantity, l.share, l.remark
FROM inventory_assemblytemplateline l
WHERE l.company_id = %s::bigint AND l.document_id = %s::uuid ORDER BY l.position, l.id
"""


class OtherProduct(Invalid):
    code = "assembly.template_of_other"
    message = _("这个模板做的是别的商品")


def fill(document: Any, *, by_products: bool) -> None:
    """Give `document` the lines of its template, and what their work usually costs unless that
    was said. Without `by_products` it gets the components alone: it is taken apart."""
    told = [current_id(), document.template_id, document.template_id, document.product_id]
    found = sql.run(TEMPLATE, told).fetchall()
    if len(found) != 1:
        return
    template, product, unit, quantity, extra_cost, loss = found[0]
    if product != document.product_id:
        raise OtherProduct(field="template")
    lines = sql.run(LINES, [current_id(), template]).fetchall()
    document.goods = {}
    goods.more(document, {product, *(line[1] for line in lines)})
    document.__dict__.pop("known_goods", None)  # read ahead, of the product alone
    made = _base(document, product, unit, quantity)
    wanted = _base(document, product, document.unit_id, _wanted(document))
    if not made or not wanted:
        return  # refused with the quantity
    document.template_id = template
    if by_products and "extra_cost" not in getattr(document, "answered", ()):
        cost = EXACT.divide(EXACT.multiply(extra_cost, wanted), made)
        document.extra_cost = round_half_up(cost, document.own_company.digits)
    more = 1 + loss / HUNDRED if by_products else Decimal(1)
    document.tables["lines"] = list(_rows(document, lines, wanted, made, more, by_products))


def _wanted(document: Any) -> Decimal:
    planned: Decimal | None = getattr(document, "planned_quantity", None)
    return planned or document.quantity


def _base(document: Any, product: UUID, unit: UUID | None, quantity: Decimal) -> Decimal:
    good = document.goods[product]
    conversion = good.units.get(unit or good.unit)
    return conversion.to_base(quantity) if conversion and quantity > ZERO else ZERO


def _rows(
    document: Any,
    lines: Sequence[Any],
    wanted: Decimal,
    made: Decimal,
    more: Decimal,
    by_products: bool,
) -> Any:
    table = registry.of(type(document)).tables_by_name["lines"]
    position = 0
    for direction, product, unit, quantity, share, remark in lines:
        component = direction == Direction.COMPONENT
        conversion = document.goods[product].units.get(unit)
        if conversion is None or not (component or by_products):
            continue
        exact = EXACT.divide(EXACT.multiply(quantity, wanted), made)
        told = _counted(exact * more if component else exact, conversion.digits, up=component)
        if not told:
            continue
        position += 1
        row = store.blank(table)
        setattr(row, table.parent, document.id)
        row.position, row.product_id, row.unit_id = position, product, unit
        row.quantity, row.remark = told, remark
        if by_products:
            row.direction, row.share = direction, share
        yield row


def _counted(quantity: Decimal, digits: int, *, up: bool) -> Decimal:
    if not up:
        return round_half_up(quantity, digits)
    nearly = round(quantity, 12)  # what is only left of a division is no more
    return nearly.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_CEILING)
