"""合并商品时的批次: two products that become one have one batch of a number.

The books keep the duplicate's batches under the duplicate. Each goes on as a batch of the product
that is kept: the one of its number, if both say the same of it, or a new one.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huolang.forms import registry, writer
from huolang.forms.validate import Values
from huolang.kernel import audit, sql
from huolang.kernel.company import current_id
from huolang.kernel.refusals import BusinessError, Several

TOGETHER = """
SELECT o.number, (o.produced_on, o.expires_on, o.held)
       IS DISTINCT FROM (k.produced_on, k.expires_on, k.held)
FROM masters_batch o
JOIN masters_batch k ON k.company_id = o.company_id AND k.product_id = %s::uuid
    AND upper(k.number) = upper(o.number)
WHERE o.company_id = %s::bigint AND o.product_id = %s::uuid AND o.merged_into_id IS NULL
ORDER BY upper(o.number)
"""
ALONE = """
SELECT o.number, o.produced_on, o.expires_on, o.supplier_batch, o.held
FROM masters_batch o
WHERE o.company_id = %s::bigint AND o.product_id = %s::uuid AND o.merged_into_id IS NULL
  AND NOT EXISTS (SELECT FROM masters_batch k WHERE k.company_id = o.company_id
                  AND k.product_id = %s::uuid AND upper(k.number) = upper(o.number))
ORDER BY upper(o.number)
"""
UNITE = """
UPDATE masters_batch o SET merged_into_id = k.id,
    updated_at = greatest(%s::timestamptz, o.updated_at + interval '1 microsecond'),
    updated_by = %s::uuid
FROM masters_batch k
WHERE o.company_id = %s::bigint AND o.product_id = %s::uuid AND o.merged_into_id IS NULL
  AND k.company_id = o.company_id AND k.product_id = %s::uuid AND upper(k.number) = upper(o.number)
RETURNING o.id, k.id
"""
EARLIER = """
UPDATE masters_batch e SET merged_into_id = o.merged_into_id FROM masters_batch o
WHERE e.company_id = %s::bigint AND o.company_id = e.company_id AND o.id = e.merged_into_id
  AND o.product_id = %s::uuid
"""
"""Batches that were united with one of the duplicate before."""
TAKEN = ("number", "produced_on", "expires_on", "supplier_batch", "held")


class BatchesDiffer(BusinessError):
    code = "product.merge_batches_differ"
    message = _(
        "{name} 与 {kept} 都有批号 {number}，但生产日期、有效期或冻结状态不同，请先改成一致再合并"
    )


def refuse(old: Any, kept: Any) -> None:
    """Raise which batches of one number are not the same."""
    found = sql.run(TOGETHER, [kept.id, current_id(), old.id]).fetchall()
    Several.raise_any(
        [
            BatchesDiffer(field="into", name=str(old), kept=str(kept), number=row[0])
            for row in found
            if row[1]
        ]
    )


def hand_over(old: Any, kept: Any, *, by: UUID | None, at: datetime) -> None:
    """Each batch of the duplicate goes on as one of the other product."""
    form = registry.get("batch")
    new = [
        Values(form, {"product": kept.id, **dict(zip(TAKEN, row, strict=True))})
        for row in sql.run(ALONE, [current_id(), old.id, kept.id]).fetchall()
    ]
    if new:
        writer.add(form, new, by=by, at=at)
    united = sql.run(UNITE, [at, by, current_id(), old.id, kept.id]).fetchall()
    sql.run(EARLIER, [current_id(), old.id])
    audit.write(
        [
            audit.Trace(
                form="batch",
                record=one,
                action="merge",
                by=by,
                changes={"merged_into": [None, into]},
            )
            for one, into in united
        ],
        at=at,
    )
