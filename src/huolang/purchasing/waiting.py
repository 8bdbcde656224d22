"""待检的余量: what of a receipt waits for its inspection still, and what lies on the shelves."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from decimal import Decimal
from typing import Any
from uuid import UUID

from huolang.documents.convert import Payload
from huolang.kernel import sql
from huolang.kernel.company import current_id
from huolang.masters import goods, merge, serial_lines
from huolang.masters.remaining import numbered, open_quantity
from huolang.masters.serial import Status

REJECTS = """
SELECT l.receipt_line_id, sum(l.rejected_base - l.disposed_base + coalesce((
    SELECT sum(a.base_quantity) FROM purchasing_rejectdisposalline a
    JOIN purchasing_rejectdisposal b ON b.company_id = a.company_id AND b.id = a.document_id
    WHERE a.company_id = l.company_id AND a.inspection_line_id = l.id AND a.how = 'scrap'
      AND b.state = 'confirmed'), 0))
FROM purchasing_inspectionline l
JOIN purchasing_inspection d ON d.company_id = l.company_id AND d.id = l.document_id
WHERE l.company_id = %s::bigint AND l.receipt_line_id = ANY(%s::uuid[]) AND d.state = 'confirmed'
GROUP BY l.receipt_line_id
"""
"""What was rejected and lies there, or was scrapped. What went back is counted on the receipt."""


def header(receipt: Any) -> Payload:
    partner = merge.kept("partner", receipt.partner_id)
    return {"partner": partner, "warehouse": receipt.warehouse_id}


def lines(receipt: Any) -> list[Payload]:
    """A line of an inspection for every line of which something waits for it."""
    known = goods.read(receipt)
    pieces = serial_lines.pieces_in(receipt, Status.INSPECTING)
    made: list[Payload] = []
    for row in receipt.rows:
        if not row.waiting_base:
            continue
        good = known[row.product_id]
        unit, quantity = open_quantity(row, good, row.waiting_base)
        line = {"product": good.kept or row.product_id, "unit": unit, "quantity": quantity}
        told = {"receipt_line": row.id, "batch": row.batch, **numbered(row, pieces)}
        made.append({**line, **told})
    return made


def on_shelves(make: Callable[[Any], list[Payload]]) -> Callable[[Any], list[Payload]]:
    """What `make` says of a receipt, without what waits for its inspection, or lies with the
    rejects: that goes back by way of the inspection. What of these was scrapped is gone."""

    def made(receipt: Any) -> list[Payload]:
        keys = [row.id for row in receipt.rows if row.quarantined]
        if not keys:
            return make(receipt)
        found = dict(sql.run(REJECTS, [current_id(), sql.array(keys)]).fetchall())
        part = copy(receipt)
        part.tables = {**receipt.tables, "lines": [_shelved(row, found) for row in receipt.rows]}
        return make(part)

    return made


def _shelved(row: Any, rejects: dict[UUID, Decimal]) -> Any:
    if not row.quarantined:
        return row
    part = copy(row)
    part.returned_base = row.returned_base + row.waiting_base + rejects.get(row.id, Decimal(0))
    return part
