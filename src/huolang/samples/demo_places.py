"""示例公司的库位: on the last day one warehouse gets locations, and what sells most is put away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from huolang.documents import lifecycle
from huolang.forms import registry, store, validate, writer
from huolang.kernel import clock, sql
from huolang.kernel.company import current_id
from huolang.kernel.permissions import Access
from huolang.masters import location_ranges

WAREHOUSE = "CK03"
FIRST, LAST = "A-01-01", "A-03-04"
PLACES = ("A-01-01", "A-01-02", "A-01-03", "A-02-01", "A-02-02", "A-03-01")
LYING = """
SELECT b.product, floor(b.quantity) FROM ledger_stockbalance b
JOIN masters_product m ON m.company_id = b.company_id AND m.id = b.product
WHERE b.company_id = %s::bigint AND b.warehouse = %s::uuid AND b.quantity >= 4
  AND b.location = '00000000-0000-0000-0000-000000000000' AND NOT m.batched AND NOT m.serialized
ORDER BY b.quantity DESC, m.code LIMIT %s::int
"""


def arrange(ids: Mapping[str, Mapping[str, UUID]], access: Access) -> int:
    """Locations of one warehouse, and goods in them, in the acting company; how many documents were
    made. Whoever has been there before finds nothing to do."""
    here, at = ids["warehouse"][WAREHOUSE], clock.now()
    form = registry.get("warehouse")
    warehouse: Any = store.load(form, here, lock=True)
    if warehouse.located:
        return 0
    told = validate.read(form, {"located": True}, existing=warehouse, partial=True)
    writer.save(form, told, existing=warehouse, by=access.user, at=at)
    location_ranges.generate(here, FIRST, LAST, access, at=at)
    lying = sql.run(LYING, [current_id(), here, len(PLACES)]).fetchall()
    lines = [
        {"product": product, "quantity": quantity // 2, "into_location": {"code": code}}
        for (product, quantity), code in zip(lying, PLACES, strict=False)
    ]
    if not lines:
        return 0
    payload = {"warehouse": here, "lines": lines}
    lifecycle.create(registry.get("location_move"), payload, access=access, at=at, then="confirm")
    return 1
