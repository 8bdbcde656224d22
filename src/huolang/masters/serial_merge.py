"""合并商品时的序列号: the numbers of the duplicate go on under the product that is kept.

What they did stays in the books under the duplicate. A number that both have stays there, too: they
are two pieces, or one that was entered under both, and nobody can tell which.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from huolang.kernel import audit, sql
from huolang.kernel.company import current_id

GO_ON = """
UPDATE masters_serialnumber s SET product_id = %s::uuid,
    updated_at = greatest(%s::timestamptz, s.updated_at + interval '1 microsecond'),
    updated_by = %s::uuid
WHERE s.company_id = %s::bigint AND s.product_id = %s::uuid
  AND NOT EXISTS (SELECT FROM masters_serialnumber k WHERE k.company_id = s.company_id
                  AND k.product_id = %s::uuid AND upper(k.number) = upper(s.number))
RETURNING s.id
"""


def hand_over(old: Any, kept: Any, *, by: UUID | None, at: datetime) -> None:
    """Nothing of `old` is in stock any more, so no piece is where the books do not have it."""
    moved = sql.run(GO_ON, [kept.id, at, by, current_id(), old.id, kept.id]).fetchall()
    changes = {"product": [old.id, kept.id]}
    audit.write(
        [
            audit.Trace(
                form="serial_number", record=row[0], action="change", by=by, changes=changes
            )
            for row in moved
        ],
        at=at,
    )
