"""套装的拣货: who picks goods scans the parts; they go on as the bundles that they make up."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.documents.convert import Payload
from huolang.kernel.refusals import BusinessError, Invalid, Several
from huolang.masters.bundling import is_part
from huolang.masters.goods import Good, fits

ZERO = Decimal(0)


class NotWholeBundles(Invalid):
    code = "convert.not_whole_bundles"
    message = _("{bundle} 要整套发货：各组成商品的数量凑不成整套")


def parts_of(document: Any, bundles: Collection[UUID], link: str) -> dict[UUID, Payload]:
    """The lines of parts of those `bundles` of `document`, as lines of one that goes on from it."""
    return {
        row.id: {"product": row.product_id, link: row.id}
        for row in document.rows
        if is_part(row) and row.part_of in bundles
    }


def whole_of(
    document: Any, taken: Sequence[tuple[UUID, Decimal]], known: Mapping[UUID, Good]
) -> dict[UUID, Decimal]:
    """By line of a bundle, base units of it that the parts `taken` (line, base units) make up."""
    rows = {row.id: row for row in document.rows}
    named = {line for line, _base in taken}
    sums: dict[UUID, dict[UUID, Decimal]] = {}
    first: dict[UUID, int] = {}
    for index, (line, base) in enumerate(taken):
        row = rows[line]
        if is_part(row) and row.part_of not in named:
            first.setdefault(row.part_of, index)
            mine = sums.setdefault(row.part_of, {})
            mine[row.product_id] = mine.get(row.product_id, ZERO) + base
    errors: list[BusinessError] = []
    found: dict[UUID, Decimal] = {}
    for key, mine in sums.items():
        bundle = rows[key]
        made = {
            mine.get(UUID(part), ZERO) / Decimal(each) for part, each in bundle.composition["parts"]
        }
        many = min(made)
        if len(made) > 1 or not many or not fits(many, known[bundle.product_id].digits):
            place = f"lines.{first[key]}.base_quantity"
            errors.append(NotWholeBundles(field=place, bundle=bundle.product_name))
        found[key] = many
    Several.raise_any(errors)
    return found
