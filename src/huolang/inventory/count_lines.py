"""Lines of a task as those who count meet them: found by what they are of, begun when they are not
there, and locked in one order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from huolang.forms.references import text_array
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.kernel.keys import NIL, new_id

Key = tuple[UUID, str, UUID | None]
"""A product, its batch in capitals, its location."""
BEGIN = """
INSERT INTO inventory_countline (company_id, id, plan_id, product_id, batch, location_id,
    book_quantity, unexpected, round, produced_on, expires_on, reason, remark)
VALUES {rows} ON CONFLICT DO NOTHING
"""
BEGUN = "(%s, %s, %s, %s, %s, %s, 0, true, 1, %s, %s, %s, '')"
LOCK = """
SELECT l.product_id, upper(l.batch), l.location_id, l.id, l.round
FROM unnest(%s::uuid[], %s::text[], %s::uuid[]) AS k(product, batch, location)
JOIN inventory_countline l ON l.company_id = %s::bigint AND l.plan_id = %s::uuid
    AND l.product_id = k.product AND upper(l.batch) = k.batch
    AND coalesce(l.location_id, '00000000-0000-0000-0000-000000000000') = k.location
ORDER BY l.id FOR NO KEY UPDATE OF l
"""


@dataclass(frozen=True, slots=True)
class Listed:
    """A line that is locked, and in which round it is counted."""

    id: UUID
    round: int


def lock(plan: Any, wanted: Mapping[Key, Any]) -> dict[Key, Listed]:
    """The lines of `wanted`, locked in the order of all; those that are not there begin."""
    if not wanted:
        return {}
    found = _lock(plan, wanted)
    missing = {key: one for key, one in wanted.items() if key not in found}
    if not missing:
        return found
    rows: list[list[Any]] = []
    order = sorted(missing.items(), key=lambda one: (one[0][0], one[0][1], one[0][2] or NIL))
    for (product, _batch, location), one in order:
        told = one.tally
        days = [told.produced_on, told.expires_on]
        batch = told.batch.strip() if one.good.batched else ""
        head = [current_id(), new_id(), plan.id, product, batch, location]
        rows.append([*head, *days, plan.reason])
    sql.run_rows(BEGIN, BEGUN, rows)
    return found | _lock(plan, missing)


def _lock(plan: Any, wanted: Mapping[Key, Any]) -> dict[Key, Listed]:
    keys = sorted(wanted, key=lambda one: (one[0], one[1], one[2] or NIL))
    products = sql.array(one[0] for one in keys)
    batches = text_array(one[1] for one in keys)
    locations = sql.array(one[2] or NIL for one in keys)
    given = [products, batches, locations, current_id(), plan.id]
    return {(row[0], row[1], row[2]): Listed(row[3], row[4]) for row in sql.run(LOCK, given)}
