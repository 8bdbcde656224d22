"""多单位数量: a quantity as people count it: 3 箱 4 瓶."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from huolang.kernel import sql
from huolang.kernel.company import current_id

WRITTEN = """
SELECT k.n, masters_in_units(%s::bigint, k.product, k.quantity)
FROM unnest(%s::int[], %s::uuid[], %s::numeric[]) AS k(n, product, quantity)
"""


def written(quantities: Sequence[tuple[UUID, Decimal]]) -> list[str]:
    """Each quantity of base units in whole numbers of the product's larger units and what is left;
    empty where not one of those is full. One statement."""
    if not quantities:
        return []
    products, amounts = zip(*quantities, strict=True)
    wanted = [sql.array(range(len(products))), sql.array(products), sql.array(amounts)]
    told = dict(sql.run(WRITTEN, [current_id(), *wanted]).fetchall())
    return [told[n] for n in range(len(products))]
